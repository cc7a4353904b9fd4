"""A catalogue is looked up by code, read in order, and names the nearest valid code."""

import pytest

from webapp.catalogue.adjustments import ADJUSTMENTS, Adjustment
from webapp.catalogue.entries import Catalogue, IncompleteCatalogue, Named, UnknownCode
from webapp.catalogue.needs import NEEDS, Need
from webapp.catalogue.organisations import SETTING_TYPES, SettingType
from webapp.catalogue.sectors import SECTORS, job_family
from webapp.catalogue.sheets import SheetError, csv_rows, tables, text, texts
from webapp.catalogue.supervision import SUPERVISION_LEVELS, SupervisionLevel
from webapp.catalogue.task_bank import TASK_BANK_PATH, load_task_bank


def test_an_entry_is_found_by_its_code_and_by_the_value_of_its_code():
    assert ADJUSTMENTS[Adjustment.COM_01] is ADJUSTMENTS["COM-01"]
    assert SUPERVISION_LEVELS[2].code is SupervisionLevel.NEARBY


def test_entries_come_in_the_order_of_their_codes():
    assert [entry.code for entry in ADJUSTMENTS] == list(Adjustment)
    assert [entry.code for entry in NEEDS] == list(Need)


def test_a_catalogue_says_whether_it_holds_a_code():
    assert "N-NOISE" in NEEDS
    assert Need.N_NOISE in NEEDS
    assert "N-LOUD" not in NEEDS


@pytest.mark.parametrize(
    ("wrong", "nearest"),
    [("SEN-5", "SEN-05"), ("sen_05", "SEN-05"), ("COM01", "COM-01"), ("TRV 04", "TRV-04")],
)
def test_an_unknown_adjustment_names_the_nearest_one(wrong, nearest):
    with pytest.raises(UnknownCode) as error:
        ADJUSTMENTS[wrong]
    assert error.value.value == wrong
    assert error.value.nearest == nearest
    assert nearest in str(error.value)


def test_a_word_like_no_code_has_no_nearest_one():
    with pytest.raises(UnknownCode, match="unknown code 'zzzz'") as error:
        SECTORS["zzzz"]
    assert error.value.nearest is None


def test_an_unknown_code_can_be_caught_as_a_failed_lookup():
    with pytest.raises(LookupError):
        NEEDS["N-NOISY-PLACE"]


def test_a_catalogue_that_lacks_a_code_is_refused():
    school = Named(code=SettingType.SPECIAL_SCHOOL, name="Special school")
    with pytest.raises(IncompleteCatalogue, match="pru"):
        Catalogue(SettingType, [school])


def test_a_catalogue_that_lists_a_code_twice_is_refused():
    with pytest.raises(IncompleteCatalogue, match="twice"):
        Catalogue(SettingType, [*SETTING_TYPES, *SETTING_TYPES])


def test_a_job_family_is_found_by_its_code():
    assert job_family("transport-railways").name == "Railways"
    with pytest.raises(UnknownCode) as error:
        job_family("transport-railway")
    assert error.value.nearest == "transport-railways"


def test_an_entry_cannot_be_changed():
    with pytest.raises(AttributeError):
        ADJUSTMENTS["COM-01"].employer = "Shout"


def test_the_task_bank_lies_in_the_package():
    assert TASK_BANK_PATH.parent.name == "catalogue"


def test_a_bank_with_other_columns_is_refused(tmp_path):
    sheet = tmp_path / "bank.csv"
    sheet.write_text("sector,task\nanimals,Brush a dog\n", encoding="utf-8")
    with pytest.raises(SheetError, match="sector, job_family, task, words"):
        load_task_bank(sheet)


def test_a_bank_with_an_unknown_family_names_the_nearest_one(tmp_path):
    sheet = tmp_path / "bank.csv"
    sheet.write_text(
        "sector,job_family,task,words\nanimals,Farm animal,Feed the hens,hens eggs farm\n",
        encoding="utf-8",
    )
    with pytest.raises(UnknownCode) as error:
        load_task_bank(sheet)
    assert error.value.nearest == "Farm animals"


def test_a_sheet_without_words_where_words_belong_is_refused():
    with pytest.raises(SheetError, match="employer"):
        text({"employer": " "}, "employer")
    with pytest.raises(SheetError, match="meets"):
        texts({"meets": "N-NOISE"}, "meets")
    with pytest.raises(SheetError, match="levels"):
        tables({"levels": ["quiet"]}, "levels")


def test_a_sheet_of_four_columns_is_read_row_by_row():
    rows = csv_rows(TASK_BANK_PATH, columns=("sector", "job_family", "task", "words"))
    assert rows[0]["sector"] == "animals"

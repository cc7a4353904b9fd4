import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from webapp.core import sheets
from webapp.core.forms.uploads import read_lines
from webapp.core.sheets import NotASheet, cell_text, csv_lines, xlsx_lines


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_both_kinds_of_file_give_the_same_lines():
    csv = csv_lines("name,postcode\nSwiftVan,CH1 1AB\n\nPaws,CH1 1AA\n")
    xlsx = xlsx_lines(
        workbook(("name", "postcode"), ("SwiftVan", "CH1 1AB"), (None,), ("Paws", "CH1 1AA"))
    )
    assert (
        csv
        == xlsx
        == [
            (1, ["name", "postcode"]),
            (2, ["SwiftVan", "CH1 1AB"]),
            (4, ["Paws", "CH1 1AA"]),
        ]
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (3.0, "3"),
        (3.5, "3.5"),
        (" a ", "a"),
        (True, "True"),
        (date(2027, 3, 2), "02/03/2027"),
        (datetime(2027, 3, 2, 9), "02/03/2027"),  # noqa: DTZ001  a sheet has no zone
    ],
)
def test_a_cell_reads_as_people_write_it(value, text):
    assert cell_text(value) == text


def test_a_formula_is_not_run():
    assert xlsx_lines(workbook(("name",), ("=1+1",))) == [(1, ["name"])]


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing", workbook(("a",))[:200]])
def test_a_broken_file_is_refused_in_words(content):
    with pytest.raises(NotASheet):
        xlsx_lines(content)
    with pytest.raises(ValueError, match="Save it again as XLSX or CSV"):
        read_lines(content)


def test_a_file_that_unpacks_to_far_more_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 100)
    with pytest.raises(NotASheet):
        xlsx_lines(workbook(("name",)))


def test_an_open_quote_names_its_line():
    with pytest.raises(ValueError, match="Line 2: a quote mark opens"):
        read_lines(b'name,postcode\n"SwiftVan,CH1\n')

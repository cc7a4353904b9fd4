"""Reading learners from CSV: what real files bring, and what is said about each mistake."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.unit.learners.test_queries import counted
from webapp.core import postcodes
from webapp.core.forms.uploads import read_csv_text
from webapp.core.sheets import csv_lines
from webapp.core.table_files import Problem, Reading, template
from webapp.learners import csv_cells, csv_import, services
from webapp.learners.errors import PreviewGone
from webapp.learners.models import ImportPreview, Learner, SaidBy, Share, Topic

HEADER = "mis_number,first_name,surname,date_of_birth"
JAY = "A1,Jay,Okafor,14/10/2010"


@pytest.fixture(autouse=True)
def tables(app: object) -> None:
    """Postcodes come from the small table."""


def read(*lines: str) -> Reading[csv_import.Row]:
    return csv_import.read("\r\n".join(lines), today=TODAY)


def problems(reading: Reading[csv_import.Row]) -> list[tuple[Problem, int | None, str | None]]:
    return [(found.problem, found.line, found.column) for found in reading.findings]


def test_the_template_reads_as_one_learner():
    reading = csv_import.read(template(csv_cells.EXAMPLE), today=TODAY)
    assert reading.findings == []
    (row,) = reading.rows
    assert (row.first_name, row.date_of_birth) == ("Robin", date(2010, 10, 14))
    assert row.interests == ("trains", "maps")
    assert row.postcode == "CH1 2AB"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_files_of_every_kind_of_spreadsheet_read_alike(
    encoding: str, delimiter: str, line_end: str
):
    lines = [HEADER.replace(",", delimiter), JAY.replace("Jay", "Zoë").replace(",", delimiter)]
    text = read_csv_text(line_end.join(lines).encode(encoding))
    reading = csv_import.read(text, today=TODAY)
    assert reading.findings == []
    assert [row.first_name for row in reading.rows] == ["Zoë"]


@pytest.mark.parametrize(
    "written",
    ["14/10/2010", "14-10-2010", "14.10.2010", "2010-10-14", "14 Oct 2010", "14 October 2010"],
)
def test_dates_are_day_first_or_iso(written: str):
    (row,) = read(HEADER, f"A1,Jay,Okafor,{written}").rows
    assert row.date_of_birth == date(2010, 10, 14)


@pytest.mark.parametrize("written", ["10/14/2010", "14/10/10", "yesterday", "40463", "31/02/2010"])
def test_a_date_that_could_be_misread_is_refused(written: str):
    assert problems(read(HEADER, f"A1,Jay,Okafor,{written}")) == [
        (Problem.BAD_DATE, 2, "date_of_birth")
    ]


def test_a_new_line_inside_quotes_belongs_to_its_cell():
    reading = read(
        f"{HEADER},hopes,interests",
        f'{JAY},"signaller\nor timetable planner","trains; maps"',
        "B2,Kit,Vale,01/02/2011,,",
    )
    assert reading.findings == []
    assert reading.rows[0].hopes == ("signaller", "or timetable planner")
    assert [row.line for row in reading.rows] == [2, 4]


def test_headings_may_have_capitals_spaces_and_empty_columns_after_them():
    reading = read("MIS number,First Name,Surname,Date of birth,,", f"{JAY},,", ",,,,,")
    assert reading.findings == []
    assert len(reading.rows) == 1


def test_the_line_that_tells_excel_the_delimiter_is_no_row():
    reading = read("sep=;", HEADER.replace(",", ";"), JAY.replace(",", ";"))
    assert reading.findings == []
    assert reading.rows[0].line == 3


@pytest.mark.parametrize(
    ("heading", "hint"),
    [("forename", "first_name"), ("D.O.B", ""), ("DOB", "date_of_birth"), ("postcod", "postcode")],
)
def test_an_unknown_column_is_named_with_the_nearest_one(heading: str, hint: str):
    reading = read(f"{HEADER},{heading}", f"{JAY},x")
    assert [(found.problem, found.value, found.hint) for found in reading.findings] == [
        (Problem.UNKNOWN_COLUMN, heading, hint)
    ]
    assert reading.rows == []


def test_missing_and_double_columns_are_named():
    reading = read("mis_number,surname,surname,date_of_birth", "A1,Okafor,Okafor,14/10/2010")
    assert problems(reading) == [
        (Problem.COLUMN_TWICE, 1, "surname"),
        (Problem.MISSING_COLUMN, 1, "first_name"),
    ]


def test_every_mistake_is_named_by_row_and_column():
    reading = read(
        f"{HEADER},postcode,sen_provision,travel_band,max_minutes",
        "A1,Jay,Okafor,14/10/2010,CH1 2AB,e,3,40",
        "A2,,Vale,01/02/2011,CH1 2A,X,9,soon",
        "A1,Kit,Finch,01/02/1960,CF10 1AA,,,",
        "A3,Lee,Marsh,03/04/2011,,,,,too many",
    )
    assert problems(reading) == [
        (Problem.MISSING, 3, "first_name"),
        (Problem.BAD_POSTCODE, 3, "postcode"),
        (Problem.BAD_CODE, 3, "sen_provision"),
        (Problem.BAD_NUMBER, 3, "travel_band"),
        (Problem.BAD_NUMBER, 3, "max_minutes"),
        (Problem.BIRTH_NOT_PLAUSIBLE, 4, "date_of_birth"),
        (Problem.UNKNOWN_POSTCODE, 4, "postcode"),
        (Problem.TOO_MANY_CELLS, 5, None),
    ]
    assert [row.mis_number for row in reading.rows] == ["A1"]


def test_the_same_number_on_two_lines_is_found():
    reading = read(HEADER, JAY, "B2,Kit,Vale,01/02/2011", "A1,Jo,Okafor,15/10/2010")
    (found,) = reading.findings
    assert (found.problem, found.line, found.hint) == (Problem.SAME_AS_LINE, 4, "2")


@pytest.mark.parametrize("text", ["", "\r\n\r\n", HEADER, f"{HEADER}\r\n,,,"])
def test_a_file_without_rows_says_so(text: str):
    assert problems(csv_import.read(text, today=TODAY)) == [(Problem.EMPTY, None, None)]


def test_a_quote_that_never_closes_is_found_with_its_line():
    reading = read(HEADER, JAY, '"B2,Kit,Vale,01/02/2011', "C3,Lee,Marsh,03/04/2011")
    assert problems(reading) == [(Problem.BROKEN, 3, None)]


def test_a_huge_cell_is_refused():
    assert problems(read(f"{HEADER},hopes", f"{JAY},{'x' * 200_000}")) == [
        (Problem.BROKEN, 2, None)
    ]
    assert problems(read(f"{HEADER},hopes", f"{JAY},{'x' * 3000}")) == [
        (Problem.TOO_LONG, 2, "hopes")
    ]


def test_a_nul_in_a_cell_is_dropped():
    assert read(HEADER, "A1,J\0ay,Okafor,14/10/2010").rows[0].first_name == "Jay"


WHOLE_FILE = {
    Problem.EMPTY,
    Problem.BROKEN,
    Problem.UNKNOWN_COLUMN,
    Problem.COLUMN_TWICE,
    Problem.MISSING_COLUMN,
}
"""What stops a file before its rows are read."""
GOOD_CELLS = ("A1", "B2", "Jay", "Okafor", "14/10/2010", "")


@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.lists(st.one_of(st.text(max_size=20), st.sampled_from(GOOD_CELLS)), max_size=6)
        ).map(lambda rows: "\n".join([HEADER, *map(quoted, rows)])),
    )
)
def test_each_line_of_any_text_is_a_good_row_or_is_named_with_what_is_wrong(text: str):
    postcodes.use(postcodes.table_file())
    reading = csv_import.read(text, today=TODAY)
    if any(found.problem in WHOLE_FILE for found in reading.findings):
        assert reading.rows == []
        return
    good = {row.line for row in reading.rows}
    wrong = {found.line for found in reading.findings if found.problem is not Problem.SAME_AS_LINE}
    _, *body = csv_lines(text)
    assert good | wrong == {line for line, _ in body}
    assert good & wrong == set()


def quoted(cells: list[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def file_of(*rows: str, more: str = ",interests,strengths") -> str:
    return "\r\n".join([HEADER + more, *rows])


def do_import(session: Session, cast: Cast, text: str) -> services.Plan:
    reading = csv_import.read(text, today=TODAY)
    assert reading.findings == []
    preview = services.keep_preview(
        session, cast.school.id, reading.rows, text=text, by=cast.ben.id, now=NOW
    )
    session.commit()
    session.expire_all()
    done = services.import_learners(
        session, cast.school, preview, by=cast.ben.id, now=NOW, today=TODAY
    )
    session.commit()
    return done


def test_an_import_adds_learners_with_what_the_school_wrote(session: Session, cast: Cast):
    do_import(session, cast, file_of(f"{JAY},trains; maps,careful"))
    learner = session.query(Learner).filter_by(mis_number="A1").one()
    said = [(statement.topic, statement.text) for statement in learner.statements]
    assert (Topic.INTEREST, "trains") in said
    assert (Topic.GOOD_AT, "careful") in said
    assert {statement.said_by for statement in learner.statements} == {SaidBy.STAFF}
    assert {statement.share for statement in learner.statements} == {Share.SCHOOL_ONLY}
    assert not learner.looks_for_placements


def test_the_same_file_twice_changes_nothing(session: Session, cast: Cast):
    text = file_of(f"{JAY},trains,careful", "B2,Kit,Vale,01/02/2011,,")
    first = do_import(session, cast, text)
    assert (len(first.new), len(first.changed), len(first.same)) == (2, 0, 0)
    before = {row.id: row.version for row in session.query(Learner)}
    second = do_import(session, cast, text)
    assert (len(second.new), len(second.changed), len(second.same)) == (0, 0, 2)
    assert {row.id: row.version for row in session.query(Learner)} == before


def test_a_changed_row_changes_what_differs_and_an_empty_cell_changes_nothing(
    session: Session, cast: Cast
):
    do_import(session, cast, file_of(f"{JAY},trains,careful"))
    done = do_import(session, cast, file_of("A1,Jay,Okafor-Reid,14/10/2010,trains; maps,"))
    (step,) = done.changed
    assert [(change.column, change.after) for change in step.changes] == [
        ("surname", "Okafor-Reid"),
        ("interests", "maps"),
    ]
    learner = session.query(Learner).filter_by(mis_number="A1").one()
    assert learner.surname == "Okafor-Reid"
    assert sorted(statement.text for statement in learner.statements) == [
        "careful",
        "maps",
        "trains",
    ]


def test_another_schools_learner_with_the_same_number_is_left_alone(session: Session, cast: Cast):
    do_import(session, cast, file_of(f"{JAY},,"))
    reading = csv_import.read(file_of("A1,Other,Person,14/10/2010,,"), today=TODAY)
    planned = services.plan(session, cast.other_school, reading.rows)
    assert len(planned.new) == 1


def test_what_was_shown_can_be_imported_for_an_hour_and_only_once(session: Session, cast: Cast):
    text = file_of(f"{JAY},,")
    rows = csv_import.read(text, today=TODAY).rows
    preview = services.keep_preview(
        session, cast.school.id, rows, text=text, by=cast.ben.id, now=NOW
    )
    assert services.rows_of(preview, now=NOW) == rows
    with pytest.raises(PreviewGone):
        services.rows_of(preview, now=preview.expires_at)
    services.import_learners(session, cast.school, preview, by=cast.ben.id, now=NOW, today=TODAY)
    session.commit()
    assert session.query(ImportPreview).count() == 0


def test_a_thousand_learners_come_in_a_few_queries(session: Session, cast: Cast):
    rows = [f"N{number},Kit,Vale,01/02/2011,trains,careful" for number in range(1000)]
    text = file_of(*rows)
    with counted() as sent:
        do_import(session, cast, text)
    assert session.query(Learner).count() == 1001
    assert len(sent) <= 40

"""A list of employers comes in whole or not at all, and nobody is added twice unseen."""

import io

import pytest
import sqlalchemy as sa
from openpyxl import Workbook

from webapp.core import clock
from webapp.core.table_files import template
from webapp.employers.contact_models import EmployerImport
from webapp.employers.import_cells import EXAMPLE
from webapp.employers.models import Employer

pytestmark = pytest.mark.usefixtures("on_the_day")

HEAD = "name,kind_of_organisation,kind_of_work,postcode,contact_name,website\n"
BAKERY = "Ash Bakery,micro,catering; retail,CH1 1AA,Robin Ash,\n"
RAILWAY = "The Millbrook Heritage Railway Ltd,charity,heritage,ch12ab,Cora,\n"


def send(lead, content: str | bytes, name="employers.csv", status=200):
    data = content.encode() if isinstance(content, str) else content
    page = lead.get("/lead/employers/import")
    return lead.submit(
        page, {"file": (io.BytesIO(data), name)}, button="Show what is in it", status=status
    )


def names(session) -> list[str]:
    return session.scalars(sa.select(Employer.name).order_by(Employer.name)).all()


def test_the_template_can_be_imported_as_it_is(lead, session):
    page = send(lead, template(EXAMPLE))
    assert "1 new employer" in page.text
    page = lead.submit(page, button="Import")
    assert "Imported: 1 employer" in " ".join(page.notes)
    found = session.scalars(sa.select(Employer).where(Employer.name == "Example Bakery")).one()
    page = lead.get(f"/lead/employers/{found.id}")
    assert "nobody there has agreed yet" in page.text


def test_a_spreadsheet_says_the_same_as_a_csv_file(lead, session):
    book = Workbook()
    for line in (HEAD + BAKERY).splitlines():
        book.active.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    lead.submit(send(lead, out.getvalue(), "list.xlsx"), button="Import")
    assert "Ash Bakery" in names(session)


def test_who_is_here_already_is_left_out_unless_a_person_says_otherwise(lead, session):
    page = send(lead, HEAD + BAKERY + RAILWAY)
    assert (
        "Line 3: The Millbrook Heritage Railway Ltd is like Millbrook Heritage Railway" in page.text
    )
    lead.submit(page, button="Import")
    assert names(session) == ["Ash Bakery", "Millbrook Heritage Railway"]
    page = send(lead, HEAD + RAILWAY)
    lead.submit(page, {"leave_out": None}, button="Import")
    assert len(names(session)) == 3


def test_one_website_is_one_employer(lead, cast):
    cast.employer.website = "https://www.millbrook.example.org/visit"
    page = send(lead, HEAD + "Steam Trust,charity,heritage,CH1 1AB,Cora,millbrook.example.org\n")
    assert "is like Millbrook Heritage Railway" in page.text


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "There is no row in this file"),
        ("Ash,micro,baking,CH1 1AA,Robin,\n", "“baking”: we do not know this."),
        (",micro,retail,CH1 1AA,Robin,\n", "Fill this in: it is needed."),
        ("Ash,micro,retail,ZZ1 1ZZ,Robin,\n", "no such postcode in England"),
        ("Ash,micro,retail,Chester,Robin,\n", "write a full UK postcode"),
        (BAKERY + "Ash Bakery Ltd,micro,retail,CH1 1AA,Robin,\n", "the same employer as in line 2"),
        ("Ash,micro,retail,CH1 1AA,Robin,,extra\n", "more cells than columns"),
        (f"{'A' * 121},micro,retail,CH1 1AA,Robin,\n", "Use 120 letters or fewer"),
        ("Ash,micro,retail;care;it;animals,CH1 1AA,Robin,\n", "give 3 at most"),
    ],
)
def test_a_mistake_names_its_line_and_nothing_is_imported(lead, session, rows, said):
    page = send(lead, HEAD + rows, status=422)
    assert said in page.text
    assert names(session) == ["Millbrook Heritage Railway"]
    assert session.scalar(sa.select(sa.func.count(EmployerImport.id))) == 0


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("name,postcod\n", "“postcod” is no column we know. Is it postcode?"),
        ("name,name\n", "This column is there twice"),
        ("name\n", "Add this column: it is needed"),
    ],
)
def test_the_columns_are_checked_first(lead, head, said):
    assert said in send(lead, head + "Ash\n", status=422).text


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("31/12/2027", ""),
        ("2027-12-31", ""),
        ("31 Dec 2027", ""),
        ("soon", "write the day like 31/12/2027"),
        ("31/02/2027", "write the day like 31/12/2027"),
        ("10/01/2027", "this insurance has ended"),
    ],
)
def test_the_last_day_of_the_insurance_is_read_as_people_write_it(lead, cell, said):
    rows = HEAD.replace("website", "insured_until") + BAKERY.replace(",\n", f",{cell}\n")
    page = send(lead, rows, status=422 if said else 200)
    assert said in page.text


def test_no_file_and_a_wrong_file_are_said_in_words(lead):
    page = lead.get("/lead/employers/import")
    page = lead.submit(page, button="Show what is in it", status=422)
    assert page.errors == ["Choose a file"]
    page = send(lead, b"PK\x03\x04 broken", "x.xlsx", 422)
    assert page.errors == ["We cannot read this file. Save it again as XLSX or CSV"]


def test_a_second_press_and_an_old_preview_import_nothing(lead, session):
    page = send(lead, HEAD + BAKERY)
    lead.submit(page, button="Import")
    again = lead.submit(page, button="Import")
    assert "imported already" in " ".join(again.notes)
    assert names(session).count("Ash Bakery") == 1


def test_after_an_hour_the_file_is_asked_for_again(lead, session):
    send(lead, HEAD + BAKERY)
    kept = session.scalars(sa.select(EmployerImport)).one()
    kept.expires_at = clock.now()
    session.commit()
    page = lead.get(f"/lead/employers/import/{kept.id}", status=302)
    assert page.location == "/lead/employers/import"


def test_nothing_is_half_imported(lead, session):
    page = send(lead, HEAD + BAKERY + "Oak Shop,micro,retail,CH1 1AB,Robin,\n")
    kept = session.scalars(sa.select(EmployerImport)).one()
    rows = [dict(row) for row in kept.rows]
    rows[1] |= {"name": "Ash Bakery", "postcode": "CH1 1AA"}
    kept.rows = rows
    session.commit()
    page = lead.submit(page, button="Import")
    assert "Nothing was imported" in " ".join(page.notes)
    assert names(session) == ["Millbrook Heritage Railway"]


def test_another_leads_preview_is_not_theirs(lead, cast, as_person, session):
    send(lead, HEAD + BAKERY)
    kept = session.scalars(sa.select(EmployerImport)).one()
    as_person(cast.dan).get(f"/lead/employers/import/{kept.id}", status=404)
    for person in (cast.sam, cast.cora, cast.ada, cast.ola):
        as_person(person).get("/lead/employers/import", status=404)

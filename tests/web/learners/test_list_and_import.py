"""The list of learners, and learners from a file."""

import io
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.client import PageClient
from tests.factories import make_learner
from webapp.accounts.models import User
from webapp.learners.models import ImportPreview, Learner

HEADER = "mis_number,first_name,surname,date_of_birth"
GOOD = f"{HEADER}\nA1,Jay,Okafor,14/10/2010\nB2,Kit,Vale,2011-02-01\n"


def upload(lead: PageClient, text: str, *, status: int = 200):
    page = lead.get("/lead/learners/import")
    file = (io.BytesIO(text.encode()), "learners.csv")
    return lead.submit(page, {"file": file}, button="Show what is in it", status=status)


def test_the_list_shows_the_learners_of_the_school(lead: PageClient, cast: Cast, session: Session):
    make_learner(session, cast.other_school, first_name="Stranger")
    page = lead.get("/lead/learners")
    assert "1 learner" in page.text
    assert "Ada Finch" in page.links
    assert "Stranger" not in page.text


def test_a_new_school_is_told_what_to_do_first(stranger: PageClient):
    page = stranger.get("/lead/learners")
    assert "No learners yet" in page.text
    assert page.links["Import learners"] == "/lead/learners/import"


def test_search_keeps_its_words_and_says_when_nobody_is_found(lead: PageClient, cast: Cast):
    page = lead.get("/lead/learners?search=fin")
    assert "Ada Finch" in page.links
    page = lead.get("/lead/learners?search=nobody")
    assert "Nobody found" in page.text
    assert page.field("search") == "nobody"


def test_long_lists_are_paged_and_keep_the_search(lead: PageClient, cast: Cast, session: Session):
    for number in range(30):
        make_learner(session, cast.school, first_name="Robin", surname=f"Vale{number:02}")
    page = lead.get("/lead/learners?search=vale")
    assert "1 to 25 of 30" in page.text
    page = lead.follow(page, "Next page")
    assert "26 to 30 of 30" in page.text


def test_staff_see_only_who_named_them(cast: Cast, sign_in: Callable[[User], FlaskClient]):
    page = PageClient(sign_in(cast.sam)).get("/lead/learners")
    assert "Ada" not in page.text


def test_the_template_downloads_as_csv(lead: PageClient):
    page = lead.get("/lead/learners/import/template.csv")
    assert page.headers["Content-Disposition"].endswith('"learners-template.csv"')
    assert page.data.decode("utf-8-sig").startswith(HEADER)


def test_learners_are_shown_first_and_then_imported(lead: PageClient, cast: Cast, session: Session):
    page = upload(lead, GOOD)
    assert page.h1 == "Check what is in the file"
    assert "2 new learners" in page.text
    assert session.query(Learner).count() == 1
    page = lead.submit(page, button="Import 2 learners")
    assert page.notes == ["Imported. 2 learners added, 0 changed, 0 the same as before."]
    assert "Jay Okafor" in page.links


def test_the_same_file_again_says_no_change(lead: PageClient, cast: Cast, session: Session):
    lead.submit(upload(lead, GOOD), button="Import 2 learners")
    page = upload(lead, GOOD)
    assert "No change" in page.text
    assert "2 learners with no change" in page.text
    assert session.query(Learner).count() == 3


def test_every_mistake_is_shown_by_line_and_column_and_nothing_is_saved(
    lead: PageClient, cast: Cast, session: Session
):
    page = upload(lead, f"{HEADER},postcode\nA1,Jay,Okafor,14/10/2010,\nB2,,Vale,soon,CF10 1AA\n")
    assert page.errors == ["Put 3 things right, then choose the file again. Nothing was saved."]
    assert "Line 3" not in page.text
    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]
    assert rows == [
        "3 First name Fill this in: it is needed.",
        "3 Date of birth “soon”: write the day like 14/10/2010.",
        "3 Postcode “CF10 1AA”: no such postcode in England. Check each letter.",
    ]
    assert session.query(Learner).count() == 1
    assert session.query(ImportPreview).count() == 0


def test_an_unknown_column_is_named(lead: PageClient, cast: Cast):
    page = upload(lead, "mis_number,forename,surname,date_of_birth\nA1,Jay,Okafor,14/10/2010\n")
    assert "“forename” is no column we know. Is it first_name?" in page.text


def test_no_file_and_a_spreadsheet_are_explained(lead: PageClient):
    page = lead.get("/lead/learners/import")
    page = lead.submit(page, button="Show what is in it")
    assert page.errors == ["Choose a CSV file"]
    sheet = (io.BytesIO(b"PK\x03\x04 and more"), "learners.xlsx")
    page = lead.submit(page, {"file": sheet}, button="Show what is in it")
    assert "save it as CSV" in page.errors[0]


def test_a_changed_learner_shows_before_and_after(lead: PageClient, cast: Cast, session: Session):
    lead.submit(upload(lead, GOOD), button="Import 2 learners")
    page = upload(lead, GOOD.replace("Okafor", "Okafor-Reid"))
    assert "Surname: Okafor becomes Okafor-Reid" in page.text
    lead.submit(page, button="Import 1 learner")
    assert session.query(Learner).filter_by(surname="Okafor-Reid").count() == 1


def test_what_was_shown_to_one_lead_is_no_ones_else(
    lead: PageClient, stranger: PageClient, cast: Cast, sign_in: Callable[[User], FlaskClient]
):
    page = upload(lead, GOOD)
    stranger.get(page.url, status=404)
    PageClient(sign_in(cast.bea)).get(page.url, status=404)


def test_a_second_press_imports_nothing_twice(lead: PageClient, cast: Cast, session: Session):
    page = upload(lead, GOOD)
    lead.submit(page, button="Import 2 learners")
    lead.submit(page, button="Import 2 learners")
    assert session.query(Learner).count() == 3

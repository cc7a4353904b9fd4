from dataclasses import replace
from datetime import date

import pytest

from tests.client import PageClient
from tests.factories import NOW, TODAY
from tests.registrations import courier, railway
from webapp.employers.models import Employer
from webapp.employers.services import register_employer


@pytest.fixture
def lead(cast, as_person) -> PageClient:
    return as_person(cast.ben)


@pytest.fixture
def employer(session, cast) -> Employer:
    made = register_employer(
        session,
        replace(railway(), organisation=replace(railway().organisation, name="Ash Valley Railway")),
        now=NOW,
        today=TODAY,
    )
    made.insured_until = date(2099, 8, 31)
    session.commit()
    return made


def test_the_list_finds_by_name_and_kind_of_work(lead, employer):
    page = lead.get("/lead/employers")
    assert "2 employers" in page.text
    page = lead.submit(page, {"name": "ash valley"}, button="Search")
    assert "1 employer" in page.text
    assert "Ash Valley Railway" in page.text
    page = lead.submit(page, {"name": "", "sector": "care"}, button="Search")
    assert "No employer found" in page.text


def test_a_first_use_says_how_employers_get_here(lead, session, cast):
    cast.cora.grants.clear()
    session.delete(cast.employer)
    page = lead.get("/lead/employers")
    assert "No employers yet" in page.text
    assert "/register" in page.text


def test_one_employer_shows_all_they_told_us(lead, employer):
    page = lead.follow(lead.get("/lead/employers"), "Ash Valley Railway")
    for words in (
        "Archive",
        "Library quiet",
        "Sort and label railway tickets by year",
        "Each box holds one year",
        "Ruth Dale",
        "01632 960 120",
        "Not possible here",
        "Address not confirmed yet",
    ):
        assert words in page.text


def test_insurance_that_has_ended_is_red_in_the_list_and_on_the_page(lead, employer):
    employer.insured_until = date(2026, 1, 31)
    assert "Ended Saturday 31 January 2026" in lead.get("/lead/employers").text
    assert "Insurance has ended" in lead.get(f"/lead/employers/{employer.id}").text


def test_a_lead_pauses_an_employer_for_everyone(lead, employer):
    page = lead.submit(lead.get(f"/lead/employers/{employer.id}"), button="Pause for matching")
    assert "Paused" in page.text
    lead.submit(page, button="Open again for matching")
    assert employer.paused_at is None


def test_staff_read_employers_and_do_not_pause_them(cast, as_person, employer):
    sam = as_person(cast.sam)
    page = sam.get(f"/lead/employers/{employer.id}")
    assert "Pause for matching" not in page.buttons
    sam.post(f"/lead/employers/{employer.id}/pause", status=404)
    assert employer.paused_at is None


def test_a_school_does_not_see_another_schools_own_office(cast, as_person, session):
    inside = register_employer(
        session, replace(courier(), is_internal_to=cast.school.id), now=NOW, today=TODAY
    )
    session.commit()
    as_person(cast.ben).get(f"/lead/employers/{inside.id}")
    as_person(cast.dan).get(f"/lead/employers/{inside.id}", status=404)
    assert "SwiftVan" not in as_person(cast.dan).get("/lead/employers").text


def test_employers_and_learners_do_not_open_the_directory(cast, as_person):
    as_person(cast.cora).get("/lead/employers", status=404)
    as_person(cast.ada).get("/lead/employers", status=404)

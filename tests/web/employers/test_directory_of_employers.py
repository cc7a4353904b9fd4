from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import event

from tests.client import PageClient
from tests.factories import NOW, TODAY
from tests.registrations import courier, railway
from webapp.catalogue.experience_types import ExperienceType
from webapp.catalogue.organisations import EmployerType
from webapp.catalogue.sectors import Sector
from webapp.core.db import db
from webapp.employers.models import Employer, Insurance, Offer, Site, Window
from webapp.employers.services import register_employer


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """Collect the SELECTs of what is done inside."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT"):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


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


def many(session, number: int) -> None:
    """Store so many employers with a site, a published offer and an open window."""
    for each in range(number):
        firm = Employer(
            key=f"many-{each}",
            name=f"Firm {each:03}",
            name_key=f"firm {each:03}",
            postcode="CH1 2AB",
            types=[EmployerType.SMALL],
            sectors=[Sector.RETAIL],
            insurance=Insurance.EXEMPT_PUBLIC,
            confirmed_on=TODAY,
            created_at=NOW,
        )
        site = Site(
            employer=firm,
            name="Shop",
            address="Bridge Street, Chester",
            postcode="CH1 2AB",
            easting=340_000 + 37 * each,
            northing=366_000,
        )
        offer = Offer(
            key=f"many-{each}", site=site, title="Shop", published_at=NOW, confirmed_on=TODAY
        )
        Window(
            key=f"many-{each}",
            offer=offer,
            types=[ExperienceType.BLK],
            from_date=date(2027, 3, 1),
            to_date=date(2027, 3, 31),
            weekdays=["mon", "tue"],
            start=time(10),
            finish=time(15),
        )
        session.add(firm)
    session.commit()


EVERYTHING = (
    "/lead/employers?name=firm&sector=retail&postcode=CH1+2AB&km=40&town=chester"
    "&first-day=1&first-month=3&first-year=2027&last-day=31&last-month=3&last-year=2027"
    "&readiness=registered&confirmed=year"
)


def test_a_page_of_500_employers_takes_a_dozen_queries(lead, session, cast):
    many(session, 500)
    for address in ("/lead/employers", EVERYTHING, "/lead/employers?name=nobody&town=nowhere"):
        with count_queries() as seen:
            page = lead.get(address)
        assert len(seen) <= 12, "\n".join(seen)
    assert "No employer found" in page.text
    page = lead.get(EVERYTHING)
    assert "500 employers" in page.text
    assert "1 free place" in page.text
    assert "page=2" in page.links["Next page"]
    assert "town=chester" in page.links["Next page"]


def test_the_map_shows_the_numbers_of_the_list_and_the_list_says_the_rest(lead, employer):
    page = lead.get("/lead/employers?postcode=CH1+1AA&km=5")
    picture = page.find("svg[role=img][aria-labelledby='map-title map-about']")
    assert [each.text for each in picture.select("text:not(.name)")] == ["1"]
    assert "Chester" in [each.text for each in picture.select("text.name")]
    assert "of Chester" in page.find("figure details").text
    assert "less than 1 km" in page.text
    assert "http" not in str(picture), "nothing is fetched from anywhere"


def test_what_was_typed_stays_and_says_how_to_put_it_right(lead, employer):
    page = lead.get("/lead/employers?name=ash&postcode=ZZ1+1ZZ&first-day=40&first-month=3")
    assert page.title.startswith("Error:")
    assert page.errors == ["Add the year of the first day"]
    assert page.field("postcode") == "ZZ1 1ZZ"
    assert page.field("name") == "ash"
    assert page.field("first-day") == "40"
    page = lead.get("/lead/employers?postcode=ZZ1+1ZZ")
    assert page.errors == ["We do not know this postcode. Check it, or search by town"]
    page = lead.get("/lead/employers?sector=nonsense")
    assert page.errors == ["Choose from the answers on this page"]


def test_an_empty_list_leads_to_what_would_find_someone(lead, employer):
    page = lead.get("/lead/employers?name=ash&sector=care")
    assert "No employer has all you asked for" in page.text
    page = lead.follow(page, "Without the kind of work: 1 employer")
    assert "Ash Valley Railway" in page.text


def test_a_page_number_out_of_reach_shows_the_nearest(lead, employer):
    assert "2 employers" in lead.get("/lead/employers?page=999").text
    assert "2 employers" in lead.get("/lead/employers?page=-1&readiness=").text

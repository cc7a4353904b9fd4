from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.client import PageClient
from tests.factories import NOW, TODAY, make_user
from tests.registrations import courier, railway
from webapp.accounts.models import Role
from webapp.core.audit import AuditEvent
from webapp.employers.models import Employer
from webapp.employers.services import register_employer


@pytest.fixture
def employer(session) -> Employer:
    made = register_employer(session, railway(), now=NOW, today=TODAY)
    made.insured_until = date(2099, 8, 31)
    session.commit()
    return made


@pytest.fixture
def ruth(session, employer, as_person) -> PageClient:
    user = make_user(session, name="Ruth Dale", roles=(Role.EMPLOYER,), employer=employer)
    return as_person(user)


@pytest.fixture
def offer(employer):
    return employer.sites[0].offers[0]


def save(client: PageClient, address: str, values: dict[str, object]):
    return client.submit(client.get(address), values, button="Save")


def test_the_offer_shows_everything_with_a_way_to_change_it(ruth):
    page = ruth.get("/employer/offer")
    for words in ("Millbrook station", "Archive", "Library quiet", "Imran Shah", "Signal Mutual"):
        assert words in page.text
    assert "13 of 70 answered" in page.text


def test_one_part_is_changed_and_the_rest_stays(ruth, employer, session):
    employer.website = "millbrook.example"
    page = save(ruth, "/employer/offer/organisation", {"description": "Steam trains and tea."})
    assert page.notes == ["Saved. Schools see the change now."]
    assert employer.description == "Steam trains and tea."
    assert employer.website == "millbrook.example"
    assert len(employer.sites[0].areas) == 3
    events = session.scalars(sa.select(AuditEvent.action)).all()
    assert "employer_changed" in events


def test_two_people_changing_at_once_see_both(ruth, employer):
    mine = ruth.get("/employer/offer/organisation")
    save(ruth, "/employer/offer/organisation", {"description": "A colleague wrote this."})
    page = ruth.submit(mine, {"description": "I wrote this."}, button="Save")
    assert "A colleague changed this" in page.errors[0]
    assert "A colleague wrote this." in page.text
    assert page.field("description") == "I wrote this."
    ruth.submit(page, button="Save")
    assert employer.description == "I wrote this."


def test_the_address_someone_signs_in_with_cannot_be_changed_here(ruth, employer):
    page = ruth.get("/employer/offer/contact")
    assert 'name="email"' not in page.html
    ruth.submit(page, {"phone": "01632 960121"}, button="Save")
    main = employer.contacts[0]
    assert (main.phone, main.email) == ("01632 960121", "ruth@example.org")


def test_an_area_is_added_changed_and_removed(ruth, employer):
    site = employer.sites[0]
    base = f"/employer/offer/site/{site.id}/areas"
    save(ruth, f"{base}/new", {"name": "Yard", "noise": "3", "crowd": "not_sure"})
    yard = site.areas[-1]
    assert (yard.name, yard.noise, yard.crowd) == ("Yard", 3, None)
    save(ruth, f"{base}/{yard.id}", {"noise": "4"})
    assert yard.noise == 4
    ruth.submit(ruth.get(f"{base}/{yard.id}"), button="Remove this")
    assert len(site.areas) == 3


def test_an_area_where_a_task_is_done_stays(ruth, employer):
    site = employer.sites[0]
    page = ruth.get(f"/employer/offer/site/{site.id}/areas/{site.areas[0].id}")
    page = ruth.submit(page, button="Remove this")
    assert page.notes == ["A task is done here. Change or remove that task first."]


def test_a_task_is_added_and_filler_refused(ruth, offer):
    address = f"/employer/offer/{offer.id}/tasks/new"
    page = save(ruth, address, {"text": "general duties", "area": "Archive"})
    assert "For example" in page.errors[0]
    ruth.submit(page, {"text": "Polish the brass lamps"}, button="Save")
    assert offer.tasks[-1].text == "Polish the brass lamps"
    assert offer.tasks[-1].area.name == "Archive"


def test_moving_machinery_asks_whether_it_is_guarded(ruth, offer):
    address = f"/employer/offer/{offer.id}/tasks/{offer.tasks[0].id}"
    page = save(ruth, address, {"hazards": ["moving_machinery"]})
    assert page.errors == ["Say whether the machine is guarded. “Not sure” is fine"]


def test_dates_are_changed_and_places_promised_are_kept(ruth, offer, session):
    window = offer.windows[0]
    window.places, window.taken = 3, 2
    address = f"/employer/offer/{offer.id}/dates/{window.id}"
    page = save(ruth, address, {"places": "1"})
    assert page.errors == ["Learners were promised places here. Call us to change that"]
    save(ruth, address, {"places": "4", "start": "9:30am"})
    assert (window.places, window.start.hour) == (4, 9)


def test_who_looks_after_a_learner_is_changed(ruth, offer, employer):
    save(
        ruth,
        f"/employer/offer/{offer.id}/people",
        {"supervision": "3", "stand_in": "Jo Bell", "alone": "never"},
    )
    assert (offer.supervision, offer.stand_in.name) == (3, "Jo Bell")
    assert employer.alone_with_learner.value == "never"


def test_insurance_that_has_ended_shows_red_and_leads_to_the_new_date(ruth, employer):
    employer.insured_until = date(2026, 1, 1)
    page = ruth.get("/employer/offer")
    assert "Your insurance date has passed" in page.text
    ruth.follow(page, "Put in the new date")


def test_still_right_is_one_press(ruth, employer):
    employer.confirmed_on = TODAY - timedelta(days=200)
    page = ruth.submit(ruth.get("/employer/offer"), button="Yes, it is all still right")
    assert page.notes == ["Thank you. Schools see that this is right today."]
    assert employer.confirmed_on > TODAY - timedelta(days=200)


def test_an_offer_is_paused_and_opened_again(ruth, employer):
    page = ruth.submit(ruth.get("/employer/offer"), button="Pause my offer")
    assert employer.paused_at is not None
    ruth.submit(page, button="Open my offer again")
    assert employer.paused_at is None


def test_a_changed_answer_stays_with_its_group_open(ruth, employer):
    ruth.get("/employer/offer/support")
    ruth.post(
        "/employer/offer/adjustments",
        {"all": "TEC:will_do", "version": str(employer.version)},
        redirects_to="/employer/offer/adjustments?open=TEC#group-TEC",
    )
    answered = {answer.adjustment.value for answer in employer.answers}
    assert {"TEC-01", "TEC-02", "TEC-03", "TEC-04", "COM-01"} <= answered


@pytest.mark.parametrize("part", ["insurance", "support", "contact", "organisation", "adjustments"])
def test_each_part_opens(ruth, part):
    ruth.get(f"/employer/offer/{part}")


def test_another_employers_site_area_task_and_dates_are_not_found(ruth, session):
    other = register_employer(
        session,
        replace(courier("sort parcels by route colour"), key="other"),
        now=NOW,
        today=TODAY,
    )
    session.commit()
    site = other.sites[0]
    offer = site.offers[0]
    for address in (
        f"/employer/offer/site/{site.id}",
        f"/employer/offer/site/{site.id}/areas/{site.areas[0].id}",
        f"/employer/offer/{offer.id}/tasks/{offer.tasks[0].id}",
        f"/employer/offer/{offer.id}/dates/new",
        f"/employer/offer/{offer.id}/people",
    ):
        ruth.get(address, status=404)


def test_only_people_of_an_employer_open_the_offer(cast, as_person):
    as_person(cast.ben).get("/employer/offer", status=404)
    as_person(cast.ada).get("/employer/offer", status=404)

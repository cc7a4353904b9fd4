from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.client import Page, PageClient
from tests.factories import make_user
from webapp.accounts.models import Role, User
from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.core import clock
from webapp.employers.models import Employer, Insurance, RegistrationDraft
from webapp.mail.models import OutgoingEmail

GO_ON = "Save and go on"


def date_boxes(name: str, day: int, month: int, year: int) -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


COURIER = {
    "organisation": {
        "name": "SwiftVan Couriers",
        "types": ["small"],
        "sectors": ["warehouse", "transport"],
    },
    "contact": {
        "name": "Dave Pugh",
        "job_title": "Owner",
        "email": "dave@example.org",
        "phone": "07700 900133",
    },
    "site": {"name": "Depot", "address": "2 Canal Way", "postcode": "ch1 1ab"},
    "insurance": {"answer": "held", **date_boxes("until", 30, 6, 2099)},
    "area": {"name": "Depot floor", "noise": "4", "crowd": "3", "hazards": ["moving_vehicles"]},
    "dates": {
        "types": ["BLK"],
        **date_boxes("from_date", 8, 3, 2027),
        **date_boxes("to_date", 12, 3, 2027),
        "weekdays": ["mon", "tue", "wed", "thu", "fri"],
        "start": "7am",
        "finish": "3:30pm",
        "break_minutes": "30",
        "flex_start": "9:30am",
        "flex_finish": "2:30pm",
        "places": "1",
        "min_age": "14",
    },
    "people": {
        "supervision": "3",
        "supervisor": "Dave Pugh",
        "stand_in": "Carol Webb",
        "alone": "yes",
        "alone_when": "In the van on the morning round",
    },
    "support": {"confidence": "1", "help_wanted": ["tasks"]},
    "agreement": {"agrees": "y", "signed_by": "Dave Pugh", "has_read": "y"},
}
TASK = {"text": "Sort parcels by route colour", "area": "Depot floor", "minutes": "60"}


@pytest.fixture
def visitor(client: PageClient) -> PageClient:
    return client


def start(visitor: PageClient) -> Page:
    return visitor.submit(visitor.get("/register"), button="Start")


def walk(visitor: PageClient, **changes: dict[str, object]) -> Page:
    """Return the check page after every page was filled in."""
    answers = {**COURIER, **changes}
    page = start(visitor)
    for code in ("organisation", "contact", "site", "insurance", "area"):
        page = visitor.submit(page, answers[code], button=GO_ON)
    page = visitor.submit(page, button="Go on")
    page = visitor.submit(visitor.follow(page, "Add a task"), TASK, button=GO_ON)
    page = visitor.submit(page, button="Go on")
    page = visitor.submit(page, answers["dates"], button=GO_ON)
    page = visitor.submit(page, answers["people"], button=GO_ON)
    page = visitor.submit(page, {"com_01": "will_do", "sen_05": "cannot"}, button=GO_ON)
    page = visitor.submit(page, answers["support"], button=GO_ON)
    return visitor.submit(page, answers["agreement"], button=GO_ON)


def only_employer(session) -> Employer:
    return session.scalars(sa.select(Employer)).one()


def test_an_employer_registers_in_the_browser(visitor, session):
    page = walk(visitor)
    assert page.h1 == "Check your answers"
    assert "Sort parcels by route colour" in page.text
    page = visitor.submit(page, button="Register")
    assert page.h1 == "You are registered"
    employer = only_employer(session)
    assert (employer.name, employer.insurance) == ("SwiftVan Couriers", Insurance.HELD)
    assert employer.confidence == 1
    offer = employer.sites[0].offers[0]
    assert (offer.supervision, offer.supervisor.name, offer.stand_in.name) == (
        3,
        "Dave Pugh",
        "Carol Webb",
    )
    assert offer.tasks[0].area.name == "Depot floor"
    assert offer.windows[0].weekdays == ["mon", "tue", "wed", "thu", "fri"]
    answers = {answer.adjustment: answer.answer for answer in employer.answers}
    assert answers == {
        Adjustment.COM_01: AdjustmentAnswer.WILL_DO,
        Adjustment.SEN_05: AdjustmentAnswer.CANNOT,
    }


def test_sending_twice_makes_one_employer(visitor, session):
    page = walk(visitor)
    visitor.submit(page, button="Register")
    again = visitor.submit(page, button="Register")
    assert again.h1 == "You are registered"
    assert session.scalar(sa.select(sa.func.count()).select_from(Employer)) == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(OutgoingEmail)) == 1


def test_what_was_typed_is_forgotten_once_it_was_sent(visitor, session):
    visitor.submit(walk(visitor), button="Register")
    draft = session.scalars(sa.select(RegistrationDraft)).one()
    assert draft.pages == {}

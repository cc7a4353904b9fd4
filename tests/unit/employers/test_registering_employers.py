from dataclasses import replace
from datetime import date, time

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import NOW, TODAY
from tests.registrations import courier, railway, railway_window
from webapp.catalogue.filler import FillerProblem
from webapp.catalogue.hazards import MachineGuard
from webapp.employers.models import Employer, Insurance, Readiness
from webapp.employers.published import details_of
from webapp.employers.registration import (
    EmployerDetails,
    InsuranceDetails,
    SiteDetails,
    WindowDetails,
)
from webapp.employers.rules import DuplicateEmployer, Fault, FillerTask, RegistrationError
from webapp.employers.services import key_of, register_employer

COURIER_PLAN = (
    "scan and count parcels",
    "sort parcels by route colour",
    "print and stick labels",
    "clean hand scanners",
    "ride along in the van",
)


def register(session: Session, details: EmployerDetails):
    return register_employer(session, details, now=NOW, today=TODAY)


def refused(session: Session, details: EmployerDetails) -> RegistrationError:
    with pytest.raises(RegistrationError) as error:
        register(session, details)
    return error.value


def with_site(details: EmployerDetails, **changes: object) -> EmployerDetails:
    return replace(details, sites=(replace(details.sites[0], **changes),))


def with_window(**changes: object) -> EmployerDetails:
    window: WindowDetails = replace(railway_window(), **changes)
    site: SiteDetails = railway().sites[0]
    return with_site(railway(), offers=(replace(site.offers[0], windows=(window,)),))


def test_a_whole_registration_is_kept_and_read_back_as_it_was(session):
    details = railway()
    employer = register(session, details)
    session.commit()
    session.expire_all()
    kept = details_of(employer)
    site = details.sites[0]
    offer = replace(
        site.offers[0],
        key=f"{employer.key}-1-1",
        windows=(replace(railway_window(), key=f"{employer.key}-1-1-1"),),
    )
    expected = replace(
        details,
        key=employer.key,
        confirmed_on=TODAY,
        sites=(replace(site, offers=(offer,)),),
        answers=kept.answers,
    )
    assert kept == expected
    assert {(a.adjustment, a.answer, a.area) for a in kept.answers} == {
        (a.adjustment, a.answer, a.area) for a in details.answers
    }


def test_the_site_is_put_on_the_map_with_how_exact_the_point_is(session):
    site = register(session, railway()).sites[0]
    assert site.location_level == "exact"
    assert 300_000 < site.easting < 400_000


def test_hazards_and_the_machine_guard_stay_with_their_task(session):
    tasks = register(session, railway()).sites[0].offers[0].tasks
    assert [bool(task.hazards) for task in tasks] == [False, False, False, True]
    assert tasks[3].machine_guard is MachineGuard.NOT_SURE
    assert tasks[3].area.name == "Workshop"


def test_the_key_is_the_same_whenever_the_same_employer_registers(session):
    assert register(session, railway()).key == key_of(railway())
    assert key_of(railway()) != key_of(courier())


def test_a_key_from_a_file_is_kept(session):
    assert register(session, replace(railway(), key="E1")).sites[0].offers[0].key == "E1-1-1"


def test_a_firm_with_confidence_one_and_no_tasks_may_register(session):
    employer = register(session, courier())
    assert employer.readiness is Readiness.REGISTERED
    assert employer.sites[0].offers[0].tasks == []


@pytest.mark.parametrize("text", ["Do anything you can, it’s fine", "help out", "general duties"])
def test_filler_is_refused_as_a_task(session, text):
    error = refused(session, courier("sort parcels by route colour", text))
    assert isinstance(error, FillerTask)
    assert error.problem is FillerProblem.VAGUE
    assert error.field == "sites[0].offers[0].tasks[1].text"


def test_watching_alone_is_refused_only_where_it_says_nothing_else(session):
    assert isinstance(refused(session, courier("observe")), FillerTask)


def test_the_couriers_real_plan_is_accepted(session):
    tasks = register(session, courier(*COURIER_PLAN)).sites[0].offers[0].tasks
    assert [task.text for task in tasks] == list(COURIER_PLAN)


def test_the_same_name_at_the_same_postcode_is_a_duplicate_however_it_is_written(session):
    register(session, railway())
    again = replace(
        railway(), organisation=replace(railway().organisation, name="MILLBROOK  heritage-railway")
    )
    assert isinstance(refused(session, again), DuplicateEmployer)


def test_the_same_name_elsewhere_is_another_employer(session):
    first = register(session, railway())
    other = register(session, with_site(railway(), postcode="CH1 1AB"))

    assert set(session.scalars(sa.select(Employer.id))) == {first.id, other.id}
    assert first.id != other.id
    assert other.sites[0].postcode == "CH1 1AB"


@pytest.mark.parametrize(
    ("details", "fault", "field"),
    [
        (
            replace(
                railway(),
                insurance=InsuranceDetails(answer=Insurance.HELD, until=date(2027, 1, 10)),
            ),
            Fault.INSURANCE_ENDED,
            "insurance.until",
        ),
        (
            replace(railway(), insurance=InsuranceDetails(answer=Insurance.HELD)),
            Fault.MISSING,
            "insurance.until",
        ),
        (with_site(railway(), postcode="ZZ1 1AA"), Fault.UNKNOWN_POSTCODE, "sites[0].postcode"),
        (
            with_window(to_date=date(2027, 3, 1)),
            Fault.END_BEFORE_START,
            "sites[0].offers[0].windows[0].to_date",
        ),
        (
            with_window(finish=time(9)),
            Fault.END_BEFORE_START,
            "sites[0].offers[0].windows[0].finish",
        ),
        (
            with_window(weekdays=("sat",)),
            Fault.NO_SUCH_DAY,
            "sites[0].offers[0].windows[0].weekdays",
        ),
        (
            with_window(break_minutes=300),
            Fault.BREAK_TOO_LONG,
            "sites[0].offers[0].windows[0].break_minutes",
        ),
        (with_window(places=0), Fault.OUT_OF_RANGE, "sites[0].offers[0].windows[0].places"),
        (with_window(places=31), Fault.OUT_OF_RANGE, "sites[0].offers[0].windows[0].places"),
        (
            with_window(flex_start=time(9, 30)),
            Fault.MISSING,
            "sites[0].offers[0].windows[0].flex_finish",
        ),
        (
            replace(railway(), organisation=replace(railway().organisation, sectors=())),
            Fault.MISSING,
            "organisation.sectors",
        ),
        (replace(railway(), contacts=()), Fault.MISSING, "contacts.main"),
        (replace(railway(), sites=()), Fault.MISSING, "sites"),
        (
            replace(railway(), support=replace(railway().support, confidence=6)),
            Fault.OUT_OF_RANGE,
            "support.confidence",
        ),
        (
            with_site(railway(), areas=railway().sites[0].areas[:1]),
            Fault.NOT_NAMED_HERE,
            "sites[0].offers[0].tasks[1].area",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_field(session, details, fault, field):
    error = refused(session, details)
    assert (error.fault, error.field) == (fault, field)


def test_cover_that_ends_today_still_counts(session):
    details = replace(railway(), insurance=InsuranceDetails(answer=Insurance.HELD, until=TODAY))
    assert register(session, details).insured_until == TODAY

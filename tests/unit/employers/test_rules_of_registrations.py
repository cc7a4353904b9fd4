"""What a registration is refused for, rule by rule, on plain values."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.factories import TODAY
from tests.registrations import courier, railway, railway_window
from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.sectors import Sector
from webapp.employers import rules
from webapp.employers.models import Insurance
from webapp.employers.registration import (
    AdjustmentAnswerDetails,
    AreaDetails,
    ContactDetails,
    InsuranceDetails,
    SupportDetails,
    TaskDetails,
)
from webapp.employers.rules import Fault, FillerTask, RegistrationError

FIRM = railway()
SITE = FIRM.sites[0]
OFFER = SITE.offers[0]
LONG = "x" * 121


def faults(check, *details, **given) -> tuple[Fault, str] | None:
    try:
        check(*details, **given)
    except RegistrationError as error:
        return error.fault, error.field
    return None


def with_offer(**changes):
    return replace(FIRM, sites=(replace(SITE, offers=(replace(OFFER, **changes),)),))


def answered(**where):
    return AdjustmentAnswerDetails(
        adjustment=Adjustment.SEN_01, answer=AdjustmentAnswer.WILL_DO, **where
    )


@pytest.mark.parametrize(
    ("details", "fault", "field"),
    [
        (replace(FIRM.organisation, name="x"), Fault.WRONG_LENGTH, "organisation.name"),
        (replace(FIRM.organisation, name="!!"), Fault.WRONG_LENGTH, "organisation.name"),
        (replace(FIRM.organisation, types=()), Fault.MISSING, "organisation.types"),
        (replace(FIRM.organisation, sectors=()), Fault.MISSING, "organisation.sectors"),
        (
            replace(FIRM.organisation, sectors=tuple(Sector)[:4]),
            Fault.TOO_MANY,
            "organisation.sectors",
        ),
    ],
)
def test_an_organisation_has_a_name_a_kind_and_up_to_three_sectors(details, fault, field):
    assert faults(rules.check_organisation, details) == (fault, field)


@pytest.mark.parametrize(
    ("details", "fault", "field"),
    [
        (replace(FIRM, sites=()), Fault.MISSING, "sites"),
        (replace(FIRM, contacts=FIRM.contacts[1:]), Fault.MISSING, "contacts.main"),
        (
            replace(FIRM, contacts=(*FIRM.contacts, replace(FIRM.contacts[1], name=LONG))),
            Fault.WRONG_LENGTH,
            "contacts[2].name",
        ),
        (
            replace(FIRM, support=SupportDetails(confidence=6)),
            Fault.OUT_OF_RANGE,
            "support.confidence",
        ),
        (replace(FIRM, sites=(replace(SITE, name=""),)), Fault.MISSING, "sites[0].name"),
        (replace(FIRM, sites=(SITE, SITE)), Fault.REPEATED, "sites.name"),
        (
            replace(FIRM, sites=(replace(SITE, areas=(*SITE.areas, SITE.areas[0])),)),
            Fault.REPEATED,
            "sites[0].areas.name",
        ),
        (with_offer(supervision=6), Fault.OUT_OF_RANGE, "sites[0].offers[0].supervision"),
        (with_offer(stand_in="Nobody"), Fault.NOT_NAMED_HERE, "sites[0].offers[0].stand_in"),
        (
            replace(FIRM, answers=(answered(site="Elsewhere"),)),
            Fault.NOT_NAMED_HERE,
            "answers[0].site",
        ),
        (
            replace(FIRM, answers=(answered(site=SITE.name, area="Attic"),)),
            Fault.NOT_NAMED_HERE,
            "answers[0].area",
        ),
        (replace(FIRM, answers=(answered(), answered())), Fault.REPEATED, "answers"),
    ],
)
def test_the_parts_of_a_registration_fit_together(details, fault, field):
    assert faults(rules.check_employer, details, today=TODAY) == (fault, field)


def test_a_whole_registration_has_no_fault():
    assert faults(rules.check_employer, FIRM, today=TODAY) is None
    assert faults(rules.check_employer, courier("sort parcels by colour"), today=TODAY) is None


def test_insurance_is_held_to_its_answer():
    check = rules.check_insurance
    held = InsuranceDetails(answer=Insurance.HELD)
    ended = replace(held, until=TODAY - timedelta(days=1))
    other = InsuranceDetails(answer=Insurance.EXEMPT_OTHER)
    assert faults(check, held, today=TODAY) == (Fault.MISSING, "insurance.until")
    assert faults(check, ended, today=TODAY) == (Fault.INSURANCE_ENDED, "insurance.until")
    assert faults(check, other, today=TODAY) == (Fault.MISSING, "insurance.reason")
    assert faults(check, replace(other, reason="The Crown"), today=TODAY) is None
    assert faults(check, InsuranceDetails(answer=Insurance.NOT_SURE), today=TODAY) is None


def test_cover_is_late_after_its_last_day_and_ending_60_days_before():
    for day, late, ending in (
        (-1, True, False),
        (0, False, True),
        (60, False, True),
        (61, False, False),
    ):
        until = TODAY + timedelta(days=day)
        assert rules.is_insurance_late(Insurance.HELD, until=until, today=TODAY) is late
        assert rules.is_insurance_ending(Insurance.HELD, until=until, today=TODAY) is ending
    assert not rules.is_insurance_late(Insurance.NOT_YET, until=None, today=TODAY)


def test_levels_confidence_and_names_stay_in_their_range():
    assert faults(rules.check_area, AreaDetails(name="")) == (Fault.MISSING, "area.name")
    loud = AreaDetails(name="Yard", noise=6)
    assert faults(rules.check_area, loud) == (Fault.OUT_OF_RANGE, "area.noise")
    assert faults(rules.check_support, SupportDetails(confidence=0)) is not None
    assert faults(rules.check_support, SupportDetails(confidence=1)) is None


def test_a_task_can_be_done_somewhere_in_some_time():
    task = TaskDetails(text="Sort parcels by route colour", area="Depot")
    assert faults(rules.check_task, task, areas=["Depot"]) is None
    assert faults(rules.check_task, task, areas=["Office"]) == (Fault.NOT_NAMED_HERE, "task.area")
    for changes, part in (({"difficulty": 4}, "difficulty"), ({"minutes": 0}, "minutes")):
        found = faults(rules.check_task, replace(task, **changes), areas=["Depot"])
        assert found == (Fault.OUT_OF_RANGE, f"task.{part}")
    with pytest.raises(FillerTask):
        rules.check_task(replace(task, text="help out"), areas=["Depot"])


@pytest.mark.parametrize(
    ("changes", "fault", "field"),
    [
        ({"types": ()}, Fault.MISSING, "types"),
        ({"to_date": date(2027, 3, 1)}, Fault.END_BEFORE_START, "to_date"),
        ({"weekdays": ("sun",)}, Fault.NO_SUCH_DAY, "weekdays"),
        ({"finish": time(10)}, Fault.END_BEFORE_START, "finish"),
        ({"break_minutes": 300}, Fault.BREAK_TOO_LONG, "break_minutes"),
        ({"flex_start": time(9)}, Fault.MISSING, "flex_finish"),
        (
            {"flex_start": time(9), "flex_finish": time(9)},
            Fault.END_BEFORE_START,
            "flex_finish",
        ),
        ({"places": 31}, Fault.OUT_OF_RANGE, "places"),
        ({"min_age": 10}, Fault.OUT_OF_RANGE, "min_age"),
        ({"min_age": 16, "max_age": 14}, Fault.END_BEFORE_START, "max_age"),
    ],
)
def test_dates_and_hours_are_in_order(changes, fault, field):
    found = faults(rules.check_window, replace(railway_window(), **changes))
    assert found == (fault, f"window.{field}")


def test_other_hours_that_are_in_order_are_kept():
    flexible = replace(railway_window(), flex_start=time(11), flex_finish=time(14))
    assert faults(rules.check_window, flexible) is None


def test_a_contact_alone_is_no_main_contact():
    deputy = ContactDetails(role=FIRM.contacts[1].role, name="Imran Shah")
    found = faults(rules.check_employer, replace(FIRM, contacts=(deputy,)), today=TODAY)
    assert found == (Fault.MISSING, "contacts.main")

"""Which tip follows from what an employer said: one for each section, the most urgent first."""

from collections.abc import Callable, Mapping, Sequence

from webapp.catalogue.adjustments import COMMON_ADJUSTMENTS, Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.filler import FEWEST_TASKS
from webapp.catalogue.hazards import Hazard
from webapp.catalogue.organisations import EmployerType
from webapp.catalogue.tips import TIPS, Tip, TipEntry
from webapp.employers import hours, published
from webapp.employers.models import (
    AloneWithLearner,
    Area,
    Employer,
    Insurance,
    InsurerTold,
    Offer,
    RiskAssessment,
    RiskLevel,
    SafeguardingPolicy,
    YesNoNotSure,
)
from webapp.employers.services import deputy_contact

Condition = Callable[[Employer], bool]
LOUD = 4
CALM = 2


def _areas(employer: Employer) -> list[Area]:
    return [area for site in employer.sites for area in site.areas]


def _offers(employer: Employer) -> list[Offer]:
    return [offer for site in employer.sites for offer in site.offers]


def _tasks(employer: Employer) -> int:
    return max((len(offer.tasks) for offer in _offers(employer)), default=0)


def _has_machine(employer: Employer) -> bool:
    return any(
        Hazard.MOVING_MACHINERY in task.hazards
        for offer in _offers(employer)
        for task in offer.tasks
    )


def _long_hours(employer: Employer) -> bool:
    windows = [published.window_of(row) for offer in _offers(employer) for row in offer.windows]
    return any(
        hours.problems_of(window) and hours.flexible_problems_of(window) != () for window in windows
    )


def _no_other_hours(employer: Employer) -> bool:
    return any(row.flex_start is None for offer in _offers(employer) for row in offer.windows)


def _nobody_stands_in(employer: Employer) -> bool:
    return not employer.cancelled_when_away and any(
        offer.stand_in is None for offer in _offers(employer)
    )


def _answered(employer: Employer, *codes: Adjustment, as_: AdjustmentAnswer) -> bool:
    return any(row.adjustment in codes and row.answer is as_ for row in employer.answers)


def _cannot(*codes: Adjustment) -> Condition:
    return lambda employer: _answered(employer, *codes, as_=AdjustmentAnswer.CANNOT)


def _common_left(employer: Employer) -> bool:
    answered = {row.adjustment for row in employer.answers}
    return any(entry.code not in answered for entry in COMMON_ADJUSTMENTS)


def _always(_employer: Employer) -> bool:
    return True


Rules = Sequence[tuple[Tip, Condition]]

RULES: Mapping[str, Rules] = {
    "support": (
        (Tip.FIRST_VISIT, lambda e: (e.confidence or 1) <= 2),
        (Tip.BE_A_BUDDY, lambda e: e.confidence == 5),
        (Tip.SOME_CONFIDENCE, _always),
    ),
    "organisation": ((Tip.SOLE_TRADER, lambda e: EmployerType.SOLE_TRADER in e.types),),
    "contact": ((Tip.NAME_A_DEPUTY, lambda e: deputy_contact(e) is None),),
    "place": (
        (Tip.PRIVATE_HOME, lambda e: any(site.is_private_home for site in e.sites)),
        (Tip.WHICH_DOOR, lambda e: any(not site.which_door for site in e.sites)),
        (Tip.QUIET_CORNER, lambda e: any(not site.quiet_place for site in e.sites)),
        (
            Tip.NO_STOP_NEAR,
            lambda e: any(site.is_stop_near is YesNoNotSure.NO for site in e.sites),
        ),
        (Tip.PLACE_CLEAR, _always),
    ),
    "area": (
        (Tip.LOUD_AREA, lambda e: all((area.noise or 0) >= LOUD for area in _areas(e))),
        (Tip.STAIRS, lambda e: any(a.environment.get("stairs") == "many" for a in _areas(e))),
        (
            Tip.CALM_AREA,
            lambda e: any(max(a.noise or 5, a.crowd or 5) <= CALM for a in _areas(e)),
        ),
        (Tip.ANOTHER_AREA, _always),
    ),
    "task": (
        (Tip.MOVING_MACHINE, _has_machine),
        (Tip.FIRST_TASK, lambda e: _tasks(e) < FEWEST_TASKS),
        (Tip.ENOUGH_TASKS, _always),
    ),
    "dates": (
        (Tip.SHORTEN_HOURS, _long_hours),
        (Tip.OFFER_OTHER_HOURS, _no_other_hours),
        (Tip.MORE_DATES, _always),
    ),
    "supervision": ((Tip.NAME_A_STAND_IN, _nobody_stands_in), (Tip.SUPERVISOR_TIME, _always)),
    "safety": (
        (Tip.RISK_HELP, lambda e: e.risk_assessment is RiskAssessment.HELP_PLEASE),
        (Tip.CHECK_BY_TALK, lambda e: e.risk_level is RiskLevel.LOW),
        (Tip.CHECK_BY_VISIT, lambda e: e.risk_level is RiskLevel.HIGHER),
        (Tip.CHECK_ARRANGEMENTS, _always),
    ),
    "insurance": (
        (Tip.GET_COVER, lambda e: e.insurance in {Insurance.NOT_YET, Insurance.NOT_SURE}),
        (Tip.TELL_INSURER, lambda e: e.insurer_told is InsurerTold.NOT_YET),
        (Tip.COVER_KNOWN, _always),
    ),
    "safeguarding": (
        (
            Tip.POLICY_TEMPLATE,
            lambda e: e.safeguarding_policy is SafeguardingPolicy.NEEDS_TEMPLATE,
        ),
        (Tip.ALONE_WITH_LEARNER, lambda e: e.alone_with_learner is AloneWithLearner.YES),
        (Tip.SAFE_AND_CLEAR, _always),
    ),
    "adjustments": (
        (Tip.NO_QUIET_SPACE, _cannot(Adjustment.SEN_02, Adjustment.SEN_05)),
        (Tip.NO_STEP_FREE, _cannot(Adjustment.PHY_01)),
        (Tip.NO_HEADPHONES, _cannot(Adjustment.SEN_01)),
        (
            Tip.HELP_IS_COMING,
            lambda e: _answered(e, *Adjustment, as_=AdjustmentAnswer.CAN_WITH_HELP),
        ),
        (Tip.ANSWER_COMMON, _common_left),
        (Tip.ADJUSTMENTS_DONE, _always),
    ),
    "more": ((Tip.LEAD_TO_MORE, _always),),
}
"""For each section the tips with their conditions; the first that holds is given."""


def tip_for(section: str, employer: Employer) -> TipEntry | None:
    """Return the tip after this section, or None where nothing needs saying."""
    for tip, holds in RULES[section]:
        if holds(employer):
            return TIPS[tip]
    return None

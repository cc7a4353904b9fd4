"""What is asked of an employer, and all that the employer may read before the gates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from webapp.catalogue.adjustments import ADJUSTMENTS, ADJUSTMENTS_FOR, Adjustment
from webapp.catalogue.answers import AdjustmentAnswer, NeedStrength
from webapp.catalogue.environment import Dimension
from webapp.catalogue.experience_types import ExperienceType
from webapp.learners.models import Requirement, SenseLimit

PREFERENCE = (
    AdjustmentAnswer.ALREADY_DO,
    AdjustmentAnswer.WILL_DO,
    AdjustmentAnswer.CAN_WITH_HELP,
    AdjustmentAnswer.NOT_SURE,
    AdjustmentAnswer.CANNOT,
)
"""Where several would do, the one the employer is nearest to is asked for."""
STRENGTHS = tuple(NeedStrength)
MEASURED_FOR_EMPLOYERS = (Dimension.NOISE, Dimension.CROWD, Dimension.LIGHT, Dimension.SMELL)


@dataclass(frozen=True, slots=True)
class Asked:
    """One adjustment that is asked for, how much it matters, and the answer known so far."""

    adjustment: Adjustment
    strength: NeedStrength
    known: AdjustmentAnswer = AdjustmentAnswer.NOT_SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymousRequest:
    """The exact content an employer reads before the gates: no name, need code or school type."""

    year: int | None
    """The year group; None where it would tell the kind of school, or says nothing."""
    age: int
    type: ExperienceType
    dates: tuple[date, ...]
    start: time
    finish: time
    helps: tuple[Asked, ...]
    limits: tuple[tuple[Dimension, int], ...]
    """The most of noise, people, … that suits the learner, 1 to 5."""
    tasks: tuple[str, ...]
    asked_by: str
    """The member of staff at the school who asks."""
    school: str
    """The school’s name for employers, which never tells what kind of school it is."""
    phone: str


def what_to_ask(
    requirements: Iterable[Requirement], known: Mapping[Adjustment, AdjustmentAnswer]
) -> tuple[Asked, ...]:
    """Return each adjustment to ask for once, the most needed first, then by code."""
    strongest: dict[Adjustment, NeedStrength] = {}
    for requirement in requirements:
        if requirement.met_by_setting:
            continue
        for code in _codes(requirement, known):
            before = strongest.get(code, NeedStrength.PREFER)
            strongest[code] = min(before, requirement.strength, key=STRENGTHS.index)
    codes = list(Adjustment)
    ordered = sorted(
        strongest.items(), key=lambda item: (STRENGTHS.index(item[1]), codes.index(item[0]))
    )
    return tuple(
        Asked(code, strength, known.get(code, AdjustmentAnswer.NOT_SURE))
        for code, strength in ordered
    )


def _codes(
    requirement: Requirement, known: Mapping[Adjustment, AdjustmentAnswer]
) -> tuple[Adjustment, ...]:
    """Return what the requirement asks for: each of its codes, or the likeliest of several."""
    listed = tuple(ADJUSTMENTS.code(code) for code in requirement.adjustments)
    if listed and not requirement.any_of:
        return listed
    choices = listed or (ADJUSTMENTS_FOR[requirement.need] if requirement.need else ())
    likeliest = sorted(
        choices,
        key=lambda code: PREFERENCE.index(known.get(code, AdjustmentAnswer.NOT_SURE)),
    )
    return tuple(likeliest[:1])


def limits_to_tell(senses: Iterable[SenseLimit]) -> tuple[tuple[Dimension, int], ...]:
    """Return the levels an employer is asked to keep below, without saying why."""
    most = {
        sense.dimension: sense.most
        for sense in senses
        if sense.strength is NeedStrength.MUST and sense.most < 5
    }
    return tuple(
        (dimension, most[dimension]) for dimension in MEASURED_FOR_EMPLOYERS if dimension in most
    )

"""What an employer may be told, when the pack is due, and how long its link works."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from webapp.catalogue.answers import AbilityLevel
from webapp.core.clock import LONDON
from webapp.core.working_days import working_days_before
from webapp.learners.models import ConsentAnswer, SaidBy, Share, Topic
from webapp.learners.rules import employer_reads

DUE_WORKING_DAYS_BEFORE = 10
"""docs/rules.md, packs and links: due 10 working days before the first day."""
LINK_DAYS_AFTER = timedelta(days=14)
"""docs/rules.md, packs and links: a link works until 14 days after the last day."""
SESSION_WORKING_DAYS_BEFORE = 2
"""docs/rules.md, packs and links: everyone has met 2 working days before the first day."""

NEVER_TOLD_FROM = frozenset({SaidBy.EHC_PLAN})
"""The text of an EHC plan goes to nobody outside the school (docs/rules.md, never in a pack)."""


class Missing(StrEnum):
    """What must be true before an employer reads anything personal (HR-19, HR-20)."""

    LOOKS_FOR_PLACEMENTS = "looks_for_placements"
    LEARNER_YES = "learner_yes"
    CONFIRMED = "confirmed"
    CONSENT = "consent"
    SAFETY_WORDING = "safety_wording"
    UNDER_WAY = "under_way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """What is known about who agreed to this placement."""

    looks_for_placements: bool
    learner_said_yes: bool
    lead_confirmed: bool
    consent_is_green: bool
    safety_wording_is_green: bool
    is_under_way: bool
    """It is being planned or goes on: not cancelled, not over for long."""


def what_is_missing(clearance: Clearance) -> tuple[Missing, ...]:
    """Return what still keeps the pack inside the school; empty: it may go out."""
    checks = (
        (clearance.looks_for_placements, Missing.LOOKS_FOR_PLACEMENTS),
        (clearance.learner_said_yes, Missing.LEARNER_YES),
        (clearance.lead_confirmed, Missing.CONFIRMED),
        (clearance.consent_is_green, Missing.CONSENT),
        (clearance.safety_wording_is_green, Missing.SAFETY_WORDING),
        (clearance.is_under_way, Missing.UNDER_WAY),
    )
    return tuple(missing for holds, missing in checks if not holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing said about a learner, as the rules of disclosure read it."""

    topic: Topic
    text: str
    said_by: SaidBy = SaidBy.ME
    share: Share = Share.SCHOOL_ONLY
    safety_critical: bool = False
    minimum_wording: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven:
    """The newest answer about sharing single items, with the day it ends."""

    answer: ConsentAnswer
    expires_on: date | None = None


def items_may_be_shared(
    general: ConsentGiven | None, for_this_placement: ConsentGiven | None, *, today: date
) -> bool:
    """Return whether the share choices on single items count today.

    Nobody answered: each choice speaks for itself. “No” and an answer that has ended stop
    them all; “ask each time” needs a yes for this placement.
    """
    for_this = _is_yes(for_this_placement, today) if for_this_placement else None
    if for_this is not None:
        return for_this
    return general is None or _is_yes(general, today)


def _is_yes(given: ConsentGiven, today: date) -> bool:
    is_current = given.expires_on is None or today <= given.expires_on
    return given.answer is ConsentAnswer.YES and is_current


def words_to_tell(said: Said, *, items_shared: bool) -> str | None:
    """Return the exact words an employer may read of this statement; None is nothing.

    Nothing is told unless someone chose to (UK GDPR art. 25: by default nothing is open).
    What is needed for safety gives its minimum wording only (HR-20).
    """
    if said.said_by in NEVER_TOLD_FROM and said.share is not Share.SAFETY_ONLY:
        return None
    if said.share is Share.SHARE and not items_shared:
        return None
    words = employer_reads(
        said.share,
        text=said.text,
        safety_critical=said.safety_critical,
        minimum_wording=said.minimum_wording,
    )
    return words.strip() or None if words else None


def may_disclose(said: Said, *, items_shared: bool) -> bool:
    """Return whether an employer may read anything of this statement."""
    return words_to_tell(said, items_shared=items_shared) is not None


def due_on(first_day: date, *, holidays: Iterable[date] = ()) -> date:
    """Return the day by which the employer has the pack: 16 February for 2 March 2027."""
    return working_days_before(first_day, DUE_WORKING_DAYS_BEFORE, holidays=holidays)


def session_by(first_day: date, *, holidays: Iterable[date] = ()) -> date:
    """Return the last day on which everyone meets before the start."""
    return working_days_before(first_day, SESSION_WORKING_DAYS_BEFORE, holidays=holidays)


def link_ends_on(last_day: date) -> date:
    """Return the last day on which the link works: 19 March for 5 March 2027."""
    return last_day + LINK_DAYS_AFTER


def link_expires_at(last_day: date) -> datetime:
    """Return the instant after which the link opens nothing: the end of its last day."""
    return datetime.combine(link_ends_on(last_day) + timedelta(days=1), time(), tzinfo=LONDON)


class AgeBand(StrEnum):
    """All that a pack tells about an age."""

    UNDER_16 = "under_16"
    SIXTEEN_TO_17 = "16_to_17"
    ADULT = "adult"


def age_band(age: int) -> AgeBand:
    """Return the band of an age on the first day; the date of birth is never told."""
    if age < 16:
        return AgeBand.UNDER_16
    return AgeBand.SIXTEEN_TO_17 if age < 18 else AgeBand.ADULT


CLOSE_SUPPORT = 3
"""From “in sight” on, someone is beside the learner (supervision levels 3 to 5)."""
HARD = 3
EASY = 1


def how_done(*, difficulty: int | None, supervision: int, needs_close_watch: bool) -> AbilityLevel:
    """Return how a task is first planned; the first meeting may change it (docs/rules.md)."""
    if needs_close_watch or supervision >= CLOSE_SUPPORT or difficulty == HARD:
        return AbilityLevel.WITH_SOMEONE
    return AbilityLevel.ON_MY_OWN if difficulty == EASY else AbilityLevel.WITH_A_REMINDER

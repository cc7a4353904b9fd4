"""What a learner’s age decides, who consents, and who may read what they said."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from webapp.catalogue.school_years import SCHOOL_YEARS, KeyStage, SchoolYear
from webapp.learners.models import Share

FRIDAY = 4
LATEST_AGE = 25
EARLIEST_AGE = 11
"""SEND code of practice 2015: learners up to 25 with an EHC plan; careers law starts at 11."""

CONSENT_MONTHS = 12
"""A consent lasts 12 months (docs/rules.md)."""
CONFIRMED_MONTHS = 12
"""A profile is confirmed every 12 months (HR-25, docs/rules.md)."""
PREVIEW_MINUTES = 60
"""How long an import that was shown may be confirmed (docs/rules.md)."""


class AgeLine(StrEnum):
    """The lines of age that decide different things."""

    UNDER_16 = "under_16"
    SCHOOL_AGE = "school_age"
    """Of compulsory school age; most learners in Year 11 are 16 and still are."""
    UNDER_18 = "under_18"


class ConsentGiver(StrEnum):
    """Who must agree to a placement."""

    PARENT = "parent"
    """Someone with parental responsibility, and the learner agrees too."""
    AUTHORITY = "authority"
    """The local authority that holds parental responsibility, and the learner agrees too."""
    LEARNER = "learner"


@dataclass(frozen=True, slots=True)
class AgeLines:
    """Where a learner stands on one day."""

    age: int
    school_year: int
    under_16: bool
    of_school_age: bool
    school_age_ends: date
    under_18: bool


@dataclass(frozen=True, slots=True)
class ConsentNeeded:
    """Whose consent a placement needs, and whether parents are informed."""

    giver: ConsentGiver
    inform_parents: bool


def age_on(day: date, *, born: date) -> int:
    """Return the age in whole years.

    Someone born on 29 February turns a year older on 1 March of a common year
    (Family Law Reform Act 1969 s.9).
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def school_year_start(day: date) -> date:
    """Return the 1 September on which the school year of this day began."""
    return date(day.year if day.month >= 9 else day.year - 1, 9, 1)


def school_age_ends(born: date) -> date:
    """Return the last day of compulsory school age.

    The last Friday in June of the school year in which the learner turns 16; a school year
    ends on 31 August (Education Act 1996 s.8; School Leaving Date Order 1997).
    """
    year = born.year + 16 + (1 if born.month >= 9 else 0)
    last_of_june = date(year, 6, 30)
    return last_of_june - timedelta(days=(last_of_june.weekday() - FRIDAY) % 7)


def age_lines(day: date, *, born: date) -> AgeLines:
    """Return where someone stands on this day."""
    age = age_on(day, born=born)
    ends = school_age_ends(born)
    return AgeLines(
        age=age,
        school_year=year_group(day, born=born),
        under_16=age < 16,
        of_school_age=day <= ends,
        school_age_ends=ends,
        under_18=age < 18,
    )


def year_group(day: date, *, born: date) -> int:
    """Return the year group by age: Year 7 for who is 11 when the school year begins.

    It may lie outside 7 to 14; never stored, so that it cannot grow old.
    """
    start = school_year_start(day)
    return age_on(start - timedelta(days=1), born=born) - 4


def key_stage(year: int) -> KeyStage | None:
    """Return the key stage of a year group, None outside Years 7 to 14."""
    try:
        return SCHOOL_YEARS[SchoolYear(str(year))].key_stage
    except ValueError:
        return None


def consent_needed(
    day: date, *, born: date, by_authority: bool = False, no_parent_contact: bool = False
) -> ConsentNeeded:
    """Return whose consent a placement on this day needs.

    Up to the end of compulsory school age someone with parental responsibility, or the
    authority that holds it, and the learner agrees; afterwards the learner. Parents of
    someone under 18 are informed unless the learner objects (docs/rules.md).
    """
    lines = age_lines(day, born=born)
    if lines.of_school_age:
        giver = ConsentGiver.AUTHORITY if by_authority else ConsentGiver.PARENT
        return ConsentNeeded(giver=giver, inform_parents=not by_authority)
    return ConsentNeeded(
        giver=ConsentGiver.LEARNER, inform_parents=lines.under_18 and not no_parent_contact
    )


def is_plausible_birth(born: date, *, today: date) -> bool:
    """Return whether someone born then can be on a roll here: 10 to 25 years old."""
    return born < today and EARLIEST_AGE - 1 <= age_on(today, born=born) <= LATEST_AGE


def months_later(day: date, *, months: int) -> date:
    """Return the same day so many months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    first_of_next = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(1))


def is_confirmed(confirmed_on: date | None, *, big_change_on: date | None, today: date) -> bool:
    """Return whether the profile was confirmed in the last 12 months and since any big change."""
    if confirmed_on is None or today >= months_later(confirmed_on, months=CONFIRMED_MONTHS):
        return False
    return big_change_on is None or confirmed_on >= big_change_on


PRIVACY = (Share.SHARE, Share.SAFETY_ONLY, Share.SCHOOL_ONLY)
"""The share choices, most open first."""


def is_more_private(new: Share, *, than: Share) -> bool:
    """Return whether fewer people may read it."""
    return PRIVACY.index(new) > PRIVACY.index(than)


def employer_reads(
    share: Share, *, text: str, safety_critical: bool, minimum_wording: str | None
) -> str | None:
    """Return the exact words an employer would read, or None for nothing.

    “Only if needed to keep me safe” gives the minimum wording of a safety-critical
    statement and nothing else (HR-20).
    """
    if share is Share.SHARE:
        return text
    if share is Share.SAFETY_ONLY and safety_critical:
        return minimum_wording
    return None


def waits_for_sharing(share: Share, *, safety_critical: bool) -> bool:
    """Return whether a safety-critical statement may not be sent and may not be ignored (HR-20)."""
    return safety_critical and share is Share.SCHOOL_ONLY


class Missing(StrEnum):
    """What is not known yet about a learner before anyone looks for placements."""

    CONSENT = "consent"
    REQUEST = "request"
    HOURS = "hours"
    STRENGTHS = "strengths"
    INTERESTS = "interests"
    TRAVEL = "travel"
    CONFIRMED = "confirmed"


STOPS_MATCHING = frozenset({Missing.CONSENT, Missing.REQUEST, Missing.HOURS})
"""Without these there is nothing to match (HR-19, HR-17); the others make proposals poorer."""
ENOUGH_STRENGTHS = 3
"""Strengths come before needs; three give the matcher something to go by (docs/rules.md)."""


def missing_before_matching(
    *,
    looks_for_placements: bool,
    has_request: bool,
    has_hours: bool,
    strengths: int,
    interests: int,
    has_travel: bool,
    is_confirmed: bool,
) -> tuple[Missing, ...]:
    """Return what is still to be asked, what stops matching first."""
    known = {
        Missing.CONSENT: looks_for_placements,
        Missing.REQUEST: has_request,
        Missing.HOURS: has_hours,
        Missing.STRENGTHS: strengths >= ENOUGH_STRENGTHS,
        Missing.INTERESTS: interests > 0,
        Missing.TRAVEL: has_travel,
        Missing.CONFIRMED: is_confirmed,
    }
    return tuple(missing for missing in Missing if not known[missing])


class Said(Protocol):
    """What the sharing pages know of a statement."""

    text: str
    safety_critical: bool
    minimum_wording: str | None


def read_by_choice(said: Said) -> dict[Share, str | None]:
    """Return the exact words an employer would read under each share choice."""
    return {
        share: employer_reads(
            share,
            text=said.text,
            safety_critical=said.safety_critical,
            minimum_wording=said.minimum_wording,
        )
        for share in PRIVACY
    }

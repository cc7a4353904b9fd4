"""HR-16, a journey the learner can make, and SC-06, how easy it is."""

from collections.abc import Iterator
from datetime import time

from matching.cases import Case, minutes_of
from matching.codes import JourneyEvidence, Mode
from matching.findings import Cause, Evidence, Finding, Outcome
from matching.learner_records import Hours, Journey

DROP_OFF = frozenset({Mode.TAXI, Mode.MINIBUS, Mode.FAMILY_CAR})
PRACTICE = "TRV-04"
UNKNOWN_EASE = 0.5
WITH_AN_ADULT, PRACTISED, SIMPLE = 2, 3, 4


def journeys_to(case: Case) -> tuple[Journey, ...]:
    """The learner's recorded journeys to the site."""
    return tuple(
        journey for journey in case.learner.travel.journeys if journey.site == case.offer.site
    )


def best_journey(case: Case) -> Journey | None:
    """The journey with the fewest blocks, then conditions, then minutes; None without any.

    Ties: by mode and service.
    """

    def troubles(journey: Journey) -> tuple[int, int, int, str, str]:
        outcomes = [finding.outcome for finding in _findings(case, journey)]
        minutes = 24 * 60 if journey.minutes is None else journey.minutes
        blocks = outcomes.count(Outcome.BLOCK)
        return blocks, len(outcomes) - blocks, minutes, journey.mode.value, journey.service

    return min(journeys_to(case), key=troubles, default=None)


def travel(case: Case) -> Iterator[Finding]:
    """HR-16: within band, minutes, changes, walk, means and times; nothing recorded is a task."""
    if case.offer.internal:
        return
    journey = best_journey(case)
    if journey is None:
        yield _finding(Outcome.CONDITION, Cause.JOURNEY_UNKNOWN)
    else:
        yield from _findings(case, journey)


def _findings(case: Case, journey: Journey) -> Iterator[Finding]:
    yield from _over_limits(case, journey)
    yield from _minutes(case, journey)
    yield from _times(case, journey)
    yield from _band(case, journey)


def _finding(outcome: Outcome, cause: Cause, **evidence: str | int) -> Finding:
    return Finding(
        code="HR-16",
        outcome=outcome,
        cause=cause,
        cause_key="travel:journey",
        evidence=Evidence(**evidence),
        negotiable=True,
    )


def _over_limits(case: Case, journey: Journey) -> Iterator[Finding]:
    own = case.learner.travel
    if journey.mode in own.refused_modes:
        yield _finding(Outcome.BLOCK, Cause.JOURNEY_MODE_REFUSED, mode=journey.mode.value)
    limits = (
        (Cause.JOURNEY_TOO_MANY_CHANGES, journey.changes, own.max_changes),
        (Cause.JOURNEY_WALK_TOO_FAR, journey.walk_metres, own.max_walk_metres),
    )
    for cause, value, limit in limits:
        if limit is not None and value > limit:
            yield _finding(Outcome.BLOCK, cause, value=value, limit=limit)


def _minutes(case: Case, journey: Journey) -> Iterator[Finding]:
    """Known minutes decide; an estimate near the limit is for a person to decide."""
    limit = case.learner.travel.max_minutes
    if journey.minutes is None:
        yield _finding(Outcome.CONDITION, Cause.JOURNEY_MINUTES_UNKNOWN, mode=journey.mode.value)
        return
    if limit is None:
        return
    margin = case.market.thresholds.estimate_margin
    values = {"minutes": journey.minutes, "limit": limit}
    if journey.evidence is not JourneyEvidence.ESTIMATE:
        if journey.minutes > limit:
            yield _finding(Outcome.BLOCK, Cause.JOURNEY_TOO_LONG, **values)
    elif journey.minutes > limit * (1 + margin):
        yield _finding(Outcome.BLOCK, Cause.JOURNEY_TOO_LONG, **values)
    elif journey.minutes >= limit * (1 - margin):
        yield _finding(Outcome.CONDITION, Cause.JOURNEY_IS_ESTIMATE, **values)


def _times(case: Case, journey: Journey) -> Iterator[Finding]:
    minutes = journey.minutes or 0
    for day in case.days:
        there = (minutes_of(day.start) - minutes, minutes_of(day.start))
        back = (minutes_of(day.end), minutes_of(day.end) + minutes)
        for refused in case.learner.travel.refused_times:
            if _meets(there, refused) or _meets(back, refused):
                yield _finding(
                    Outcome.BLOCK,
                    Cause.JOURNEY_TIME_REFUSED,
                    start=_clock(refused.start),
                    end=_clock(refused.end),
                )
                return


def _meets(span: tuple[int, int], refused: Hours) -> bool:
    return span[0] < minutes_of(refused.end) and minutes_of(refused.start) < span[1]


def _clock(moment: time) -> str:
    return moment.isoformat("minutes")


def _band(case: Case, journey: Journey) -> Iterator[Finding]:
    """Bands 0 to 2 name transport and payer; band 3 practises; band 4 practises a change."""
    band = case.learner.travel.band
    if band <= WITH_AN_ADULT:
        yield from _accompanied(band, journey)
        if not journey.transport_named:
            yield _finding(Outcome.CONDITION, Cause.TRANSPORT_NOT_NAMED, mode=journey.mode.value)
        if not journey.payer_named:
            yield _finding(Outcome.GATE, Cause.PAYER_NOT_NAMED, mode=journey.mode.value)
    needs_practice = band == PRACTISED or (band == SIMPLE and journey.changes > 0)
    if needs_practice and not journey.practised:
        yield _finding(
            Outcome.CONDITION,
            Cause.ROUTE_NOT_PRACTISED,
            adjustment=PRACTICE,
            mode=journey.mode.value,
            service=journey.service,
            before=case.first.isoformat(),
        )


def _accompanied(band: int, journey: Journey) -> Iterator[Finding]:
    """Bands 0 and 1 are taken, or walk with an adult; band 2 takes anything with an adult."""
    if journey.mode in DROP_OFF:
        return
    if band < WITH_AN_ADULT and journey.mode is not Mode.WALK:
        yield _finding(
            Outcome.BLOCK, Cause.JOURNEY_OUTSIDE_BAND, mode=journey.mode.value, band=band
        )
    elif not journey.escorted:
        yield _finding(Outcome.CONDITION, Cause.ADULT_NOT_NAMED, mode=journey.mode.value)


def travel_ease(case: Case) -> float:
    """SC-06 in [0, 1]: 1 up to 75 % of the learner's maximum, then a line to 0.5 at it.

    The line goes on below 0.5 for an estimate above the maximum. 0.5 when no minutes are
    known; 1 inside the setting and without a maximum.
    """
    limit = case.learner.travel.max_minutes
    if case.offer.internal:
        return 1.0
    journey = best_journey(case)
    if journey is None or journey.minutes is None:
        return UNKNOWN_EASE
    if not limit:
        return 1.0
    numbers = case.market.thresholds
    over = journey.minutes / limit - numbers.comfortable_share
    slope = (1 - numbers.at_maximum) / (1 - numbers.comfortable_share)
    return max(0.0, min(1.0, 1 - slope * over))

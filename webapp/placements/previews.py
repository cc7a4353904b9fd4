"""The anonymous request of a proposal or a placement: what the lead sees is what is sent."""

from collections.abc import Iterable
from datetime import date

from webapp.catalogue.adjustments import ADJUSTMENTS
from webapp.catalogue.answers import AdjustmentAnswer, NeedStrength
from webapp.learners.rules import age_on, year_group
from webapp.placements.approvals import known_answers
from webapp.placements.asking import AnonymousRequest, Asked, limits_to_tell, what_to_ask
from webapp.placements.facts import tasks_by_key
from webapp.placements.models import AgreedAdjustment, Placement, Proposal
from webapp.providers.models import StaffMember

YEARS_THAT_TELL_NOTHING = range(7, 14)
"""Year 14 exists in few schools outside special ones, so the age is said instead."""


def request_for(source: Proposal | Placement, *, contact: StaffMember | None) -> AnonymousRequest:
    """Return exactly what the employer reads before the gates."""
    learner, provider = source.learner, source.learner.provider
    dates = tuple(sorted(date.fromisoformat(day) for day in source.dates))
    year = year_group(dates[0], born=learner.date_of_birth)
    return AnonymousRequest(
        year=year if year in YEARS_THAT_TELL_NOTHING else None,
        age=age_on(dates[0], born=learner.date_of_birth),
        type=source.type,
        dates=dates,
        start=source.start,
        finish=source.finish,
        helps=_helps(source),
        limits=limits_to_tell(learner.senses),
        tasks=tuple(task.text for task in tasks_by_key(source.window.offer, source.tasks)),
        asked_by=contact.name if contact else provider.name_for_employers,
        school=provider.name_for_employers,
        phone=contact.phone if contact else provider.phone,
    )


def _helps(source: Proposal | Placement) -> tuple[Asked, ...]:
    """Return what was asked for, or what would be."""
    known = known_answers(source.window.offer)
    if isinstance(source, Placement) and source.adjustments:
        return _as_asked(source.adjustments)
    return what_to_ask(source.learner.requirements, known)


def _as_asked(rows: Iterable[AgreedAdjustment]) -> tuple[Asked, ...]:
    strengths = tuple(NeedStrength)
    asked = [
        Asked(
            ADJUSTMENTS.code(row.adjustment),
            NeedStrength(row.strength),
            AdjustmentAnswer(row.answer or AdjustmentAnswer.NOT_SURE),
        )
        for row in rows
    ]
    return tuple(
        sorted(asked, key=lambda one: (strengths.index(one.strength), one.adjustment.value))
    )

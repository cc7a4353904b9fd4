"""Placement -> PackContents: reads the database and lets the rules decide what is told."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from webapp.briefing import rules
from webapp.briefing.contents import Change, Matters, PackContents, StaffDay, Told
from webapp.briefing.disclosure import is_agreed, told_of
from webapp.briefing.open_plan import contacts_of, fill_plan
from webapp.catalogue.adjustments import ADJUSTMENTS, COSTS
from webapp.catalogue.answers import AdjustmentAnswer, NeedStrength
from webapp.catalogue.supervision import SUPERVISION_LEVELS
from webapp.learners.models import ConsentKind, Topic
from webapp.learners.rules import age_on
from webapp.placements.facts import request_of
from webapp.placements.models import AgreedAdjustment, Placement
from webapp.placements.services import placement_dates

ACCEPTED = (AdjustmentAnswer.ALREADY_DO, AdjustmentAnswer.WILL_DO)
IN_THE_PACK = (*ACCEPTED, AdjustmentAnswer.CAN_WITH_HELP)
MOST_AIMS = 3
MATTERS_MOST = 3
HELPFUL_TOPICS = (Topic.UNDERSTAND_ME, Topic.TELL_ME, Topic.SENSES, Topic.SUPPORT, Topic.MATTERS)
"""What a learner says about working together; it may be one of the three things."""


def fill_pack(session: Session, placement: Placement, *, today: date) -> PackContents:
    """Return what the pack says today, with the rules of disclosure applied."""
    learner = placement.learner
    changes = changes_of(placement)
    agreed = {change.code for change in changes if not change.needs_help}
    told = told_of(placement, today=today)
    surname_agreed = is_agreed(learner, ConsentKind.SURNAME, today=today)
    first_day = placement_dates(placement)[0]
    return PackContents(
        plan=fill_plan(placement, contacts_of(session, learner.provider), agreed=agreed),
        name=learner.known_as,
        pronouns=learner.pronouns,
        full_name=f"{learner.first_name} {learner.surname}" if surname_agreed else None,
        age_band=rules.age_band(age_on(first_day, born=learner.date_of_birth)),
        told=told,
        aims=_aims(placement),
        likes_this_sector=_likes_this_sector(placement, told),
        matters_most=_matters_most(changes, told),
        changes=changes,
        supervision=SUPERVISION_LEVELS[learner.supervision].employer,
        staff_days=tuple(
            StaffDay(
                who=cover.who,
                days=tuple(sorted(date.fromisoformat(day) for day in cover.dates)),
            )
            for cover in learner.staff_cover
        ),
    )


def changes_of(placement: Placement) -> tuple[Change, ...]:
    """Return the adjustments the employer said yes to, the most needed first."""
    rows = {asked.adjustment: asked for asked in placement.adjustments}
    found = [
        _change(asked, placement)
        for asked in rows.values()
        if asked.answer is not None and asked.answer in IN_THE_PACK
    ]
    strengths, codes = list(NeedStrength), [entry.code.value for entry in ADJUSTMENTS]
    found.sort(key=lambda change: (strengths.index(change.strength), codes.index(change.code)))
    return tuple(found)


def _change(asked: AgreedAdjustment, placement: Placement) -> Change:
    entry = ADJUSTMENTS[asked.adjustment]
    supervisor = placement.window.offer.supervisor
    first_day = placement_dates(placement)[0]
    return Change(
        code=entry.code.value,
        promise=entry.employer,
        instruction=entry.pack_line,
        strength=NeedStrength(asked.strength),
        costs=tuple(COSTS[cost].label for cost in entry.costs),
        who=asked.who or (supervisor.name if supervisor else None),
        ready_by=asked.ready_by or first_day - timedelta(days=1),
        needs_help=asked.answer == AdjustmentAnswer.CAN_WITH_HELP,
    )


def _aims(placement: Placement) -> tuple[str, ...]:
    request = request_of(placement.learner)
    aims = placement.aims or (request.aims if request else [])
    return tuple(aims[:MOST_AIMS])


def _likes_this_sector(placement: Placement, told: tuple[Told, ...]) -> bool:
    """Return whether a shared interest is in the employer’s own line of work."""
    words = {each.words for each in told}
    sectors = set(placement.window.offer.site.employer.sectors)
    return any(
        statement.sector in sectors and statement.text in words
        for statement in placement.learner.statements
        if statement.topic in {Topic.INTEREST, Topic.HOPE}
    )


def _matters_most(changes: tuple[Change, ...], told: tuple[Told, ...]) -> tuple[Matters, ...]:
    """Return three things: what must be, what the learner says, then what is important.

    Each stands in full elsewhere in the pack, so that withdrawing one brings no new words.
    """
    agreed = [change for change in changes if not change.needs_help]
    must = [Matters(words=c.instruction) for c in agreed if c.strength is NeedStrength.MUST]
    other = [Matters(words=c.instruction) for c in agreed if c.strength is not NeedStrength.MUST]
    said = [
        Matters(words=each.words, voice=each.voice) for each in told if each.topic in HELPFUL_TOPICS
    ]
    general = [Matters(words="")] * MATTERS_MOST
    return tuple([*must[:2], *said[:1], *must[2:], *other, *said[1:], *general][:MATTERS_MOST])

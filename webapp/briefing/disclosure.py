"""What of a learner’s statements an employer may read, for one placement on one day."""

from collections.abc import Iterable
from datetime import date

from webapp.briefing import rules
from webapp.briefing.contents import Told, Voice
from webapp.learners.models import (
    Consent,
    ConsentAnswer,
    ConsentKind,
    Learner,
    SaidBy,
    Statement,
)
from webapp.placements.models import Placement

VOICES = {
    SaidBy.ME: Voice.OWN,
    SaidBy.WITH_HELP: Voice.OWN,
    SaidBy.PARENT: Voice.FAMILY,
    SaidBy.STAFF: Voice.STAFF,
    SaidBy.PROFESSIONAL: Voice.STAFF,
    SaidBy.EHC_PLAN: Voice.STAFF,
}


def said_of(statement: Statement) -> rules.Said:
    """Return a statement as the rules read it."""
    return rules.Said(
        topic=statement.topic,
        text=statement.text,
        said_by=statement.said_by,
        share=statement.share,
        safety_critical=statement.safety_critical,
        minimum_wording=statement.minimum_wording,
    )


def newest(
    consents: Iterable[Consent], kind: ConsentKind, *, about: object = None
) -> Consent | None:
    """Return the newest answer of this kind about one thing, or about all."""
    found = [given for given in consents if given.kind is kind and given.subject_id == about]
    return max(found, key=lambda given: given.given_at, default=None)


def is_agreed(learner: Learner, kind: ConsentKind, *, today: date) -> bool:
    """Return whether the newest answer of this kind is a yes that still lasts."""
    given = newest(learner.consents, kind)
    return (
        given is not None
        and given.answer is ConsentAnswer.YES
        and (given.expires_on is None or today <= given.expires_on)
    )


def _given(consent: Consent | None) -> rules.ConsentGiven | None:
    if consent is None:
        return None
    return rules.ConsentGiven(answer=consent.answer, expires_on=consent.expires_on)


def words_of(placement: Placement, *, today: date) -> list[tuple[Statement, str | None]]:
    """Return every statement with the words an employer may read of it, or None."""
    consents = placement.learner.consents
    general = newest(consents, ConsentKind.SHARE_ITEMS)
    for_this = newest(consents, ConsentKind.SHARE_ITEMS, about=placement.id)
    found = []
    for statement in placement.learner.statements:
        for_it = newest(consents, ConsentKind.SHARE_ITEMS, about=statement.id)
        shared = rules.items_may_be_shared(_given(general), _given(for_it or for_this), today=today)
        words = rules.words_to_tell(said_of(statement), items_shared=shared)
        found.append((statement, words))
    return found


def told_of(placement: Placement, *, today: date) -> tuple[Told, ...]:
    """Return what is told, each thing once."""
    found = dict.fromkeys(
        Told(topic=statement.topic, words=words, voice=VOICES[statement.said_by])
        for statement, words in words_of(placement, today=today)
        if words is not None
    )
    return tuple(found)

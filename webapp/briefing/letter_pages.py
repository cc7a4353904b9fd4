"""The letters that go with a printed pack, and that ask for one back."""

import uuid

from flask import url_for
from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.briefing import queries, rules, services
from webapp.briefing.emails import read_by
from webapp.briefing.models import Pack
from webapp.core import clock
from webapp.core.errors import NotFound
from webapp.placements import letter_pages
from webapp.placements.letter_models import Letter, LetterKind
from webapp.placements.letter_pages import LetterPage
from webapp.placements.placement_letters import always
from webapp.placements.services import placement_dates


def values(session: Session, letter: Letter, actor: Actor) -> dict[str, object]:
    """Return what both letters say: reference and days, nothing of the learner."""
    pack = _pack(session, letter.subject_id)
    placement = queries.placement_for(session, actor, pack.placement_id)
    days = placement_dates(placement)
    return {
        "placement": placement,
        "site": placement.window.offer.site,
        "days": days,
        "reader": queries.named_reader(placement),
        "read_by": read_by(placement, today=clock.today()),
        "delete_by": rules.link_ends_on(days[-1]),
        "is_off": placement.state not in queries.READABLE,
    }


def with_pack(session: Session, letter: Letter, actor: Actor) -> dict[str, object]:
    """Return what the letter with a pack says, and where the pack is printed."""
    pack = _pack(session, letter.subject_id)
    pdf = url_for("packs.pdf", placement_id=pack.placement_id, version=pack.version)
    return values(session, letter, actor) | {
        "replaces": queries.sent_before(session, pack) > 0,
        "enclosed": (pdf, f"Print the pack, version {pack.version} (PDF)"),
        "answer_url": url_for("paper_packs.read", placement_id=pack.placement_id)
        if letter.posted_at and not pack.acknowledged_at
        else None,
        "answer_words": "Write down that they have read it",
    }


def may_go(session: Session, letter: Letter) -> bool:
    """Return whether all the pack tells may still be told, as for a link in an email."""
    pack = session.get(Pack, letter.subject_id)
    if pack is None or pack.withdrawn_at is not None or pack.replaced_at is not None:
        return False
    return services.may_be_read(session, pack, today=clock.today())


def _pack(session: Session, pack_id: uuid.UUID) -> Pack:
    pack = session.get(Pack, pack_id)
    if pack is None:
        raise NotFound(str(pack_id))
    return pack


def add_letters() -> None:
    """Draw the letters of packs."""
    letter_pages.serves(
        LetterKind.PACK,
        LetterPage(template="briefing/letters/pack.html", values=with_pack, may_go=may_go),
    )
    letter_pages.serves(
        LetterKind.PACK_BACK,
        LetterPage(template="briefing/letters/back.html", values=values, may_go=always),
    )

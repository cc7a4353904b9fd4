"""Joins briefing to the application: links, mail that must still hold, what falls due."""

import uuid
from datetime import datetime

from flask import Flask
from sqlalchemy.orm import Session

from webapp.accounts import link_pages
from webapp.accounts.models import LinkPurpose
from webapp.briefing import letter_pages, queries, services
from webapp.briefing.contact_history import emails_about_packs
from webapp.briefing.models import Pack
from webapp.briefing.to_do import pack_work
from webapp.core import clock
from webapp.employers import history
from webapp.learners import events as learner_events
from webapp.mail.deliver import register_still_valid
from webapp.mail.models import OutgoingEmail
from webapp.placements import events as placement_events
from webapp.placements import today
from webapp.placements.models import Placement, PlacementState


def may_still_go(session: Session, subject_id: uuid.UUID, *, email: OutgoingEmail) -> bool:
    """Return whether a queued link still opens its pack: nothing was taken back meanwhile."""
    del email
    pack = session.get(Pack, subject_id)
    if pack is None or pack.withdrawn_at is not None or pack.replaced_at is not None:
        return False
    return services.may_be_read(session, pack, today=clock.today())


def close_when_over(
    session: Session, placement: Placement, *, before: PlacementState, now: datetime
) -> None:
    """Take the pack back when the placement does not go ahead."""
    del before
    if placement.state in queries.READABLE:
        return
    pack = queries.open_pack(session, placement.id)
    if pack is not None:
        services.withdraw(session, pack, actor_id=None, now=now)


def init_app(app: Flask) -> None:
    """Wire what packs do by themselves."""
    del app
    link_pages.serves(LinkPurpose.PACK, endpoint="pack_links.open", renew=services.renew_link)
    letter_pages.add_letters()
    register_still_valid(services.SUBJECT_KIND, may_still_go)
    placement_events.after_each_move("briefing", close_when_over)
    learner_events.after_each_change("briefing", services.refresh_after_change)
    today.add_source("packs", pack_work)
    history.add_source("pack emails", emails_about_packs)

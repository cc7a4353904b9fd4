"""Making, sending, reading and taking back packs."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from webapp.accounts.links import revoke_links
from webapp.accounts.models import LinkPurpose, PersonalLink
from webapp.briefing import by_post, emails, queries, render, rules, safeguard
from webapp.briefing.block_list import BlockedWord, PackBlocked
from webapp.briefing.contents import PackContents, Plan, as_plain
from webapp.briefing.errors import NobodyToSendTo, NotCleared, NotPlanned, PackIsOld
from webapp.briefing.filling import fill_pack
from webapp.briefing.models import Pack
from webapp.briefing.open_plan import fill_open_part
from webapp.core import audit
from webapp.core.clock import local
from webapp.core.pdf import words_of_pdf
from webapp.learners.models import Learner
from webapp.mail import settings
from webapp.mail.services import cancel_emails
from webapp.placements.models import Gate, Placement
from webapp.placements.planning import GateDetails, record_gate, refresh_readiness
from webapp.placements.services import placement_dates

SUBJECT_KIND = "pack"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a pack would say now, before it becomes bytes."""

    contents: PackContents
    open_part: Plan
    html: str
    open_html: str
    words: tuple[BlockedWord, ...]

    def plain(self) -> dict[str, Any]:
        """Return the contents as they are stored and compared."""
        return {"pack": as_plain(self.contents), "open": as_plain(self.open_part)}


def draft_of(session: Session, placement: Placement, *, today: date) -> Draft:
    """Return what the pack would say today, as facts and as a page."""
    contents = fill_pack(session, placement, today=today)
    open_part = fill_open_part(placement, contents.plan.contacts)
    open_html = render.open_part_html(open_part)
    return Draft(
        contents=contents,
        open_part=open_part,
        html=render.pack_html(contents),
        open_html=open_html,
        words=safeguard.words_to_block(placement, contents, open_html=open_html, today=today),
    )


def make_pack(
    session: Session,
    placement: Placement,
    *,
    actor_id: uuid.UUID,
    now: datetime,
    today: date,
) -> Pack:
    """Return the pack as it is today: a new version, or the newest one where nothing changed.

    Raises NotPlanned, or PackBlocked where it would tell what may not be told.
    """
    if placement.state not in queries.SENDABLE:
        raise NotPlanned(placement.state.value)
    draft = draft_of(session, placement, today=today)
    made = queries.versions(session, placement)
    if made and made[0].withdrawn_at is None and made[0].contents == draft.plain():
        return made[0]
    version = made[0].version + 1 if made else 1
    pack = _render(draft, placement, version=version, actor_id=actor_id, today=today)
    session.add(pack)
    session.flush()  # the audit row names it
    _record(session, "pack.made", pack, actor_id=actor_id, now=now)
    return pack


def _render(
    draft: Draft, placement: Placement, *, version: int, actor_id: uuid.UUID, today: date
) -> Pack:
    """Return the pack as bytes, looked through before and after it became a PDF."""
    stamp = render.Stamp(version=version, correct_on=today, product=settings.current().product)
    refuse(draft, {"page": draft.html, "open_page": draft.open_html}, {})
    pdf = render.pack_pdf(draft.html, draft.contents, stamp)
    open_pdf = render.open_part_pdf(draft.open_html, draft.open_part, stamp)
    refuse(draft, {}, {"pdf": pdf, "open_pdf": open_pdf})
    return Pack(
        placement=placement,
        version=version,
        contents=draft.plain(),
        html=draft.html,
        pdf=pdf,
        open_part_pdf=open_pdf,
        sha256=sha256(draft.html.encode() + pdf + open_pdf).hexdigest(),
        correct_on=today,
        made_by_id=actor_id,
    )


def refuse(draft: Draft, pages: dict[str, str], files: dict[str, bytes]) -> None:
    """Raise PackBlocked where these pages or PDFs hold what may not leave."""
    parts = [(part, render.words_of_html(html)) for part, html in pages.items()]
    parts += [(part, words_of_pdf(pdf)) for part, pdf in files.items()]
    employer = draft.contents.plan.place.employer
    safeguard.refuse_private_words(parts, draft.words, employer=employer)


def is_current(pack: Pack, draft: Draft) -> bool:
    """Return whether nothing changed since this version was made."""
    return pack.withdrawn_at is None and pack.contents == draft.plain()


def send_pack(
    session: Session, pack: Pack, *, actor_id: uuid.UUID, now: datetime, today: date
) -> Pack:
    """Return the pack after its link was queued; asking twice queues it once.

    Where nobody there has email, a letter to print goes with the printed pack instead.

    Everything is looked through again. Raises NotCleared, PackIsOld, PackBlocked or
    NobodyToSendTo; then nothing was changed.
    """
    placement = pack.placement
    if pack.sent_at is not None and pack.withdrawn_at is None:
        return pack
    missing = rules.what_is_missing(queries.clearance_of(placement))
    if missing or placement.state not in queries.SENDABLE:
        raise NotCleared(missing or (rules.Missing.UNDER_WAY,))
    draft = draft_of(session, placement, today=today)
    if not is_current(pack, draft) or queries.versions(session, placement)[0] is not pack:
        raise PackIsOld(pack.version)
    refuse(draft, {"page": pack.html}, {"pdf": pack.pdf, "open_pdf": pack.open_part_pdf})
    if queries.named_reader(placement) is None:
        raise NobodyToSendTo(placement.reference)
    recipient = queries.recipient_of(placement)
    _replace_older(session, placement, now=now)
    pack.sent_at = now
    if recipient is not None:
        pack.sent_to = recipient.address
        emails.tell_ready(session, pack, recipient, words=draft.words, now=now, today=today)
    else:
        by_post.write(session, pack, now=now)
    _record(session, "pack.sent", pack, actor_id=actor_id, now=now)
    return pack


def _replace_older(session: Session, placement: Placement, *, now: datetime) -> None:
    """Close what was sent before: old links end, and the new version is read afresh."""
    for older in queries.versions(session, placement):
        if older.sent_at is not None and older.replaced_at is None:
            older.replaced_at = now
            cancel_emails(session, SUBJECT_KIND, older.id, now=now)
            by_post.stop(session, older)
    revoke_links(session, purpose=LinkPurpose.PACK, subject_id=placement.id, now=now)
    _take_back_acknowledgement(session, placement, now=now)


def _take_back_acknowledgement(session: Session, placement: Placement, *, now: datetime) -> None:
    others = [it for it in placement.gates if it.gate is not Gate.PACK_ACKNOWLEDGED]
    if len(others) < len(placement.gates):
        placement.gates[:] = others
        placement.version += 1
        session.flush()  # readiness reads what is left
        refresh_readiness(session, placement, now=now)


def renew_link(session: Session, link: PersonalLink, now: datetime) -> bool:
    """Queue a new link to the newest version for the same reader; False where none is open."""
    today = local(now).date()
    pack = queries.open_pack(session, link.subject_id)
    if pack is None or pack.sent_to != link.address or not may_be_read(session, pack, today=today):
        return False
    draft = draft_of(session, pack.placement, today=today)
    recipient = queries.Recipient(link.holder or "", link.address or "")
    revoke_links(session, purpose=LinkPurpose.PACK, subject_id=link.subject_id, now=now)
    emails.tell_again(session, pack, recipient, words=draft.words, now=now, today=today)
    _record(session, "pack.sent_again", pack, actor_id=None, now=now)
    return True


def may_be_read(session: Session, pack: Pack, *, today: date) -> bool:
    """Return whether everything the pack tells may still be told, and its link still lives.

    Asked at every opening, so that a choice that was taken back counts at once.
    """
    placement = pack.placement
    if today > rules.link_ends_on(placement_dates(placement)[-1]):
        return False
    if rules.what_is_missing(queries.clearance_of(placement)):
        return False
    contents = fill_pack(session, placement, today=today)
    return tells_no_more(pack, contents)


def tells_no_more(pack: Pack, contents: PackContents) -> bool:
    """Return whether all a stored pack tells of the learner may be told today."""
    now_told = as_plain(contents)
    stored = pack.contents["pack"]
    all_still_told = all(told in now_told["told"] for told in stored["told"])
    return all_still_told and stored["full_name"] in {None, now_told["full_name"]}


def acknowledge(
    session: Session,
    pack: Pack,
    *,
    who: str,
    confidence: int | None,
    now: datetime,
    today: date,
    actor_id: uuid.UUID | None = None,
) -> Pack:
    """Return the pack as read: who, when, which version. Pressing twice keeps the first time.

    `actor_id` is the lead who wrote it down for a reader on paper; None is the reader.
    """
    if pack.acknowledged_at is not None:
        return pack
    pack.acknowledged_at, pack.acknowledged_by = now, who
    pack.confidence_after = confidence
    record_gate(
        session,
        pack.placement,
        Gate.PACK_ACKNOWLEDGED,
        GateDetails(done_on=today, evidence=who),
        actor_id=actor_id,
        now=now,
    )
    _record(session, "pack.acknowledged", pack, actor_id=actor_id, now=now)
    return pack


def withdraw(session: Session, pack: Pack, *, actor_id: uuid.UUID | None, now: datetime) -> None:
    """Close a pack that was sent: its link ends, and the reader is asked to delete copies."""
    placement = pack.placement
    if pack.withdrawn_at is not None:
        return
    pack.withdrawn_at = now
    revoke_links(session, purpose=LinkPurpose.PACK, subject_id=placement.id, now=now)
    stopped = cancel_emails(session, SUBJECT_KIND, pack.id, now=now)
    _take_back_acknowledgement(session, placement, now=now)
    if pack.sent_to is None:
        by_post.take_back(session, pack, now=now)
    elif not stopped:
        emails.tell_withdrawn(session, pack, now=now)
    _record(session, "pack.withdrawn", pack, actor_id=actor_id, now=now)


def refresh_after_change(session: Session, learner: Learner, *, now: datetime) -> None:
    """Close every open pack that tells more than may be told now, and make it anew if possible."""
    today = local(now).date()
    for pack in queries.open_packs_of(session, learner):
        session.refresh(pack.placement.learner, ["statements", "consents"])
        if may_be_read(session, pack, today=today):
            continue
        withdraw(session, pack, actor_id=None, now=now)
        try:
            make_pack(session, pack.placement, actor_id=pack.made_by_id, now=now, today=today)
        except (NotPlanned, PackBlocked):
            continue  # the lead sees why when they make it


def _record(
    session: Session, action: str, pack: Pack, *, actor_id: uuid.UUID | None, now: datetime
) -> None:
    audit.record(
        session,
        action,
        at=now,
        actor_id=actor_id,
        subject_kind=SUBJECT_KIND,
        subject_id=pack.id,
        version=pack.version,
    )

"""The pack: a lead looks at it and approves it; the reader opens it by a one-person link."""

import uuid
from datetime import date

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from webapp.accounts import access, link_pages
from webapp.accounts.links import LinkEnd, LinkGone
from webapp.accounts.models import LinkPurpose, PersonalLink
from webapp.accounts.policies import LEADS, Audience, allow
from webapp.briefing import by_post, queries, render, rules, services
from webapp.briefing.block_list import Finding, PackBlocked
from webapp.briefing.completeness import completeness
from webapp.briefing.emails import FILE_NAME
from webapp.briefing.errors import NobodyToSendTo, NotCleared, NotPlanned, PackIsOld
from webapp.briefing.forms import ReadForm
from webapp.briefing.models import Pack
from webapp.core import audit, clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.placements.facts import holidays_of
from webapp.placements.models import Placement
from webapp.placements.services import placement_dates

packs = Blueprint("packs", __name__, template_folder="../templates")
pack_links = Blueprint("pack_links", __name__, template_folder="../templates")
Page = AnyResponse | str | tuple[str, int]


@packs.get("/packs/style.css")
@allow(Audience.PUBLIC)
def style() -> Response:
    """Return the style of packs, most of it that of the PDF."""
    return Response(render.screen_style(), mimetype="text/css")


def _placement(placement_id: uuid.UUID) -> Placement:
    return queries.placement_for(db.session(), access.require_actor(), placement_id)


@packs.get("/lead/placements/<uuid:placement_id>/pack")
@allow(*LEADS)
def preview(placement_id: uuid.UUID) -> Page:
    """Show the newest version as it will be sent, and what is missing before it can go."""
    placement = _placement(placement_id)
    audit.record_view(
        "pack.previewed",
        at=clock.now(),
        actor_id=access.require_actor().user_id,
        subject_kind="placement",
        subject_id=placement.id,
    )
    return _preview(placement)


def _preview(
    placement: Placement,
    *,
    findings: tuple[Finding, ...] = (),
    problem: str | None = None,
    status: int = 200,
) -> tuple[str, int]:
    session, today = db.session(), clock.today()
    draft = services.draft_of(session, placement, today=today)
    made = queries.versions(session, placement)
    pack = made[0] if made else None
    days = placement_dates(placement)
    page = render_template(
        "briefing/preview.html",
        placement=placement,
        contents=draft.contents,
        days=days,
        pack=pack,
        versions=made,
        is_current=pack is not None and services.is_current(pack, draft),
        pack_html=Markup(pack.html) if pack else "",  # noqa: S704  rendered and escaped by us
        parts=completeness(placement, draft.contents),
        missing=rules.what_is_missing(queries.clearance_of(placement)),
        may_make=placement.state in queries.SENDABLE,
        recipient=queries.recipient_of(placement),
        reader=queries.named_reader(placement),
        letter=by_post.letter_of(session, pack) if pack and not pack.sent_to else None,
        due_on=rules.due_on(days[0], holidays=holidays_of(placement)),
        times_opened=queries.times_opened(session, pack) if pack else 0,
        findings=findings,
        problem=problem,
    )
    return page, status


@packs.post("/lead/placements/<uuid:placement_id>/pack/make")
@allow(*LEADS)
def make(placement_id: uuid.UUID) -> Page:
    """Make the pack as it would be today."""
    placement = _placement(placement_id)
    try:
        pack = services.make_pack(
            db.session(),
            placement,
            actor_id=access.require_actor().user_id,
            now=clock.now(),
            today=clock.today(),
        )
    except NotPlanned:
        db.session.rollback()
        return _preview(_placement(placement_id), problem="not_planned", status=409)
    except PackBlocked as blocked:
        db.session.rollback()
        return _preview(_placement(placement_id), findings=blocked.findings, status=422)
    flash(f"Version {pack.version} is ready for you to read.", "success")
    db.session.commit()
    return redirect(url_for("packs.preview", placement_id=placement_id))


@packs.post("/lead/placements/<uuid:placement_id>/pack/send")
@allow(*LEADS)
def send(placement_id: uuid.UUID) -> Page:
    """Approve the version that was shown, and queue its link."""
    placement = _placement(placement_id)
    pack = _version(placement, request.form.get("version", ""))
    try:
        services.send_pack(
            db.session(),
            pack,
            actor_id=access.require_actor().user_id,
            now=clock.now(),
            today=clock.today(),
        )
    except PackBlocked as blocked:
        db.session.rollback()
        return _preview(_placement(placement_id), findings=blocked.findings, status=422)
    except (NotCleared, PackIsOld, NobodyToSendTo) as refused:
        db.session.rollback()
        problem = PROBLEMS[type(refused)]
        return _preview(_placement(placement_id), problem=problem, status=409)
    if pack.sent_to is not None:
        flash("Approved. The link is on its way. You see here when the pack is read.", "success")
    else:
        flash("Approved. Print the letter and the pack, and post them.", "success")
    db.session.commit()
    return redirect(url_for("packs.preview", placement_id=placement_id))


PROBLEMS: dict[type[Exception], str] = {
    NotCleared: "not_cleared",
    PackIsOld: "old",
    NobodyToSendTo: "nobody",
}
"""Refusals by the words of the page."""


def _version(placement: Placement, number: str) -> Pack:
    found = [it for it in queries.versions(db.session(), placement) if str(it.version) == number]
    if not found:
        raise NotFound(str(placement.id))
    return found[0]


@packs.post("/lead/placements/<uuid:placement_id>/pack/withdraw")
@allow(*LEADS)
def withdraw(placement_id: uuid.UUID) -> Page:
    """Take the pack back: its link ends at once."""
    placement = _placement(placement_id)
    pack = queries.open_pack(db.session(), placement.id)
    if pack is not None:
        services.withdraw(
            db.session(), pack, actor_id=access.require_actor().user_id, now=clock.now()
        )
    if pack is not None and pack.sent_to is None:
        flash("Taken back. If it was posted, Today has a letter that asks for it.", "success")
    else:
        flash("Taken back. The link has ended, and we asked for copies to be deleted.", "success")
    db.session.commit()
    return redirect(url_for("packs.preview", placement_id=placement_id))


@packs.get("/lead/placements/<uuid:placement_id>/pack/<int:version>.pdf")
@allow(*LEADS)
def pdf(placement_id: uuid.UUID, version: int) -> Response:
    """Return the PDF of a version, the very bytes the reader gets."""
    pack = _version(_placement(placement_id), str(version))
    audit.record_view(
        "pack.downloaded",
        at=clock.now(),
        actor_id=access.require_actor().user_id,
        subject_kind=services.SUBJECT_KIND,
        subject_id=pack.id,
    )
    return _file(pack.pdf, f"work-experience-pack-{pack.placement.reference}.pdf")


@packs.get("/lead/placements/<uuid:placement_id>/pack/<int:version>-plan.pdf")
@allow(*LEADS)
def open_part(placement_id: uuid.UUID, version: int) -> Response:
    """Return the part that names no learner, as it is attached to the email."""
    pack = _version(_placement(placement_id), str(version))
    return _file(pack.open_part_pdf, FILE_NAME.format(reference=pack.placement.reference))


def _file(content: bytes, name: str) -> Response:
    answer = current_app.response_class(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _enter(token: str) -> tuple[PersonalLink, Pack]:
    """Return the link and the pack it opens now; raises LinkGone or NeedsCode."""
    link = link_pages.enter(token, LinkPurpose.PACK)
    pack = queries.open_pack(db.session(), link.subject_id)
    if pack is None or queries.whole_placement(db.session(), link.subject_id) is None:
        raise LinkGone(LinkEnd.REVOKED)
    if not services.may_be_read(db.session(), pack, today=clock.today()):
        raise LinkGone(LinkEnd.REVOKED)
    return link, pack


def _note_opened(pack: Pack, action: str) -> None:
    audit.record_view(
        action,
        at=clock.now(),
        actor_id=None,
        subject_kind=services.SUBJECT_KIND,
        subject_id=pack.id,
    )


@pack_links.get("/packs/open/<token>", endpoint="open")
@allow(Audience.LINK)
def read(token: str) -> Page:
    """Show the pack to its reader; looking acknowledges nothing."""
    link, pack = _enter(token)
    _note_opened(pack, "pack.opened")
    return _pack_page(token, link, pack, ReadForm())


def _pack_page(token: str, link: PersonalLink, pack: Pack, form: ReadForm) -> str:
    stored = pack.contents["pack"]
    return render_template(
        "briefing/pack.html",
        title=render.title_for(stored["name"]),
        token=token,
        link=link,
        pack=pack,
        readers=_readers(stored, link),
        link_until=date.fromisoformat(stored["plan"]["link_until"]),
        pack_html=Markup(pack.html),  # noqa: S704  rendered and escaped by us
        form=form,
    )


def _readers(stored: dict[str, dict[str, str]], link: PersonalLink) -> list[str]:
    plan = stored["plan"]
    named = [name for name in (plan["supervisor"], plan["stand_in"]) if name]
    return named or [link.holder or ""]


@pack_links.get("/packs/open/<token>/pdf")
@allow(Audience.LINK)
def read_pdf(token: str) -> Response:
    """Return the PDF to its reader."""
    _, pack = _enter(token)
    _note_opened(pack, "pack.opened")
    return _file(pack.pdf, f"work-experience-pack-{pack.placement.reference}.pdf")


@pack_links.post("/packs/open/<token>/acknowledge")
@allow(Audience.LINK)
def acknowledge(token: str) -> Page:
    """Keep that the reader has read this version."""
    link, pack = _enter(token)
    form = ReadForm()
    if not form.validate_on_submit():
        return _pack_page(token, link, pack, form)
    services.acknowledge(
        db.session(),
        pack,
        who=link.holder or "",
        confidence=form.step(),
        now=clock.now(),
        today=clock.today(),
    )
    flash("Thank you. We know that you have read it.", "success")
    db.session.commit()
    return redirect(url_for("pack_links.open", token=token))


@pack_links.after_request
def _keep_out_of_search(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    return response

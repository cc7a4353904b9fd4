"""A pack on paper was read: a lead writes down who said so."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, allow
from webapp.briefing import by_post, queries, services
from webapp.briefing.forms import ReadOnPaperForm
from webapp.briefing.models import Pack
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound

paper_packs = Blueprint("paper_packs", __name__, template_folder="../templates")

Page = Response | tuple[str, int]


@paper_packs.get("/lead/placements/<uuid:placement_id>/pack/read")
@allow(*LEADS)
def read(placement_id: uuid.UUID) -> Page:
    """Ask who has read the pack that was posted."""
    pack = _posted_pack(placement_id)
    return _draw(pack, ReadOnPaperForm(who=queries.named_reader(pack.placement)))


@paper_packs.post("/lead/placements/<uuid:placement_id>/pack/read")
@allow(*LEADS)
def keep(placement_id: uuid.UUID) -> Page:
    """Keep who has read it, and who wrote that down."""
    pack = _posted_pack(placement_id)
    form = ReadOnPaperForm()
    if not form.validate_on_submit():
        return _draw(pack, form, 422)
    services.acknowledge(
        db.session(),
        pack,
        who=form.who.data or "",
        confidence=form.step(),
        now=clock.now(),
        today=clock.today(),
        actor_id=require_actor().user_id,
    )
    flash("Kept: they have read it.", "success")
    db.session.commit()
    return redirect(url_for("packs.preview", placement_id=placement_id))


def _posted_pack(placement_id: uuid.UUID) -> Pack:
    """Return the pack that is in the post; raises NotFound for one that went by email."""
    placement = queries.placement_for(db.session(), require_actor(), placement_id)
    pack = queries.open_pack(db.session(), placement.id)
    if pack is None or pack.sent_to is not None or by_post.sent_on(db.session(), pack) is None:
        raise NotFound(str(placement_id))
    return pack


def _draw(pack: Pack, form: ReadOnPaperForm, status: int = 200) -> tuple[str, int]:
    page = render_template(
        "briefing/read_on_paper.html",
        placement=pack.placement,
        employer=pack.placement.window.offer.site.employer.name,
        pack=pack,
        form=form,
    )
    return page, status

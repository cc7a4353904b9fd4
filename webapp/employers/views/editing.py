"""Changing one part of a published profile, held to the version it was opened with."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.access import require_actor
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound, StaleVersion
from webapp.core.forms import Form
from webapp.employers import services, steps
from webapp.employers.forms import wrong
from webapp.employers.models import Area, Employer, Offer, Site, Task, Window
from webapp.employers.queries import own_employer
from webapp.employers.rules import RegistrationError

Row = TypeVar("Row", Site, Area, Offer, Task, Window)
Kind = TypeVar("Kind", bound=Form)
Page = Response | str

STALE = (
    "A colleague changed this since you opened the page. What they saved is shown below. "
    "Your words are still here: save again to keep yours"
)


def employer_here() -> Employer:
    """Return the employer the signed-in person works for, or raise NotFound."""
    employer = own_employer(db.session(), require_actor())
    if employer is None:
        raise NotFound("no employer")
    return employer


def the_one(rows: Iterable[Row], key: uuid.UUID) -> Row:
    """Return the row with this key among the employer’s own, or raise NotFound."""
    for row in rows:
        if row.id == key:
            return row
    raise NotFound(str(key))


def version_sent() -> int:
    """Return the version the page was opened with; nonsense is an old version."""
    sent = request.form.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def opened(kind: type[Kind], shown: dict[str, object]) -> Kind:
    """Return the form as it was sent, or filled with what is stored."""
    return kind() if request.method == "POST" else kind(formdata=None, data=shown)


def edit(
    form: Form,
    employer: Employer,
    *,
    section: str,
    save: Callable[[int], object],
    stored: Callable[[], dict[str, object]],
    **page: Any,  # noqa: ANN401  template names
) -> Page:
    """Return the page of one section, or, once saved, the way back to the whole offer.

    `save` takes the version; `stored` returns what stands in the fields now, for a page
    that a colleague overtook.
    """
    was_overtaken = False
    if form.validate_on_submit():
        try:
            save(version_sent())
            return saved(employer, section=section)
        except RegistrationError as error:
            db.session.rollback()
            wrong.say(form, error)
        except StaleVersion:
            db.session.rollback()
            form.say_above(STALE)
            was_overtaken = True
    return render_template(
        f"employers/steps/{section}.html",
        layout="layouts/employer.html",
        form=form,
        is_live=True,
        back_to=url_for("employer_offer.show"),
        version=employer.version,
        stored_rows=_rows(form, stored()) if was_overtaken else [],
        **page,
    )


def _rows(form: Form, stored: dict[str, object]) -> list[tuple[str, str]]:
    fresh = type(form)(formdata=None, data=stored)
    if "area" in fresh and "area" in form:
        fresh["area"].choices = form["area"].choices
    return steps.rows_of(fresh)


def saved(employer: Employer, *, section: str) -> Response:
    """Return the way back to the offer, with the change and its record committed."""
    services.record_change(
        db.session(),
        employer,
        section=section,
        actor_id=require_actor().user_id,
        now=clock.now(),
    )
    flash("Saved. Schools see the change now.", "success")
    db.session.commit()
    return redirect(url_for("employer_offer.show"))


def remove(employer: Employer, *, section: str, take_out: Callable[[int], object]) -> Response:
    """Return the way back to the offer, with one part of it removed, or kept with the reason."""
    try:
        take_out(version_sent())
    except RegistrationError as error:
        db.session.rollback()
        flash(f"{wrong.words_for(error)}.", "warning")
        return redirect(url_for("employer_offer.show"))
    except StaleVersion:
        db.session.rollback()
        flash("A colleague changed this since you opened the page. Look again first.", "warning")
        return redirect(url_for("employer_offer.show"))
    return saved(employer, section=section)

"""The registration on paper (/lead/employers/paper-form): a page to look at, a PDF to print."""

import uuid
from functools import lru_cache
from pathlib import Path

from flask import Response, current_app, render_template
from markupsafe import Markup

from webapp.accounts.access import require_actor
from webapp.accounts.policies import LEADS, allow
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.core.pdf import font_faces, pdf_of
from webapp.employers import assisted
from webapp.employers.models import Employer
from webapp.employers.paper import paper_for
from webapp.employers.views.directory import blueprint, employer_for_staff
from webapp.providers.models import Provider
from webapp.providers.queries import contacts

FOLDER = Path(__file__).resolve().parents[1] / "templates" / "employers" / "paper"
FILE_NAME = "offer-work-experience.pdf"
KEPT = 4
"""Finished files that are kept: a form without an employer is asked for again and again."""


@blueprint.get("/paper-form", endpoint="paper_form")
@allow(*LEADS)
def show() -> str:
    """Show every question of a registration as it stands on paper."""
    return render_template("employers/paper_form.html", paper=paper_for(None), **_asks())


@blueprint.get("/paper-form.pdf", endpoint="paper_form_pdf")
@allow(*LEADS)
def blank() -> Response:
    """Return the form for anyone, to print."""
    return _file(None)


@blueprint.get("/<uuid:employer_id>/paper-form.pdf", endpoint="filled_paper_form")
@allow(*LEADS)
def filled(employer_id: uuid.UUID) -> Response:
    """Return the form with what is known, for an employer where nobody signs in."""
    employer = employer_for_staff(employer_id)
    if not assisted.nobody_signs_in(employer):
        raise NotFound(str(employer_id))
    return _file(employer)


def _file(employer: Employer | None) -> Response:
    document = render_template(
        "employers/paper/document.html",
        paper=paper_for(employer),
        fonts=Markup(font_faces()),  # noqa: S704  our own files
        **_asks(),
    )
    content = _printed(document) if employer is None else pdf_of(document, folder=FOLDER)
    answer = current_app.response_class(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
    return answer


@lru_cache(maxsize=KEPT)
def _printed(document: str) -> bytes:
    """Return the PDF of this page, made once."""
    return pdf_of(document, folder=FOLDER)


def _asks() -> dict[str, object]:
    """Return who asks: the school, and whom there to call."""
    school = db.session.get_one(Provider, require_actor().provider_id)
    return {"school": school, "staff": contacts(db.session(), school.id).main}

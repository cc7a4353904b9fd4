"""The page of one step, in a registration and on a live profile, and what both say."""

from typing import Any

from flask import render_template, request

from webapp.core.forms import Form
from webapp.core.wizard.rows import Rows

OWN_TEMPLATES = frozenset({"adjustments", "certificate", "code", "privacy", "task", "hazards"})
"""Steps whose page shows more than their fields."""
SAVED_ELSEWHERE = (
    "This page was saved in another window since you opened it. What was saved is shown below. "
    "Your words are still here: save again to keep yours"
)

Page = tuple[str, int]


def opened_at() -> int:
    """Return the version the page was opened at; nonsense is the oldest there is."""
    sent = request.form.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def step_page(
    form: Form,
    *,
    step: str,
    layout: str,
    back_to: str,
    version: int,
    saved_elsewhere: Rows | None = None,
    **page: Any,  # noqa: ANN401  template names
) -> Page:
    """Return the page of a step; `saved_elsewhere` is what another window saved meanwhile."""
    if saved_elsewhere is not None:
        form.say_above(SAVED_ELSEWHERE)
    template = f"employers/steps/{step}.html" if step in OWN_TEMPLATES else "employers/step.html"
    return (
        render_template(
            template,
            form=form,
            code=step,
            layout=layout,
            back_to=back_to,
            version=version,
            saved_elsewhere=saved_elsewhere or [],
            **page,
        ),
        200,
    )

"""A lead types for an employer where nobody signs in: the pages of the offer, once more.

The views are those of the employer, at an address of leads; `offer.employer_here` finds the
employer whose key is in it.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, g
from flask.blueprints import BlueprintSetupState

from webapp.accounts.policies import LEADS, allow
from webapp.employers.views import offer

NAME = "offer_for_them"
PREFIX = "/lead/employers/<uuid:employer_id>/offer"
KEY = "employer_id"
THEIRS_ALONE = frozenset({"own_words", "confirm"})
"""What only the employer may say: no lead agrees in their place."""

blueprint = Blueprint(NAME, __name__, url_prefix=PREFIX, template_folder="../templates")
View = Callable[..., Any]  # what a view returns is Flask’s business


@blueprint.record
def copy_pages(state: BlueprintSetupState) -> None:
    """Open each page of the offer to leads as well; register it after the offer."""
    made: dict[str, View] = {}
    for rule in list(state.app.url_map.iter_rules()):
        place, _, name = rule.endpoint.partition(".")
        if place != offer.blueprint.name or name in THEIRS_ALONE:
            continue
        if name not in made:
            made[name] = _for_leads(state.app.view_functions[rule.endpoint])
        address = rule.rule.removeprefix(offer.blueprint.url_prefix or "")
        methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
        state.add_url_rule(address, name, made[name], methods=sorted(methods))


def _for_leads(view: View) -> View:
    @allow(*LEADS)
    @wraps(view)
    def shown(**values: object) -> object:
        return view(**values)

    return shown


@blueprint.url_value_preprocessor
def take_key(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Keep whose pages these are; the views ask for nobody’s key."""
    g.speaks_for = values.pop(KEY) if values else None


@blueprint.url_defaults
def give_key(_endpoint: str, values: dict[str, Any]) -> None:
    """Stay with the same employer from page to page."""
    speaks_for: uuid.UUID | None = g.get("speaks_for")
    if speaks_for is not None:
        values.setdefault(KEY, speaks_for)


@blueprint.context_processor
def for_templates() -> dict[str, object]:
    """Return the frame of leads, and whom they type for."""
    return {"offer_layout": offer.layout_here(), "speaks_for": g.get("speaks_for_name")}

"""The page of 70 adjustments: groups, search, one answer for a whole group. No script needed."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from flask import request

from webapp.catalogue.answers import AdjustmentAnswer
from webapp.core.wizard import Typed
from webapp.core.wizard.sent import as_sent
from webapp.employers.forms import helping
from webapp.employers.forms.helping import COMMON, AdjustmentsForm

LONGEST_SEARCH = 60
WITH_WORDS = "words"
WHOLE_GROUP = (AdjustmentAnswer.ALREADY_DO, AdjustmentAnswer.WILL_DO, AdjustmentAnswer.NOT_SURE)
"""The answers offered for a whole group at once; nobody can say “cannot” ten times by mistake."""


def kept_with(before: Typed, typed: Typed) -> Typed:
    """Return all answers: those sent now, those given before, and that of a pressed group."""
    form = AdjustmentsForm(formdata=as_sent({**before, **typed}), meta={"csrf": False})
    group, _, answer = request.form.get("all", "").partition(":")
    if answer in WHOLE_GROUP:
        helping.answer_group(form, group=group, answer=answer)
    return {
        name: [str(value)] for name, value in form.data.items() if value and name != "csrf_token"
    }


def place_to_show() -> str | None:
    """Return where on the page to go on, when a button of the page itself was pressed."""
    if "search" in request.form:
        find = _words(request.form) if request.form["search"] == WITH_WORDS else ""
        return f"?{urlencode({'find': find})}#found" if find else "#find"
    pressed = request.form.get("open") or request.form.get("all", "").partition(":")[0]
    known = {group.code for group in helping.groups(AdjustmentsForm(formdata=None))}
    return f"?open={pressed}#group-{pressed}" if pressed in known else None


def _words(given: Mapping[str, str]) -> str:
    return given.get("find", "").strip()[:LONGEST_SEARCH]


def for_page(form: AdjustmentsForm) -> dict[str, Any]:
    """Return what the page needs beside its form."""
    find = _words(request.args)
    every = helping.groups(form)
    shown = helping.groups(form, find=find) if find else every
    opened = request.args.get("open", COMMON)
    return {
        "groups": shown,
        "every_group": every,
        "answered": sum(group.answered for group in every),
        "total": sum(len(group.rows) for group in every),
        "find": find,
        "open_groups": {group.code for group in shown} if find else {opened},
        "whole_group": [answer for answer in helping.ANSWERS if answer[0] in WHOLE_GROUP],
        "next_group": dict(pairwise([group.code for group in shown])),
    }

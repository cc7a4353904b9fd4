"""The questions of a form with their answers in words, for pages that show them again."""

from collections.abc import Iterator

from wtforms import Field

from webapp.core.formatting import day
from webapp.core.forms import Form, KeptFileField, TimeField, UkDateField
from webapp.core.forms.dates import time_in_words
from webapp.core.wizard.sent import NOT_ASKED

Rows = list[tuple[str, str]]
"""Questions with their answers."""


def rows_shown(kind: type[Form], shown: dict[str, object]) -> Rows:
    """Return the answered questions of a form filled with what is stored."""
    return rows_of(kind(formdata=None, data=shown, meta={"csrf": False}))


def rows_of(form: Form) -> Rows:
    """Return the questions of a form that have an answer, with the answer in words."""
    return [
        (field.label.text.removesuffix(" (optional)"), said)
        for field in _asked(form)
        if (said := answer_words(field))
    ]


def _asked(form: Form) -> Iterator[Field]:
    return (field for field in form if field.type not in NOT_ASKED)


def answer_words(field: Field) -> str:
    """Return an answer as it reads on a page; nothing for no answer."""
    if field.data is None or field.data in ("", [], False):
        return ""
    if isinstance(field, UkDateField):
        return day(field.data)
    if isinstance(field, TimeField):
        return time_in_words(field.data)
    if isinstance(field, KeptFileField):
        return field.in_words
    if field.data is True:
        return "Yes"
    words = dict(getattr(field, "choices", None) or {})
    if isinstance(field.data, list):
        return ", ".join(str(words.get(code, code)) for code in field.data)
    return str(words.get(field.data, field.data))

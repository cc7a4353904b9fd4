"""Between the fields of a form and what a browser sends for them."""

from datetime import date, time

from werkzeug.datastructures import MultiDict
from wtforms import Field

from webapp.core.forms import Form, TickField, TimeField, UkDateField
from webapp.core.forms.dates import PARTS, time_in_words
from webapp.core.wizard.journey import Typed

LONGEST_VALUE = 5000
MOST_VALUES = 100
"""Of one field. What is longer was not typed by a person."""
NOT_ASKED = {"CSRFTokenField", "HiddenField"}


def as_sent(typed: Typed) -> MultiDict[str, str]:
    """Return the values as a browser sends them."""
    return MultiDict([(name, value) for name, values in typed.items() for value in values])


def typed_of(form: Form, sent: MultiDict[str, str]) -> Typed:
    """Return what the browser sent for the fields of this form, as it was typed."""
    names = {field.name for field in form if field.type not in NOT_ASKED}
    return {
        name: [value[:LONGEST_VALUE] for value in sent.getlist(name)[:MOST_VALUES]]
        for name in sent
        if name in names or name.rpartition("-")[0] in names
    }


def stored_as_typed(form: Form) -> Typed:
    """Return what a browser would send for the values this form was filled with.

    Boxes without a value are left out, so that nothing stored is nothing typed.
    """
    typed: dict[str, list[str]] = {}
    for field in form:
        if field.type not in NOT_ASKED:
            typed.update(_boxes(field))
    return typed


def _boxes(field: Field) -> dict[str, list[str]]:
    if isinstance(field, UkDateField):
        if not isinstance(field.data, date):
            return {}
        return {f"{field.name}-{part}": [str(getattr(field.data, part))] for part in PARTS}
    values = _values(field)
    return {field.name: values} if values else {}


def _values(field: Field) -> list[str]:
    if field.data is None or field.data is False or field.data == "":
        return []
    if isinstance(field, TickField):
        return ["y"]
    if isinstance(field, TimeField) and isinstance(field.data, time):
        return [time_in_words(field.data)]
    if isinstance(field.data, list):
        return [str(value) for value in field.data]
    return [str(field.data)]

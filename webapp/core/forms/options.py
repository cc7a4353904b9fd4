"""The options every field takes."""

from typing import Any, TypedDict

from wtforms.form import BaseForm


class Options(TypedDict, total=False):
    """What WTForms passes to a field or a form class may say about it."""

    validators: list[Any]  # WTForms validators are any callable of (form, field)
    description: str
    default: object
    id: str
    name: str
    render_kw: dict[str, Any]
    filters: list[Any]
    _form: BaseForm
    _prefix: str
    _translations: Any
    _meta: Any

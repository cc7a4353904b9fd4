"""Checks a field can ask for. Each takes the sentence to show, which says how to put it right."""

from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation, ValidationError


def _is_missing(field: Field) -> bool:
    return field.data is None or field.data is False or field.data in ("", [], ())


class Needed:
    """The field must be answered. A wrong answer keeps its own error and gets no second one."""

    field_flags: dict[str, bool] = {}  # noqa: RUF012  read by WTForms; no "required" in the HTML: the server explains better

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Stop here when nothing, or something wrong, was given."""
        if field.errors:
            raise StopValidation
        if _is_missing(field):
            raise StopValidation(self.message)


class NeededIf:
    """The field must be answered when another field has one of these answers."""

    def __init__(self, other: str, answers: tuple[object, ...], message: str) -> None:
        self.other = other
        self.answers = answers
        self.message = message

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Ask only when the other answer makes it needed."""
        given = form[self.other].data
        chosen = given if isinstance(given, list) else [given]
        if any(answer in self.answers for answer in chosen):
            Needed(self.message)(form, field)


class NotBefore:
    """A date, time or number that may not lie before the one in another field."""

    def __init__(self, other: str, message: str) -> None:
        self.other = other
        self.message = message

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Refuse what lies before the other field."""
        first = form[self.other].data
        if field.data is not None and first is not None and field.data < first:
            raise ValidationError(self.message)


class Between:
    """A number from least to most, both included."""

    def __init__(self, least: int, most: int, message: str) -> None:
        self.least = least
        self.most = most
        self.message = message

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Refuse what lies outside."""
        if field.data is not None and not self.least <= field.data <= self.most:
            raise ValidationError(self.message)


class AtMostChosen:
    """Not more than this many ticks."""

    def __init__(self, most: int, message: str) -> None:
        self.most = most
        self.message = message

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Refuse one tick too many."""
        if len(field.data or ()) > self.most:
            raise ValidationError(self.message)

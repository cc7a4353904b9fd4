"""The form every page’s form is made from, and its errors in page order."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_wtf import FlaskForm
from wtforms import Field, FieldList, FormField
from wtforms.form import BaseForm


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """One page’s fields. A view reads them one by one; nothing is copied by itself."""

    def say(self, field_name: str, message: str) -> None:
        """Put one more error beside a field, for what only the service could know."""
        field = self._fields[field_name]
        field.errors = [*field.errors, message]

    def say_above(self, message: str) -> None:
        """Put an error above the whole form, for what belongs to no single field."""
        self.form_errors.append(message)

    @property
    def has_upload(self) -> bool:
        """Whether the form sends a file, so that its tag must say so."""
        return any(getattr(field, "is_upload", False) for field in self)


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One line of the error summary: what to put right, and the id of the box to go to."""

    message: str
    target: str | None


def error_lines(form: BaseForm) -> list[ErrorLine]:
    """Return every error of the form, first those of the whole form, then in page order."""
    lines = [ErrorLine(message=str(error), target=None) for error in form.form_errors]
    for field in form:
        lines.extend(_lines_of(field))
    return lines


def _lines_of(field: Field) -> Iterator[ErrorLine]:
    if isinstance(field, FormField):
        yield from error_lines(field.form)
        return
    if isinstance(field, FieldList):
        for entry in field.entries:
            yield from _lines_of(entry)
    target = getattr(field, "first_id", field.id)
    for error in field.errors:
        if isinstance(error, str):
            yield ErrorLine(message=error, target=target)

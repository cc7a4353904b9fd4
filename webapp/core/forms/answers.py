"""Fields with answers to choose from. Nothing chosen is None, never a guess."""

from collections.abc import Iterable
from typing import Any, Unpack

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from webapp.core.forms.options import Options

NOT_SURE = "not_sure"
CHOOSE_FROM_PAGE = "Choose one of the answers on this page"

Choices = Iterable[tuple[str, str]]
"""Pairs of a code and its words."""


def codes_of(field: SelectField) -> set[str]:
    """Return the codes a person may choose from."""
    return {str(choice[0]) for choice in field.choices or ()}


class ChoiceField(RadioField):
    """One answer out of a few, as radio buttons."""

    input_type = "radio"

    def __init__(self, label: str, *, choices: Choices = (), **options: Unpack[Options]) -> None:
        super().__init__(label, choices=list(choices), **options)

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse an answer that is not on the page."""
        if self.data is not None and self.data not in codes_of(self):
            raise ValidationError(CHOOSE_FROM_PAGE)


class SelectOneField(SelectField):
    """One answer out of many, as a list that opens."""

    def __init__(
        self,
        label: str,
        *,
        choices: Choices = (),
        prompt: str = "Choose one",
        **options: Unpack[Options],
    ) -> None:
        super().__init__(label, choices=list(choices), **options)
        self.prompt = prompt

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Return None for the first, empty line of the list."""
        if valuelist:
            self.data = str(valuelist[0]) or None

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse an answer that is not in the list."""
        if self.data is not None and self.data not in codes_of(self):
            raise ValidationError(CHOOSE_FROM_PAGE)


class ManyChoicesField(SelectMultipleField):
    """Any number of answers, as checkboxes."""

    input_type = "checkbox"

    def __init__(self, label: str, *, choices: Choices = (), **options: Unpack[Options]) -> None:
        super().__init__(label, choices=list(choices), **options)

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse an answer that is not on the page."""
        if not set(self.data or ()) <= codes_of(self):
            raise ValidationError("Choose from the answers on this page")


class TickField(BooleanField):
    """One box to tick."""


class ScaleField(ChoiceField):
    """Five steps in everyday words, and “Not sure” as an answer of the same size."""

    def __init__(
        self,
        label: str,
        *,
        words: tuple[str, str, str, str, str],
        **options: Unpack[Options],
    ) -> None:
        steps = [(str(step), name) for step, name in enumerate(words, start=1)]
        super().__init__(label, choices=[*steps, (NOT_SURE, "Not sure")], **options)

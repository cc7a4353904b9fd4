"""Fields with answers to choose from. Nothing chosen is None, never a guess."""

from collections.abc import Iterable
from typing import Any, Unpack

from wtforms import BooleanField, Field
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from webapp.core.forms.options import Options

NOT_SURE = "not_sure"
CHOOSE_FROM_PAGE = "Choose from the answers on this page"

Choices = Iterable[tuple[str, str]]
"""Pairs of a code and its words."""


class ChoiceField(Field):
    """One answer out of a few, as radio buttons or tiles."""

    input_type = "radio"

    def __init__(self, label: str, *, choices: Choices = (), **options: Unpack[Options]) -> None:
        super().__init__(label, **options)
        self.choices = list(choices)

    def process_data(self, value: object) -> None:
        """Take a code, or None when nothing was chosen yet."""
        self.data = None if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the code that was sent; the empty first line of a list is None."""
        if valuelist:
            self.data = str(valuelist[0]) or None

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse an answer that is not on the page."""
        if self.data is not None and self.data not in dict(self.choices):
            raise ValidationError(CHOOSE_FROM_PAGE)


class SelectOneField(ChoiceField):
    """One answer out of many, as a list that opens."""

    def __init__(
        self,
        label: str,
        *,
        choices: Choices = (),
        prompt: str = "Choose one",
        **options: Unpack[Options],
    ) -> None:
        super().__init__(label, choices=choices, **options)
        self.prompt = prompt


class ManyChoicesField(Field):
    """Any number of answers, as checkboxes or tiles."""

    input_type = "checkbox"

    def __init__(self, label: str, *, choices: Choices = (), **options: Unpack[Options]) -> None:
        super().__init__(label, **options)
        self.choices = list(choices)

    def process_data(self, value: Iterable[object] | None) -> None:
        """Take the codes chosen before."""
        self.data = [str(code) for code in value or ()]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the codes that were sent; no tick at all is an answer too."""
        self.data = [str(code) for code in valuelist]

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse an answer that is not on the page."""
        if not set(self.data) <= set(dict(self.choices)):
            raise ValidationError(CHOOSE_FROM_PAGE)


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

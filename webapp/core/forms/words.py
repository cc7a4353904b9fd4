"""Fields people type into: words, numbers, addresses. What was typed stays in the box."""

import re
from typing import Any, Unpack

from email_validator import EmailNotValidError, validate_email
from wtforms import Field, PasswordField, StringField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from webapp.core.forms.options import Options

"""One @, no spaces, a dot in the domain. Whether it reaches anyone, only an email can tell."""

POSTCODE_SHAPE = re.compile(r"(GIR0AA|[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2})")
"""Royal Mail’s formats: A9, A99, AA9, AA99, A9A, AA9A, each with 9AA, and GIR 0AA."""

PHONE_DIGITS = range(10, 12)
"""How many digits a UK number has, with its leading 0 (Ofcom numbering plan)."""


def _typed(valuelist: list[Any]) -> str:
    """Return the first value, without the NUL that no database takes."""
    return str(valuelist[0]).replace("\0", "") if valuelist else ""


class TextField(StringField):
    """One line of words, without spaces at the ends."""

    def __init__(self, label: str, *, longest: int = 200, **options: Unpack[Options]) -> None:
        Field.__init__(self, label, **options)  # StringField adds nothing but a narrower type
        self.longest = longest

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the words on one line."""
        if valuelist:
            self.data = " ".join(_typed(valuelist).split())

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse words that are too long; nothing is cut off in silence."""
        length = len(self.data or "")
        if length > self.longest:
            raise ValidationError(f"Use {self.longest} letters or fewer. There are {length} now.")


class LongTextField(TextField):
    """Several lines of words."""

    def __init__(self, label: str, *, longest: int = 2000, **options: Unpack[Options]) -> None:
        super().__init__(label, longest=longest, **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the lines, with one kind of line end."""
        if valuelist:
            self.data = "\n".join(_typed(valuelist).splitlines()).strip()


class SecretField(PasswordField):
    """A password or code: kept exactly as typed and never written back to the page."""


class EmailAddressField(TextField):
    """An email address."""

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what cannot be an address."""
        super().pre_validate(form)
        if not self.data:
            return
        try:
            validate_email(self.data, check_deliverability=False)  # no look-up at run time
        except EmailNotValidError:
            raise ValidationError("Enter an email address like name@example.org") from None


class PostcodeField(TextField):
    """A UK postcode, kept as “CH1 2AB”. Whether it exists, the postcode table tells."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take small letters, missing and extra spaces."""
        if not valuelist:
            return
        packed = re.sub(r"[\s.-]", "", _typed(valuelist)).upper()
        self.data = packed
        if not packed:
            return
        if not POSTCODE_SHAPE.fullmatch(packed):
            self.data = " ".join(_typed(valuelist).split())
            raise ValueError("Enter a full UK postcode, like CH1 2AB")
        self.data = f"{packed[:-3]} {packed[-3:]}"


class PhoneField(TextField):
    """A UK phone number, kept with the spaces people typed."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take +44, brackets and dashes."""
        if not valuelist:
            return
        typed = " ".join(_typed(valuelist).split())
        self.data = typed
        if not typed:
            return
        tidy = re.sub(r"^(\+|00) ?44", "0", typed.replace("(0)", ""))
        tidy = " ".join(re.sub(r"[().-]", " ", tidy).split())
        tidy = re.sub(r"^0 +", "0", tidy)
        digits = tidy.replace(" ", "")
        is_number = digits.isascii() and digits.isdigit() and digits.startswith("0")
        if not is_number or len(digits) not in PHONE_DIGITS:
            raise ValueError("Enter a UK phone number, like 01632 960 001 or 07700 900 982")
        self.data = tidy


class WholeNumberField(Field):
    """A whole number of nought or more, or None. The box keeps what was typed."""

    def __init__(self, label: str, *, what: str = "number", **options: Unpack[Options]) -> None:
        super().__init__(label, **options)
        self.what = what

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take spaces and the comma of thousands."""
        if not valuelist:
            return
        self.data = None
        digits = re.sub(r"[\s,]", "", _typed(valuelist))
        if not digits:
            return
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
            raise ValueError(f"Enter the {self.what} in digits, like 12")
        self.data = int(digits)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

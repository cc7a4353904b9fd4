"""Forms: the fields people fill in, and what is said when an answer cannot be used."""

from webapp.core.forms.answers import (
    ChoiceField,
    ManyChoicesField,
    ScaleField,
    SelectOneField,
    TickField,
)
from webapp.core.forms.checks import AtMostChosen, Between, Needed, NeededIf, NotBefore
from webapp.core.forms.dates import TimeField, UkDateField
from webapp.core.forms.form import ErrorLine, Form, error_lines
from webapp.core.forms.uploads import (
    CsvUploadField,
    DocumentUploadField,
    KeptFileField,
    SheetUploadField,
)
from webapp.core.forms.words import (
    EmailAddressField,
    LongTextField,
    PhoneField,
    PostcodeField,
    SecretField,
    TextField,
    WholeNumberField,
)

__all__ = [
    "AtMostChosen",
    "Between",
    "ChoiceField",
    "CsvUploadField",
    "DocumentUploadField",
    "EmailAddressField",
    "ErrorLine",
    "Form",
    "KeptFileField",
    "LongTextField",
    "ManyChoicesField",
    "Needed",
    "NeededIf",
    "NotBefore",
    "PhoneField",
    "PostcodeField",
    "ScaleField",
    "SecretField",
    "SelectOneField",
    "SheetUploadField",
    "TextField",
    "TickField",
    "TimeField",
    "UkDateField",
    "WholeNumberField",
    "error_lines",
]

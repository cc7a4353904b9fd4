"""A list of employers from a file, and two records that are one employer."""

from collections.abc import Iterable

from webapp.core.forms import ChoiceField, Form, ManyChoicesField, Needed, SheetUploadField
from webapp.employers.merging import Take


class EmployerListForm(Form):
    """The file with the list."""

    file = SheetUploadField(
        "Your file",
        description="CSV or XLSX, at most 2,000 rows.",
        validators=[Needed("Choose a file")],
    )


class ChosenRowsForm(Form):
    """Which rows of the list are imported."""

    leave_out = ManyChoicesField("Leave these out")


FIELD_WORDS = {
    "name": "Name",
    "postcode": "Postcode",
    "types": "Kind of organisation",
    "sectors": "Kind of work",
    "description": "What they do",
    "website": "Website",
    "registration_number": "Company or charity number",
    "insurance": "Insurance",
    "safeguarding": "Safeguarding",
    "safety": "Health and safety",
    "confidence": "Confidence and help wanted",
    "other_adjustments": "What else helps there",
    "could_lead_to": "What it could lead to",
    "disability_confident": "Disability Confident",
    "availability": "Whether they take anyone now",
    "readiness": "How far they are",
}


def merge_form(fields: Iterable[str]) -> type[Form]:
    """Return the form that asks, for each field in which two differ, which one is right."""
    questions = {
        name: ChoiceField(
            FIELD_WORDS[name],
            choices=[(Take.KEPT.value, "The left one"), (Take.OTHER.value, "The right one")],
            validators=[Needed(f"Choose which is right: {FIELD_WORDS[name].lower()}")],
        )
        for name in fields
    }
    return type("MergeForm", (Form,), questions)

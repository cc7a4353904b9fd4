"""Pages about who agrees to what, and who may read what."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from wtforms import Field

from webapp.core.forms import ChoiceField, CsvUploadField, Form, Needed, TextField
from webapp.learners.forms.said import SectionForm
from webapp.learners.forms.sentences import SHARES
from webapp.learners.models import ConsentAnswer, ConsentKind, Share
from webapp.learners.profile import ConsentDetails

KINDS = [
    (ConsentKind.LOOK_FOR_PLACEMENTS.value, "Look for placements for this learner"),
    (ConsentKind.NAME_AND_PHOTO.value, "Use their name and photo"),
    (ConsentKind.SURNAME.value, "Give their surname, for a site pass"),
    (ConsentKind.SEND_BY_EMAIL.value, "Send the briefing pack by email as a locked file"),
    (ConsentKind.QUOTE_FEEDBACK.value, "Quote their feedback without their name"),
    (ConsentKind.RECORDING.value, "Record their voice or a video"),
]
ANSWERS = [
    (ConsentAnswer.YES.value, "Yes"),
    (ConsentAnswer.NO.value, "No"),
    (ConsentAnswer.ASK_EACH_TIME.value, "Ask each time"),
]


class ConsentForm(SectionForm):
    """One answer about consent. It is added to those before it."""

    kind = ChoiceField(
        "What is it about?", choices=KINDS, validators=[Needed("Choose what it is about")]
    )
    answer = ChoiceField("The answer", choices=ANSWERS, validators=[Needed("Choose the answer")])
    given_by = TextField(
        "Who gave it",
        description="A name, and who they are to the learner.",
        longest=120,
        validators=[Needed("Enter who gave this answer")],
    )

    def details(self) -> ConsentDetails:
        """Return the consent with the wording that was answered."""
        kind = ConsentKind(str(self.kind.data))
        return ConsentDetails(
            kind=kind,
            answer=ConsentAnswer(str(self.answer.data)),
            given_by=self.given_by.data or "",
            wording=dict(KINDS)[kind.value],
        )


class SharingFields(SectionForm):
    """Who may read each thing that was said."""

    def choice(self, statement_id: UUID) -> Field:
        """Return the field of a statement."""
        field: Field = self[share_field(statement_id)]
        return field

    def share_of(self, statement_id: UUID) -> Share:
        """Return who may read a statement, as it was chosen."""
        return Share(self.choice(statement_id).data)


def share_field(statement_id: UUID) -> str:
    """Return the name of the field of a statement."""
    return f"share_{statement_id.hex}"


def sharing_form(shares: Mapping[UUID, Share]) -> type[SharingFields]:
    """Return the page with a choice for each statement, as it is now."""
    fields: dict[str, Any] = {
        share_field(key): ChoiceField(
            "Who may read this?",
            choices=SHARES,
            default=share.value,
            validators=[Needed("Choose who may read this")],
        )
        for key, share in shares.items()
    }
    return type("SharingForm", (SharingFields,), fields)


class ImportForm(Form):
    """A file of learners."""

    file = CsvUploadField(
        "The file",
        description="CSV, up to 5 MB. We show you what is in it before anything is saved.",
        validators=[Needed("Choose a CSV file")],
    )

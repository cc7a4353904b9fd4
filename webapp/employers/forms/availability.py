"""Whether someone could come at present."""

from datetime import timedelta

from wtforms import Field
from wtforms.validators import ValidationError

from webapp.core import clock
from webapp.core.forms import ChoiceField, Form, Needed, NeededIf, TextField, UkDateField
from webapp.employers.models import Availability
from webapp.employers.registration import AvailabilityDetails

LONGEST_WAIT = timedelta(days=366)
CLOSED = (Availability.NOT_NOW.value, Availability.ASK_LATER.value)


class AvailabilityForm(Form):
    """Yes, maybe, not now, or ask me later."""

    answer = ChoiceField(
        "Could someone come to you at present?",
        choices=(
            (Availability.YES.value, "Yes"),
            (Availability.MAYBE.value, "Maybe: ask us each time"),
            (Availability.NOT_NOW.value, "Not now"),
            (Availability.ASK_LATER.value, "Ask me later, for example in September"),
        ),
        validators=[Needed("Choose an answer. “Maybe” is fine")],
    )
    reason = TextField(
        "Why not now? (optional)",
        longest=300,
        description="For example: we are moving to a new shop.",
    )
    until = UkDateField(
        "When may we ask again?",
        what="day we may ask again",
        description="Only if you said “not now” or “ask me later”. For example, 1 9 2027.",
        validators=[NeededIf("answer", CLOSED, "Enter the day we may ask again")],
    )

    def validate_until(self, field: Field) -> None:
        """Refuse a day that is over, or more than a year away."""
        if field.data is None or self.answer.data not in CLOSED:
            return
        if not clock.today() < field.data <= clock.today() + LONGEST_WAIT:
            raise ValidationError("Enter a day after today, within a year")

    @staticmethod
    def shown(details: AvailabilityDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        return {
            "answer": details.answer.value,
            "reason": details.reason or "",
            "until": details.until,
        }

    def details(self) -> AvailabilityDetails:
        """Return what was said; reason and day belong to “not now” and “later” only."""
        answer = Availability(self.answer.data or Availability.YES.value)
        is_closed = answer.value in CLOSED
        return AvailabilityDetails(
            answer=answer,
            reason=(self.reason.data or None) if is_closed else None,
            until=self.until.data if is_closed else None,
        )

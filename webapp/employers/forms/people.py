"""Who looks after a learner."""

from dataclasses import replace

from wtforms import Field
from wtforms.validators import ValidationError

from webapp.catalogue.supervision import SUPERVISION_LEVELS
from webapp.core.forms import ChoiceField, Form, Needed, NeededIf, TextField
from webapp.employers.models import AloneWithLearner, ContactRole
from webapp.employers.registration import ContactDetails, OfferDetails, SafetyDetails

BLANK_OFFER = OfferDetails(title="Work experience")
BLANK_SAFETY = SafetyDetails()
MOST_WE_ASK = 3
"""Levels above this are given by staff of the school or college, not by the employer."""


class PeopleForm(Form):
    """Who looks after a learner."""

    supervision = ChoiceField(
        "How closely could you look after someone?",
        description="On an ordinary day. The school can send someone along as well.",
        choices=[(str(entry.code.value), entry.employer) for entry in SUPERVISION_LEVELS][
            : MOST_WE_ASK + 1
        ],
        validators=[Needed("Choose how closely you could look after someone")],
    )
    supervisor = TextField(
        "Who would look after them?",
        longest=120,
        description="First and last name. A learner is told this name.",
        validators=[Needed("Enter the name of the person who would look after them")],
    )
    supervisor_job = TextField("What is their job? (optional)", longest=120)
    stand_in = TextField(
        "Who stands in when they are away? (optional)",
        longest=120,
        description="Leave blank if there is nobody. We then agree with you what happens.",
    )
    alone = ChoiceField(
        "Would one adult ever be alone with the learner?",
        choices=(
            (AloneWithLearner.NEVER.value, "Never"),
            (AloneWithLearner.IN_OPEN_VIEW.value, "Sometimes, where others can see"),
            (AloneWithLearner.YES.value, "Yes"),
        ),
        validators=[Needed("Choose an answer. A yes does not rule you out")],
    )
    alone_when = TextField(
        "When would that be?",
        longest=300,
        description="Only if you said yes.",
        validators=[NeededIf("alone", (AloneWithLearner.YES.value,), "Say when that would be")],
    )

    def validate_stand_in(self, field: Field) -> None:
        """Ask for two people, not one twice."""
        if field.data and field.data.casefold() == (self.supervisor.data or "").casefold():
            raise ValidationError("Name a second person, or leave this blank")

    @staticmethod
    def shown(
        offer: OfferDetails, safety: SafetyDetails, supervisor_job: str | None
    ) -> dict[str, object]:
        """Return what stands in the fields."""
        alone = safety.alone_with_learner
        return {
            "supervision": str(min(offer.supervision, MOST_WE_ASK)),
            "supervisor": offer.supervisor or "",
            "supervisor_job": supervisor_job or "",
            "stand_in": offer.stand_in or "",
            "alone": alone.value if alone else None,
            "alone_when": safety.alone_when or "",
        }

    def offer(self, before: OfferDetails = BLANK_OFFER) -> OfferDetails:
        """Return the offer with these people."""
        return replace(
            before,
            supervision=int(self.supervision.data or 0),
            supervisor=self.supervisor.data or None,
            stand_in=self.stand_in.data or None,
        )

    def safety(self, before: SafetyDetails = BLANK_SAFETY) -> SafetyDetails:
        """Return what is said about being alone with a learner."""
        alone = AloneWithLearner(self.alone.data) if self.alone.data else None
        when = self.alone_when.data or None
        return replace(
            before,
            alone_with_learner=alone,
            alone_when=when if alone is AloneWithLearner.YES else None,
        )

    def people(self) -> tuple[ContactDetails, ...]:
        """Return the people named here."""
        supervisor = ContactDetails(
            role=ContactRole.SUPERVISOR,
            name=self.supervisor.data or "",
            job_title=self.supervisor_job.data or None,
        )
        if not self.stand_in.data:
            return (supervisor,)
        return supervisor, ContactDetails(role=ContactRole.STAND_IN, name=self.stand_in.data)

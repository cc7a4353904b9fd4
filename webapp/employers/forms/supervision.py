"""Who looks after a learner, and who stands in."""

from dataclasses import dataclass, replace

from wtforms import Field
from wtforms.validators import ValidationError

from webapp.catalogue.supervision import SUPERVISION_LEVELS
from webapp.core.forms import ChoiceField, Form, Needed, SelectOneField, TextField, TickField
from webapp.employers.models import ContactRole
from webapp.employers.registration import ContactDetails, OfferDetails

MOST_WE_ASK = 3
"""Levels above this are given by staff of the school or college, not by the employer."""
CHECKS = (
    ("dbs_enhanced", "Enhanced DBS check"),
    ("dbs_basic", "Basic DBS check"),
    ("none", "None"),
    ("not_sure", "Not sure"),
)
"""Said freely: a certificate is never asked for (Keeping children safe in education)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionDetails:
    """How closely a learner is looked after, and by whom."""

    offer: OfferDetails
    supervisor: ContactDetails | None = None
    stand_in: ContactDetails | None = None
    cancelled_when_away: bool = False


BLANK_SUPERVISION = SupervisionDetails(offer=OfferDetails(title="Work experience"))


class SupervisionForm(Form):
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
    supervisor_checks = SelectOneField(
        "Has this person had a check? (optional)",
        choices=CHECKS,
        prompt="No answer",
        description="No answer is needed, and we never ask for a certificate.",
    )
    stand_in = TextField(
        "Who stands in when they are away? (optional)",
        longest=120,
        description="Needed before a learner starts, unless you tick the box below.",
    )
    stand_in_checks = SelectOneField(
        "Has the person who stands in had a check? (optional)", choices=CHECKS, prompt="No answer"
    )
    cancelled_when_away = TickField(
        "Nobody stands in: on such a day the learner stays at home",
        description="You tell the school as early as you can.",
    )

    def validate_stand_in(self, field: Field) -> None:
        """Ask for two people, not one twice."""
        if field.data and field.data.casefold() == (self.supervisor.data or "").casefold():
            raise ValidationError("Name a second person, or leave this blank")

    @staticmethod
    def shown(details: SupervisionDetails) -> dict[str, object]:
        """Return what stands in the fields; before anyone is named, nothing."""
        supervisor, stand_in = details.supervisor, details.stand_in
        level = str(min(details.offer.supervision, MOST_WE_ASK))
        return {
            "supervision": level if supervisor else None,
            "supervisor": supervisor.name if supervisor else "",
            "supervisor_job": (supervisor.job_title or "") if supervisor else "",
            "supervisor_checks": supervisor.checks if supervisor else None,
            "stand_in": stand_in.name if stand_in else "",
            "stand_in_checks": stand_in.checks if stand_in else None,
            "cancelled_when_away": details.cancelled_when_away,
        }

    def details(self, before: SupervisionDetails = BLANK_SUPERVISION) -> SupervisionDetails:
        """Return the supervision with these answers."""
        offer = replace(
            before.offer,
            supervision=_level(self.supervision.data, before.offer.supervision),
            supervisor=self.supervisor.data or None,
            stand_in=self.stand_in.data or None,
        )
        return replace(
            before,
            offer=offer,
            supervisor=_person(
                ContactRole.SUPERVISOR,
                self.supervisor.data,
                job=self.supervisor_job.data,
                checks=self.supervisor_checks.data,
            ),
            stand_in=_person(
                ContactRole.STAND_IN, self.stand_in.data, job=None, checks=self.stand_in_checks.data
            ),
            cancelled_when_away=bool(self.cancelled_when_away.data) and not self.stand_in.data,
        )


def _level(said: str | None, before: int) -> int:
    """Return the level that was chosen; a level given by the school stays above ours."""
    level = int(said or 0)
    return before if before > MOST_WE_ASK and level == MOST_WE_ASK else level


def _person(
    role: ContactRole, name: str | None, *, job: str | None, checks: str | None
) -> ContactDetails | None:
    if not name:
        return None
    return ContactDetails(role=role, name=name, job_title=job or None, checks=checks)

"""Health and safety in proportion to the risk, and what keeps young people safe."""

from dataclasses import dataclass, field, replace

from wtforms import Field
from wtforms.validators import ValidationError

from webapp.core.forms import (
    ChoiceField,
    Form,
    Needed,
    NeededIf,
    PhoneField,
    TextField,
    TickField,
)
from webapp.employers.forms.site import YES_NO_NOT_SURE
from webapp.employers.models import (
    AloneWithLearner,
    RiskAssessment,
    RiskLevel,
    SafeguardingPolicy,
    YesNoNotSure,
)
from webapp.employers.registration import AgreementDetails, FireDetails, SafetyDetails

BLANK_SAFETY = SafetyDetails()
NOT_SURE = YesNoNotSure.NOT_SURE.value
CHOOSE = "Choose an answer. “Not sure” is fine"


class RiskForm(Form):
    """How risky the place is, which decides how it is checked."""

    risk_level = ChoiceField(
        "How risky are the areas a young person would work in?",
        description="It decides how much we check. None of these rules you out.",
        choices=(
            (RiskLevel.LOW.value, "Low: like an office, a shop or a library"),
            (RiskLevel.SOME.value, "Some new risks: like packing or a kitchen"),
            (RiskLevel.HIGHER.value, "Higher: like building, farming or a workshop"),
            (RiskLevel.NOT_SURE.value, "Not sure"),
        ),
        validators=[Needed(CHOOSE)],
    )
    risk_assessment = ChoiceField(
        "Does your risk assessment cover young people?",
        choices=(
            (RiskAssessment.COVERS.value, "Yes"),
            (RiskAssessment.WILL_REVIEW.value, "We will look at it again before someone comes"),
            (RiskAssessment.NOT_WRITTEN_UNDER_FIVE.value, "We are under five people: not written"),
            (RiskAssessment.HELP_PLEASE.value, "Not sure: help, please"),
        ),
        validators=[Needed("Choose an answer. “Help, please” is fine")],
    )
    had_under_18s = ChoiceField(
        "Have you had anyone under 18 at work before? (optional)",
        choices=(("yes", "Yes"), ("no", "No"), (NOT_SURE, "Not sure")),
    )

    @staticmethod
    def shown(details: SafetyDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        before = {True: "yes", False: "no", None: None}[details.had_under_18s]
        return {
            "risk_level": details.risk_level.value if details.risk_level else None,
            "risk_assessment": details.risk_assessment.value if details.risk_assessment else None,
            "had_under_18s": before,
        }

    def details(self, before: SafetyDetails = BLANK_SAFETY) -> SafetyDetails:
        """Return the safety with these answers."""
        level, assessment = self.risk_level.data, self.risk_assessment.data
        return replace(
            before,
            risk_level=RiskLevel(level) if level else None,
            risk_assessment=RiskAssessment(assessment) if assessment else None,
            had_under_18s={"yes": True, "no": False}.get(self.had_under_18s.data or ""),
        )


class EmergencyForm(Form):
    """First aid, fire, and who hears of an accident."""

    first_aider = ChoiceField(
        "Is a first aider there?",
        choices=(
            ("always", "Always"),
            ("most_times", "Most of the time"),
            ("no", "No"),
            (NOT_SURE, "Not sure"),
        ),
        validators=[Needed(CHOOSE)],
    )
    step_free_escape = ChoiceField(
        "In a fire, is there a way out without steps?",
        choices=YES_NO_NOT_SURE,
        validators=[Needed(CHOOSE)],
    )
    visual_alarm = ChoiceField(
        "Does the fire alarm also flash?", choices=YES_NO_NOT_SURE, validators=[Needed(CHOOSE)]
    )
    buddy_system = ChoiceField(
        "Does someone go out with a visitor?", choices=YES_NO_NOT_SURE, validators=[Needed(CHOOSE)]
    )
    accident_name = TextField(
        "Who should we talk to about an accident? (optional)",
        longest=120,
        description="Needed before a learner starts.",
    )
    accident_phone = PhoneField(
        "Their phone number (optional)", longest=30, render_kw={"type": "tel", "width": 20}
    )

    def validate_accident_phone(self, field: Field) -> None:
        """Ask for a name with the number, and a number with the name."""
        if bool(field.data) != bool(self.accident_name.data) and not field.errors:
            raise ValidationError("Enter both the name and the phone number, or neither for now")

    @staticmethod
    def shown(details: SafetyDetails) -> dict[str, object]:
        """Return what stands in the fields; before the page is answered, nothing."""
        asked = details.first_aider is not None
        name, _, phone = (details.accident_contact or "").rpartition(", ")
        return {
            "first_aider": details.first_aider,
            "step_free_escape": details.fire.step_free_escape.value if asked else None,
            "visual_alarm": details.fire.visual_alarm.value if asked else None,
            "buddy_system": details.fire.buddy_system.value if asked else None,
            "accident_name": name,
            "accident_phone": phone,
        }

    def details(self, before: SafetyDetails = BLANK_SAFETY) -> SafetyDetails:
        """Return the safety with these answers."""
        name, phone = self.accident_name.data, self.accident_phone.data
        return replace(
            before,
            first_aider=self.first_aider.data,
            fire=FireDetails(
                step_free_escape=YesNoNotSure(self.step_free_escape.data or NOT_SURE),
                visual_alarm=YesNoNotSure(self.visual_alarm.data or NOT_SURE),
                buddy_system=YesNoNotSure(self.buddy_system.data or NOT_SURE),
            ),
            accident_contact=f"{name}, {phone}" if name and phone else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeguardingDetails:
    """What keeps young people safe, and what was agreed about it."""

    safety: SafetyDetails = field(default_factory=SafetyDetails)
    agreement: AgreementDetails = field(default_factory=AgreementDetails)


BLANK_SAFEGUARDING = SafeguardingDetails()


class PolicyForm(Form):
    """What is followed to keep young people safe."""

    safeguarding_policy = ChoiceField(
        "What do you follow to keep young people safe?",
        choices=(
            (SafeguardingPolicy.OWN.value, "We have our own safeguarding policy"),
            (SafeguardingPolicy.FOLLOWS_SETTING.value, "We will follow the school’s rules"),
            (SafeguardingPolicy.NEEDS_TEMPLATE.value, "Not sure: please send us a template"),
        ),
        validators=[Needed("Choose an answer. The template is fine")],
    )
    alone = ChoiceField(
        "Would one adult ever be alone with the learner?",
        description="A yes does not rule you out. The school talks it through with you.",
        choices=(
            (AloneWithLearner.NEVER.value, "Never"),
            (AloneWithLearner.IN_OPEN_VIEW.value, "Sometimes, where others can see"),
            (AloneWithLearner.YES.value, "Yes"),
            (NOT_SURE, "Not sure"),
        ),
        validators=[Needed(CHOOSE)],
    )
    alone_when = TextField(
        "When would that be?",
        longest=300,
        description="Only if you said yes. For example: in the van on the morning round.",
        validators=[NeededIf("alone", (AloneWithLearner.YES.value,), "Say when that would be")],
    )

    @staticmethod
    def shown(details: SafeguardingDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        safety = details.safety
        policy, alone = safety.safeguarding_policy, safety.alone_with_learner
        unknown = NOT_SURE if policy else None
        return {
            "safeguarding_policy": policy.value if policy else None,
            "alone": alone.value if alone else unknown,
            "alone_when": safety.alone_when or "",
        }

    def details(self, before: SafeguardingDetails = BLANK_SAFEGUARDING) -> SafeguardingDetails:
        """Return what keeps young people safe with these answers."""
        policy, said = self.safeguarding_policy.data, self.alone.data
        alone = AloneWithLearner(said) if said and said != NOT_SURE else None
        when = self.alone_when.data or None
        safety = replace(
            before.safety,
            safeguarding_policy=SafeguardingPolicy(policy) if policy else None,
            alone_with_learner=alone,
            alone_when=when if alone is AloneWithLearner.YES else None,
        )
        return replace(before, safety=safety)


class CodeForm(Form):
    """The four rules that keep everyone safe."""

    agrees = TickField(
        "We agree to these four rules",
        validators=[Needed("Tick to agree. If something is in the way, call us first")],
    )
    signed_by = TextField(
        "Type your name",
        longest=120,
        render_kw={"autocomplete": "name"},
        validators=[Needed("Type your first and last name")],
    )

    @staticmethod
    def shown(details: SafeguardingDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        agreed = details.agreement
        return {"agrees": agreed.code_agreed_on is not None, "signed_by": agreed.code_agreed_by}

    def details(self, before: SafeguardingDetails = BLANK_SAFEGUARDING) -> SafeguardingDetails:
        """Return what was agreed and by whom; the day is written when it is published."""
        by = (self.signed_by.data or None) if self.agrees.data else None
        day = before.agreement.code_agreed_on if by == before.agreement.code_agreed_by else None
        agreement = replace(before.agreement, code_agreed_by=by, code_agreed_on=day)
        return replace(before, agreement=agreement)


class PrivacyForm(Form):
    """The privacy notice for employers."""

    has_read = TickField(
        "I have read what is kept about us",
        validators=[Needed("Read it, then tick. It takes one minute")],
    )

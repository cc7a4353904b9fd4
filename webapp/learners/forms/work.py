"""Pages about what works for a learner: changes at work, senses, health."""

from collections.abc import Iterator
from typing import Any

from wtforms import Field

from webapp.catalogue.adjustments import ADJUSTMENTS, Adjustment
from webapp.catalogue.answers import NEED_STRENGTHS, NeedStrength
from webapp.catalogue.environment import DIMENSIONS, SENSES, Dimension
from webapp.catalogue.needs import NEEDS, Need, NeedArea
from webapp.core.forms import (
    Between,
    ChoiceField,
    LongTextField,
    ManyChoicesField,
    NeededIf,
    ScaleField,
    SelectOneField,
    TextField,
    TickField,
    TimeField,
    WholeNumberField,
)
from webapp.learners.forms.said import SaidForm, SectionForm
from webapp.learners.models import Topic
from webapp.learners.profile import (
    HealthDetails,
    RequirementDetails,
    SenseDetails,
    StatementDetails,
)

NO = "no"
STRENGTHS = [
    (NO, "Not needed"),
    (NeedStrength.PREFER.value, "Prefer"),
    (NeedStrength.IMPORTANT.value, "Important"),
    (NeedStrength.MUST.value, "Must"),
]
HOURS_CODES = (Adjustment.TIM_01.value, Adjustment.TIM_02.value)


def field_name(code: str) -> str:
    """Return the name of an adjustment’s field: “sen_01”."""
    return code.lower().replace("-", "_")


class HelpsFields(SectionForm):
    """What helps at work: all 70 changes an employer can make, and needs on their own."""

    start_from = TimeField("Not before", description="With a shorter day or a later start.")
    end_by = TimeField("Not after", description="With a shorter day or an earlier finish.")
    need = SelectOneField(
        "A need that any fitting change may meet",
        choices=[(entry.code.value, entry.lead) for entry in NEEDS],
        prompt="None",
    )
    need_strength = ChoiceField(
        "How firm is this need?",
        choices=[(entry.code.value, entry.lead) for entry in NEED_STRENGTHS],
        validators=[
            NeededIf("need", tuple(need.value for need in Need), "Choose how firm the need is")
        ],
    )
    keep = ManyChoicesField("Also agreed")

    def answer(self, code: str) -> Field:
        """Return the field of an adjustment."""
        field: Field = self[field_name(code)]
        return field

    def requirements(self) -> Iterator[RequirementDetails]:
        """Yield one requirement for each change that is not “Not needed”, and the need."""
        for entry in ADJUSTMENTS:
            chosen = self.answer(entry.code.value).data or NO
            if chosen == NO:
                continue
            hours: dict[str, Any] = {}
            if entry.code.value in HOURS_CODES:
                hours = {"start_from": self.start_from.data, "end_by": self.end_by.data}
            yield RequirementDetails(
                strength=NeedStrength(chosen), adjustments=(entry.code.value,), **hours
            )
        if self.need.data and self.need_strength.data:
            yield RequirementDetails(
                strength=NeedStrength(self.need_strength.data), need=Need(self.need.data)
            )


HelpsForm: type[HelpsFields] = type(
    "HelpsForm",
    (HelpsFields,),
    {
        field_name(entry.code.value): ChoiceField(entry.learner, choices=STRENGTHS, default=NO)
        for entry in ADJUSTMENTS
    },
)
"""The page with a field for each adjustment of the catalogue."""

FIRMNESS = [
    (NeedStrength.MUST.value, "Must: no place above this"),
    (NeedStrength.IMPORTANT.value, "Important: a bit more counts against a place"),
    (NeedStrength.PREFER.value, "Prefer: a bit more is OK"),
]
SENSE_NOUNS = {
    Dimension.NOISE: "noise",
    Dimension.CROWD: "people close by",
    Dimension.LIGHT: "light",
    Dimension.TEMPERATURE: "heat and cold",
    Dimension.SMELL: "smells",
    Dimension.TOUCH: "touch",
    Dimension.PACE: "pace",
    Dimension.SURPRISES: "surprises",
}


class SensesFields(SectionForm):
    """The most they can manage of each sense."""

    accepts_headphones = TickField(
        "Headphones or ear defenders are OK for them",
        description="Where it is safe, they lower the noise by two levels.",
    )

    def senses(self) -> Iterator[SenseDetails]:
        """Yield the limit of each sense that has one."""
        for dimension in SENSES:
            level = self[dimension.value].data
            if level and level.isdigit():
                firm = self[f"{dimension.value}_firm"].data or NeedStrength.MUST.value
                yield SenseDetails(
                    dimension=dimension, most=int(level), strength=NeedStrength(firm)
                )


def _sense_fields() -> dict[str, Field]:
    """Return a scale and its firmness for each sense."""
    fields: dict[str, Field] = {}
    for dimension in SENSES:
        entry = DIMENSIONS[dimension]
        lowest, low, middle, high, highest = (level.learner for level in entry.levels)
        fields[dimension.value] = ScaleField(
            entry.learner,
            description="The most they can manage.",
            words=(lowest, low, middle, high, highest),
        )
        fields[f"{dimension.value}_firm"] = ChoiceField(
            f"How firm is the limit for {SENSE_NOUNS[dimension]}?",
            choices=FIRMNESS,
            default=NeedStrength.MUST.value,
        )
    return fields


SensesForm: type[SensesFields] = type("SensesForm", (SensesFields,), _sense_fields())
"""The page with a scale for each sense of the catalogue."""

HEALTH_AREAS = (NeedArea.SENSORY_PHYSICAL, NeedArea.HEALTH, NeedArea.INDEPENDENCE)
HEALTH_NEEDS = [
    entry
    for entry in NEEDS
    if entry.areas[0] in HEALTH_AREAS or entry.code in {Need.N_FLUCT, Need.N_LEAVE}
]
"""Needs that safety rules read; the others are met by changes at work."""
MOST_KILOGRAMS = 25


class HealthForm(SaidForm):
    """Health, body and safety: only what work needs."""

    needs = ManyChoicesField(
        "Which of these are true?",
        choices=[(entry.code.value, entry.lead) for entry in HEALTH_NEEDS],
    )
    step_free = TickField("They need step-free ways everywhere, or cannot use stairs")
    max_lift_kg = WholeNumberField(
        "The most they lift, in kilograms",
        what="number of kilograms",
        validators=[Between(0, MOST_KILOGRAMS, "Enter 0 to 25 kilograms")],
    )
    allergens = TextField(
        "Allergies", description="With commas between them. For example: nuts, latex."
    )
    body = LongTextField("Moving about", description="Walking, standing, hands, getting tired.")
    health = LongTextField("Health at work", description="Only what matters for the day at work.")
    safety = LongTextField(
        "What a workplace must know to keep them safe",
        description="Until its sharing is agreed, a placement cannot start.",
    )
    minimum_wording = TextField(
        "The least the workplace must read",
        description="One sentence about what to do. For example: If I fall, call 999.",
        longest=300,
    )

    def statements(self) -> Iterator[StatementDetails]:
        """Yield what was written; the safety line carries its least wording."""
        for said in super().statements():
            if said.topic is Topic.SAFETY:
                yield StatementDetails(
                    topic=said.topic,
                    text=said.text,
                    said_by=said.said_by,
                    safety_critical=True,
                    minimum_wording=self.minimum_wording.data,
                )
            else:
                yield said

    def details(self) -> HealthDetails:
        """Return the facts that rules read."""
        allergens = [name.strip().lower() for name in (self.allergens.data or "").split(",")]
        return HealthDetails(
            allergens=tuple(name for name in allergens if name),
            step_free=bool(self.step_free.data),
            max_lift_kg=self.max_lift_kg.data,
        )

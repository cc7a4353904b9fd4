"""The sets of answers that people choose from when they say what they can do or need."""

from dataclasses import dataclass
from enum import StrEnum

from webapp.catalogue.entries import Catalogue, CatalogueEntry, Worded


class AdjustmentAnswer(StrEnum):
    """What an employer answers to an adjustment."""

    ALREADY_DO = "already_do"
    WILL_DO = "will_do"
    CAN_WITH_HELP = "can_with_help"
    CANNOT = "cannot"
    NOT_SURE = "not_sure"


class NeedStrength(StrEnum):
    """How strongly a learner needs something."""

    MUST = "must"
    IMPORTANT = "important"
    PREFER = "prefer"


class AbilityLevel(StrEnum):
    """How a learner does a task."""

    ON_MY_OWN = "on_my_own"
    WITH_A_REMINDER = "with_a_reminder"
    WITH_SOMEONE = "with_someone"
    NOT_YET = "not_yet"
    DO_NOT_WANT = "do_not_want"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentAnswerEntry(CatalogueEntry[AdjustmentAnswer]):
    """An answer: its button, what it means for the employer, and the word staff read."""

    label: str
    meaning: str
    lead: str
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedStrengthEntry(CatalogueEntry[NeedStrength]):
    """A strength in the words of a learner and of staff."""

    learner: str
    lead: str


ADJUSTMENT_ANSWERS: Catalogue[AdjustmentAnswer, AdjustmentAnswerEntry] = Catalogue(
    AdjustmentAnswer,
    (
        AdjustmentAnswerEntry(
            code=AdjustmentAnswer.ALREADY_DO,
            label="Already do",
            meaning="It is how we work now.",
            lead="Already in place",
            accepted=True,
        ),
        AdjustmentAnswerEntry(
            code=AdjustmentAnswer.WILL_DO,
            label="Will do",
            meaning="We will do it for this young person.",
            lead="Agreed to do",
            accepted=True,
        ),
        AdjustmentAnswerEntry(
            code=AdjustmentAnswer.CAN_WITH_HELP,
            label="With help",
            meaning="We can do it if you show us how.",
            lead="Can do with our help",
            accepted=False,
        ),
        AdjustmentAnswerEntry(
            code=AdjustmentAnswer.CANNOT,
            label="Cannot",
            meaning="It does not work here. You may say why.",
            lead="Not possible here",
            accepted=False,
        ),
        AdjustmentAnswerEntry(
            code=AdjustmentAnswer.NOT_SURE,
            label="Not sure",
            meaning="Ask us again when it matters.",
            lead="Not known yet",
            accepted=False,
        ),
    ),
)
NEED_STRENGTHS: Catalogue[NeedStrength, NeedStrengthEntry] = Catalogue(
    NeedStrength,
    (
        NeedStrengthEntry(
            code=NeedStrength.MUST,
            learner="I must have this",
            lead="Must: no placement without it",
        ),
        NeedStrengthEntry(
            code=NeedStrength.IMPORTANT,
            learner="This helps me a lot",
            lead="Important: counts strongly, never rules a place out",
        ),
        NeedStrengthEntry(
            code=NeedStrength.PREFER,
            learner="This would be nice",
            lead="Prefer: counts a little",
        ),
    ),
)
ABILITY_LEVELS: Catalogue[AbilityLevel, Worded[AbilityLevel]] = Catalogue(
    AbilityLevel,
    (
        Worded(code=AbilityLevel.ON_MY_OWN, employer="On their own", learner="On my own"),
        Worded(
            code=AbilityLevel.WITH_A_REMINDER,
            employer="With a reminder",
            learner="If someone reminds me",
        ),
        Worded(
            code=AbilityLevel.WITH_SOMEONE,
            employer="With someone next to them",
            learner="With someone next to me",
        ),
        Worded(code=AbilityLevel.NOT_YET, employer="Still to learn", learner="Not yet"),
        Worded(
            code=AbilityLevel.DO_NOT_WANT,
            employer="Not for this person",
            learner="I don’t want to",
        ),
    ),
)

"""What helps: the 70 adjustments, confidence, and what is agreed at the end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from webapp.catalogue.adjustments import (
    ADJUSTMENT_GROUPS,
    ADJUSTMENTS,
    COMMON_ADJUSTMENTS,
    COSTS,
    Adjustment,
    AdjustmentEntry,
    adjustments_in,
)
from webapp.catalogue.answers import ADJUSTMENT_ANSWERS, AdjustmentAnswer
from webapp.core.forms import (
    ChoiceField,
    Form,
    LongTextField,
    ManyChoicesField,
    Needed,
    SelectOneField,
    TextField,
    TickField,
)
from webapp.employers.registration import AdjustmentAnswerDetails, SupportDetails

BLANK_SUPPORT = SupportDetails()
COMMON = "most"
"""The code of the group that comes first: those asked for most."""

ANSWERS = tuple((entry.code.value, entry.label) for entry in ADJUSTMENT_ANSWERS)


def field_name(adjustment: Adjustment) -> str:
    """Return the name of the field of this adjustment."""
    return adjustment.value.lower().replace("-", "_")


class AdjustmentsForm(Form):
    """Which changes they could make; one field for each, none of them needed."""

    @staticmethod
    def shown(answers: Sequence[AdjustmentAnswerDetails]) -> dict[str, object]:
        """Return what is chosen: the answers for all sites."""
        return {
            field_name(answer.adjustment): answer.answer.value
            for answer in answers
            if answer.site is None and answer.area is None
        }

    def details(self) -> tuple[AdjustmentAnswerDetails, ...]:
        """Return the answers given, in the order of the codes; nothing for what was left."""
        return tuple(
            AdjustmentAnswerDetails(
                adjustment=adjustment, answer=AdjustmentAnswer(self[field_name(adjustment)].data)
            )
            for adjustment in Adjustment
            if self[field_name(adjustment)].data
        )


for _entry in ADJUSTMENTS:
    setattr(AdjustmentsForm, field_name(_entry.code), ChoiceField(_entry.employer, choices=ANSWERS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One adjustment as the page shows it."""

    name: str
    """Of its field."""
    code: str
    """Of the adjustment."""
    cost: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Adjustments that are answered together."""

    code: str
    title: str
    rows: tuple[Row, ...]
    answered: int

    @property
    def left(self) -> int:
        """How many have no answer yet."""
        return len(self.rows) - self.answered


def groups(form: AdjustmentsForm, *, find: str = "") -> list[Group]:
    """Return the adjustments in groups, most asked for first; `find` keeps those with its words."""
    listed = [(COMMON, "Asked for most", COMMON_ADJUSTMENTS)]
    for group in ADJUSTMENT_GROUPS:
        rest = tuple(entry for entry in adjustments_in(group.code) if not entry.common)
        listed.append((group.code.value, group.employer, rest))
    found = [_group(form, code, title, entries, find=find) for code, title, entries in listed]
    return [group for group in found if group.rows]


def _group(
    form: AdjustmentsForm,
    code: str,
    title: str,
    entries: Sequence[AdjustmentEntry],
    *,
    find: str,
) -> Group:
    kept = [entry for entry in entries if _has_words(entry, find)]
    rows = tuple(
        Row(
            name=field_name(entry.code),
            code=entry.code.value,
            cost=COSTS[entry.costs[0]].label,
            example=entry.how,
        )
        for entry in kept
    )
    answered = sum(1 for row in rows if form[row.name].data)
    return Group(code=code, title=title, rows=rows, answered=answered)


def _has_words(entry: AdjustmentEntry, find: str) -> bool:
    group = ADJUSTMENT_GROUPS[entry.group].employer
    said = f"{group} {entry.employer} {entry.how} {entry.learner} {entry.code.value}".casefold()
    return all(word in said for word in find.casefold().split())


def answer_group(form: AdjustmentsForm, *, group: str, answer: str) -> None:
    """Give one answer to every adjustment of a group; an unknown group or answer does nothing."""
    if answer not in dict(ANSWERS):
        return
    for listed in groups(form):
        if listed.code == group:
            for row in listed.rows:
                form[row.name].data = answer


HELP_WANTED = (
    ("tasks", "What tasks to give"),
    ("communicate", "How to talk with them"),
    ("behaviour", "What to do when things get hard"),
    ("medical", "Medical questions"),
    ("costs", "What changes cost"),
    ("legal", "Law and insurance"),
    ("visit", "A visit from the school"),
    ("training", "Disability training"),
    ("buddy", "Talking to another employer who has done it"),
    ("nothing", "Nothing now"),
)


EXPERIENCE = (
    ("none", "None yet"),
    ("visits", "Visits"),
    ("placements", "Placements"),
    ("employed", "We employ or have employed disabled people"),
    ("not_sure", "Not sure"),
)


class OtherAdjustmentsForm(Form):
    """What helps and is not on the list."""

    other = LongTextField(
        "Is there anything else you do that helps? (optional)",
        longest=600,
        description=(
            "For example: the radio goes off when someone asks. A person reads it and tells you "
            "if our list has it already."
        ),
        render_kw={"rows": 3},
    )


class SupportForm(Form):
    """How confident they are, and what would help."""

    confidence = ChoiceField(
        "How confident are you about this?",
        description=(
            "About supporting a young person with special educational needs or a disability. "
            "Most people start low. It changes what help we send, and nothing else."
        ),
        choices=(
            ("1", "1. Not at all"),
            ("2", "2. A little"),
            ("3", "3. Somewhat"),
            ("4", "4. Quite"),
            ("5", "5. Very"),
        ),
        validators=[Needed("Choose how confident you are. 1 is a good place to start")],
    )
    help_wanted = ManyChoicesField(
        "What would help you?", description="Choose any.", choices=HELP_WANTED
    )
    experience_so_far = SelectOneField(
        "What have you done so far? (optional)", choices=EXPERIENCE, prompt="No answer"
    )

    @staticmethod
    def shown(details: SupportDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        return {
            "confidence": str(details.confidence) if details.confidence else None,
            "help_wanted": list(details.help_wanted),
            "experience_so_far": details.experience_so_far,
        }

    def details(self, before: SupportDetails = BLANK_SUPPORT) -> SupportDetails:
        """Return the confidence and the help wanted."""
        return replace(
            before,
            confidence=int(self.confidence.data) if self.confidence.data else None,
            help_wanted=tuple(self.help_wanted.data or ()),
            experience_so_far=self.experience_so_far.data,
        )


class AgreementForm(Form):
    """The code of conduct and the privacy notice."""

    agrees = TickField(
        "We agree to these four rules",
        validators=[Needed("Tick to agree. If something is in the way, call us first")],
    )
    signed_by = TextField(
        "Type your name", longest=120, validators=[Needed("Type your first and last name")]
    )
    has_read = TickField(
        "I have read what is kept about us",
        validators=[Needed("Read it, then tick. It takes one minute")],
    )

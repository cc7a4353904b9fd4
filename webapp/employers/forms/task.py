"""What a learner would do: the task, how it is done, what could hurt."""

from dataclasses import replace

from wtforms import Field
from wtforms.validators import ValidationError

from webapp.catalogue import filler
from webapp.catalogue.filler import FILLER_PROBLEMS, FillerProblem
from webapp.catalogue.hazards import HAZARDS, MACHINE_GUARDS, Hazard, MachineGuard
from webapp.core.forms import (
    Between,
    ChoiceField,
    Form,
    ManyChoicesField,
    Needed,
    SelectOneField,
    TextField,
    WholeNumberField,
)
from webapp.core.forms.answers import NOT_SURE
from webapp.employers.registration import TaskDetails

BLANK_TASK = TaskDetails(text="")
YES_NO = {"yes": True, "no": False}
ANSWERED = {True: "yes", False: "no", None: None}


def filler_words(problem: FillerProblem) -> str:
    """Return why a task says too little, with a better example."""
    entry = FILLER_PROBLEMS[problem]
    return f"{entry.employer} For example: {entry.example}"


class TaskForm(Form):
    """One task: what they do, with what, and how anyone knows it is done."""

    text = TextField(
        "What would they do?",
        longest=200,
        description="Start with a doing word. For example: Sort parcels by route colour.",
        validators=[Needed("Say what they would do, for example: Sort parcels by route colour")],
    )
    area = SelectOneField("Where is it done?", validators=[Needed("Choose where it is done")])
    minutes = WholeNumberField(
        "About how many minutes does it take? (optional)",
        what="minutes",
        render_kw={"width": 4, "inputmode": "numeric"},
        validators=[Between(1, 600, "Enter minutes from 1 to 600")],
    )
    done_looks_like = TextField(
        "How does anyone know it is done? (optional)",
        longest=200,
        description="For example: each cage holds one colour.",
    )
    who_shows = TextField("Who shows them how? (optional)", longest=120)

    def validate_text(self, field: Field) -> None:
        """Refuse “help out” and the like with a better example."""
        if field.data and (problem := filler.check_task(field.data)):
            raise ValidationError(filler_words(problem))

    @staticmethod
    def shown(details: TaskDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        return {
            "text": details.text,
            "area": details.area,
            "minutes": details.minutes,
            "done_looks_like": details.done_looks_like or "",
            "who_shows": details.who_shows or "",
        }

    def details(self, before: TaskDetails = BLANK_TASK) -> TaskDetails:
        """Return the task with these answers."""
        return replace(
            before,
            text=self.text.data or "",
            area=self.area.data,
            minutes=self.minutes.data,
            done_looks_like=self.done_looks_like.data or None,
            who_shows=self.who_shows.data or None,
        )


USES = (
    ("reading", "Reading"),
    ("counting", "Counting, or money"),
    ("phone", "Speaking on the phone"),
    ("lifting", "Lifting"),
)
POSTURES = (
    ("sitting", "Sitting"),
    ("standing", "Standing"),
    ("moving", "Moving about"),
    ("choice", "As they like"),
)


class HazardsForm(Form):
    """What a task meets, and how it is done."""

    hazards = ManyChoicesField(
        "Does this task involve any of these?",
        description="Choose any. Leave blank if none. The school removes what the law does.",
        choices=[(entry.code.value, entry.employer) for entry in HAZARDS],
    )
    uses = ManyChoicesField(
        "Does it need any of these?",
        description="Choose any. Leave blank if none.",
        choices=USES,
    )
    with_public = ChoiceField(
        "Would they meet customers or the public?",
        choices=(("yes", "Yes"), ("no", "No"), (NOT_SURE, "Not sure")),
        validators=[Needed("Choose an answer. “Not sure” is fine")],
    )
    posture = ChoiceField("Sitting, standing or moving? (optional)", choices=POSTURES)
    indoors = ChoiceField(
        "Is it indoors? (optional)", choices=(("yes", "Indoors"), ("no", "Outdoors"))
    )
    difficulty = ChoiceField(
        "How hard is it to learn? (optional)",
        choices=(("1", "A few minutes"), ("2", "An hour or so"), ("3", "A day or more")),
    )
    headphones_safe = ChoiceField(
        "Is it safe with headphones on? (optional)",
        choices=(("yes", "Yes"), ("no", "No: they must hear"), (NOT_SURE, "Not sure")),
    )

    @staticmethod
    def shown(details: TaskDetails) -> dict[str, object]:
        """Return what stands in the fields; a task without words was never described."""
        if not details.text:
            return {}
        return {
            "hazards": [code.value for code in details.hazards],
            "uses": list(details.uses),
            "with_public": ANSWERED[details.with_public] or NOT_SURE,
            "posture": details.posture,
            "indoors": ANSWERED[details.indoors],
            "difficulty": str(details.difficulty) if details.difficulty else None,
            "headphones_safe": ANSWERED[details.headphones_safe],
        }

    def details(self, before: TaskDetails = BLANK_TASK) -> TaskDetails:
        """Return the task with these answers."""
        return replace(
            before,
            hazards=tuple(Hazard(code) for code in self.hazards.data or ()),
            uses=tuple(self.uses.data or ()),
            with_public=YES_NO.get(self.with_public.data or ""),
            posture=self.posture.data,
            indoors=YES_NO.get(self.indoors.data or ""),
            difficulty=int(self.difficulty.data) if self.difficulty.data else None,
            headphones_safe=YES_NO.get(self.headphones_safe.data or ""),
        )


class GuardForm(Form):
    """Whether a machine that moves is guarded; asked only where one does."""

    machine_guard = ChoiceField(
        "Are the moving parts of the machine guarded?",
        choices=[(entry.code.value, entry.employer) for entry in MACHINE_GUARDS],
        validators=[Needed("Say whether the machine is guarded. “Not sure” is fine")],
    )

    @staticmethod
    def shown(details: TaskDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        guard = details.machine_guard
        return {"machine_guard": guard.value if guard else None}

    def details(self, before: TaskDetails = BLANK_TASK) -> TaskDetails:
        """Return the task with this answer."""
        guard = self.machine_guard.data
        return replace(before, machine_guard=MachineGuard(guard) if guard else None)

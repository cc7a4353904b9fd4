"""What a learner would do, and when."""

from dataclasses import replace

from wtforms import Field
from wtforms.validators import ValidationError

from webapp.catalogue import filler
from webapp.catalogue.experience_types import EXPERIENCE_TYPES, ExperienceType
from webapp.catalogue.filler import FILLER_PROBLEMS, FillerProblem
from webapp.catalogue.hazards import HAZARDS, MACHINE_GUARDS, Hazard, MachineGuard
from webapp.core.forms import (
    Between,
    ChoiceField,
    Form,
    ManyChoicesField,
    Needed,
    NeededIf,
    NotBefore,
    SelectOneField,
    TextField,
    TimeField,
    UkDateField,
    WholeNumberField,
)
from webapp.employers.registration import TaskDetails, WindowDetails
from webapp.employers.rules import WEEKDAYS, minutes_between

BLANK_TASK = TaskDetails(text="")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OFFERED_TYPES = (
    ExperienceType.VIS,
    ExperienceType.SHA,
    ExperienceType.TAS,
    ExperienceType.BLK,
    ExperienceType.EXT,
    ExperienceType.SIN,
)
"""What a workplace takes people for; the other kinds happen elsewhere."""


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
        validators=[Between(1, 600, "Enter minutes from 1 to 600")],
    )
    done_looks_like = TextField(
        "How does anyone know it is done? (optional)",
        longest=200,
        description="For example: each cage holds one colour.",
    )
    hazards = ManyChoicesField(
        "Does this task involve any of these?",
        description="Choose any. Leave blank if none. The school removes what the law does.",
        choices=[(entry.code.value, entry.employer) for entry in HAZARDS],
    )
    machine_guard = ChoiceField(
        "If machines move: are the moving parts guarded?",
        choices=[(entry.code.value, entry.employer) for entry in MACHINE_GUARDS],
        validators=[
            NeededIf(
                "hazards",
                (Hazard.MOVING_MACHINERY.value,),
                "Say whether the machine is guarded. “Not sure” is fine",
            )
        ],
    )

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
            "hazards": [code.value for code in details.hazards],
            "machine_guard": details.machine_guard.value if details.machine_guard else None,
        }

    def details(self, before: TaskDetails = BLANK_TASK) -> TaskDetails:
        """Return the task with these answers."""
        hazards = tuple(Hazard(code) for code in self.hazards.data or ())
        moves = Hazard.MOVING_MACHINERY in hazards and self.machine_guard.data
        return replace(
            before,
            text=self.text.data or "",
            area=self.area.data,
            minutes=self.minutes.data,
            done_looks_like=self.done_looks_like.data or None,
            hazards=hazards,
            machine_guard=MachineGuard(self.machine_guard.data) if moves else None,
        )


class DatesForm(Form):
    """When learners may come: days, hours, places."""

    types = ManyChoicesField(
        "What could you offer?",
        description="Choose all you would do. You say yes or no to each person later.",
        choices=[
            (code.value, f"{EXPERIENCE_TYPES[code].name}: {EXPERIENCE_TYPES[code].length.lower()}")
            for code in OFFERED_TYPES
        ],
        validators=[Needed("Choose at least one thing you could offer")],
    )
    from_date = UkDateField("First day", validators=[Needed("Enter the first day")])
    to_date = UkDateField(
        "Last day",
        validators=[
            Needed("Enter the last day"),
            NotBefore("from_date", "The last day is before the first day. Check both"),
        ],
    )
    weekdays = ManyChoicesField(
        "Which days of the week?",
        choices=list(zip(WEEKDAYS, DAY_NAMES, strict=True)),
        validators=[Needed("Choose at least one day of the week")],
    )
    start = TimeField(
        "Start time", description="For example, 10am", validators=[Needed("Enter the start time")]
    )
    finish = TimeField(
        "Finish time",
        description="For example, 3pm",
        validators=[
            Needed("Enter the finish time"),
            NotBefore("start", "The finish is before the start. Check both times"),
        ],
    )
    break_minutes = WholeNumberField(
        "Minutes of unpaid break",
        what="minutes of break",
        description="For example, 30. Put 0 if there is none.",
        validators=[Needed("Enter the minutes of break. Put 0 if there is none")],
    )
    flex_start = TimeField(
        "Could they start at another time? (optional)", description="For example, 9:30am"
    )
    flex_finish = TimeField("And finish at (optional)", description="For example, 2:30pm")
    places = WholeNumberField(
        "How many learners at one time?",
        what="number of learners",
        default=1,
        validators=[Needed("Enter how many learners"), Between(1, 30, "Enter 1 to 30 learners")],
    )
    min_age = WholeNumberField(
        "Youngest age (optional)",
        what="youngest age",
        validators=[Between(11, 25, "Enter an age from 11 to 25")],
    )

    def validate_finish(self, field: Field) -> None:
        """Refuse a day of no length."""
        if field.data is not None and field.data == self.start.data:
            raise ValidationError("The finish is the same as the start. Check both times")

    def validate_weekdays(self, field: Field) -> None:
        """Refuse weekdays that do not fall between the dates."""
        if not field.data or self._dates_are_wrong():
            return
        if not self._numbers_of_days() & {WEEKDAYS.index(code) for code in field.data}:
            raise ValidationError("None of these days falls between your dates. Check both")

    def validate_break_minutes(self, field: Field) -> None:
        """Refuse a break that fills the day."""
        start, finish = self.start.data, self.finish.data
        if field.data is None or start is None or finish is None or finish <= start:
            return
        if field.data >= minutes_between(start, finish):
            raise ValidationError("The break is as long as the day. Check the minutes")

    def validate_flex_finish(self, field: Field) -> None:
        """Ask for both flexible times or none."""
        start = self.flex_start.data
        if (start is None) != (field.data is None):
            raise ValidationError("Enter both other times, or neither")
        if start is not None and field.data <= start:
            raise ValidationError("The other finish is before the other start. Check both")

    def _dates_are_wrong(self) -> bool:
        first, last = self.from_date.data, self.to_date.data
        return first is None or last is None or last < first

    def _numbers_of_days(self) -> set[int]:
        """Return the numbers of the weekdays between the dates; 0 is Monday."""
        first, last = self.from_date.data, self.to_date.data
        length = min(7, (last - first).days + 1)
        return {(first.weekday() + offset) % 7 for offset in range(length)}

    @staticmethod
    def shown(details: WindowDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        return {
            "types": [code.value for code in details.types],
            "from_date": details.from_date,
            "to_date": details.to_date,
            "weekdays": list(details.weekdays),
            "start": details.start,
            "finish": details.finish,
            "break_minutes": details.break_minutes,
            "flex_start": details.flex_start,
            "flex_finish": details.flex_finish,
            "places": details.places,
            "min_age": details.min_age,
        }

    def details(self, before: WindowDetails | None = None) -> WindowDetails:
        """Return the window with these answers."""
        answers = WindowDetails(
            types=tuple(ExperienceType(code) for code in self.types.data or ()),
            from_date=self.from_date.data,
            to_date=self.to_date.data,
            weekdays=tuple(self.weekdays.data or ()),
            start=self.start.data,
            finish=self.finish.data,
            break_minutes=self.break_minutes.data or 0,
            flex_start=self.flex_start.data,
            flex_finish=self.flex_finish.data,
            places=self.places.data or 1,
            min_age=self.min_age.data,
        )
        if before is None:
            return answers
        return replace(
            answers,
            group_size=before.group_size,
            max_age=before.max_age,
            ages_by_type=before.ages_by_type,
            year_groups=before.year_groups,
            notice_days=before.notice_days,
            key=before.key,
        )

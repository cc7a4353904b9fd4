"""When learners may come: which days, which hours, how many and how old."""

from dataclasses import replace
from datetime import date, time

from wtforms import Field
from wtforms.validators import ValidationError

from webapp.catalogue.experience_types import EXPERIENCE_TYPES, ExperienceType
from webapp.core.forms import (
    Between,
    Form,
    ManyChoicesField,
    Needed,
    NotBefore,
    TimeField,
    UkDateField,
    WholeNumberField,
)
from webapp.employers.registration import WindowDetails
from webapp.employers.rules import WEEKDAYS, minutes_between

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
BLANK_WINDOW = WindowDetails(
    types=(),
    from_date=date.min,
    to_date=date.min,
    weekdays=(),
    start=time.min,
    finish=time.min,
)
"""Dates nobody has given yet."""
YEARS = tuple((str(year), f"Year {year}") for year in range(7, 15))
SMALL = {"width": 3, "inputmode": "numeric"}


class DaysForm(Form):
    """What is offered, and on which days."""

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

    def validate_weekdays(self, field: Field) -> None:
        """Refuse weekdays that do not fall between the dates."""
        if not field.data or self._dates_are_wrong():
            return
        if not self._numbers_of_days() & {
            WEEKDAYS.index(code) for code in field.data if code in WEEKDAYS
        }:
            raise ValidationError("None of these days falls between your dates. Check both")

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
        if not details.types:
            return {}
        return {
            "types": [code.value for code in details.types],
            "from_date": details.from_date,
            "to_date": details.to_date,
            "weekdays": list(details.weekdays),
        }

    def details(self, before: WindowDetails = BLANK_WINDOW) -> WindowDetails:
        """Return the window with these answers."""
        return replace(
            before,
            types=tuple(ExperienceType(code) for code in self.types.data or ()),
            from_date=self.from_date.data or before.from_date,
            to_date=self.to_date.data or before.to_date,
            weekdays=tuple(self.weekdays.data or ()),
        )


class HoursForm(Form):
    """From when to when, with which break."""

    start = TimeField(
        "Start time",
        description="For example, 10am",
        render_kw={"width": 5},
        validators=[Needed("Enter the start time")],
    )
    finish = TimeField(
        "Finish time",
        description="For example, 3pm",
        render_kw={"width": 5},
        validators=[
            Needed("Enter the finish time"),
            NotBefore("start", "The finish is before the start. Check both times"),
        ],
    )
    break_minutes = WholeNumberField(
        "Minutes of unpaid break",
        what="minutes of break",
        description="For example, 30. Put 0 if there is none.",
        render_kw=SMALL,
        validators=[Needed("Enter the minutes of break. Put 0 if there is none")],
    )
    flex_start = TimeField(
        "Could they start at another time? (optional)",
        description="For example, 9:30am",
        render_kw={"width": 5},
    )
    flex_finish = TimeField(
        "And finish at (optional)", description="For example, 2:30pm", render_kw={"width": 5}
    )

    def validate_finish(self, field: Field) -> None:
        """Refuse a day of no length."""
        if field.data is not None and field.data == self.start.data:
            raise ValidationError("The finish is the same as the start. Check both times")

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

    @staticmethod
    def shown(details: WindowDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        if not details.types:
            return {}
        return {
            "start": details.start,
            "finish": details.finish,
            "break_minutes": details.break_minutes,
            "flex_start": details.flex_start,
            "flex_finish": details.flex_finish,
        }

    def details(self, before: WindowDetails = BLANK_WINDOW) -> WindowDetails:
        """Return the window with these answers."""
        return replace(
            before,
            start=self.start.data or before.start,
            finish=self.finish.data or before.finish,
            break_minutes=self.break_minutes.data or 0,
            flex_start=self.flex_start.data,
            flex_finish=self.flex_finish.data,
        )


class WhoForm(Form):
    """How many learners, and how old."""

    places = WholeNumberField(
        "How many learners at one time?",
        what="number of learners",
        render_kw=SMALL,
        validators=[Needed("Enter how many learners"), Between(1, 30, "Enter 1 to 30 learners")],
    )
    group_size = WholeNumberField(
        "The largest group for a visit (optional)",
        what="size of the group",
        render_kw=SMALL,
        validators=[Between(1, 60, "Enter a group of 1 to 60")],
    )
    min_age = WholeNumberField(
        "Youngest age (optional)",
        what="youngest age",
        render_kw=SMALL,
        validators=[Between(11, 25, "Enter an age from 11 to 25")],
    )
    max_age = WholeNumberField(
        "Oldest age (optional)",
        what="oldest age",
        render_kw=SMALL,
        validators=[
            Between(11, 25, "Enter an age from 11 to 25"),
            NotBefore("min_age", "The oldest age is below the youngest. Check both"),
        ],
    )
    year_groups = ManyChoicesField(
        "Only some school years? (optional)",
        description="Leave blank to take any.",
        choices=YEARS,
        render_kw={"columns": 4},
    )
    notice_days = WholeNumberField(
        "How many days’ notice do you need? (optional)",
        what="days of notice",
        render_kw=SMALL,
        validators=[Between(0, 365, "Enter days from 0 to 365")],
    )

    @staticmethod
    def shown(details: WindowDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        if not details.types:
            return {}
        return {
            "places": details.places,
            "group_size": details.group_size,
            "min_age": details.min_age,
            "max_age": details.max_age,
            "year_groups": list(details.year_groups),
            "notice_days": details.notice_days,
        }

    def details(self, before: WindowDetails = BLANK_WINDOW) -> WindowDetails:
        """Return the window with these answers."""
        return replace(
            before,
            places=self.places.data or before.places,
            group_size=self.group_size.data,
            min_age=self.min_age.data,
            max_age=self.max_age.data,
            year_groups=tuple(self.year_groups.data or ()),
            notice_days=self.notice_days.data,
        )

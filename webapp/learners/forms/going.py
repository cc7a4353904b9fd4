"""Pages about going to a placement: travel, hours, and what is asked for."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from wtforms import Field, ValidationError

from webapp.catalogue.experience_types import EXPERIENCE_TYPES, ExperienceType
from webapp.catalogue.travel import TRAVEL_BANDS, TRAVEL_MODES, TravelBand, TravelMode
from webapp.core.forms import (
    Between,
    ChoiceField,
    LongTextField,
    ManyChoicesField,
    Needed,
    NotBefore,
    PostcodeField,
    SelectOneField,
    TextField,
    TickField,
    TimeField,
    UkDateField,
    WholeNumberField,
)
from webapp.learners.forms.said import ONE_A_LINE, SectionForm
from webapp.learners.models import Weekday
from webapp.learners.profile import (
    AvailabilityDetails,
    JourneyDetails,
    RequestDetails,
    ShiftDetails,
    TravelDetails,
    UnavailableDetails,
)

MODES = [(entry.code.value, entry.name) for entry in TRAVEL_MODES]
MOST_MINUTES = 240
MOST_AIMS = 3
WEEKDAY_NAMES = {
    Weekday.MON: "Monday",
    Weekday.TUE: "Tuesday",
    Weekday.WED: "Wednesday",
    Weekday.THU: "Thursday",
    Weekday.FRI: "Friday",
    Weekday.SAT: "Saturday",
    Weekday.SUN: "Sunday",
}


class TravelForm(SectionForm):
    """Where they live and how they travel."""

    postcode = PostcodeField(
        "Home postcode",
        description="Only to measure distances. Never shown to an employer.",
    )
    band = ChoiceField(
        "How do they travel?",
        choices=[(str(int(entry.code)), entry.lead) for entry in TRAVEL_BANDS],
    )
    max_minutes = WholeNumberField(
        "Longest journey, in minutes one way",
        what="number of minutes",
        validators=[Between(1, MOST_MINUTES, "Enter 1 to 240 minutes")],
    )
    max_changes = WholeNumberField(
        "Most changes on the way", validators=[Between(0, 5, "Enter 0 to 5 changes")]
    )
    max_walk_metres = WholeNumberField(
        "Longest walk, in metres",
        what="number of metres",
        validators=[Between(0, 10_000, "Enter 0 to 10,000 metres")],
    )
    modes_refused = ManyChoicesField("What they will not use", choices=MODES)
    usual_mode = SelectOneField("How they usually travel", choices=MODES, prompt="Not known")
    travels_with = TextField("Who travels with them", longest=120)
    payer = TextField("Who pays for travel", longest=120)

    def details(self) -> TravelDetails:
        """Return how they travel."""
        return TravelDetails(
            band=TravelBand(int(self.band.data)) if self.band.data else None,
            max_minutes=self.max_minutes.data,
            max_changes=self.max_changes.data,
            max_walk_metres=self.max_walk_metres.data,
            modes_refused=tuple(TravelMode(mode) for mode in self.modes_refused.data or ()),
            usual_mode=TravelMode(self.usual_mode.data) if self.usual_mode.data else None,
            travels_with=self.travels_with.data or None,
            payer=self.payer.data or None,
        )


class JourneyForm(SectionForm):
    """The way to one workplace."""

    site = SelectOneField("Where to?", validators=[Needed("Choose the workplace")])
    mode = SelectOneField("How?", choices=MODES, validators=[Needed("Choose how they get there")])
    service = TextField("Which bus or train", description="For example: bus 12.", longest=60)
    minutes = WholeNumberField(
        "Minutes from door to door",
        what="number of minutes",
        validators=[Between(0, MOST_MINUTES, "Enter 0 to 240 minutes")],
    )
    changes = WholeNumberField("Changes", validators=[Between(0, 5, "Enter 0 to 5 changes")])
    walk_metres = WholeNumberField(
        "Metres on foot",
        what="number of metres",
        validators=[Between(0, 10_000, "Enter 0 to 10,000 metres")],
    )
    is_practised = TickField("They have practised this way")
    journey_payer = TextField("Who pays", longest=120)
    who_with = TextField("Who goes along", longest=120)

    def details(self) -> JourneyDetails:
        """Return the way to the workplace that was chosen."""
        return JourneyDetails(
            site_id=UUID(str(self.site.data)),
            mode=TravelMode(str(self.mode.data)),
            service=self.service.data or None,
            minutes=self.minutes.data,
            changes=self.changes.data or 0,
            walk_metres=self.walk_metres.data,
            is_practised=bool(self.is_practised.data),
            payer=self.journey_payer.data or None,
            who_with=self.who_with.data or None,
        )


class HoursFields(SectionForm):
    """When they can go, when they cannot, and hours in a job of their own."""

    away_rows: int = 0
    job_rows: int = 0

    def day(self, weekday: Weekday) -> tuple[Field, Field]:
        """Return the two times of a weekday."""
        return self[f"{weekday.value}_start"], self[weekday.value]

    def away(self, row: int) -> tuple[Field, Field, Field]:
        """Return the first day, last day and reason of one row."""
        return self[f"away_{row}_from"], self[f"away_{row}_to"], self[f"away_{row}_why"]

    def shift(self, row: int) -> tuple[Field, Field, Field, Field]:
        """Return the weekday, times and break of one shift."""
        return (
            self[f"job_{row}_day"],
            self[f"job_{row}_start"],
            self[f"job_{row}_end"],
            self[f"job_{row}_break"],
        )

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401  as WTForms has it
        """Ask for both halves of a pair that is half filled, in the right order."""
        good = bool(super().validate(extra_validators))
        for weekday in Weekday:
            start, end = self.day(weekday)
            good &= check_pair(start, end, "Enter both times, or neither", ordered=True)
        for row in range(self.away_rows):
            first, last, _ = self.away(row)
            good &= check_pair(
                first, last, "Enter the first and the last day, or neither", same_is_fine=True
            )
        for row in range(self.job_rows):
            _, start, end, _ = self.shift(row)
            good &= check_pair(start, end, "Enter both times of the shift, or neither")
        return good

    def availability(self) -> Iterator[AvailabilityDetails]:
        """Yield the hours of each weekday that has any."""
        for weekday in Weekday:
            start, end = self.day(weekday)
            if start.data and end.data:
                yield AvailabilityDetails(weekday=weekday, start=start.data, finish=end.data)

    def unavailable(self) -> Iterator[UnavailableDetails]:
        """Yield the days they cannot go."""
        for row in range(self.away_rows):
            first, last, why = self.away(row)
            if first.data and last.data:
                yield UnavailableDetails(
                    from_date=first.data, to_date=last.data, reason=why.data or None
                )

    def own_job(self) -> Iterator[ShiftDetails]:
        """Yield the shifts of their own job."""
        for row in range(self.job_rows):
            day, start, end, rest = self.shift(row)
            if day.data and start.data and end.data:
                yield ShiftDetails(
                    weekday=Weekday(day.data),
                    start=start.data,
                    finish=end.data,
                    break_minutes=rest.data or 0,
                )


def check_pair(
    first: Field, last: Field, message: str, *, ordered: bool = True, same_is_fine: bool = False
) -> bool:
    """Return whether two fields are both empty, or both filled and in order."""
    if first.errors or last.errors:
        return False
    if (first.data is None) != (last.data is None):
        empty = first if first.data is None else last
        empty.errors = [message]
        return False
    if first.data is None or not ordered:
        return True
    if last.data < first.data or (last.data == first.data and not same_is_fine):
        last.errors = ["This must be later than the start"]
        return False
    return True


def hours_form(*, away_rows: int, job_rows: int) -> type[HoursFields]:
    """Return the page with so many rows for days away and for shifts."""
    fields: dict[str, object] = {"away_rows": away_rows, "job_rows": job_rows}
    for weekday, name in WEEKDAY_NAMES.items():
        fields[f"{weekday.value}_start"] = TimeField(f"{name} from")
        fields[weekday.value] = TimeField(f"{name} to")
    for row in range(away_rows):
        fields[f"away_{row}_from"] = UkDateField("First day away", what="first day away")
        fields[f"away_{row}_to"] = UkDateField("Last day away", what="last day away")
        fields[f"away_{row}_why"] = TextField("Why (if it helps to know)", longest=60)
    for row in range(job_rows):
        fields[f"job_{row}_day"] = SelectOneField(
            "Day of the shift",
            choices=[(day.value, name) for day, name in WEEKDAY_NAMES.items()],
            prompt="No shift",
        )
        fields[f"job_{row}_start"] = TimeField("Shift starts")
        fields[f"job_{row}_end"] = TimeField("Shift ends")
        fields[f"job_{row}_break"] = WholeNumberField(
            "Unpaid break in minutes", validators=[Between(0, 240, "Enter 0 to 240 minutes")]
        )
    return type("HoursForm", (HoursFields,), fields)


ONE_BY_ONE = {ExperienceType.SIN, ExperienceType.INT}
"""Supported internships and placements inside the school are planned one by one."""


class RequestForm(SectionForm):
    """What they are matched for."""

    types = ManyChoicesField(
        "Which kinds of experience?",
        choices=[
            (entry.code.value, f"{entry.name}: {entry.length}")
            for entry in EXPERIENCE_TYPES
            if entry.code not in ONE_BY_ONE
        ],
        validators=[Needed("Choose at least one kind of experience")],
    )
    from_date = UkDateField(
        "First day they could start",
        what="first day",
        validators=[Needed("Enter the first day they could start")],
    )
    to_date = UkDateField(
        "Last day",
        validators=[
            Needed("Enter the last day"),
            NotBefore("from_date", "The last day must not be before the first day"),
        ],
    )
    days = WholeNumberField(
        "How many days?",
        what="number of days",
        validators=[Between(1, 366, "Enter 1 to 366 days, or leave it empty")],
    )
    aims = LongTextField(
        "What they want to get from it",
        description=f"{ONE_A_LINE} One to three aims.",
    )

    def aim_lines(self) -> list[str]:
        """Return the aims, one for each line."""
        return [line.strip() for line in (self.aims.data or "").splitlines() if line.strip()]

    def validate_aims(self, field: Field) -> None:
        """Refuse more than three aims."""
        if len(self.aim_lines()) > MOST_AIMS:
            raise ValidationError("Keep the three aims that matter most")

    def details(self) -> RequestDetails:
        """Return what is asked for."""
        return RequestDetails(
            types=tuple(ExperienceType(code) for code in self.types.data or ()),
            from_date=self.from_date.data,
            to_date=self.to_date.data,
            days=self.days.data,
            aims=tuple(self.aim_lines()),
        )

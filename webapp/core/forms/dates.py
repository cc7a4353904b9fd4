"""Fields for dates and times, as people in the UK write them."""

import re
from datetime import date, time
from typing import Any, Unpack

from wtforms import Field

from webapp.core.forms.options import Options

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that make sense here; anything else is a slip of the finger."""

TIME_SHAPE = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2}))?\s*(?P<half>am|pm)?", re.IGNORECASE
)
MORNING_STARTS = 7
"""From this hour on, “7:30” without am or pm is taken as the morning."""


class UkDateField(Field):
    """A date in three boxes: day, month, year. A month may be a word."""

    def __init__(self, label: str, *, what: str = "", **options: Unpack[Options]) -> None:
        super().__init__(label, **options)
        self.what = what or label[:1].lower() + label[1:]
        self.typed: dict[str, str] = dict.fromkeys(PARTS, "")
        self.wrong_parts: tuple[str, ...] = ()

    def process(
        self,
        formdata: Any,  # noqa: ANN401  any multidict; WTForms names no public type
        data: object = None,
        extra_filters: object = None,
    ) -> None:
        """Read the three boxes, or show the date the page was opened with."""
        self.process_errors = []
        given = self.default if data is None else data
        self.data = given if isinstance(given, date) else None
        self.object_data = self.data
        if self.data:
            self.typed = {part: str(getattr(self.data, part)) for part in PARTS}
        names = {part: f"{self.name}-{part}" for part in PARTS}
        if formdata is None or not any(name in formdata for name in names.values()):
            return
        self.raw_data = [" ".join(formdata.getlist(name))[:20].strip() for name in names.values()]
        self.typed = dict(zip(PARTS, self.raw_data, strict=True))
        self.data = None
        if any(self.raw_data):
            self._read()

    @property
    def first_id(self) -> str:
        """The id of the box to go to: the first wrong one, or the day."""
        return f"{self.id}-{self.wrong_parts[0] if self.wrong_parts else 'day'}"

    def _read(self) -> None:
        missing = tuple(part for part in PARTS if not self.typed[part])
        if missing:
            self._refuse(missing, f"Add the {' and the '.join(missing)} of the {self.what}")
            return
        day, month, year = (
            _number(self.typed["day"]),
            _month(self.typed["month"]),
            _number(self.typed["year"]),
        )
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            self._refuse(
                ("year",), f"Enter the year of the {self.what} with four digits, like 2027"
            )
            return
        wrong = tuple(
            part for part, value in zip(PARTS, (day, month, year), strict=True) if value is None
        )
        if day is None or month is None or year is None:
            self._refuse(wrong, f"Enter the {self.what} in digits, like 2 3 2027")
            return
        try:
            self.data = date(year, month, day)
        except ValueError:
            self._refuse(PARTS[:2], f"Check the {self.what}: there is no such day in that month")

    def _refuse(self, parts: tuple[str, ...], message: str) -> None:
        self.wrong_parts = parts
        self.process_errors = [message]


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() else None


def _month(typed: str) -> int | None:
    """Return the number of a month given in digits or as a word."""
    number = _number(typed)
    if number is not None:
        return number
    return MONTHS.index(typed[:3].lower()) + 1 if typed[:3].lower() in MONTHS else None


class TimeField(Field):
    """A time of day: “10am”, “10:00”, “3.30pm” and “1500” are all understood."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the time, or say how to write it."""
        if valuelist:
            typed = str(valuelist[0]).strip()
            self.data = None
            self.data = read_time(typed) if typed else None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return time_in_words(self.data) if isinstance(self.data, time) else ""


def read_time(typed: str) -> time:
    """Return the time someone typed; raise ValueError with a sentence that says how to write it."""
    if typed.lower() in {"noon", "midday", "12 noon"}:
        return time(12)
    found = TIME_SHAPE.fullmatch(typed)
    if not found:
        raise ValueError("Enter a time like 10am or 3:30pm")
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("Use am and pm only with hours from 1 to 12, like 3pm")
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif not found["hour"].startswith("0") and hour < (MORNING_STARTS if found["minute"] else 13):
        raise ValueError("Say am or pm, like 3pm")
    try:
        return time(hour, minute)
    except ValueError:
        raise ValueError("Enter a time like 10am or 3:30pm") from None


def time_in_words(at: time) -> str:
    """Return the time as “10am” or “3:30pm”."""
    half = "am" if at.hour < 12 else "pm"
    hour = at.hour % 12 or 12
    return f"{hour}:{at.minute:02}{half}" if at.minute else f"{hour}{half}"

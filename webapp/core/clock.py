"""The one clock: what time it is for the whole application."""

import logging
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

log = logging.getLogger(__name__)

LONDON = ZoneInfo("Europe/London")
START_OF_DAY = time(8, 0)
"""The London time of day the clock shows when it is moved to a date."""


class ClockRefused(Exception):
    """The clock may not be moved here."""


class Clock:
    """Real time plus an offset kept in a file, so that site, worker and commands agree.

    The file is read again whenever it changes. In production the offset is never read.
    """

    def __init__(self, file: Path, *, settable: bool) -> None:
        self._file = file
        self._settable = settable
        self._stamp: tuple[int, int] | None = None
        self._offset = timedelta()

    def now(self) -> datetime:
        """Return this instant, aware, in UTC."""
        return datetime.now(UTC) + self._current_offset()

    def today(self) -> date:
        """Return the date in London."""
        return self.now().astimezone(LONDON).date()

    def move_to(self, day: date) -> None:
        """Set the clock to the morning of this date; raise ClockRefused in production."""
        if not self._settable:
            raise ClockRefused("The clock can be moved only in demo and test.")
        target = datetime.combine(day, START_OF_DAY, tzinfo=LONDON)
        offset = target - datetime.now(UTC)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        partial = self._file.with_suffix(".partial")
        partial.write_text(f"{offset.total_seconds()}\n", encoding="ascii")
        partial.replace(self._file)

    def reset(self) -> None:
        """Return to real time."""
        self._file.unlink(missing_ok=True)

    def _current_offset(self) -> timedelta:
        if not self._settable:
            return timedelta()
        try:
            stat = self._file.stat()
        except FileNotFoundError:
            self._stamp, self._offset = None, timedelta()
            return self._offset
        stamp = (stat.st_mtime_ns, stat.st_ino)
        if stamp != self._stamp:
            self._offset = timedelta(seconds=float(self._file.read_text(encoding="ascii")))
            self._stamp = stamp
        return self._offset


_clock = Clock(Path("clock-offset"), settable=False)


def use(clock: Clock) -> None:
    """Make this the clock of the process; called once by create_app."""
    global _clock
    _clock = clock


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return _clock.now()


def today() -> date:
    """Return the date in London."""
    return _clock.today()


def wall_now() -> datetime:
    """Return real time in UTC, whatever the clock was moved to: for sessions and rate limits."""
    return datetime.now(UTC)


def reset() -> None:
    """Return the clock to real time."""
    _clock.reset()


def move_to(day: date) -> None:
    """Set the clock to the morning of this date; raise ClockRefused in production."""
    _clock.move_to(day)


def local(instant: datetime) -> datetime:
    """Return the instant in London time."""
    return instant.astimezone(LONDON)

"""Calendar invitations: the days and times of a placement, and nothing about anyone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from icalendar import Calendar, Event, vCalAddress, vText


class CalendarMethod(StrEnum):
    """What an invitation asks of a calendar (RFC 5546 section 3.2)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Hours:
    """One day: from when to when, as aware instants."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """One event for each day. Calendars are widely shared, so the summary is neutral.

    `key` names what the days belong to, for example a placement; with the same key and a
    higher sequence an invitation replaces the one before.
    """

    key: str
    summary: str
    days: Sequence[Hours]
    sequence: int = 0
    method: CalendarMethod = CalendarMethod.REQUEST
    location: str | None = None


def calendar_bytes(
    invitation: Invitation, *, organiser: str, attendee: str, product: str, now: datetime
) -> bytes:
    """Return the invitation as an iCalendar file (RFC 5545), each day one event in UTC.

    UTC needs no time zone table and cannot fall into the hour the clocks change.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{product}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", invitation.method.value)
    domain = organiser.rpartition("@")[2]
    for day in sorted(invitation.days, key=lambda hours: hours.starts):
        calendar.add_component(
            _event(invitation, day, organiser=organiser, attendee=attendee, domain=domain, now=now)
        )
    return bytes(calendar.to_ical())


def _event(
    invitation: Invitation,
    day: Hours,
    *,
    organiser: str,
    attendee: str,
    domain: str,
    now: datetime,
) -> Event:
    event = Event()
    event.add("uid", f"{_day_key(invitation.key, day)}@{domain}")
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", day.starts.astimezone(UTC))
    event.add("dtend", day.ends.astimezone(UTC))
    event.add("summary", invitation.summary)
    cancelled = invitation.method is CalendarMethod.CANCEL
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if invitation.location:
        event.add("location", invitation.location)
    event.add("organizer", vCalAddress(f"mailto:{organiser}"))
    invited = vCalAddress(f"mailto:{attendee}")
    invited.params["RSVP"] = vText("TRUE")
    invited.params["PARTSTAT"] = vText("NEEDS-ACTION")
    event.add("attendee", invited, encode=False)
    return event


def _day_key(key: str, day: Hours) -> str:
    """Return what one day of one invitation is known by, also after its times change."""
    return sha256(f"{key} {day.starts.astimezone(UTC).date()}".encode()).hexdigest()[:32]

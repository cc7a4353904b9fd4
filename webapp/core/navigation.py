"""Which links stand in the header and footer of each actor’s pages: only those that exist."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map


class Area(StrEnum):
    """Whose pages these are; also the name of their layout."""

    PUBLIC = "public"
    EMPLOYER = "employer"
    LEAD = "lead"
    LEARNER = "learner"
    FAMILY = "family"
    FOOTER = "footer"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Place:
    """A page to go to: its words and its address."""

    words: str
    path: str


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link as a layout draws it."""

    words: str
    path: str
    is_current: bool
    count: int


PLACES: Mapping[Area, tuple[Place, ...]] = {
    Area.PUBLIC: (
        Place("How it works", "/how-it-works"),
        Place("Offer a place", "/register"),
        Place("Help", "/help"),
    ),
    Area.EMPLOYER: (
        Place("Home", "/employer"),
        Place("Requests", "/employer/requests"),
        Place("Visitors", "/employer/placements"),
        Place("Our offer", "/employer/offer"),
        Place("Guides", "/employer/guides"),
    ),
    Area.LEAD: (
        Place("Today", "/lead"),
        Place("Learners", "/lead/learners"),
        Place("Matching", "/lead/matching"),
        Place("Placements", "/lead/placements"),
        Place("Employers", "/lead/employers"),
        Place("Reports", "/lead/reports"),
    ),
    Area.LEARNER: (),
    Area.FAMILY: (),
    Area.FOOTER: (
        Place("Help and phone number", "/help"),
        Place("Report a worry", "/concern"),
        Place("Privacy", "/privacy"),
        Place("Accessibility", "/accessibility"),
        Place("Picture credits", "/credits"),
    ),
    Area.PRACTICE: (
        Place("Sign in as someone", "/demo"),
        Place("Mailbox", "/demo/mail"),
    ),
}
"""Every address a layout may link to, in the order it shows them."""


def endpoint_of(routes: Map, path: str) -> str | None:
    """Return the name of the page that answers GET at this address, or None."""
    try:
        endpoint, _ = routes.bind("localhost").match(path, method="GET")
    except HTTPException:
        return None
    return str(endpoint)


def anyone(_endpoint: str) -> bool:
    """Return True: the reader may open this page."""
    return True


def nav_links(
    area: Area,
    *,
    routes: Map,
    current: str,
    counts: Mapping[str, int] | None = None,
    may_open: Callable[[str], bool] = anyone,
) -> tuple[NavLink, ...]:
    """Return the links of this area that the reader may open, by the name of their page.

    The current one is the longest address that fits the page.
    """
    places = [
        place
        for place in PLACES[area]
        if (endpoint := endpoint_of(routes, place.path)) and may_open(endpoint)
    ]
    nearest = max(
        (place.path for place in places if is_within(current, place.path)),
        key=len,
        default=None,
    )
    return tuple(
        NavLink(
            words=place.words,
            path=place.path,
            is_current=place.path == nearest,
            count=(counts or {}).get(place.path, 0),
        )
        for place in places
    )


def is_within(current: str, path: str) -> bool:
    """Return whether a page lies at or below this address."""
    return current == path or current.startswith(f"{path}/")

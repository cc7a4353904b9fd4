"""The same employer twice: found by name and postcode or by website, judged by a person."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from sqlalchemy.orm import Session, selectinload

from webapp.accounts.policies import Actor
from webapp.employers.models import Employer
from webapp.employers.queries import visible_to
from webapp.employers.rules import name_key

NOT_PART_OF_A_NAME = frozenset(
    {"the", "and", "co", "company", "ltd", "limited", "plc", "llp", "cic", "cio", "inc", "uk", "gb"}
)
"""Words that one list writes and another leaves out."""
SHARED_SITES = frozenset(
    {
        "facebook.com",
        "instagram.com",
        "linkedin.com",
        "twitter.com",
        "x.com",
        "google.com",
        "sites.google.com",
        "wixsite.com",
        "wordpress.com",
        "gov.uk",
        "nhs.uk",
    }
)
"""Addresses that many organisations share, so they say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What tells one employer from another."""

    name: str
    postcode: str
    website: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two employers that may be one, and what is alike."""

    first: Employer
    second: Employer
    same_website: bool
    same_place: bool


def bare_name(name: str) -> str:
    """Return the name without punctuation and without words such as “Ltd”.

    A name of such words alone keeps them.
    """
    words = name_key(name).split()
    return " ".join(word for word in words if word not in NOT_PART_OF_A_NAME) or " ".join(words)


def domain_of(website: str | None) -> str | None:
    """Return the site an address belongs to, or None where many organisations share it."""
    text = (website or "").strip().casefold()
    if not text:
        return None
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:  # not an address at all
        return None
    host = host.removeprefix("www.")
    return host if "." in host and host not in SHARED_SITES else None


def marks(named: Named) -> frozenset[str]:
    """Return what another record of the same employer would share: one in common is enough."""
    found = {f"place:{bare_name(named.name)}|{named.postcode.replace(' ', '').upper()}"}
    if domain := domain_of(named.website):
        found.add(f"site:{domain}")
    return frozenset(found)


def marks_of(employer: Employer) -> frozenset[str]:
    """Return the marks of a stored employer."""
    named = Named(name=employer.name, postcode=employer.postcode, website=employer.website)
    return marks(named)


def known_marks(session: Session, *, actor: Actor) -> dict[str, list[Employer]]:
    """Return the employers this person may see, by each of their marks."""
    found: dict[str, list[Employer]] = defaultdict(list)
    for employer in session.scalars(visible_to(actor).order_by(Employer.name_key, Employer.key)):
        for mark in marks_of(employer):
            found[mark].append(employer)
    return found


def pairs(session: Session, *, actor: Actor) -> list[Pair]:
    """Return employers that may be the same one, in order of name. A school’s own is never one."""
    alike: dict[tuple[uuid.UUID, uuid.UUID], set[str]] = defaultdict(set)
    by_key: dict[uuid.UUID, Employer] = {}
    for mark, employers in known_marks(session, actor=actor).items():
        outside = [each for each in employers if each.is_internal_to_id is None]
        for first, second in combinations(outside, 2):
            by_key |= {first.id: first, second.id: second}
            alike[first.id, second.id].add(mark.partition(":")[0])
    found = [
        Pair(
            first=by_key[first],
            second=by_key[second],
            same_website="site" in kinds,
            same_place="place" in kinds,
        )
        for (first, second), kinds in alike.items()
    ]
    return sorted(found, key=lambda pair: (pair.first.name_key, pair.second.name_key))


def two(session: Session, keys: Iterable[uuid.UUID], *, actor: Actor) -> list[Employer]:
    """Return these employers with all a comparison shows, as far as the person may see them."""
    wanted = list(keys)
    rows = session.scalars(
        visible_to(actor)
        .where(Employer.id.in_(wanted), Employer.is_internal_to_id.is_(None))
        .options(
            selectinload(Employer.contacts),
            selectinload(Employer.sites),
            selectinload(Employer.answers),
        )
    ).all()
    return sorted(rows, key=lambda employer: wanted.index(employer.id))

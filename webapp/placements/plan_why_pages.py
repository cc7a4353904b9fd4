"""What the page about one learner of a plan shows: why here, why not there, and what else."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.catalogue.plans import NOT_THERE_REASONS, NotThereBecause
from webapp.employers.models import Employer, Offer, Site
from webapp.learners import queries as learners
from webapp.learners.models import Learner, Topic
from webapp.placements.plan_models import PlannedPlacement, PlanRun
from webapp.placements.plan_pages import WHOLE, employer_name, fit_of, placed_line
from webapp.placements.plan_why_lines import (
    OtherPlace,
    PlacedWhy,
    Question,
    Rival,
    WhyNotThere,
    WhyPage,
)
from webapp.placements.plan_why_models import PlanLearner
from webapp.placements.proposal_pages import PartLine, because_lines, whole_points
from webapp.placements.run_pages import (
    near_miss_of,
    offers_named,
    ruled_out_line,
)

QUESTIONS_SHOWN = 5

Row = Mapping[str, Any]


def why_page(
    session: Session, run: PlanRun, row: PlanLearner, *, picked: str | None, actor: Actor
) -> WhyPage:
    """Return what the page says; `picked` is the key of an offer the reader asks about."""
    planned = _planned(session, row)
    alternatives = row.alternatives or []
    questions = _better(row)[:QUESTIONS_SHOWN]
    keys = {one.offer for one in planned} | {one["offer"] for one in (*alternatives, *questions)}
    keys |= {one["given_up"] for one in row.reasons if one["given_up"]}
    offers = offers_named(session, keys | ({picked} if picked else set()))
    people = _visible_names(session, actor, _named_in(row, picked))
    reasons = {(one["offer"], one["window"]): one for one in row.reasons}
    return WhyPage(
        placed=[
            _placed_why(one, reasons.get((one.offer, one.window)), offers, people)
            for one in planned
        ],
        own_words=next(
            (said.text for said in row.learner.statements if said.topic is Topic.OWN_WORDS), None
        ),
        picked=_picked(row, picked, planned, offers, people, actor) if picked else None,
        others=[_other(one, run, offers, people) for one in alternatives],
        questions=[
            Question(miss=miss, score=_points(one["units"]), gain=_gain(one, row))
            for one in questions
            if one["offer"] in offers
            for miss in near_miss_of(one, row.learner, offers[one["offer"]], {})
        ],
    )


def _planned(session: Session, row: PlanLearner) -> list[PlannedPlacement]:
    return list(
        session.scalars(
            sa.select(PlannedPlacement)
            .where(
                PlannedPlacement.plan_id == row.plan_id,
                PlannedPlacement.learner_id == row.learner_id,
            )
            .order_by(PlannedPlacement.number)
        )
    )


def places_to_pick(session: Session, row: PlanLearner) -> list[tuple[str, str]]:
    """Return every offer the plan, or the rules, say something about: its key and its name."""
    own = {one["offer"] for one in row.reasons}
    keys = {one["offer"] for one in (*row.choices, *row.ruled_out)} - own
    found = session.execute(
        sa.select(Offer.key, Employer.name, Offer.title)
        .join(Offer.site)
        .join(Site.employer)
        .where(Offer.key.in_(keys))
        .order_by(Employer.name, Offer.title, Offer.key)
    )
    return [(key, f"{name}: {title}") for key, name, title in found]


def _points(units: int) -> int:
    return round(units / WHOLE)


def _tenths(units: int) -> float:
    return round(units / WHOLE, 1)


def _own_units(row: PlanLearner) -> int:
    return max((one[2] for one in row.planned), default=0)


def _gain(miss: Row, row: PlanLearner) -> int:
    return _points(int(miss["units"])) - _points(_own_units(row))


def _better(row: PlanLearner) -> list[Row]:
    """Return the questions whose place would fit better than what the learner has."""
    return [one for one in row.near_misses if not row.planned or _gain(one, row) > 0]


def _named_in(row: PlanLearner, picked: str | None) -> set[str]:
    """Return the keys of the other learners the page speaks of."""
    keys = {key for one in row.reasons for key in one["wanted_by"]}
    keys |= {key for one in row.alternatives or [] for key in one["left_out"]}
    rivals = (rival for one in row.choices if one["offer"] == picked for rival in one["rivals"])
    return keys | {rival["learner"] for rival in rivals}


def _visible_names(session: Session, actor: Actor, keys: Collection[str]) -> dict[str, str]:
    """Return the names of those of these learners this person may see."""
    rows = session.scalars(
        learners.visible_to(actor).where(Learner.id.in_([uuid.UUID(key) for key in keys]))
    )
    return {str(one.id): one.known_as for one in rows}


def _split(keys: Iterable[str], people: Mapping[str, str]) -> tuple[tuple[str, ...], int]:
    """Return the names that may be read, and how many more there are."""
    everyone = list(keys)
    named = tuple(people[key] for key in everyone if key in people)
    return named, len(everyone) - len(named)


def _placed_why(
    planned: PlannedPlacement,
    reason: Row | None,
    offers: Mapping[str, Offer],
    people: Mapping[str, str],
) -> PlacedWhy:
    offer = offers.get(planned.offer)
    known: Row = reason or NOT_KNOWN
    named, more = _split(known["wanted_by"], people)
    return PlacedWhy(
        line=placed_line(planned, offer),
        parts=_parts(planned.parts, planned.units),
        because=because_lines(known["because"], offer),
        rank=known["rank"],
        options=known["options"],
        given_up=employer_name(known["given_up"], offers) if known["given_up"] else None,
        points=_tenths(known["price"]),
        wanted_by=named,
        wanted_by_more=more,
        is_known=reason is not None,
    )


NOT_KNOWN: Row = {
    "rank": 0,
    "options": 0,
    "given_up": None,
    "price": 0,
    "wanted_by": (),
    "because": (),
}


def _parts(
    parts: Mapping[str, Any], units: int, there: tuple[Mapping[str, float], int] | None = None
) -> tuple[PartLine, ...]:
    """Return the parts of a score in whole points; `there` are the points of another place."""
    if not parts:
        return ()
    own = whole_points({code: part["points"] for code, part in parts.items()}, _points(units))
    other = whole_points(there[0], _points(there[1])) if there else {}
    return tuple(
        PartLine(code=code, points=own[code], max=round(part["weight"]), next=other.get(code))
        for code, part in sorted(parts.items())
    )


def _picked(
    row: PlanLearner,
    key: str,
    planned: list[PlannedPlacement],
    offers: Mapping[str, Offer],
    people: Mapping[str, str],
    actor: Actor,
) -> WhyNotThere | None:
    """Return why not there; None for an offer nothing is known of."""
    choice = next((one for one in row.choices if one["offer"] == key), None)
    if choice is not None:
        return _why_not(row, choice, planned, offers, people)
    ruled_out = next((one for one in row.ruled_out if one["offer"] == key), None)
    if ruled_out is None or key not in offers:
        return None
    line = ruled_out_line(ruled_out, row.learner, offers[key], is_near=False, actor=actor)
    return WhyNotThere(
        employer=line.employer,
        lead=" ".join(words.lead for words in line.reasons),
        change=line.change,
        codes=line.codes,
    )


def _why_not(
    row: PlanLearner,
    choice: Row,
    planned: list[PlannedPlacement],
    offers: Mapping[str, Offer],
    people: Mapping[str, str],
) -> WhyNotThere:
    words = NOT_THERE_REASONS[NotThereBecause(choice["reason"])]
    filling = {"name": row.learner.known_as, "place": employer_name(choice["offer"], offers)}
    own = next((one for one in planned if one.lock is None), None)
    return WhyNotThere(
        employer=filling["place"],
        lead=words.lead.format_map(filling),
        change=(words.change.format_map(filling),),
        score=_points(choice["units"]),
        own_score=None if choice["own_units"] is None else _points(choice["own_units"]),
        points=_tenths(choice["price"]),
        rivals=tuple(_rivals(choice["rivals"], people)),
        parts=_parts(own.parts, own.units, (choice["points"], choice["units"]))
        if own and choice["points"]
        else (),
    )


def _rivals(rows: Iterable[Row], people: Mapping[str, str]) -> Iterator[Rival]:
    for one in rows:
        yield Rival(
            name=people.get(one["learner"]),
            score=_points(one["units"]),
            best_other=None if one["best"] is None else _points(one["best"]),
        )


def _other(
    one: Row, run: PlanRun, offers: Mapping[str, Offer], people: Mapping[str, str]
) -> OtherPlace:
    named, more = _split(one["left_out"], people)
    limits = [band // WHOLE for band in run.bands]
    return OtherPlace(
        employer=employer_name(one["offer"], offers),
        score=_points(one["units"]),
        fit=fit_of(one["units"]),
        placed=one["placed"],
        below=tuple(
            (limit, change) for limit, change in zip(limits, one["below"], strict=True) if change
        ),
        points=_tenths(one["total"]),
        left_out=named,
        left_out_more=more,
        exact=one["exact"],
    )

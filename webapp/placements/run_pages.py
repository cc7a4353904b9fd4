"""What a run’s page shows: the places ruled out, why, and the questions that would help."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.accounts.models import Role
from webapp.accounts.policies import LEADS, Actor
from webapp.employers.models import Employer, Offer, Site
from webapp.learners.models import Learner
from webapp.learners.queries import open_request
from webapp.placements.approvals import known_answers
from webapp.placements.explanations import Words, explain, explain_all, names_for
from webapp.placements.models import MatchRun
from webapp.placements.near_questions import askable, question_words
from webapp.placements.question_models import EmployerQuestion

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledOut:
    """One place that is not proposed."""

    employer: str
    reasons: tuple[Words, ...]
    is_near: bool
    """One thing that someone can change would open it."""
    is_restricted: bool

    @property
    def change(self) -> tuple[str, ...]:
        """What would change it, each once; only what nobody can be asked for, if there is any."""
        fixed = [words for words in self.reasons if not words.negotiable]
        return tuple(dict.fromkeys(words.change for words in fixed or self.reasons))

    @property
    def codes(self) -> tuple[str, ...]:
        """The rules, each once; none where the reason is not for this person."""
        return tuple(dict.fromkeys(words.code for words in self.reasons if words.code))


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A place one question away."""

    employer: str
    question: str
    codes: tuple[str, ...]
    offer: str
    """Its key, to ask by."""
    may_ask: bool
    """The employer can answer it in one press."""
    asked: EmployerQuestion | None
    """The question as it was asked, with its answer if there is one."""


def may_read_restricted(actor: Actor) -> bool:
    """Return whether this person may see why a place is not available (HR-21)."""
    return actor.is_any(*LEADS, Role.DSL)


def offers_of(session: Session, run: MatchRun) -> dict[str, Offer]:
    """Return the offers a run speaks of, by key; one that is gone is left out."""
    return offers_named(session, {row["offer"] for row in (*run.blocked, *run.near_misses)})


def offers_named(session: Session, keys: Collection[str]) -> dict[str, Offer]:
    """Return the offers with these keys, by key; one that is gone is left out."""
    offers = session.scalars(
        sa.select(Offer)
        .where(Offer.key.in_(keys))
        .options(
            selectinload(Offer.tasks),
            joinedload(Offer.site).options(
                joinedload(Site.employer).selectinload(Employer.answers), selectinload(Site.areas)
            ),
        )
    ).unique()
    return {offer.key: offer for offer in offers}


def ruled_out(
    run: MatchRun, learner: Learner, offers: Mapping[str, Offer], *, actor: Actor
) -> list[RuledOut]:
    """Return the places ruled out: one question away first, then those with fewest reasons."""
    near = {row["offer"] for row in run.near_misses}
    lines = [
        ruled_out_line(
            row, learner, offers[row["offer"]], is_near=row["offer"] in near, actor=actor
        )
        for row in run.blocked
        if row["offer"] in offers
    ]
    return sorted(lines, key=lambda line: (not line.is_near, len(line.codes), line.employer))


def ruled_out_line(
    row: Mapping[str, Any], learner: Learner, offer: Offer, *, is_near: bool, actor: Actor
) -> RuledOut:
    """Return one place that is not proposed, as this person may read it."""
    findings: Sequence[Mapping[str, Any]] = row["findings"]
    is_hidden = row["restricted"] and not may_read_restricted(actor)
    if is_hidden:
        findings = [HIDDEN]
    return RuledOut(
        employer=offer.site.employer.name,
        reasons=tuple(explain_all(findings, names_for(learner, offer))),
        is_near=is_near and not is_hidden,
        is_restricted=bool(row["restricted"]),
    )


HIDDEN: Mapping[str, Any] = {
    "code": "",
    "outcome": "block",
    "cause": "not_available",
    "evidence": {},
    "due": None,
    "negotiable": False,
}
"""What staff without the right read instead of a restricted reason."""


def near_misses(
    run: MatchRun,
    learner: Learner,
    offers: Mapping[str, Offer],
    *,
    asked: Mapping[tuple[str, str], EmployerQuestion],
) -> list[NearMiss]:
    """Return the questions that would each open one place, best place first.

    `asked` are the questions asked before, by key of the offer and of the cause. Where the
    employer can be asked, the words are those the employer reads.
    """
    return [
        found
        for row in run.near_misses
        if row["offer"] in offers
        for found in near_miss_of(row, learner, offers[row["offer"]], asked)
    ]


def near_miss_of(
    row: Mapping[str, Any],
    learner: Learner,
    offer: Offer,
    asked: Mapping[tuple[str, str], EmployerQuestion],
) -> Iterable[NearMiss]:
    """Return the one question of a near miss, or nothing where there are no words for it."""
    leading = next((one for one in row["findings"] if one["cause"] == row["cause"]), None)
    if leading is None:
        return
    found = askable(row, known_answers(offer), request=open_request(learner))
    words = (
        question_words(found.cause, found.evidence, offer)
        if found
        else explain(leading, names_for(learner, offer)).question
    )
    if words:
        yield NearMiss(
            employer=offer.site.employer.name,
            question=words,
            codes=tuple(row["codes"]),
            offer=offer.key,
            may_ask=found is not None,
            asked=asked.get((offer.key, row["cause_key"])),
        )


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a list is cut into pages of 25."""

    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def start(self) -> int:
        """The index of the first line on this page."""
        return (self.page - 1) * PAGE_SIZE

    @property
    def first(self) -> int:
        """The number of the first line, counted from 1."""
        return self.start + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The number of the last line."""
        return min(self.start + PAGE_SIZE, self.total)


def pager(asked: int, *, total: int) -> Pager:
    """Return the pager for the page asked for, or the nearest there is."""
    pages = max(1, -(-total // PAGE_SIZE))
    return Pager(min(max(1, asked), pages), total)

"""AS3.5 and AS5.4: the one question of a near miss, answered by the employer, opens the place."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.acceptance.conftest import SCENARIOS
from tests.acceptance.loaded import loaded_file
from webapp.accounts.policies import Actor
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.core import clock
from webapp.employers.models import Insurance
from webapp.learners.models import Learner
from webapp.placements.matchmaking import Result, propose_for, store
from webapp.placements.models import MatchRun
from webapp.placements.question_models import EmployerQuestion
from webapp.placements.questions import (
    Answered,
    AnswerFault,
    AnswerRefused,
    answer,
    ask,
    words_of,
)

COVERED = Answered(answer=AdjustmentAnswer.WILL_DO, cover_until=date(2027, 12, 31))


class Asked:
    """The one learner of a scenario, and the question to one employer."""

    def __init__(self, session: Session, learner: Learner, actor: Actor) -> None:
        self.session, self.learner, self.actor = session, learner, actor

    def match(self) -> Result:
        self.session.flush()
        self.session.expire_all()
        return propose_for(self.session, self.learner.id, today=clock.today())

    def proposed(self) -> list[str]:
        return [place.employer for place in self.match().found.proposals]

    def ask(self, offer: str) -> EmployerQuestion:
        run = MatchRun(
            provider_id=self.learner.provider_id,
            learner_id=self.learner.id,
            asked_by_id=None,
            asked_at=clock.now(),
        )
        self.session.add(run)
        self.session.flush()
        store(self.session, run, self.match(), now=clock.now())
        return ask(
            self.session,
            run,
            self.learner,
            offer_key=offer,
            actor=self.actor,
            now=clock.now(),
        )

    def answer(self, question: EmployerQuestion, said: Answered) -> None:
        answer(self.session, question, said, by_id=None, now=clock.now(), today=clock.today())


@pytest.fixture
def opened(tmp_path: Path, empty_database: Path) -> Iterator[Callable[[str, str], Asked]]:
    """Return a function that loads a scenario and gives its learner and its lead."""
    stack = []

    def load(file: str, lead: str) -> Asked:
        opening = loaded_file(tmp_path, empty_database, SCENARIOS / file)
        session, loaded = opening.__enter__()
        stack.append(opening)
        (learner,) = loaded.learners.values()
        user = loaded.staff[lead].user
        actor = Actor(
            user_id=user.id,
            name=user.name,
            roles=frozenset(grant.role for grant in user.grants),
            provider_id=learner.provider_id,
        )
        return Asked(session, learner, actor)

    yield load
    for opening in stack:
        opening.__exit__(None, None, None)


def test_as3_3_and_5_a_bench_without_steps_puts_the_repair_shop_before_the_library(opened):
    tom = opened("as3.yaml", "grace")
    assert tom.proposed() == ["e5"]
    question = tom.ask("e8-1-1")
    assert words_of(question) == "Could the work be somewhere without steps?"
    tom.answer(question, Answered(answer=AdjustmentAnswer.WILL_DO))
    assert tom.proposed() == ["e8", "e5"]


def test_as5_4_cover_with_its_last_day_makes_the_dogs_proposable(opened):
    kai = opened("as5.yaml", "omar")
    assert "e6" not in kai.proposed()
    question = kai.ask("e6-1-1")
    assert words_of(question) == "Will you arrange cover for the placement?"
    kai.answer(question, COVERED)
    assert "e6" in kai.proposed()
    employer = question.offer.site.employer
    assert employer.insurance is Insurance.NOT_YET, "they did not let us keep it for others"


def test_as5_4_a_plan_to_be_covered_is_no_certificate(opened):
    kai = opened("as5.yaml", "omar")
    question = kai.ask("e6-1-1")
    kai.answer(
        question, Answered(answer=COVERED.answer, cover_until=COVERED.cover_until, is_for_all=True)
    )
    assert question.offer.site.employer.insurance is Insurance.NOT_YET
    kai.answer(
        question,
        Answered(
            answer=AdjustmentAnswer.ALREADY_DO, cover_until=COVERED.cover_until, is_for_all=True
        ),
    )
    employer = question.offer.site.employer
    assert (employer.insurance, employer.insured_until) == (Insurance.HELD, date(2027, 12, 31))
    assert "e6" in kai.proposed()


@pytest.mark.parametrize(
    ("until", "fault"),
    [(None, AnswerFault.COVER_DATE_MISSING), (date(2027, 1, 10), AnswerFault.COVER_ENDED)],
)
def test_as5_4_cover_needs_a_last_day_that_is_to_come(opened, until, fault):
    kai = opened("as5.yaml", "omar")
    question = kai.ask("e6-1-1")
    said = Answered(answer=AdjustmentAnswer.WILL_DO, cover_until=until)
    with pytest.raises(AnswerRefused) as refused:
        kai.answer(question, said)
    assert refused.value.fault is fault
    assert question.answer is None
    kai.answer(question, Answered(answer=AdjustmentAnswer.CANNOT, cover_until=until))
    assert question.cover_until is None

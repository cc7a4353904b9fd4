"""Opening, reminding and balancing debriefs."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import MARCH, NOW, make_learner, make_placement
from webapp.debriefs.learner_questions import QUESTIONS
from webapp.debriefs.models import Debrief, Voice
from webapp.debriefs.questions import RATHER_NOT_SAY, find
from webapp.debriefs.rules import due_on, starts_positive
from webapp.debriefs.services import (
    AlreadyFinished,
    Given,
    finish,
    follow_dates,
    open_debriefs,
    save_answer,
)
from webapp.mail.models import OutgoingEmail
from webapp.placements.models import PlacementState
from webapp.placements.planning import follow_dates as follow_placements


def emails(session):
    return list(session.scalars(sa.select(OutgoingEmail).order_by(OutgoingEmail.created_at)))


def test_both_are_due_five_working_days_after_the_last_day():
    assert f"{due_on(MARCH[-1]):%A %-d %B}" == "Friday 12 March"


def test_the_day_after_the_last_day_opens_both_once(session, cast):
    placement = make_placement(session, cast.ada_learner, cast.employer, state=PlacementState.LIVE)
    follow_placements(session, today=MARCH[-1], now=NOW)
    assert session.scalars(sa.select(Debrief)).all() == []

    for _ in range(2):
        follow_placements(session, today=MARCH[-1] + timedelta(days=1), now=NOW)
        follow_dates(session, today=MARCH[-1] + timedelta(days=1), now=NOW)
    voices = session.scalars(sa.select(Debrief.voice)).all()
    assert sorted(voices) == [Voice.EMPLOYER, Voice.LEARNER]
    assert placement.state is PlacementState.DEBRIEFING
    assert [email.recipient for email in emails(session)] == ["cora@example.org"]


def test_an_employer_is_reminded_once_and_never_again(session, cast):
    placement = make_placement(session, cast.ada_learner, cast.employer)
    employer = open_debriefs(session, placement, now=NOW)[1]
    late = employer.due_on + timedelta(days=1)
    follow_dates(session, today=employer.due_on, now=NOW)
    assert len(emails(session)) == 1

    for days in range(10):
        follow_dates(
            session, today=late + timedelta(days=days), now=NOW + timedelta(days=60 + days)
        )
    assert [email.subject_line for email in emails(session)] == [
        f"How did it go? {placement.reference}",
        f"A reminder: how did it go? {placement.reference}",
    ]


def test_who_answered_is_not_reminded(session, cast):
    placement = make_placement(session, cast.ada_learner, cast.employer)
    employer = open_debriefs(session, placement, now=NOW)[1]
    finish(session, employer, helped=None, now=NOW)

    follow_dates(session, today=employer.due_on + timedelta(days=9), now=NOW)
    assert len(emails(session)) == 1


@given(st.integers(min_value=1, max_value=60))
def test_the_two_orders_are_never_more_than_one_apart(learners):
    positive = negative = 0
    for _ in range(learners):
        if starts_positive(positive_before=positive, negative_before=negative):
            positive += 1
        else:
            negative += 1
        assert abs(positive - negative) <= 1


def test_the_orders_are_balanced_between_the_learners_of_a_school(session, cast):
    made = []
    for number in range(5):
        learner = make_learner(session, cast.school, first_name=f"Learner{number}")
        placement = make_placement(session, learner, cast.employer)
        made += [
            one for one in open_debriefs(session, placement, now=NOW) if one.voice == "learner"
        ]

    assert [one.positive_first for one in made] == [True, False, True, False, True]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.code)
def test_the_other_order_has_the_same_answers_and_the_fixed_ones_stay_last(question):
    there = question.in_order(positive_first=True)
    back = question.in_order(positive_first=False)

    assert set(there) == set(back)
    fixed = [option for option in question.options if option.is_last]
    assert list(back)[len(back) - len(fixed) :] == fixed


def test_an_answer_after_the_end_is_refused(session, cast):
    placement = make_placement(session, cast.ada_learner, cast.employer)
    learner = open_debriefs(session, placement, now=NOW)[0]
    finish(session, learner, helped=None, now=NOW)

    with pytest.raises(AlreadyFinished):
        save_answer(session, learner, find(QUESTIONS, "place"), Given((RATHER_NOT_SAY,)), now=NOW)

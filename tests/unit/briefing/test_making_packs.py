"""Making packs: versions, what blocks them, and that taking a choice back never adds words."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.briefed import LATER, SENT_ON, jay_placement, lead_of
from webapp.briefing import render, services
from webapp.briefing.block_list import BlockedKind, PackBlocked
from webapp.briefing.errors import NotPlanned
from webapp.briefing.models import Pack
from webapp.core.audit import AuditEvent
from webapp.core.pdf import words_of_pdf
from webapp.learners import profile
from webapp.learners.models import ConsentAnswer, ConsentKind, Share, Statement, Topic
from webapp.learners.services import record_consent
from webapp.placements.models import AgreedAdjustment, Placement, PlacementState


def make(session: Session, placement: Placement, *, later: int = 0) -> Pack:
    now = LATER + timedelta(days=later)
    actor_id = lead_of(session).user_id
    return services.make_pack(session, placement, actor_id=actor_id, now=now, today=now.date())


def say(placement: Placement, **said) -> Statement:
    known = {"topic": Topic.MATTERS, "said_on": SENT_ON, "share": Share.SHARE}
    return Statement(learner=placement.learner, **known | said)


def test_the_same_contents_make_the_same_version(session: Session, placement: Placement, pack):
    assert make(session, placement, later=3) is pack


def test_a_changed_choice_makes_a_new_version(session: Session, placement: Placement, pack):
    session.add(say(placement, text="I like tea with milk."))

    newer = make(session, placement)

    assert newer.version == 2
    assert "I like tea with milk." in newer.html
    assert "I like tea with milk." not in pack.html


def test_the_same_contents_are_the_same_bytes(session: Session, placement: Placement, pack):
    draft = services.draft_of(session, placement, today=SENT_ON)
    stamp = render.Stamp(version=1, correct_on=SENT_ON, product="Good First Day")

    assert draft.html == pack.html
    assert render.pack_pdf(draft.html, draft.contents, stamp) == pack.pdf


def test_making_is_recorded_without_any_words(session: Session, placement: Placement, pack):
    made = session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "pack.made")).all()

    assert [(row.subject_id, row.detail) for row in made] == [(pack.id, {"version": 1})]


def test_a_placement_that_is_not_confirmed_has_no_pack(session: Session, placement: Placement):
    placement.state = PlacementState.EMPLOYER_AGREED

    with pytest.raises(NotPlanned):
        make(session, placement)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Jay Okafor is my name.", BlockedKind.SURNAME),
        ("My birthday is 14 October.", BlockedKind.BIRTH_DATE),
        ("I am autistic and proud.", None),
        ("I go to a PRU.", BlockedKind.SCHOOL_WORD),
    ],
)
def test_words_that_may_not_leave_stop_the_pack(
    session: Session, placement: Placement, pack, words, kind
):
    session.add(say(placement, text=words))

    if kind is None:
        assert words in make(session, placement).html
        return
    with pytest.raises(PackBlocked) as blocked:
        make(session, placement)
    assert {finding.kind for finding in blocked.value.findings} == {kind}


def test_a_task_that_names_the_learner_in_full_is_found(
    session: Session, placement: Placement, pack
):
    placement.window.offer.tasks[0].text = "Sort tickets with Jay Okafor"

    with pytest.raises(PackBlocked):
        make(session, placement)


def test_the_surname_is_told_only_when_agreed(session: Session, placement: Placement, pack):
    record_consent(
        session,
        placement.learner,
        profile.ConsentDetails(
            kind=ConsentKind.SURNAME, answer=ConsentAnswer.YES, given_by="Jay Okafor"
        ),
        now=LATER,
        today=SENT_ON,
        by=None,
    )

    assert "Jay Okafor" in make(session, placement).html


def test_html_in_a_statement_stays_words(session: Session, placement: Placement):
    session.add(say(placement, text="<script>alert(1)</script> & {{ 7 * 7 }}"))

    html = services.draft_of(session, placement, today=SENT_ON).html

    assert "<script>" not in html
    assert "{{ 7 * 7 }}" in html


def words_in(session: Session, placement: Placement) -> set[str]:
    draft = services.draft_of(session, placement, today=SENT_ON)
    return set(re.findall(r"\w+", render.words_of_html(draft.html).lower()))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_taking_any_choice_back_never_adds_words(session: Session, data: st.DataObject):
    placement = jay_placement(session)
    try:
        statements = placement.learner.statements
        for statement in statements:
            statement.share = data.draw(st.sampled_from([Share.SHARE, Share.SCHOOL_ONLY]))
        before = words_in(session, placement)
        data.draw(st.sampled_from(statements)).share = Share.SCHOOL_ONLY

        assert words_in(session, placement) <= before
    finally:
        session.rollback()


def test_stopping_all_sharing_leaves_no_word_of_the_learner(
    session: Session, placement: Placement, pack
):
    before = words_in(session, placement)
    record_consent(
        session,
        placement.learner,
        profile.ConsentDetails(
            kind=ConsentKind.SHARE_ITEMS, answer=ConsentAnswer.NO, given_by="Jay Okafor"
        ),
        now=LATER,
        today=SENT_ON,
        by=None,
    )

    newer = make(session, placement)

    assert words_in(session, placement) <= before
    assert "headphones" not in words_of_pdf(newer.pdf).lower()
    assert "millbrook line" not in words_of_pdf(newer.pdf).lower()


def test_a_shared_diagnosis_is_told_until_it_is_taken_back(session: Session, placement: Placement):
    shared = say(placement, topic=Topic.CONDITION, text="I have ADHD.")
    session.add(shared)
    assert "I have ADHD." in make(session, placement).html

    shared.share = Share.SCHOOL_ONLY

    assert "ADHD" not in make(session, placement).html


def test_movement_breaks_stand_in_the_first_day(session: Session, placement: Placement):
    session.add(
        AgreedAdjustment(
            placement=placement, adjustment="TIM-04", strength="must", answer="will_do"
        )
    )

    assert "Movement break." in services.draft_of(session, placement, today=SENT_ON).html


def test_with_help_is_in_the_pack_and_says_who_helps(session: Session, placement: Placement):
    row = AgreedAdjustment(
        placement=placement, adjustment="REG-04", strength="important", answer="can_with_help"
    )
    session.add(row)

    assert "We help you with this." in services.draft_of(session, placement, today=SENT_ON).html


def test_what_was_refused_is_not_promised(session: Session, placement: Placement):
    row = AgreedAdjustment(
        placement=placement, adjustment="PHY-01", strength="prefer", answer="cannot"
    )
    session.add(row)

    html = services.draft_of(session, placement, today=SENT_ON).html
    assert "step-free" not in html.lower()

"""The careers lead’s decisions and what stands against them."""

import threading

import pytest
import sqlalchemy as sa

from tests.railway import agree, ask_railway, jay_says, show_jay
from webapp.accounts.access import actor_of
from webapp.catalogue.employer_replies import DeclineReason
from webapp.core import clock
from webapp.core.audit import AuditEvent
from webapp.core.db import db
from webapp.core.errors import StaleVersion
from webapp.employers.models import Window
from webapp.learners.models import Learner
from webapp.mail.models import OutgoingEmail
from webapp.placements import approvals
from webapp.placements.approvals import CancelReason, Signed
from webapp.placements.employer_answers import Reply, answer_request, ask_again
from webapp.placements.errors import (
    ApprovalRefused,
    CannotTakeBack,
    PlaceTaken,
    TransitionNotAllowed,
)
from webapp.placements.models import (
    Answer,
    AnsweredHow,
    Decision,
    MatchRun,
    Placement,
    PlacementState,
    Proposal,
)
from webapp.placements.rules import CannotAsk
from webapp.placements.services import locked, record_answer, show_to_learner, take_back_answer

SIGNED = Signed("Grace Bell", "He knows the line.")


def ask(session, town, placement, signed=SIGNED, seen=None):
    return approvals.approve_to_ask(
        session,
        placement,
        signed,
        actor=actor_of(town.grace),
        seen=placement.version if seen is None else seen,
        now=clock.now(),
        today=clock.today(),
    )


def yes_to(session, town, proposal):
    placement = show_jay(session, town, proposal)
    jay_says(session, town, placement, Answer.YES)
    return placement


def emails(session):
    return session.scalars(sa.select(OutgoingEmail).order_by(OutgoingEmail.created_at)).all()


def test_approving_takes_the_place_asks_the_employer_and_writes_it_down(session, town, railway):
    placement = ask_railway(session, town, railway)

    assert placement.state is PlacementState.EMPLOYER_ASKED
    assert placement.reference == "P-1001"
    assert placement.window.taken == 1
    assert [change.to_state.value for change in placement.history] == [
        "learner_considering",
        "learner_yes",
        "approved_to_ask",
        "employer_asked",
    ]
    assert [row.adjustment for row in placement.adjustments] == [
        "COM-02",
        "COM-06",
        "SEN-05",
        "TIM-05",
    ]
    acts = session.scalars(sa.select(AuditEvent.action)).all()
    assert "placement.decided" in acts
    assert acts.count("placement.moved") == 4


def test_the_email_to_the_employer_says_nothing_about_the_learner(session, town, railway):
    ask_railway(session, town, railway)
    (email,) = emails(session)
    said = email.content.decode()

    assert email.recipient == "ruth.dale@example.org"
    assert "P-1001" in email.subject_line
    for word in ("Jay", "Okafor", "Year 11", "SEND", "special", "quiet place", "autis"):
        assert word not in said


def test_an_employer_is_asked_even_if_its_name_holds_a_word_no_email_may_say(
    session, town, railway
):
    railway.window.offer.site.employer.name = "Special Effects Railway"
    placement = yes_to(session, town, railway)
    ask(session, town, placement)
    assert [email.name for email in emails(session)] == ["employer_asked"]


def test_approving_twice_is_one_decision(session, town, railway):
    placement = ask_railway(session, town, railway)

    again = ask(session, town, placement, seen=2)

    assert again is placement.decisions[0]
    assert placement.window.taken == 1
    assert len(emails(session)) == 1


def test_the_database_refuses_a_second_approval_of_one_kind(session, town, railway):
    placement = ask_railway(session, town, railway)
    first = placement.decisions[0]
    session.add(
        Decision(
            placement=placement,
            kind=first.kind,
            decided_by_id=town.grace.id,
            typed_name="Grace Bell",
            why="Again",
            decided_at=clock.now(),
        )
    )
    with pytest.raises(sa.exc.IntegrityError):
        session.flush()


def test_without_a_yes_nobody_is_asked(session, town, railway):
    placement = show_jay(session, town, railway)

    with pytest.raises(ApprovalRefused) as refused:
        ask(session, town, placement)
    assert refused.value.reason is CannotAsk.LEARNER_HAS_NOT_SAID_YES
    assert placement.window.taken == 0


def test_a_no_blocks_and_frees_the_place(session, town, railway):
    placement = ask_railway(session, town, railway)
    jay_says(session, town, placement, Answer.NO)

    assert placement.state is PlacementState.LEARNER_NO
    assert placement.window.taken == 0
    assert [email.name for email in emails(session)] == ["employer_asked", "placement_cancelled"]
    with pytest.raises(ApprovalRefused):
        approvals.approve_to_confirm(
            session,
            placement,
            SIGNED,
            actor=actor_of(town.grace),
            seen=placement.version,
            now=clock.now(),
        )


def test_with_consent_off_nobody_is_asked_and_nothing_confirmed(session, town, railway):
    placement = yes_to(session, town, railway)
    town.jay.looks_for_placements = False

    with pytest.raises(ApprovalRefused) as refused:
        ask(session, town, placement)
    assert refused.value.reason is CannotAsk.CONSENT_IS_OFF


def test_consent_withdrawn_after_the_employers_yes_stops_the_second_decision(
    session, town, railway
):
    placement = ask_railway(session, town, railway)
    agree(session, town, placement)
    town.jay.looks_for_placements = False

    with pytest.raises(ApprovalRefused):
        approvals.approve_to_confirm(
            session,
            placement,
            SIGNED,
            actor=actor_of(town.grace),
            seen=placement.version,
            now=clock.now(),
        )


def test_a_lower_rank_asks_for_a_reason_while_the_better_one_is_open(session, town, library):
    placement = yes_to(session, town, library)

    with pytest.raises(ApprovalRefused) as refused:
        ask(session, town, placement)
    assert refused.value.reason is CannotAsk.RANK_NEEDS_A_REASON

    decision = ask(session, town, placement, Signed("Grace Bell", "Near home", "It is nearer"))
    assert decision.rank == 2
    assert decision.rank_reason == "It is nearer"


def test_a_better_one_that_was_refused_needs_no_reason(session, town, railway, library):
    first = show_jay(session, town, railway)
    jay_says(session, town, first, Answer.NO)
    placement = yes_to(session, town, library)

    assert ask(session, town, placement).rank_reason is None


def test_a_page_that_is_out_of_date_is_refused(session, town, railway):
    placement = yes_to(session, town, railway)

    with pytest.raises(StaleVersion):
        ask(session, town, placement, seen=placement.version - 1)
    assert placement.window.taken == 0


def test_showing_a_proposal_twice_makes_one_placement(session, town, railway):
    first = show_jay(session, town, railway)

    assert show_to_learner(session, railway, actor_id=town.grace.id, now=clock.now()) is first


def test_a_learner_can_take_a_no_back_until_an_employer_was_asked(session, town, railway):
    placement = show_jay(session, town, railway)
    jay_says(session, town, placement, Answer.NO)
    take_back_answer(session, placement, actor_id=town.jay_user.id, now=clock.now())
    assert placement.state is PlacementState.LEARNER_CONSIDERING

    jay_says(session, town, placement, Answer.YES)
    ask(session, town, placement)
    jay_says(session, town, placement, Answer.NO)
    with pytest.raises(CannotTakeBack):
        take_back_answer(session, placement, actor_id=town.jay_user.id, now=clock.now())


def test_the_newest_answer_counts_and_all_are_kept(session, town, railway):
    placement = show_jay(session, town, railway)
    for answer in (Answer.MAYBE, Answer.YES, Answer.ASK_SOMEONE, Answer.YES):
        jay_says(session, town, placement, answer)

    assert placement.state is PlacementState.LEARNER_YES
    assert [given.answer for given in placement.proposal.answers] == [
        Answer.MAYBE,
        Answer.YES,
        Answer.ASK_SOMEONE,
        Answer.YES,
    ]


def test_nothing_is_answered_once_it_has_ended(session, town, railway):
    placement = yes_to(session, town, railway)
    approvals.decline(
        session,
        placement,
        SIGNED,
        actor=actor_of(town.grace),
        seen=placement.version,
        now=clock.now(),
    )
    with pytest.raises(TransitionNotAllowed):
        jay_says(session, town, placement, Answer.YES)


def test_sending_back_returns_it_to_the_learner(session, town, railway):
    placement = yes_to(session, town, railway)
    approvals.send_back(
        session,
        placement,
        SIGNED,
        actor=actor_of(town.grace),
        seen=placement.version,
        now=clock.now(),
    )
    assert placement.state is PlacementState.LEARNER_CONSIDERING
    jay_says(session, town, placement, Answer.YES)
    assert ask(session, town, placement)


def test_a_decline_frees_the_place_and_keeps_the_reason(session, town, railway):
    placement = ask_railway(session, town, railway)
    reply = Reply(to=PlacementState.EMPLOYER_DECLINED, reason=DeclineReason.DATES, note="Sorry")
    for _ in range(2):
        answer_request(session, placement, reply, actor=actor_of(town.ruth), now=clock.now())

    assert placement.window.taken == 0
    assert placement.history[-1].reason == "dates"


def test_questions_come_back_to_the_employer(session, town, railway):
    placement = ask_railway(session, town, railway)
    questions = Reply(to=PlacementState.EMPLOYER_QUESTIONS, note="May we call?")
    answer_request(session, placement, questions, actor=actor_of(town.ruth), now=clock.now())
    for _ in range(2):
        ask_again(session, placement, actor=actor_of(town.grace), now=clock.now())

    assert placement.state is PlacementState.EMPLOYER_ASKED


def test_cancelling_frees_the_place_and_tells_the_employer_not_why(session, town, railway):
    placement = ask_railway(session, town, railway)
    for _ in range(2):
        approvals.cancel(
            session,
            placement,
            CancelReason.LEARNER_ILL,
            actor=actor_of(town.grace),
            seen=placement.version,
            now=clock.now(),
        )
    assert placement.window.taken == 0
    assert [email.name for email in emails(session)] == ["employer_asked", "placement_cancelled"]
    assert "ill" not in emails(session)[-1].subject_line
    assert emails(session)[0].state.value == "cancelled"


def test_cancelling_before_anyone_was_asked_tells_nobody(session, town, railway):
    placement = yes_to(session, town, railway)
    approvals.cancel(
        session,
        placement,
        CancelReason.OTHER,
        actor=actor_of(town.grace),
        seen=placement.version,
        now=clock.now(),
    )
    assert emails(session) == []


def test_the_last_place_goes_to_one_of_two(session, town, railway):
    first = yes_to(session, town, railway)
    second = other_learner(session, town, railway)
    ask(session, town, first)

    with pytest.raises(PlaceTaken) as taken:
        ask(session, town, second)
    assert taken.value.since is not None
    assert first.window.taken == 1


def other_learner(session, town, proposal):
    """Return another learner’s placement in the same window, waiting for approval."""
    maya = Learner(
        provider=town.jay.provider,
        mis_number="maya",
        first_name="Maya",
        surname="Lund",
        date_of_birth=town.jay.date_of_birth,
        looks_for_placements=True,
        created_at=clock.now(),
    )
    run = MatchRun(
        provider_id=town.jay.provider_id,
        learner_id=town.jay.id,
        asked_by_id=town.grace.id,
        asked_at=clock.now(),
    )
    session.add_all((maya, run))
    session.flush()
    run.learner_id = maya.id
    copy = Proposal(
        run=run,
        learner=maya,
        window=proposal.window,
        rank=1,
        type=proposal.type,
        score=50,
        parts=proposal.parts,
        dates=proposal.dates,
        start=proposal.start,
        finish=proposal.finish,
        break_minutes=30,
        hours=18,
        tasks=proposal.tasks,
    )
    session.add(copy)
    session.flush()
    return yes_to(session, town, copy)


def test_two_leads_who_approve_the_last_place_at_once(app, session, town, railway):
    placements = [yes_to(session, town, railway), other_learner(session, town, railway)]
    keys = [placement.id for placement in placements]
    actors = [actor_of(town.grace), actor_of(town.samir)]
    window_id = railway.window_id
    session.commit()
    start = threading.Barrier(2)
    results = []

    def approve(key, actor):
        with app.app_context(), db.engine.connect():
            start.wait()
            try:
                mine = locked(db.session(), key)
                approvals.approve_to_ask(
                    db.session(),
                    mine,
                    SIGNED,
                    actor=actor,
                    seen=mine.version,
                    now=clock.now(),
                    today=clock.today(),
                )
                db.session.commit()
                results.append("asked")
            except PlaceTaken:
                db.session.rollback()
                results.append("taken")

    threads = [
        threading.Thread(target=approve, args=pair) for pair in zip(keys, actors, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    session.expire_all()
    assert sorted(results) == ["asked", "taken"]
    assert session.get_one(Window, window_id).taken == 1
    states = sorted(session.get_one(Placement, key).state.value for key in keys)
    assert states == ["employer_asked", "learner_yes"]


def test_staff_can_write_down_the_answer_with_how(session, town, railway):
    placement = show_jay(session, town, railway)
    record_answer(
        session,
        placement,
        Answer.YES,
        how=AnsweredHow.PICTURES,
        recorded_by_id=town.samir.id,
        actor_id=town.samir.id,
        now=clock.now(),
    )
    assert railway.answers[-1].recorded_by_id == town.samir.id

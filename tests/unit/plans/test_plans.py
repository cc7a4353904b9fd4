"""Plans for many learners: proved, kept whole, the same every time, and they decide nothing."""

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from matching.cohort_records import ChangeWhy, PlanFindingCode, UnplacedReason
from matching.explain_records import WhyNotReason
from tests.crowd import (
    ask,
    findings_of,
    line_of,
    offer_of,
    plan,
    work,
)
from webapp.accounts.access import actor_of
from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.plans import (
    CHANGE_REASONS,
    NO_PLACE_REASONS,
    NOT_THERE_REASONS,
    PLAN_PROBLEMS,
)
from webapp.core import clock
from webapp.core.audit import AuditEvent
from webapp.jobs import queue
from webapp.jobs.models import Job, JobKind, JobState
from webapp.placements import plan_wishes, plans
from webapp.placements.matchmaking.cohort import NotProved
from webapp.placements.models import Decision, MatchRun, Placement, PlacementState, Proposal
from webapp.placements.plan_models import PlanRun, PlanState
from webapp.placements.plans import Aim, Asked, job_key
from webapp.placements.question_models import EmployerQuestion
from webapp.placements.taking_over import propose_planned


def content(run):
    """Return what a plan says, without keys that are made anew each time."""
    return (
        [
            (one.learner_id, one.offer, one.window, one.units, one.dates, one.lock, one.parts)
            for one in run.placements
        ],
        [(one.learner_id, one.reasons, one.options, one.near_misses) for one in run.unplaced],
        [(one.code, one.learner_id, one.offer, one.window, one.evidence) for one in run.findings],
        run.stages,
        run.proofs,
    )


def everything_decided(session):
    """Return every placement, proposal and decision as it stands."""
    return (
        [
            (one.id, one.state, one.window_id, one.dates, one.version, one.holds_place)
            for one in session.scalars(sa.select(Placement).order_by(Placement.reference))
        ],
        session.scalars(sa.select(Proposal.id).order_by(Proposal.id)).all(),
        session.scalars(sa.select(Decision.id).order_by(Decision.id)).all(),
    )


def propose(session, lines, crowd):
    done = propose_planned(
        session, lines, actor=actor_of(crowd.grace), today=clock.today(), now=clock.now()
    )
    session.commit()
    return done


def keep(session, crowd, line):
    plan_wishes.keep_there(
        session, line, why="It is near.", actor=actor_of(crowd.grace), now=clock.now()
    )
    session.commit()


def rule_out(session, crowd, line):
    plan_wishes.rule_out(
        session, line, why="Too far.", actor=actor_of(crowd.grace), now=clock.now()
    )
    session.commit()


def test_every_code_of_the_matcher_has_words():
    assert {one.code.value for one in PLAN_PROBLEMS} == {one.value for one in PlanFindingCode}
    assert {one.code.value for one in NO_PLACE_REASONS} == {one.value for one in UnplacedReason}
    assert {one.code.value for one in NOT_THERE_REASONS} == {one.value for one in WhyNotReason}
    assert {one.code.value for one in CHANGE_REASONS} == {one.value for one in ChangeWhy}


def test_asking_twice_is_one_plan_and_one_job_without_a_name_in_it(session, crowd):
    first = ask(session, crowd)

    assert ask(session, crowd) is first
    (job,) = session.scalars(sa.select(Job).where(Job.kind == JobKind.PLAN_RUN))
    assert job.key == job_key(first.id)
    assert job.payload == {"plan": str(first.id)}


def test_a_plan_is_kept_whole_with_its_proof(session, crowd, tmp_path):
    run = plan(session, crowd, tmp_path)

    assert run.state is PlanState.DONE
    assert run.verified
    assert (run.learners, run.placed, run.gap) == (3, 3, 0)
    assert [proof["primal"] == proof["dual"] for proof in run.proofs] == [True]
    assert run.rules_version
    assert sum(run.weights.values()) == pytest.approx(100)
    assert run.cpu_milliseconds > 0
    assert run.units == sum(one.units for one in run.placements)
    asked = session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "plan.asked")).one()
    assert asked.actor_id == crowd.grace.id


def test_approved_places_come_out_as_they_are_and_nothing_is_decided(session, crowd, tmp_path):
    before = everything_decided(session)
    run = plan(session, crowd, tmp_path)

    for learner in (crowd.noor, crowd.kit):
        line = line_of(run, learner)
        placement = session.scalars(
            sa.select(Placement).where(Placement.learner_id == learner.id)
        ).one()
        assert line.lock == "approved"
        assert (line.window, line.dates) == (placement.window.key, placement.dates)
    assert everything_decided(session) == before


def test_the_same_data_gives_the_same_plan_and_says_that_nothing_changed(session, crowd, tmp_path):
    first = plan(session, crowd, tmp_path)
    second = plan(session, crowd, tmp_path)

    assert second is not first
    assert second.previous_id == first.id
    assert content(second)[0] == content(first)[0]
    assert second.changes == []


def test_only_learners_with_a_request_are_planned_for_unless_all_are_asked_for(
    session, crowd, tmp_path
):
    for request in crowd.jay.requests:
        request.closed_at = clock.now()
    some = plan(session, crowd, tmp_path, Asked())
    assert crowd.jay.id not in {one.learner_id for one in (*some.placements, *some.unplaced)}

    everyone = plan(session, crowd, tmp_path)
    (left,) = everyone.unplaced
    assert (left.learner_id, left.reasons) == (crowd.jay.id, ["no_request"])
    assert "learner_without_request" in findings_of(everyone)


def test_a_plan_may_be_for_some_years_only(session, crowd, tmp_path):
    run = plan(session, crowd, tmp_path, Asked(years=(9,)))

    assert (run.learners, run.placements, run.unplaced) == (0, [], [])


def test_the_aim_is_passed_on(session, crowd, tmp_path):
    run = plan(session, crowd, tmp_path, Asked(aim=Aim.PLACED))

    assert run.objective == "placed"
    assert run.placed == 3


def test_a_place_ruled_out_is_not_planned_again_and_the_change_says_why(session, crowd, tmp_path):
    first = plan(session, crowd, tmp_path)
    rule_out(session, crowd, line_of(first, crowd.jay))
    second = plan(session, crowd, tmp_path)

    (change,), (left,) = second.changes, second.unplaced
    assert (change.learner_id, change.why, change.now_offer) == (crowd.jay.id, "vetoed", None)
    assert change.was_offer == line_of(first, crowd.jay).offer
    assert left.reasons == ["vetoed"]


def test_a_learner_kept_somewhere_stays_there(session, crowd, tmp_path):
    first = line_of(plan(session, crowd, tmp_path), crowd.jay)
    keep(session, crowd, first)

    again = line_of(plan(session, crowd, tmp_path), crowd.jay)
    assert (first.lock, again.lock) == (None, "locked")
    assert again.offer == first.offer


def test_keeping_a_learner_there_takes_the_veto_away_and_back(session, crowd, tmp_path):
    line = line_of(plan(session, crowd, tmp_path), crowd.jay)
    rule_out(session, crowd, line)
    keep(session, crowd, line)
    keep(session, crowd, line)
    assert len(plan_wishes.all_locks(session, crowd.jay.provider_id)) == 1
    assert plan_wishes.all_vetoes(session, crowd.jay.provider_id) == []

    rule_out(session, crowd, line)
    assert plan_wishes.all_locks(session, crowd.jay.provider_id) == []


def test_learners_kept_apart_are_never_at_one_employer_on_one_day(session, crowd, tmp_path):
    first = plan(session, crowd, tmp_path)
    other = next(
        one
        for one in (crowd.noor, crowd.kit)
        if offer_of(session, line_of(first, one)).site_id
        == offer_of(session, line_of(first, crowd.jay)).site_id
    )
    plan_wishes.keep_apart(
        session,
        [crowd.jay, other],
        why="They argued.",
        actor=actor_of(crowd.grace),
        now=clock.now(),
    )
    second = plan(session, crowd, tmp_path)

    jay = [one for one in second.placements if one.learner_id == crowd.jay.id]
    there = line_of(second, other)
    assert not [
        one for one in jay if one.offer == there.offer and set(one.dates) & set(there.dates)
    ]


def test_a_plan_that_is_not_proved_keeps_nothing_but_that(session, crowd, tmp_path, monkeypatch):
    def refuse(cohort, *, progress):
        raise NotProved("capacity")

    monkeypatch.setattr(plans.matchmaking, "solve", refuse)
    run = plan(session, crowd, tmp_path)

    assert (run.state, run.failed_because) == (PlanState.FAILED, "not_proved")
    assert (run.placements, run.unplaced, run.findings, run.verified) == ([], [], [], False)


def test_a_worker_that_died_in_the_middle_changes_nothing(session, crowd, tmp_path):
    run = ask(session, crowd)
    claimed = queue.claim(session, worker="dead", now=clock.now(), kinds={JobKind.PLAN_RUN})
    session.get_one(PlanRun, run.id).state = PlanState.RUNNING
    session.commit()
    assert claimed is not None

    work(session, tmp_path)
    assert run.state is PlanState.DONE
    found = content(run)
    assert content(plan(session, crowd, tmp_path))[0] == found[0]


def test_a_job_that_comes_twice_leaves_a_finished_plan_as_it_is(session, crowd, tmp_path):
    run = plan(session, crowd, tmp_path)
    before = [one.id for one in run.placements]
    queue.enqueue(
        session,
        JobKind.PLAN_RUN,
        key="plan:again",
        payload={"plan": str(run.id)},
        run_after=clock.now(),
        now=clock.now(),
    )
    work(session, tmp_path)
    assert [one.id for one in run.placements] == before


def test_a_plan_that_is_gone_fails_for_good(session, crowd, tmp_path):
    queue.enqueue(
        session,
        JobKind.PLAN_RUN,
        key="plan:gone",
        payload={"plan": str(uuid.uuid4())},
        run_after=clock.now(),
        now=clock.now(),
    )
    work(session, tmp_path)
    assert queue.find(session, "plan:gone").state is JobState.FAILED


def test_a_planned_place_becomes_an_ordinary_proposal_and_nobody_is_asked(session, crowd, tmp_path):
    line = line_of(plan(session, crowd, tmp_path), crowd.jay)
    before = everything_decided(session)
    done = propose(session, [line], crowd)
    assert (done.proposed, done.refused) == (1, 0)
    work(session, tmp_path)

    run = session.get_one(MatchRun, line.run_id)
    assert line.window in {one.window.key for one in run.proposals}
    assert len({one.rank for one in run.proposals}) == len(run.proposals)
    assert everything_decided(session)[0] == before[0]
    assert everything_decided(session)[2] == before[2]
    assert propose(session, [line], crowd).proposed == 0


def test_what_is_approved_is_not_proposed(session, crowd, tmp_path):
    line = line_of(plan(session, crowd, tmp_path), crowd.noor)

    done = propose(session, [line], crowd)
    assert (done.proposed, done.refused, line.run_id) == (0, 0, None)


def test_a_place_taken_meanwhile_is_not_proposed(session, crowd, tmp_path):
    line = line_of(plan(session, crowd, tmp_path), crowd.jay)
    window = next(one for one in offer_of(session, line).windows if one.key == line.window)
    window.taken = window.places

    assert propose(session, [line], crowd).refused == 1
    assert line.refused == "place_taken"


def test_a_place_that_is_not_offered_any_more_is_not_proposed(session, crowd, tmp_path):
    line = line_of(plan(session, crowd, tmp_path), crowd.jay)
    offer_of(session, line).published_at = None

    propose(session, [line], crowd)
    assert line.refused == "place_gone"


def test_a_place_ruled_out_since_is_not_proposed(session, crowd, tmp_path):
    line = line_of(plan(session, crowd, tmp_path), crowd.jay)
    rule_out(session, crowd, line)

    propose(session, [line], crowd)
    assert line.refused == "vetoed"


def test_a_place_that_rules_are_against_now_is_not_proposed_and_says_why(session, crowd, tmp_path):
    line = line_of(plan(session, crowd, tmp_path), crowd.jay)
    crowd.jay.looks_for_placements = False

    propose(session, [line], crowd)
    assert line.refused == "ruled_out"
    assert {row["code"] for row in line.refused_by} == {"HR-19"}


def test_nothing_is_proposed_to_someone_who_left(session, crowd, tmp_path):
    line = line_of(plan(session, crowd, tmp_path), crowd.jay)
    crowd.jay.left_on = clock.today()

    propose(session, [line], crowd)
    assert line.refused == "not_on_roll"


def test_nothing_is_proposed_on_days_that_are_taken_since(session, crowd, tmp_path):
    line = line_of(plan(session, crowd, tmp_path), crowd.jay)
    placement = session.scalars(
        sa.select(Placement).where(Placement.learner_id == crowd.jay.id)
    ).one()
    placement.state, placement.dates = PlacementState.PLANNING, list(line.dates)

    propose(session, [line], crowd)
    assert line.refused == "has_a_place"


def test_what_a_learner_said_no_to_is_neither_planned_nor_proposed(session, crowd, tmp_path):
    line = line_of(plan(session, crowd, tmp_path), crowd.jay)
    placement = session.scalars(
        sa.select(Placement).where(Placement.learner_id == crowd.jay.id)
    ).one()
    placement.window = next(
        one for one in offer_of(session, line).windows if one.key == line.window
    )
    placement.state = PlacementState.LEARNER_NO

    propose(session, [line], crowd)
    assert line.refused == "said_no"
    after = plan(session, crowd, tmp_path)
    assert line.offer not in {
        one.offer for one in after.placements if one.learner_id == crowd.jay.id
    }


def test_a_run_that_finds_the_place_gone_says_so_on_the_plan(session, crowd, tmp_path):
    line = line_of(plan(session, crowd, tmp_path), crowd.jay)
    propose(session, [line], crowd)
    crowd.jay.looks_for_placements = False
    work(session, tmp_path)

    assert (line.run_id, line.refused) == (None, "ruled_out")


def must_have(learner):
    """Return what one requirement of a learner needs."""
    row = next(row for row in learner.requirements if row.strength.value == "must")
    return {Adjustment(code) for code in row.adjustments}


def says_of_all(session, crowd, line, answer, at):
    """Let the employer of a place say of everybody what Jay must have."""
    for row in offer_of(session, line).site.employer.answers:
        if row.adjustment in must_have(crowd.jay):
            row.answer, row.answered_at = answer, at


def answered(session, crowd, line, answer):
    """Let the employer of a place answer for Jay alone what Jay must have."""
    for adjustment in must_have(crowd.jay):
        session.add(
            EmployerQuestion(
                provider_id=crowd.jay.provider_id,
                learner=crowd.jay,
                offer=offer_of(session, line),
                cause="adjustment_unanswered",
                cause_key=f"adjustment_unanswered:{adjustment}",
                adjustment=adjustment,
                asked_by_id=crowd.grace.id,
                asked_at=clock.now(),
                answer=answer,
                answered_at=clock.now(),
            )
        )


def offers_for(run, learner):
    return [one.offer for one in run.placements if one.learner_id == learner.id]


def test_a_no_for_one_learner_alone_keeps_the_plan_from_sending_them_there(
    session, crowd, tmp_path
):
    line = line_of(plan(session, crowd, tmp_path), crowd.jay)
    answered(session, crowd, line, AdjustmentAnswer.CANNOT)

    assert offers_for(plan(session, crowd, tmp_path), crowd.jay) == []


def test_a_yes_for_one_learner_alone_lets_the_plan_send_them_there(session, crowd, tmp_path):
    line = line_of(plan(session, crowd, tmp_path), crowd.jay)
    yesterday = clock.now() - timedelta(days=1)
    says_of_all(session, crowd, line, AdjustmentAnswer.CANNOT, yesterday)
    without = plan(session, crowd, tmp_path)
    assert line.offer not in offers_for(without, crowd.jay)

    answered(session, crowd, line, AdjustmentAnswer.WILL_DO)
    assert offers_for(plan(session, crowd, tmp_path), crowd.jay) == [line.offer]


def test_what_an_employer_says_of_all_later_wins_over_a_yes_for_one(session, crowd, tmp_path):
    line = line_of(plan(session, crowd, tmp_path), crowd.jay)
    answered(session, crowd, line, AdjustmentAnswer.WILL_DO)
    says_of_all(session, crowd, line, AdjustmentAnswer.CANNOT, clock.now() + timedelta(hours=1))

    assert line.offer not in offers_for(plan(session, crowd, tmp_path), crowd.jay)

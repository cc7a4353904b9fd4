"""A lead asks a plan why this place, why not another, and what else there is."""

import uuid

import pytest
import sqlalchemy as sa

from tests.crowd import line_of, plan, work
from tests.factories import make_learner, make_provider, make_staff
from tests.web.placements.test_queries import counted
from webapp.accounts.models import Role
from webapp.core.audit import AuditEvent
from webapp.employers.models import Offer
from webapp.jobs.models import Job, JobKind
from webapp.placements import plan_whys
from webapp.placements.plan_models import PlanState, PlanVeto
from webapp.placements.plan_why_models import PlanLearner

LOOK = "Look at every place"


@pytest.fixture
def made(session, crowd, tmp_path):
    """A finished plan."""
    return plan(session, crowd, tmp_path)


def row_of(session, run, learner):
    return session.scalars(
        sa.select(PlanLearner).where(
            PlanLearner.plan_id == run.id, PlanLearner.learner_id == learner.id
        )
    ).one()


def address(run, learner):
    return f"/lead/plans/{run.id}/learners/{learner.id}"


def explained(lead, session, run, learner, folder):
    """Return the page once the worker has looked at every place."""
    lead.submit(lead.get(address(run, learner)), {}, button=LOOK)
    work(session, folder)
    return lead.get(address(run, learner))


def test_a_lead_asks_why_this_place_and_reads_the_answer(session, crowd, as_person, made, tmp_path):
    lead = as_person(crowd.grace)
    page = lead.follow(lead.get(f"/lead/plans/{made.id}"), "Why this place? Jay")
    assert page.h1 == "Jay: why this place?"
    assert "Interests How close the tasks" in page.text
    page = lead.submit(page, {}, button=LOOK)
    assert "You can leave this page" in page.text
    work(session, tmp_path)

    page = lead.get(address(made, crowd.jay))
    assert "Because" in page.text
    assert "sets of dates in all" in page.text or "set of dates in all" in page.text
    assert "Other places Jay could have" in page.text
    assert LOOK not in page.buttons


def test_asking_twice_is_one_job_without_a_name_in_it(session, crowd, as_person, made):
    lead = as_person(crowd.grace)
    page = lead.get(address(made, crowd.jay))
    for _ in range(2):
        lead.submit(page, {}, button=LOOK)

    (job,) = session.scalars(sa.select(Job).where(Job.kind == JobKind.PLAN_WHY))
    assert job.payload == {"plan_learner": str(row_of(session, made, crowd.jay).id)}
    asked = session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "plan.why_asked"))
    assert [one.subject_id for one in asked] == [crowd.jay.id]


def test_a_place_that_rules_are_against_says_which_and_what_would_change_it(
    session, crowd, as_person, made, tmp_path
):
    lead = as_person(crowd.grace)
    explained(lead, session, made, crowd.jay, tmp_path)
    row = row_of(session, made, crowd.jay)
    blocked = next(one for one in row.ruled_out if one["codes"])
    page = lead.get(f"{address(made, crowd.jay)}?offer={blocked['offer']}")

    picked = page.soup.find("section", id="why-not").get_text(" ", strip=True)
    assert blocked["codes"][0] in picked
    assert "What would change it:" in picked


def test_a_place_that_was_open_says_why_not_with_both_scores(
    session, crowd, as_person, made, tmp_path
):
    first = line_of(made, crowd.jay)
    session.add(
        PlanVeto(
            provider_id=crowd.jay.provider_id,
            learner=crowd.jay,
            offer=first.offer,
            why="Far.",
            set_by_id=crowd.grace.id,
            set_at=made.done_at,
        )
    )
    after = plan(session, crowd, tmp_path)
    lead = as_person(crowd.grace)
    page = explained(lead, session, after, crowd.jay, tmp_path)
    assert page.h1 == "Jay: why no place?"
    page = lead.get(f"{address(after, crowd.jay)}?offer={first.offer}")

    assert "You ruled out Aldermere Library for Jay." in page.text
    assert "Take your rule away." in page.text
    assert f"It fits Jay {round(first.units / 100)} of 100." in page.text


def test_for_an_approved_place_no_other_is_tried(session, crowd, as_person, made, tmp_path):
    page = explained(as_person(crowd.grace), session, made, crowd.kit, tmp_path)
    assert page.h1 == "Kit: why this place?"
    assert "The place is approved, so no other was tried." in page.text


def test_a_place_nobody_knows_of_is_said_to_be_unknown(session, crowd, as_person, made, tmp_path):
    lead = as_person(crowd.grace)
    explained(lead, session, made, crowd.jay, tmp_path)
    page = lead.get(f"{address(made, crowd.jay)}?offer=nothing")
    assert "Nothing is known of that place in this plan." in page.text


def test_only_those_the_reader_may_see_are_named(session, crowd, as_person, made, tmp_path):
    lead = as_person(crowd.grace)
    explained(lead, session, made, crowd.jay, tmp_path)
    stranger = make_learner(session, make_provider(session, key="far"), first_name="Zed")
    row = row_of(session, made, crowd.jay)
    reason = dict(row.reasons[0], wanted_by=[str(crowd.kit.id), str(stranger.id)])
    rival = {"units": 5_000, "others": 0, "best": None}
    choice = {
        "offer": "e1-1-1",
        "window": "w",
        "reason": "price",
        "units": 6_000,
        "own_units": 5_500,
        "price": 150,
        "points": {},
        "rivals": [rival | {"learner": str(one.id)} for one in (crowd.kit, stranger)],
    }
    row.reasons, row.choices = [reason], [choice]
    row.alternatives = [
        {
            "offer": "e1-1-1",
            "window": "w",
            "units": 6_000,
            "placed": -1,
            "below": [0, 0, 1],
            "total": -320,
            "left_out": [str(stranger.id)],
            "exact": True,
        }
    ]
    session.commit()
    page = lead.get(f"{address(made, crowd.jay)}?offer=e1-1-1")

    assert "Zed" not in page.html
    assert "2 others would take this place: Kit and 1 other learner ." in page.text
    assert "Others need Millbrook Heritage Railway more." in page.text
    assert "would cost the others 1.5 points of fit" in page.text
    assert "Kit , 50 of 100. Has nothing else." in page.text
    assert "One other learner , 50 of 100." in page.text
    assert "1 learner fewer would have a place. Without one: 1 other learner ." in page.text
    assert "1 learner more below 50 of 100." in page.text
    assert "All together lose 3.2 points of fit." in page.text


def test_an_explanation_stays_that_of_its_plan_when_things_change(
    session, crowd, as_person, made, tmp_path
):
    line = line_of(made, crowd.jay)
    for offer in session.scalars(sa.select(Offer)):
        offer.published_at = None
    page = explained(as_person(crowd.grace), session, made, crowd.jay, tmp_path)

    row = row_of(session, made, crowd.jay)
    assert row.why_state is PlanState.DONE
    assert [(one["offer"], one["units"]) for one in row.reasons] == [(line.offer, line.units)]
    assert "Aldermere Library" in page.text


def test_a_worker_that_died_leaves_the_explanation_to_the_next(
    session, crowd, as_person, made, tmp_path, monkeypatch
):
    def die(*_):
        raise KeyboardInterrupt

    lead = as_person(crowd.grace)
    lead.submit(lead.get(address(made, crowd.jay)), {}, button=LOOK)
    with monkeypatch.context() as broken:
        broken.setattr(plan_whys.matchmaking, "other_places", die, raising=False)
        with pytest.raises(KeyboardInterrupt):
            work(session, tmp_path)
    session.expire_all()
    row = row_of(session, made, crowd.jay)
    assert (row.why_state, row.alternatives) == (PlanState.RUNNING, None)
    half = list(row.choices)

    work(session, tmp_path)
    assert row.why_state is PlanState.DONE
    assert row.choices == half


def test_an_explanation_that_failed_says_so_and_can_be_asked_for_again(
    session, crowd, as_person, made, tmp_path, monkeypatch
):
    def fail(*_):
        raise ValueError

    lead = as_person(crowd.grace)
    with monkeypatch.context() as broken:
        broken.setattr(plan_whys.matchmaking, "choices_of", fail, raising=False)
        page = explained(lead, session, made, crowd.jay, tmp_path)
    assert "nothing was decided" in page.text
    assert row_of(session, made, crowd.jay).why_failed_because == "ValueError"

    explained(lead, session, made, crowd.jay, tmp_path)
    assert row_of(session, made, crowd.jay).why_state is PlanState.DONE


def test_only_leads_of_the_school_read_why(session, crowd, as_person, made):
    other = make_provider(session, key="other-school", name="Ridgeway College")
    stranger = make_staff(session, other, name="Dan Holt", roles=(Role.CAREERS_LEAD,)).user
    session.commit()
    as_person(crowd.samir).get(address(made, crowd.jay))
    for person in (stranger, crowd.helen, crowd.ruth):
        as_person(person).get(address(made, crowd.jay), status=404)
    theirs = as_person(stranger)
    theirs.get("/lead/plans")
    theirs.post(f"{address(made, crowd.jay)}/why", {}, status=404)
    as_person(crowd.grace).get(f"/lead/plans/{made.id}/learners/{uuid.uuid4()}", status=404)
    assert row_of(session, made, crowd.jay).why_state is None


def test_reading_why_is_written_down_and_asks_a_fixed_number_of_things(
    session, crowd, as_person, made, tmp_path
):
    lead = as_person(crowd.grace)
    explained(lead, session, made, crowd.jay, tmp_path)
    session.expire_all()
    with counted() as statements:
        lead.get(f"{address(made, crowd.jay)}?offer=e2-1-1")
    assert len(statements) <= 25, "\n".join(statements)
    read = session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "plan.read")).all()
    assert {one.subject_id for one in read} == {crowd.jay.id}

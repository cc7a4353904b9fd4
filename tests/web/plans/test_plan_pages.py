"""A lead makes a plan, reads what is wrong, and takes places over; nobody else sees any of it."""

import re

import pytest
import sqlalchemy as sa

from tests.crowd import ask, line_of, plan, plan_without_search, work
from tests.factories import make_learner, make_provider, make_staff
from tests.web.placements.test_queries import MOST, counted
from webapp.accounts.models import Role
from webapp.core import clock
from webapp.core.audit import AuditEvent
from webapp.employers.models import Offer, Window
from webapp.placements import plan_targets, plans
from webapp.placements.matchmaking.cohort import NotProved
from webapp.placements.models import Placement, PlacementState
from webapp.placements.plan_models import PlanLock, PlannedPlacement, PlanVeto


def test_a_lead_makes_a_plan_waits_and_reads_it(session, crowd, as_person, tmp_path):
    lead = as_person(crowd.grace)
    page = lead.follow(lead.get("/lead/matching"), "Plan for many learners")
    assert page.h1 == "Plans for many learners"
    page = lead.submit(page, {"years": ["11"], "wanted": "1"}, button="Make the plan")
    assert page.h1 == "Making the plan"
    assert "A plan is being made" in lead.get("/lead/plans").text
    work(session, tmp_path)

    page = lead.get(page.url)
    assert page.h1.startswith("Plan of")
    assert "3 of 3 learners placed" in page.html
    assert "No other plan places more learners" in page.text
    assert "Checked twice" in page.text
    assert "Millbrook Heritage Railway" in page.text
    assert "3 of 3 learners placed" in lead.get("/lead/plans").text


def test_an_answer_that_is_not_on_the_page_is_refused(crowd, as_person):
    lead = as_person(crowd.grace)
    page = lead.submit(lead.get("/lead/plans"), {"wanted": "9"}, button="Make the plan", status=422)
    assert page.errors == ["Choose from the answers on this page"]


def test_reading_a_plan_is_written_down(session, crowd, as_person, tmp_path):
    run = plan(session, crowd, tmp_path)
    as_person(crowd.grace).get(f"/lead/plans/{run.id}")

    read = session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "plan.read")).one()
    assert (read.actor_id, read.subject_id) == (crowd.grace.id, run.id)


def test_only_leads_of_the_school_see_its_plans(session, crowd, as_person, tmp_path):
    run = plan(session, crowd, tmp_path)
    line = line_of(run, crowd.jay)
    other = make_provider(session, key="other-school", name="Ridgeway College")
    stranger = make_staff(session, other, name="Dan Holt", roles=(Role.CAREERS_LEAD,)).user
    session.commit()
    as_person(crowd.samir).get(f"/lead/plans/{run.id}")
    for address in (f"/lead/plans/{run.id}", f"/lead/plans/{run.id}/places/{line.id}"):
        as_person(stranger).get(address, status=404)
        for person in (crowd.ruth, crowd.helen):
            as_person(person).get(address, status=404)
    theirs = as_person(stranger)
    assert "There is no plan yet" in theirs.get("/lead/plans").text
    theirs.post(f"/lead/plans/{run.id}/propose", {"planned": str(line.id)}, status=404)
    assert line.run_id is None


def test_a_plan_that_is_not_proved_shows_only_that(
    session, crowd, as_person, tmp_path, monkeypatch
):
    def refuse(cohort, *, progress):
        raise NotProved("capacity")

    monkeypatch.setattr(plans.matchmaking, "solve", refuse)
    run = plan(session, crowd, tmp_path)
    page = as_person(crowd.grace).get(f"/lead/plans/{run.id}")

    assert "The plan was not proved" in page.text
    assert "Jay" not in page.text


def test_a_plan_whose_job_failed_says_that_nothing_was_decided(session, crowd, as_person):
    run = ask(session, crowd)
    run.state, run.failed_because = plans.PlanState.FAILED, "ValueError"
    session.commit()

    page = as_person(crowd.grace).get(f"/lead/plans/{run.id}")
    assert "nothing was decided" in page.text


def test_ticked_places_become_proposals_and_lead_to_them(session, crowd, as_person, tmp_path):
    run = plan(session, crowd, tmp_path)
    line = line_of(run, crowd.jay)
    lead = as_person(crowd.grace)
    page = lead.submit(
        lead.get(f"/lead/plans/{run.id}"), {"planned": [str(line.id)]}, button="Propose these"
    )
    assert "1 proposal on the way" in page.notes[0]
    assert "Being proposed" in page.text
    work(session, tmp_path)

    page = lead.follow(lead.get(f"/lead/plans/{run.id}"), "See the proposal : Jay")
    assert "Jay" in page.h1


def test_proposing_nothing_asks_for_a_tick(session, crowd, as_person, tmp_path):
    run = plan(session, crowd, tmp_path)
    lead = as_person(crowd.grace)

    page = lead.submit(lead.get(f"/lead/plans/{run.id}"), {}, button="Propose these")
    assert "Tick the learners first" in page.notes[0]


def test_a_place_taken_meanwhile_is_refused_with_the_reason(session, crowd, as_person, tmp_path):
    run = plan(session, crowd, tmp_path)
    line = line_of(run, crowd.jay)
    window = session.scalars(sa.select(Window).where(Window.key == line.window)).one()
    lead = as_person(crowd.grace)
    page = lead.get(f"/lead/plans/{run.id}")
    window.taken = window.places
    session.commit()

    page = lead.submit(page, {"planned": [str(line.id)]}, button="Propose these")
    assert "1 place could not be proposed" in page.notes[0]
    assert "The last place was taken meanwhile." in page.text
    assert line.run_id is None


def test_a_place_the_rules_are_against_is_refused_with_the_rule(
    session, crowd, as_person, tmp_path
):
    run = plan(session, crowd, tmp_path)
    line = line_of(run, crowd.jay)
    crowd.jay.looks_for_placements = False
    session.commit()
    lead = as_person(crowd.grace)

    page = lead.submit(
        lead.get(f"/lead/plans/{run.id}"), {"planned": [str(line.id)]}, button="Propose these"
    )
    assert "Rules are now against it." in page.text


def test_a_lead_keeps_a_learner_rules_out_and_takes_it_away(session, crowd, as_person, tmp_path):
    run = plan(session, crowd, tmp_path)
    lead = as_person(crowd.grace)
    page = lead.follow(lead.get(f"/lead/plans/{run.id}"), "Keep or rule out : Jay")
    page = lead.submit(page, {}, button="Keep Jay there", status=422)
    assert page.errors == ["Write why, in one sentence"]
    page = lead.submit(page, {"why": "He knows the way."}, button="Keep Jay there")
    assert "Kept there" in page.notes[0]
    assert session.scalars(sa.select(PlanLock)).one().why == "He knows the way."

    page = lead.follow(page, "Keep or rule out : Jay")
    lead.submit(page, {"why": "Too far."}, button="Never this place for Jay")
    assert session.scalars(sa.select(PlanVeto)).one().why == "Too far."
    page = lead.get("/lead/plans/rules")
    assert "Never at Aldermere Library" in page.text
    page = lead.submit(page, {}, button="Take away")
    assert "There are no rules yet" in page.text


def test_a_lead_keeps_learners_apart(session, crowd, as_person):
    lead = as_person(crowd.grace)
    page = lead.get("/lead/plans/rules")
    page = lead.submit(
        page,
        {"learners": [str(crowd.jay.id)], "why": "They argued."},
        button="Keep them apart",
        status=422,
    )
    assert page.errors == ["Tick two learners or more"]
    both = [str(crowd.jay.id), str(crowd.kit.id)]
    page = lead.submit(page, {"learners": both}, button="Keep them apart")
    assert "Jay, Kit" in page.text


def test_a_rule_of_another_school_is_not_found(session, crowd, as_person, tmp_path):
    run = plan(session, crowd, tmp_path)
    lead = as_person(crowd.grace)
    page = lead.follow(lead.get(f"/lead/plans/{run.id}"), "Keep or rule out : Jay")
    lead.submit(page, {"why": "He knows the way."}, button="Keep Jay there")
    lock = session.scalars(sa.select(PlanLock)).one()
    other = make_provider(session, key="other-school", name="Ridgeway College")
    stranger = as_person(make_staff(session, other, roles=(Role.CAREERS_LEAD,)).user)
    stranger.get("/lead/plans/rules")
    stranger.post(f"/lead/plans/rules/{lock.id}/take-away", status=404)


def problems(session, crowd, as_person, folder, asked=None):
    """Return what the page of a new plan says is wrong."""
    run = plan(session, crowd, folder, asked)
    page = as_person(crowd.grace).get(f"/lead/plans/{run.id}")
    found = page.soup.find("h2", string="Look at this first")
    assert found is not None, page.text
    return found.find_parent("section").get_text(" ", strip=True)


def lock(session, crowd, learner, offer, window=None):
    session.add(
        PlanLock(
            provider_id=crowd.jay.provider_id,
            learner=learner,
            offer=offer,
            window=window,
            why="Near.",
            set_by_id=crowd.grace.id,
            set_at=clock.now(),
        )
    )


def veto(session, crowd, learner, offer):
    session.add(
        PlanVeto(
            provider_id=crowd.jay.provider_id,
            learner=learner,
            offer=offer,
            why="Far.",
            set_by_id=crowd.grace.id,
            set_at=clock.now(),
        )
    )


def test_contradictory_locks_are_named(session, crowd, as_person, tmp_path):
    session.execute(sa.update(Window).values(places=5))
    lock(session, crowd, crowd.jay, "e1-1-1")
    lock(session, crowd, crowd.jay, "e5-1-1")

    words = problems(session, crowd, as_person, tmp_path)
    assert "Jay cannot be in all the places you keep for them." in words
    assert "Open Jay" in words


def test_a_veto_on_an_approved_place_is_named(session, crowd, as_person, tmp_path):
    veto(session, crowd, crowd.kit, "e1-1-1")

    words = problems(session, crowd, as_person, tmp_path)
    assert "You ruled out Millbrook Heritage Railway for Kit, who has an approved place" in words


def test_a_veto_on_a_lock_is_named(session, crowd, as_person, tmp_path):
    lock(session, crowd, crowd.jay, "e5-1-1")
    veto(session, crowd, crowd.jay, "e5-1-1")

    words = problems(session, crowd, as_person, tmp_path)
    assert "You ruled out Aldermere Library for Jay, and you keep Jay there." in words


def test_fewer_places_than_are_approved_are_named(session, crowd, as_person, tmp_path):
    placement = session.scalars(
        sa.select(Placement).where(Placement.learner_id == crowd.kit.id)
    ).one()
    other = session.scalars(sa.select(Placement).where(Placement.learner_id == crowd.noor.id)).one()
    other.window, other.dates = placement.window, list(placement.dates)

    words = problems(session, crowd, as_person, tmp_path)
    assert "More people are approved for Millbrook Heritage Railway than it has places." in words


def test_an_offer_without_tasks_is_named(session, crowd, as_person, tmp_path):
    offer = session.scalars(sa.select(Offer).where(Offer.key == "e5-1-1")).one()
    offer.tasks.clear()

    words = problems(session, crowd, as_person, tmp_path)
    assert "Aldermere Library has no tasks yet" in words
    assert "Open Aldermere Library" in words


def test_an_offer_without_dates_is_named(session, crowd, as_person, tmp_path):
    session.add(
        Offer(
            key="e5-1-2",
            site=session.scalars(sa.select(Offer).where(Offer.key == "e5-1-1")).one().site,
            title="More",
            published_at=clock.now(),
            confirmed_on=clock.today(),
        )
    )

    assert "Aldermere Library has no dates yet" in problems(session, crowd, as_person, tmp_path)


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda jay: jay.availability.clear(), "Nobody wrote down when Jay can go."),
        (lambda jay: jay.requests.clear(), "Jay has not asked for a place."),
        (
            lambda jay: setattr(jay, "looks_for_placements", False),
            "Nobody has agreed yet that we look for places for Jay.",
        ),
    ],
)
def test_a_learner_nobody_can_plan_for_is_named(
    session, crowd, as_person, tmp_path, break_it, words
):
    break_it(crowd.jay)

    assert words in problems(session, crowd, as_person, tmp_path)


def test_a_lock_the_rules_are_against_is_named_with_the_rule(session, crowd, as_person, tmp_path):
    lock(session, crowd, crowd.jay, "e2-1-1")

    words = problems(session, crowd, as_person, tmp_path)
    assert re.search(r"You keep Jay at .+, and rules are against it\. .*HR-\d\d", words)


def test_a_lock_on_a_place_that_is_gone_is_named(session, crowd, as_person, tmp_path):
    lock(session, crowd, crowd.jay, "gone")

    words = problems(session, crowd, as_person, tmp_path)
    assert "A place that is no longer offered" in words
    assert "Open your rules" in words or "Open Jay" in words


def test_a_learner_without_a_place_has_a_reason_and_a_next_step(
    session, crowd, as_person, tmp_path
):
    run = plan(session, crowd, tmp_path)
    veto(session, crowd, crowd.jay, line_of(run, crowd.jay).offer)
    after = plan(session, crowd, tmp_path)
    page = as_person(crowd.grace).get(f"/lead/plans/{after.id}")

    assert "You ruled out every place that rules allow." in page.text
    assert "Find placements : Jay" in page.buttons
    assert "Changed since the last plan" in page.text
    assert "You ruled out the place of before." in page.text
    assert "There is a newer plan" in as_person(crowd.grace).get(f"/lead/plans/{run.id}").text


def test_a_page_with_sixty_learners_asks_at_most_25_things(session, crowd, as_person, tmp_path):
    run = plan(session, crowd, tmp_path)
    line = line_of(run, crowd.jay)
    for number in range(60):
        learner = make_learner(session, crowd.jay.provider, mis_number=f"many-{number}")
        run.placements.append(
            PlannedPlacement(
                number=100 + number,
                learner_id=learner.id,
                offer=line.offer,
                window=line.window,
                type=None,
                units=4321,
                dates=list(line.dates),
                round=1,
                lock=None,
                parts={},
                conditions=[],
            )
        )
    session.commit()
    session.expire_all()
    lead = as_person(crowd.grace)
    with counted() as statements:
        page = lead.get(f"/lead/plans/{run.id}")

    assert len(statements) <= MOST, "\n".join(statements)
    assert "1 to 25 of 63" in page.text
    assert "43 of 100, fits" in page.text


def test_whom_to_ask_next_is_shown_with_what_it_would_bring(session, crowd, as_person, tmp_path):
    run = plan(session, crowd, tmp_path)
    veto(session, crowd, crowd.jay, line_of(run, crowd.jay).offer)
    after = plan(session, crowd, tmp_path)
    page = as_person(crowd.grace).get(f"/lead/plans/{after.id}")

    target = next(one for one in after.targets if one.kind == "place" and one.placed)
    assert (target.offer, target.places, target.placed, target.exact) == ("e1-1-1", 1, 1, True)
    assert "Would place 1 more Millbrook Heritage Railway One more place" in page.text
    assert "Open Millbrook Heritage Railway" in page.links
    assert {one.kind for one in after.targets} >= {"place", "sector", "area"}
    assert "A new kind of work" in page.text
    assert re.search(r"A new area .* Near \w+", page.text)
    assert "A new offer with 1 place, like the one at Millbrook Heritage Railway." in page.text


def targets_of(session, run):
    session.expire_all()
    return [(one.kind, one.name, one.offer, one.placed, one.units) for one in run.targets]


def test_a_plan_is_shown_before_the_search_for_whom_to_ask_is_done(
    session, crowd, as_person, tmp_path
):
    run = plan_without_search(session, crowd, tmp_path)
    page = as_person(crowd.grace).get(f"/lead/plans/{run.id}")

    assert "3 of 3 learners placed" in page.html
    assert "Still looking We look who waits for full places." in page.text
    assert run.targets == []
    work(session, tmp_path)
    assert "Still looking" not in as_person(crowd.grace).get(f"/lead/plans/{run.id}").text


def test_a_search_broken_off_goes_on_where_it_was(session, crowd, as_person, tmp_path, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    veto(session, crowd, crowd.jay, "e5-1-1")
    whole = targets_of(session, plan(session, crowd, tmp_path))
    with monkeypatch.context() as broken:
        real = plan_targets.matchmaking.targets_of
        broken.setattr(
            plan_targets.matchmaking,
            "targets_of",
            lambda matcher, kind: die() if kind == "area" else real(matcher, kind),
            raising=False,
        )
        with pytest.raises(KeyboardInterrupt):
            plan(session, crowd, tmp_path)
    session.expire_all()
    run = plans.newest(session, crowd.jay.provider_id, states=(plans.PlanState.DONE,))
    source = plan_targets.source_of(session, run.id)
    assert source.targets_done == ["waiting", "place", "sector"]
    assert {one.kind for one in run.targets} <= {"place", "sector"}
    page = as_person(crowd.grace).get(f"/lead/plans/{run.id}")
    assert "We look which area would help." in page.text

    work(session, tmp_path)
    assert targets_of(session, run) == whole


def test_a_search_says_when_what_it_reads_has_changed(session, crowd, as_person, tmp_path):
    run = plan_without_search(session, crowd, tmp_path)
    crowd.jay.looks_for_placements = False
    work(session, tmp_path)

    assert run.targets == []
    page = as_person(crowd.grace).get(f"/lead/plans/{run.id}")
    assert "Something changed since this plan" in page.text


def test_a_full_place_shows_who_waits_first_in_need_first(session, crowd, as_person, tmp_path):
    run = plan(session, crowd, tmp_path)
    lead = as_person(crowd.grace)
    page = lead.follow(lead.get(f"/lead/plans/{run.id}"), "See who waits for full places")

    assert "Millbrook Heritage Railway" in page.text
    assert re.search(r"Who waits .*Jay Okafor , \d+ of 100\. Planned at Aldermere", page.text)
    assert re.search(r"(No experience yet|Has been to a workplace), school time ends", page.text)
    railway = session.scalars(sa.select(Offer).where(Offer.key == "e1-1-1")).one().site.employer
    page = lead.follow(lead.get(f"/lead/employers/{railway.id}"), "Full places, and who waits")
    assert page.h1 == "Full places at Millbrook Heritage Railway"
    assert "Jay Okafor" in page.text


def test_the_page_of_a_place_that_went_shows_who_else_waits(session, crowd, as_person, tmp_path):
    plan(session, crowd, tmp_path)
    placement = session.scalars(
        sa.select(Placement).where(Placement.learner_id == crowd.jay.id)
    ).one()
    placement.state = PlacementState.LEARNER_YES
    session.commit()
    lead = as_person(crowd.grace)
    page = lead.get(f"/lead/proposals/{placement.proposal_id}")
    page = lead.submit(
        page,
        {"why": "He knows the line.", "typed_name": "Grace Bell"},
        button="Approve: ask the employer",
        status=409,
    )

    assert page.h1 == "The last place is taken"
    assert re.search(r"Who else waits for this place .*Noor Aziz , \d+ of 100\.", page.text)
    assert "Jay Okafor" not in page.text


def test_nobody_but_leads_of_the_school_reads_who_waits(session, crowd, as_person, tmp_path):
    run = plan(session, crowd, tmp_path)
    railway = session.scalars(sa.select(Offer).where(Offer.key == "e1-1-1")).one().site.employer
    other = make_provider(session, key="other-school", name="Ridgeway College")
    stranger = make_staff(session, other, name="Dan Holt", roles=(Role.CAREERS_LEAD,)).user
    session.commit()
    theirs = as_person(stranger)
    theirs.get(f"/lead/plans/{run.id}/waiting", status=404)
    page = theirs.get(f"/lead/plans/waiting/{railway.id}")
    assert "There is no plan yet" in page.text
    assert "Jay" not in page.text
    for person in (crowd.ruth, crowd.helen):
        as_person(person).get(f"/lead/plans/waiting/{railway.id}", status=404)


def test_who_waits_for_a_place_is_shown_in_order_of_need(session, crowd, as_person, tmp_path):
    placement = session.scalars(
        sa.select(Placement).where(Placement.learner_id == crowd.kit.id)
    ).one()
    placement.state, placement.holds_place = PlacementState.CANCELLED, False
    placement.window.taken = 0
    run = plan(session, crowd, tmp_path)
    names = {"jay": crowd.jay, "kit": crowd.kit}
    (there,) = [key for key, one in names.items() if line_of(run, one).offer == "e1-1-1"]
    page = as_person(crowd.grace).get(
        f"/lead/plans/{run.id}/places/{line_of(run, names[there]).id}"
    )

    assert "Who waits for this place" in page.text
    other = "Kit Lowe" if there == "jay" else "Jay Okafor"
    assert re.search(rf"{other} , \d+ of 100\.", page.text)
    assert f"{names[there].known_as} {names[there].surname} ," not in page.text


def test_an_approved_place_is_not_changed_from_a_plan(session, crowd, as_person, tmp_path):
    run = plan(session, crowd, tmp_path)
    page = as_person(crowd.grace).get(f"/lead/plans/{run.id}/places/{line_of(run, crowd.kit).id}")

    assert "This place is approved." in page.text
    assert not [words for words in page.buttons if words.startswith(("Keep", "Never"))]

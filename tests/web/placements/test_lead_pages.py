"""The lead’s pages in each state, and who may open them."""

import uuid

import pytest
import sqlalchemy as sa

from tests.railway import agree, ask_railway, jay_says, plan_jay, show_jay
from webapp.accounts.access import actor_of
from webapp.catalogue.employer_replies import DeclineReason
from webapp.core import clock
from webapp.learners.models import Learner
from webapp.mail.models import EmailState, OutgoingEmail
from webapp.placements import approvals
from webapp.placements.approvals import CancelReason
from webapp.placements.employer_answers import Reply, answer_request
from webapp.placements.models import Answer, MatchRun, PlacementState, RunState

SIGNED = {"why": "He knows the line.", "typed_name": "Grace Bell"}


def test_today_says_so_when_nothing_is_due(town, as_person):
    page = as_person(town.grace).get("/lead")

    assert page.h1 == "Today"
    assert "Nothing needs you today" in page.text


def test_today_counts_what_is_due_and_what_is_late(town, session, railway, as_person):
    placement = show_jay(session, town, railway)
    jay_says(session, town, placement, Answer.YES)
    clock.move_to(railway.run.asked_at.date().replace(day=20))

    page = as_person(town.grace).get("/lead")
    assert "One thing needs you. One is late." in page.text
    assert "late" in page.find(".work .late .when").text


def test_matching_without_anyone_waiting(town, session, as_person):
    for request in town.jay.requests:
        request.closed_at = clock.now()

    assert "Nobody has asked for a place yet" in as_person(town.grace).get("/lead/matching").text


def test_a_run_under_way_says_what_it_does_and_can_be_left(town, session, as_person):
    lead = as_person(town.grace)
    page = lead.submit(lead.get("/lead/matching"), button="Find placements : Jay")
    assert "You can leave this page" in page.text
    assert "Check again" in page.links

    run = session.scalars(sa.select(MatchRun)).one()
    run.state = RunState.RUNNING
    assert "Comparing Jay" in lead.get(page.url).text
    run.state = RunState.FAILED
    failed = lead.get(page.url)
    assert failed.h1 == "No result for Jay"
    assert "Find placements again" in failed.buttons


def test_a_finished_run_says_why_there_are_few_and_what_would_change(town, run, as_person):
    page = as_person(town.grace).get(f"/lead/matching/runs/{run.id}")

    assert "Only two pass every rule" in page.text
    assert "Jay never wants kitchens and food preparation work." in page.text
    assert "Nothing. We respect a “never”." in page.text
    assert "HR-18" in page.text


def test_a_run_without_any_proposal_says_none_because(town, session, run, as_person):
    run.proposals.clear()
    page = as_person(town.grace).get(f"/lead/matching/runs/{run.id}")

    assert "None passes every rule" in page.text


def test_the_proposal_page_shows_points_reasons_tasks_and_rules(town, railway, as_person):
    page = as_person(town.grace).get(f"/lead/proposals/{railway.id}")

    assert page.h1 == "Jay at Millbrook Heritage Railway"
    assert "I know every stop on the Millbrook line." in page.text
    assert "With headphones noise in the workshop is 3. Jay’s most is 2." in page.text
    assert "HR-04" in page.text
    assert "Bus 12 is new to Jay." in page.text
    assert "School age until Friday 25 June 2027" in page.text
    assert "18.0 hours in 4 days" in page.text
    assert "barred" not in page.text.lower()
    assert "The employer will read only this" in page.text


def test_the_whole_points_add_up_to_the_total(town, railway, as_person):
    page = as_person(town.grace).get(f"/lead/proposals/{railway.id}")
    rows = page.find("table:has(caption:-soup-contains('Points for each part'))")
    points = [int(cell.text.split("/")[0]) for cell in rows.select("tbody td:first-of-type")]

    assert sum(points[:-1]) == points[-1] == round(railway.score)


def test_a_lower_rank_is_asked_for_its_reason_and_keeps_what_was_typed(
    town, session, library, as_person
):
    jay_says(session, town, show_jay(session, town, library), Answer.YES)
    lead = as_person(town.grace)
    page = lead.get(f"/lead/proposals/{library.id}")
    assert "Rank 2. Millbrook Heritage Railway fits better" in page.text

    page = lead.submit(page, SIGNED, button="Approve: ask the employer", status=409)
    assert page.errors == ["Write why the place that fits better was not chosen"]
    assert page.title.startswith("Error: ")
    assert "He knows the line." in page.text

    page = lead.submit(page, {"rank_reason": "It is nearer."}, button="Approve: ask the employer")
    assert "Why not a better fit: “It is nearer.”" in page.text


def test_a_decision_needs_a_name_and_a_reason(town, session, railway, as_person):
    jay_says(session, town, show_jay(session, town, railway), Answer.YES)
    lead = as_person(town.grace)
    page = lead.get(f"/lead/proposals/{railway.id}")
    page = lead.submit(page, {"why": " "}, button="Approve: ask the employer", status=422)

    assert page.errors == [
        "Write why this placement is right, in one or two sentences",
        "Type your name, so that we know who decided",
    ]


def test_pressing_approve_twice_asks_once(town, session, railway, as_person):
    jay_says(session, town, show_jay(session, town, railway), Answer.YES)
    lead = as_person(town.grace)
    page = lead.get(f"/lead/proposals/{railway.id}")
    lead.submit(page, SIGNED, button="Approve: ask the employer")
    again = lead.submit(page, SIGNED, button="Approve: ask the employer")

    assert again.h1 == "Jay at Millbrook Heritage Railway"
    assert session.scalar(sa.select(sa.func.count(OutgoingEmail.id))) == 1


def test_a_page_left_open_shows_both_when_someone_was_quicker(town, session, railway, as_person):
    placement = show_jay(session, town, railway)
    jay_says(session, town, placement, Answer.YES)
    lead = as_person(town.grace)
    page = lead.get(f"/lead/proposals/{railway.id}")
    jay_says(session, town, placement, Answer.MAYBE)
    jay_says(session, town, placement, Answer.YES)

    page = lead.submit(page, SIGNED, button="Approve: ask the employer", status=409)
    assert page.h1 == "Someone changed this meanwhile"
    assert "He knows the line." in page.text
    assert "The learner said yes" in page.text


def test_the_last_place_taken_gets_a_kind_page(town, session, railway, as_person):
    jay_says(session, town, show_jay(session, town, railway), Answer.YES)
    railway.window.taken = railway.window.places
    lead = as_person(town.grace)
    page = lead.get(f"/lead/proposals/{railway.id}")
    page = lead.submit(page, SIGNED, button="Approve: ask the employer", status=409)

    assert page.h1 == "The last place is taken"
    assert "’s yes is kept" in page.text


def test_staff_write_down_an_answer_and_how_it_was_given(town, session, railway, as_person):
    show_jay(session, town, railway)
    lead = as_person(town.samir)
    page = lead.get(f"/lead/proposals/{railway.id}")
    page = lead.submit(page, {}, button="Keep the answer", status=422)
    assert page.errors == ["Choose what they said", "Choose how they said it"]

    page = lead.submit(
        page,
        {"answer": "yes", "how": "eye_gaze", "note": "Trains"},
        button="Keep the answer",
    )
    assert "Jay said yes" in page.text
    assert "by looking. Samir Patel wrote it down." in page.text


def test_send_back_and_not_this_one(town, session, railway, library, as_person):
    lead = as_person(town.grace)
    for proposal, button, end in (
        (railway, "Send back with a note", PlacementState.LEARNER_CONSIDERING),
        (library, "Not this one", PlacementState.CANCELLED),
    ):
        placement = show_jay(session, town, proposal)
        jay_says(session, town, placement, Answer.YES)
        lead.submit(lead.get(f"/lead/proposals/{proposal.id}"), SIGNED, button=button)
        session.refresh(placement)
        assert placement.state is end


def test_the_list_of_placements_empty_and_full(town, session, run, as_person):
    lead = as_person(town.grace)
    assert "No placements here yet" in lead.get("/lead/placements").text
    plan_jay(session, town, run.proposals[0])

    assert "1 placement" in lead.get("/lead/placements").text
    assert "Jay at Millbrook" in lead.get("/lead/placements?show=planned").text
    assert "No placements here yet" in lead.get("/lead/placements?show=ended&page=9").text


def test_the_placement_page_says_what_is_needed_for_whom_and_why(town, session, railway, as_person):
    placement = plan_jay(session, town, railway)
    page = as_person(town.grace).get(f"/lead/placements/{placement.id}")

    assert "Not ready yet: 5 things to do" in page.text
    assert "Practise bus 12" in page.text
    assert "Still of compulsory school age on these dates, even at 16." in page.text
    assert "16 or over on every date." in page.text
    assert "barred" not in page.text.lower()


def test_a_gate_is_recorded_and_what_is_only_planned_is_not(town, session, railway, as_person):
    placement = plan_jay(session, town, railway)
    lead = as_person(town.grace)
    page = lead.get(f"/lead/placements/{placement.id}/gates/consent")
    page = lead.submit(
        page,
        {
            "given_by": "Mrs Okafor",
            "evidence": "By phone.",
            "done_on-day": "1",
            "done_on-month": "2",
            "done_on-year": "2027",
        },
        button="Record it",
        status=422,
    )
    assert page.errors == ["Enter a date that has passed. Come back when it is done."]
    page = lead.submit(page, {"done_on-month": "1", "done_on-day": "11"}, button="Record it")
    assert "Not ready yet: 4 things to do" in page.text

    again = lead.get(f"/lead/placements/{placement.id}/gates/consent")
    assert "Nothing to record" in again.text
    page = lead.get(f"/lead/placements/{placement.id}")
    page = lead.submit(page, button="Take it back : Consent to the placement")
    assert "Not ready yet: 5 things to do" in page.text


@pytest.mark.parametrize("gate", ["pack_acknowledged", "nonsense"])
def test_a_gate_that_is_not_recorded_by_hand_has_no_page(town, session, railway, as_person, gate):
    placement = plan_jay(session, town, railway)

    as_person(town.grace).get(f"/lead/placements/{placement.id}/gates/{gate}", status=404)


def test_the_second_decision_needs_words_and_is_taken_once(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    agree(session, town, placement)
    lead = as_person(town.grace)
    page = lead.get(f"/lead/placements/{placement.id}")
    bad = lead.submit(page, {"why": ""}, button="Approve: confirm the placement", status=422)
    assert len(bad.errors) == 2
    for _ in range(2):
        done = lead.submit(page, SIGNED, button="Approve: confirm the placement")
    assert "Not ready yet" in done.text
    session.refresh(placement)
    assert len(placement.decisions) == 2


def test_consent_switched_off_stops_the_second_decision_in_words(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    agree(session, town, placement)
    lead = as_person(town.grace)
    page = lead.get(f"/lead/placements/{placement.id}")
    session.get_one(Learner, town.jay.id).looks_for_placements = False
    page = lead.submit(page, SIGNED, button="Approve: confirm the placement", status=409)

    assert page.errors == ["The consent to look for placements is off. Record it first."]


def test_a_question_is_shown_and_answered(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    questions = Reply(to=PlacementState.EMPLOYER_QUESTIONS, note="May we call?")
    answer_request(session, placement, questions, actor=actor_of(town.ruth), now=clock.now())
    lead = as_person(town.grace)
    page = lead.get(f"/lead/placements/{placement.id}")
    assert "May we call?" in page.text
    page = lead.submit(page, button="I have answered it")
    assert "The employer is asked" in page.text


def test_a_decline_says_why_kindly_and_where_to_go_on(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    reply = Reply(to=PlacementState.EMPLOYER_DECLINED, reason=DeclineReason.NO_STAFF)
    answer_request(session, placement, reply, actor=actor_of(town.ruth), now=clock.now())
    page = as_person(town.grace).get(f"/lead/placements/{placement.id}")

    assert "Another week may be different. The place is free again." in page.text
    assert "See the other places" in page.links


def test_cancelling_asks_why(town, session, railway, as_person):
    placement = plan_jay(session, town, railway)
    lead = as_person(town.grace)
    page = lead.follow(lead.get(f"/lead/placements/{placement.id}"), "Cancel this placement")
    page = lead.submit(page, button="Cancel the placement", status=422)
    assert page.errors == ["Choose why it does not go ahead"]
    page = lead.submit(page, {"reason": "learner_ill"}, button="Cancel the placement")
    assert "This does not go ahead" in page.text
    assert "Cancel this placement" not in page.links


def test_the_placement_page_draws_in_every_state(town, session, railway, as_person):
    placement = plan_jay(session, town, railway)
    lead = as_person(town.grace)
    for state in sorted(PlacementState):
        placement.state = state
        page = lead.get(f"/lead/placements/{placement.id}")
        assert page.h1 == "Jay at Millbrook Heritage Railway"


def test_mail_that_needs_a_person(town, session, railway, as_person):
    lead = as_person(town.grace)
    assert "No email needs you" in lead.get("/lead/mail").text
    ask_railway(session, town, railway)
    email = session.scalars(sa.select(OutgoingEmail)).one()
    email.state = EmailState.UNCONFIRMED
    page = lead.get("/lead/mail")

    assert "ruth.dale@example.org" in page.text
    assert "It arrived : ruth.dale@example.org" in page.buttons
    assert "An email did not get through" in lead.get("/lead").text


def test_someone_elses_or_no_id_is_the_same_page(town, session, railway, as_person, sign_in):
    placement = plan_jay(session, town, railway)
    lead = as_person(town.grace)
    for path in ("placements", "proposals", "matching/runs"):
        lead.get(f"/lead/{path}/{uuid.uuid4()}", status=404)
    for user in (town.ruth, town.stranger, town.jay_user):
        other = sign_in(user)
        for path in (
            f"/lead/placements/{placement.id}",
            f"/lead/proposals/{railway.id}",
            f"/lead/matching/runs/{railway.run_id}",
        ):
            assert other.get(path).status_code == 404


def test_reading_a_personal_page_is_written_down(town, session, railway, as_person):
    as_person(town.grace).get(f"/lead/proposals/{railway.id}")
    read = session.execute(
        sa.text("SELECT count(*) FROM audit_event WHERE action = 'proposal.read'")
    ).scalar_one()

    assert read == 1


def test_a_cancel_from_a_page_left_open_is_stale(town, session, railway, as_person):
    placement = plan_jay(session, town, railway)
    lead = as_person(town.grace)
    page = lead.get(f"/lead/placements/{placement.id}/cancel")
    approvals.cancel(
        session,
        placement,
        CancelReason.OTHER,
        actor=actor_of(town.samir),
        seen=placement.version,
        now=clock.now(),
    )
    session.commit()
    done = lead.submit(page, {"reason": "safety"}, button="Cancel the placement")

    assert "Something else" in done.text

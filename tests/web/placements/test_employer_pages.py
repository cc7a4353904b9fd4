"""The employer’s pages: requests without a name, answers one by one."""

import uuid

import sqlalchemy as sa

from tests.railway import ask_railway, plan_jay, show_jay
from webapp.catalogue.needs import Need
from webapp.employers.models import Availability
from webapp.placements.models import PlacementState
from webapp.placements.rules import AGREED, BEFORE_APPROVAL
from webapp.placements.views.desk import WAITING

NEVER_FOR_EMPLOYERS = ("jay", "okafor", "autis", "asd", "ehc", "special", "2010", "hr-")


def answers(page, answer):
    names = {str(box["name"]) for box in page.soup.select("main input[type=radio]")}
    return {name: answer for name in names if name.startswith("adj_")}


def test_home_without_requests(town, as_person):
    page = as_person(town.ruth).get("/employer")

    assert page.h1 == "Hello Ruth"
    assert "No requests yet" in page.text
    assert "Nobody is coming yet" in page.text


def test_before_the_approval_the_employer_sees_nothing(town, session, railway, as_person):
    placement = show_jay(session, town, railway)
    ruth = as_person(town.ruth)

    assert "No requests yet" in ruth.get("/employer/requests").text
    ruth.get(f"/employer/requests/{placement.id}", status=404)


def test_no_page_before_the_gates_names_the_learner_or_a_need(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    ruth = as_person(town.ruth)
    for path in (
        "/employer",
        "/employer/requests",
        f"/employer/requests/{placement.id}",
        "/employer/placements",
    ):
        page = ruth.get(path)
        said = page.text.lower()
        assert "SEND" not in page.text
        for word in NEVER_FOR_EMPLOYERS:
            assert word not in said, f"{path} says {word}"
        assert not any(need.value.lower() in said for need in Need)


def test_the_request_says_who_when_what_and_what_helps(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    page = as_person(town.ruth).get(f"/employer/requests/{placement.id}")

    assert "A young person in Year 11" in page.text
    assert "Tuesday 2 to Friday 5 March 2027, 4 days, 10am to 3pm" in page.text
    assert "Sort and label railway tickets by year" in page.text
    assert "Level 2 of 5 at most for noise" in page.text
    assert "Grace Bell" in page.text
    assert "01632 960 142" in page.text


def test_the_lead_reads_the_same_words_as_the_employer(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    lead = as_person(town.grace).get(f"/lead/placements/{placement.id}")
    employer = as_person(town.ruth).get(f"/employer/requests/{placement.id}")

    def facts(page):
        return next(
            [cell.text.strip() for cell in box.select("dt, dd")]
            for box in page.soup.select("dl.facts")
            if "What helps" in box.text and "Who" in box.text
        )

    assert facts(lead) == facts(employer)


def test_yes_keeps_each_answer_and_who_does_it(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    ruth = as_person(town.ruth)
    page = ruth.get(f"/employer/requests/{placement.id}")
    assert page.field("adj_sen_05") == "will_do"
    page = ruth.submit(
        page,
        {"answer": "employer_agreed", "adj_com_02": "can_with_help", "who": "Imran Shah"},
        button="Send my answer",
    )
    assert page.notes
    session.refresh(placement)
    assert placement.state is PlacementState.EMPLOYER_AGREED
    assert {row.adjustment: row.answer for row in placement.adjustments} == {
        "COM-02": "can_with_help",
        "COM-06": "will_do",
        "SEN-05": "will_do",
        "TIM-05": "will_do",
    }
    assert {row.who for row in placement.adjustments} == {"Imran Shah"}
    page = ruth.follow(page, "See what was agreed")
    assert page.h1 == f"Placement {placement.reference}"


def test_an_answer_is_asked_for_in_words_and_nothing_is_lost(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    ruth = as_person(town.ruth)
    page = ruth.get(f"/employer/requests/{placement.id}")
    page = ruth.submit(page, {"note": "We are new to this."}, button="Send my answer", status=422)
    assert page.errors == ["Choose yes, yes with changes, maybe or not this time"]
    assert "We are new to this." in page.text

    page = ruth.submit(page, {"answer": "employer_declined"}, button="Send my answer", status=422)
    assert page.errors == ["Choose why it does not work this time"]
    page = ruth.submit(
        page,
        {"answer": "employer_questions", "note": ""},
        button="Send my answer",
        status=422,
    )
    assert page.errors == ["Write what you would like to ask"]


def test_not_this_time_closes_nothing(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    ruth = as_person(town.ruth)
    page = ruth.get(f"/employer/requests/{placement.id}")
    page = ruth.submit(
        page,
        {"answer": "employer_declined", "reason": "dates"},
        button="Send my answer",
    )
    assert "It closes nothing" in page.text
    session.refresh(placement)
    assert placement.window.taken == 0


def test_who_said_maybe_is_asked_if_it_is_a_good_time(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    address = f"/employer/requests/{placement.id}"
    words = "Are these days a good time for you?"
    assert words not in as_person(town.ruth).get(address).text
    placement.window.offer.site.employer.availability = Availability.MAYBE
    assert words in as_person(town.ruth).get(address).text


def test_a_request_taken_back_meanwhile_says_so(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    ruth = as_person(town.ruth)
    page = ruth.get(f"/employer/requests/{placement.id}")
    placement.state = PlacementState.LEARNER_NO
    page = ruth.submit(
        page, {"answer": "employer_agreed", **answers(page, "will_do")}, button="Send my answer"
    )
    assert "This does not go ahead" in page.text


def test_an_agreed_placement_shows_days_and_tasks_and_no_name(town, session, railway, as_person):
    placement = plan_jay(session, town, railway)
    ruth = as_person(town.ruth)
    page = ruth.get(f"/employer/placements/{placement.id}")

    assert "Tuesday 2 March 2027, 10am to 3pm, 30 minutes break" in page.text
    assert "Done when: Each box holds one year and has a label" in page.text
    assert "jay" not in page.text.lower()
    assert placement.reference in ruth.get("/employer/placements").text


def test_another_employer_gets_the_same_page_as_for_nothing(
    town, session, railway, as_person, sign_in
):
    placement = plan_jay(session, town, railway)
    other = as_person(town.stranger)
    for path in ("requests", "placements"):
        other.get(f"/employer/{path}/{placement.id}", status=404)
        as_person(town.ruth).get(f"/employer/{path}/{uuid.uuid4()}", status=404)
    assert sign_in(town.grace).get(f"/employer/requests/{placement.id}").status_code == 404
    other.get("/employer")
    other.post(f"/employer/requests/{placement.id}", {"answer": "employer_agreed"}, status=404)


YES, OFF = "You said yes", "This does not go ahead"
ANSWERED = {
    **dict.fromkeys(AGREED, YES),
    PlacementState.EMPLOYER_QUESTIONS: "The school calls you",
    PlacementState.EMPLOYER_DECLINED: "You said not this time",
    PlacementState.LEARNER_NO: OFF,
    PlacementState.CANCELLED: OFF,
    PlacementState.DID_NOT_START: OFF,
}


def test_the_employer_sees_in_every_state_what_is_true_and_what_they_can_do(
    town, session, railway, as_person
):
    placement = plan_jay(session, town, railway)
    ruth = as_person(town.ruth)
    for state in sorted(PlacementState):
        placement.state = state
        known, open_to_answer = state not in BEFORE_APPROVAL, state in WAITING
        page = ruth.get(f"/employer/requests/{placement.id}", status=200 if known else 404)

        if known:
            question = "Could you host someone in March?"
            assert page.h1 == (question if open_to_answer else f"Request {placement.reference}")
            assert ("Send my answer" in page.buttons) is open_to_answer
            found = {words for words in ANSWERED.values() if words in page.text}
            assert found == ({ANSWERED[state]} if state in ANSWERED else set())
        for path, stands_there in (
            ("/employer", state in AGREED),
            ("/employer/placements", state in AGREED),
            ("/employer/requests", known),
        ):
            assert (placement.reference in ruth.get(path).text) is stands_there, (path, state)


def test_year_14_is_never_said(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    town.jay.date_of_birth = town.jay.date_of_birth.replace(year=2007)
    page = as_person(town.ruth).get(f"/employer/requests/{placement.id}")

    assert "A young person aged 19" in page.text
    assert "Year 1" not in page.text


def test_opening_a_request_writes_nothing(town, session, railway, as_person):
    placement = ask_railway(session, town, railway)
    ruth = as_person(town.ruth)
    before = session.scalar(sa.select(sa.func.count()).select_from(sa.table("state_change")))
    ruth.get(f"/employer/requests/{placement.id}")

    after = session.scalar(sa.select(sa.func.count()).select_from(sa.table("state_change")))
    assert before == after

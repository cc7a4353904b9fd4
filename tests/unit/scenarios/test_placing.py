"""Placements of a scenario file: each is brought to its state by the services."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from webapp.accounts.access import actor_of
from webapp.accounts.models import User
from webapp.briefing.queries import versions
from webapp.core import clock
from webapp.debriefs.models import Debrief, DebriefAnswer, HelpToAnswer, Voice
from webapp.employers.models import Employer, Window
from webapp.learners.models import Learner
from webapp.mail.models import OutgoingEmail
from webapp.placements.models import DecisionKind, MatchRun, Placement, PlacementState, RunState
from webapp.providers.models import StaffMember
from webapp.scenarios.entries import Scenario
from webapp.scenarios.format import read_scenario
from webapp.scenarios.loaded import Loaded
from webapp.scenarios.loading import load
from webapp.scenarios.looking_back import look_back
from webapp.scenarios.nodes import ScenarioError
from webapp.scenarios.placing import place
from webapp.scenarios.walk import Walk

AS1 = Path(__file__).parents[2] / "acceptance" / "scenarios" / "as1.yaml"
LATER = "2027-03-19"
LOOKED_BACK = """
  - learner: jay
    employer: e1
    state: debriefing
    began_on: 2027-01-11
    gates:
      - {gate: consent, done_on: 2027-02-01, given_by: Ngozi Okafor, evidence: On the phone}
      - {gate: risks_told, done_on: 2027-02-01}
      - {gate: journey_practised, done_on: 2027-02-20}
      - {gate: pre_work_session, done_on: 2027-02-22}
    pack: {sent_on: 2027-02-12, read_on: 2027-02-15, confidence: 4}
    learner_debrief:
      helped: someone_helped
      given_on: 2027-03-08
      answers: {place: good, best: [work, I checked every board.], again: yes, safe: no}
    employer_debrief:
      answers:
        hours: 18
        Stamp and count visitor leaflets: reminder
        brief_useful: 5
        confidence: 4
        host_again: yes
        strength: He found two mistakes on the board.
        offers: [repeat, longer]
"""


WRONG_ANSWERS = (
    ("place: good", "plaice: good", "“plaice” is no question. Did you mean “place”?"),
    ("place: good", "place: goood", "Did you mean “good”?"),
    ("hours: 18", "hours: many", "a whole number"),
    ("        host_again: yes\n", "", "needs an answer to “host_again”"),
    ("He found two mistakes", "Good for a care kid", "take out “care kid”"),
)


def file_of(folder: Path, placements: str, *, today: str = "2027-01-11") -> Scenario:
    """Return AS1 on this day with these placements, and move the clock there."""
    text = AS1.read_text(encoding="utf-8")
    text = text.replace("include: employers.yaml", f"include: {AS1.parent / 'employers.yaml'}")
    text = text.replace("today: 2027-01-11", f"today: {today}")
    file = folder / "placed.yaml"
    file.write_text(f"{text}\nplacements:{placements}", encoding="utf-8")
    found = read_scenario(file)
    clock.move_to(found.today)
    return found


def scenario(session: Session, folder: Path, placements: str, *, today: str = "2027-01-11"):
    """Return what was stored of these placements; the town is there already."""
    found = file_of(folder, placements, today=today)
    emails = {entry.key: entry.email for entry in found.staff}
    staff = {row.user.email: row for row in session.scalars(sa.select(StaffMember))}
    loaded = Loaded(
        staff={key: staff[email] for key, email in emails.items()},
        employers={row.key: row for row in session.scalars(sa.select(Employer))},
        learners={row.mis_number: row for row in session.scalars(sa.select(Learner))},
    )
    for entry in found.placements:
        place(session, entry, loaded, today=found.today)
    return loaded


def placed(session: Session, folder: Path, placements: str, **values: str) -> Placement:
    (made,) = scenario(session, folder, placements, **values).placements
    return made


def refused(session: Session, folder: Path, placements: str, **values: str) -> str:
    with pytest.raises(ScenarioError) as error:
        scenario(session, folder, placements, **values)
    message = str(error.value)
    assert message.startswith("placed.yaml, line ")
    return message


def test_an_employer_who_agreed_was_asked_by_the_lead_and_answered_each_adjustment(
    session: Session, tmp_path: Path
):
    made = placed(
        session,
        tmp_path,
        "\n  - {learner: jay, employer: e1, state: employer_agreed,"
        " adjustments: {SEN-05: can_with_help}}",
    )

    assert made.state is PlacementState.EMPLOYER_AGREED
    assert [step.to_state.value for step in made.history] == [
        "learner_considering", "learner_yes", "approved_to_ask", "employer_asked",
        "employer_agreed",
    ]  # fmt: skip
    (decision,) = made.decisions
    assert decision.kind is DecisionKind.APPROVE_TO_ASK
    assert decision.typed_name == "Grace Bell"
    answers = {row.adjustment: row.answer for row in made.adjustments}
    assert answers["SEN-05"] == "can_with_help"
    assert answers["TIM-05"] == "will_do"
    assert all(step.at <= clock.now() for step in made.history)


def test_the_place_of_the_window_is_held(session: Session, tmp_path: Path):
    placed(session, tmp_path, "\n  - {learner: jay, employer: e1, state: employer_asked}")
    window = session.scalars(sa.select(Window).where(Window.key == "e1-march")).one()
    run = session.scalars(sa.select(MatchRun)).one()

    assert window.taken == 1
    assert run.state is RunState.DONE
    assert session.scalars(sa.select(OutgoingEmail)).one().recipient == "ruth.dale@example.org"


def test_a_placement_of_the_past_was_ready_live_and_looked_back_on(
    session: Session, tmp_path: Path
):
    made = placed(session, tmp_path, LOOKED_BACK, today=LATER)

    assert made.state is PlacementState.DEBRIEFING
    assert [step.at.date() for step in made.history][-3:] == [
        date(2027, 2, 22), date(2027, 3, 2), date(2027, 3, 5),
    ]  # fmt: skip
    (pack,) = versions(session, made)
    assert (pack.acknowledged_by, pack.confidence_after) == ("Ruth Dale", 4)
    debriefs = {found.voice: found for found in session.scalars(sa.select(Debrief))}
    learner, employer = debriefs[Voice.LEARNER], debriefs[Voice.EMPLOYER]
    assert learner.helped is HelpToAnswer.SOMEONE_HELPED
    assert learner.finished_at.date() == date(2027, 3, 8)
    best = next(answer for answer in learner.answers if answer.question == "best")
    assert (best.choices, best.words) == (["work"], "I checked every board.")
    assert {a.question: a.words for a in employer.answers}["hours"] == "18"
    assert ["reminder"] in [a.choices for a in employer.answers if a.question.startswith("task_")]


def test_gates_and_pack_may_be_left_out_where_all_are_needed(session: Session, tmp_path: Path):
    made = placed(
        session,
        tmp_path,
        "\n  - {learner: jay, employer: e1, state: debriefing, began_on: 2027-01-11,"
        " ended_on: 2027-03-03}",
        today=LATER,
    )

    assert [step.to_state.value for step in made.history][-4:] == [
        "ready", "live", "ended_early", "debriefing",
    ]  # fmt: skip
    assert sorted(record.gate.value for record in made.gates) == [
        "consent", "journey_practised", "pack_acknowledged", "pre_work_session", "risks_told",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "more"),
    [
        ("learner_considering", ", answer: maybe, how: told_staff"),
        ("learner_yes", ""),
        ("learner_no", ", how: pictures"),
        ("employer_questions", ", employer_note: Which bus do they take"),
        ("employer_declined", ", decline_reason: dates"),
        ("planning", ", gates: [{gate: consent, given_by: Ngozi Okafor}], pack: {}"),
        ("cancelled", ", reached: planning, cancel_reason: learner_ill"),
        ("did_not_start", ""),
        ("ready", ""),
    ],
)
def test_a_state_before_the_first_day_is_reached(
    session: Session, tmp_path: Path, state: str, more: str
):
    made = placed(session, tmp_path, f"\n  - {{learner: jay, employer: e1, state: {state}{more}}}")
    assert made.state.value == state


@pytest.mark.parametrize("state", ["live", "paused", "ended_early"])
def test_a_state_during_the_placement_is_reached(session: Session, tmp_path: Path, state: str):
    made = placed(
        session,
        tmp_path,
        f"\n  - {{learner: jay, employer: e1, state: {state}, began_on: 2027-01-11}}",
        today="2027-03-03",
    )
    assert made.state.value == state


def test_a_proposal_alone_leaves_a_finished_run(session: Session, tmp_path: Path):
    loaded = scenario(session, tmp_path, "\n  - {learner: jay, employer: e1, state: proposed}")

    assert loaded.placements == []
    assert len(session.scalars(sa.select(MatchRun)).one().proposals) == 2


@pytest.mark.parametrize(
    ("placement", "says"),
    [
        (
            "{learner: jay, employer: e4, state: planning}",
            "not proposed for “jay”: HR-10, HR-11, HR-18",
        ),
        ("{learner: jay, employer: e99, state: planning}", "“e99” is not in this file"),
        ("{learner: joy, employer: e1, state: planning}", "Did you mean “jay”?"),
        ("{learner: jay, employer: e1, state: closed}", "write debriefing"),
        ("{learner: jay, employer: e1, state: consent_pending}", "write planning"),
        ("{learner: jay, employer: e1, state: living}", "“living” is not a known placement state"),
        ("{learner: jay, employer: e1, state: live}", "it begins on 2027-03-02, after today"),
        ("{learner: jay, employer: e1, state: ready, gates: []}", "not cleared (consent)"),
        ("{learner: jay, employer: e5, state: employer_asked}", "rank_needs_a_reason"),
        (
            "{learner: jay, employer: e1, state: employer_agreed, adjustments: {PHY-01: will_do}}",
            "“PHY-01” was not asked for",
        ),
        (
            "{learner: jay, employer: e1, state: planning, gates: [{gate: dsl_decision}]}",
            "gate not applicable (dsl_decision)",
        ),
        (
            "{learner: jay, employer: e1, state: planning, gates: [{gate: pack_acknowledged}]}",
            "write “pack:",
        ),
        (
            "{learner: jay, employer: e1, state: planning, gates: [{gate: consent,"
            " done_on: 2027-02-01}]}",
            "2027-02-01 lies after today",
        ),
        ("{learner: jay, employer: e1, state: cancelled, reached: paused}", "“reached” cannot be"),
        ("{learner: jay, employer: e1, state: planning, lead: gracie}", "Did you mean “grace”?"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    session: Session, tmp_path: Path, placement: str, says: str
):
    assert says in refused(session, tmp_path, f"\n  - {placement}")


def test_an_answer_that_cannot_be_is_refused_by_name(session: Session, tmp_path: Path):
    made = placed(session, tmp_path, LOOKED_BACK, today=LATER)
    grace = session.scalars(sa.select(User).where(User.name == "Grace Bell")).one()
    for right, wrong, says in WRONG_ANSWERS:
        assert right in LOOKED_BACK
        (entry,) = file_of(tmp_path, LOOKED_BACK.replace(right, wrong), today=LATER).placements
        walk = Walk(
            session=session,
            entry=entry,
            today=clock.today(),
            lead=actor_of(grace),
            learner=made.learner,
        )
        walk.placement = made
        session.execute(sa.delete(DebriefAnswer))
        session.execute(sa.update(Debrief).values(finished_at=None))
        session.expire_all()
        with pytest.raises(ScenarioError) as error:
            look_back(walk)
        assert says in str(error.value)


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        (
            "      - {gate: journey_practised, done_on: 2027-02-20}\n",
            "",
            "still needed: journey_practised",
        ),
        ("state: debriefing", "state: ready", "write live or debriefing"),
    ],
)
def test_what_is_not_ready_never_begins(
    session: Session, tmp_path: Path, right: str, wrong: str, says: str
):
    assert right in LOOKED_BACK
    assert says in refused(session, tmp_path, LOOKED_BACK.replace(right, wrong), today=LATER)


def test_live_after_the_last_day_is_looking_back(session: Session, tmp_path: Path):
    entry = "\n  - {learner: jay, employer: e1, state: debriefing, began_on: 2027-01-11}"
    assert "its last day is 2027-03-05" in refused(session, tmp_path, entry, today="2027-03-05")


def test_a_whole_file_is_loaded_with_its_placements(empty_app_session: Session, tmp_path: Path):
    text = AS1.read_text(encoding="utf-8").replace(
        "include: employers.yaml", f"include: {AS1.parent / 'employers.yaml'}"
    )
    file = tmp_path / "whole.yaml"
    file.write_text(f"{text}\nplacements: [{{learner: jay, employer: e1, state: learner_yes}}]")
    loaded = load(empty_app_session, read_scenario(file), now=clock.now())
    assert [made.state for made in loaded.placements] == [PlacementState.LEARNER_YES]


def test_a_school_that_is_not_in_the_file_is_refused(empty_app_session: Session, tmp_path: Path):
    file = tmp_path / "school.yaml"
    file.write_text(
        "today: 2027-01-11\n"
        "settings: [{key: kestrel, name: K, type: special_school, postcode: CH1 4AT, phone: 1}]\n"
        "staff: [{key: a, name: A, roles: [staff], job_title: TA, phone: 1, setting: kestral}]\n"
    )
    with pytest.raises(ScenarioError, match="Did you mean “kestrel”"):
        load(empty_app_session, read_scenario(file), now=clock.now())

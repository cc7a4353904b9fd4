"""AS2 to AS7: every file loads and is answered, and the checks of who may go where.

What waits, by number:
AS2 1 and 9 are proved on pages (tests/web/employers, tests/web/placements); 11: a withdrawn
share in tests/unit/briefing; 14 and 15: reports of confidence and of usefulness come later.
AS3 1: the planner (BM-4) comes later; 10: the other packs come with their issue.
AS4 3: the learner pack; 5: eye-gaze choices of debriefs; 6 and 7: benchmark counts; 4 waits
for abilities per task.
AS5 5 in part (the rule for a day when the supervisor is away is a tick of the employer);
6: mid-placement checks and incidents; 7: benchmark counts; 8: next steps after a debrief.
AS6 3: the rota of interpreter days; 4 and 5: the other packs; 6: recordings.
AS7 3 and 4: job coach plan and task steps; 7: weekly check-ins and offers; 8: rotations.
"""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from tests.acceptance.conftest import SCENARIOS
from tests.acceptance.loaded import Proposed, changed_file, proposed
from webapp.employers.models import AloneWithLearner
from webapp.learners.rules import ConsentGiver, consent_needed
from webapp.scenarios.nodes import ScenarioError

Look = Callable[..., Proposed]
EMPLOYERS = {f"e{number}" for number in range(1, 11)}
E2_OFFER = """            supervision: 3
            supervisor: Dave Pugh
            stand_in: Carol Webb
"""
SWIFTVAN_TASKS = [
    "{text: Scan and count parcels, area: depot, minutes: 60}",
    "{text: Sort parcels by route colour, area: depot, minutes: 60}",
    "{text: Print and stick labels, area: office, minutes: 45}",
    "{text: Clean hand scanners, area: office, minutes: 30}",
]
RIDE = "{text: Ride along in the van, area: van, minutes: 60, alone_with_learner: yes}"


def with_tasks(*tasks: str) -> dict[str, str]:
    listed = "".join(f"              - {task}\n" for task in tasks)
    return {E2_OFFER: f"{E2_OFFER}            tasks:\n{listed}"}


@pytest.fixture(scope="module")
def as_it_is(
    tmp_path_factory: pytest.TempPathFactory, empty_database: Path
) -> Callable[[str], Proposed]:
    """Return what is proposed in a file as it stands, looked at once."""
    known: dict[str, Proposed] = {}

    def look(file: str) -> Proposed:
        if file not in known:
            folder = tmp_path_factory.mktemp("as-it-is")
            known[file] = proposed(folder, empty_database, SCENARIOS / file)
        return known[file]

    return look


@pytest.fixture
def changed(tmp_path: Path, empty_database: Path) -> Look:
    """Return a function that looks at a file in which some words stand for others."""

    def look(file: str, changes: dict[str, str]) -> Proposed:
        return proposed(tmp_path, empty_database, changed_file(tmp_path, file, changes))

    return look


@pytest.mark.parametrize("number", range(2, 8))
def test_every_file_loads_and_its_learner_gets_an_answer_about_every_place(
    as_it_is: Look, number: int
):
    answer = as_it_is(f"as{number}.yaml").printed
    named = [place["employer"] for place in (*answer["proposals"], *answer["blocked"])]
    assert len(named) == len(set(named))
    assert EMPLOYERS - set(named) <= {"e9"}, "another school’s own places are not shown"
    assert answer["today"] == "2027-01-11"


# AS2, Amira and the couriers


def test_as2_1_without_a_task_plan_the_couriers_wait(as_it_is: Look):
    assert as_it_is("as2.yaml").blocked("e2") == {"HR-04"}


@pytest.mark.parametrize(
    "tasks",
    [
        ["{text: Do anything you can, it’s fine}"],
        ["{text: Help out}", "{text: General duties}", "{text: Observe drivers}"],
    ],
)
def test_as2_2_and_3_words_that_say_nothing_are_no_task_plan(changed: Look, tasks: list[str]):
    with pytest.raises(ScenarioError, match="employer “e2” is refused"):
        changed("as2.yaml", with_tasks(*(task.replace(", it", " and it") for task in tasks)))


def test_as2_4_to_8_the_couriers_with_a_task_plan(changed: Look):
    amira = changed("as2.yaml", with_tasks(*SWIFTVAN_TASKS, RIDE))
    couriers = amira.found("e2")
    assert len(couriers.tasks) == 5
    decision = next(gate for gate in couriers.gates if gate.cause == "dsl_decision_needed")
    assert decision.evidence["days_with_same_adult"] == 5
    assert decision.evidence["alone"] == (AloneWithLearner.YES.value,)
    assert {(day.start, day.end) for day in couriers.days} == {(time(9, 30), time(14, 30))}
    assert couriers.hours == 22.5
    assert amira.conditions("e2") == {("HR-10", "adjustment_with_help")}


def test_as2_5_without_the_ride_five_days_still_need_the_dsl(changed: Look):
    amira = changed("as2.yaml", with_tasks(*SWIFTVAN_TASKS))
    decision = next(gate for gate in amira.found("e2").gates if gate.code == "HR-09")
    assert decision.evidence["days_with_same_adult"] == 5
    assert decision.evidence["alone"] == ()


def test_as2_6_loading_a_moving_van_is_not_for_a_child_and_the_depot_needs_a_talk(changed: Look):
    loading = "{text: Load the moving van, area: depot, hazards: [moving_vehicles]}"
    depot = "{name: depot, noise: 4, crowd: 3, hazards: [moving_vehicles]"
    talk = ", risk_talk_on: 2027-01-04, risk_talk_by: Grace Bell}"
    amira = changed("as2.yaml", with_tasks(*SWIFTVAN_TASKS, loading) | {depot + talk: depot + "}"})
    assert amira.place("e2")["removed"] == [{"task": "Load the moving van", "codes": ["HR-04"]}]
    assert ("HR-08", "assurance_missing") in amira.gates("e2")


# AS3, Tom


def test_as3_2_and_4_the_library_is_proposed_with_its_computers_first(as_it_is: Look):
    tom = as_it_is("as3.yaml")
    assert tom.employers() == ["e5"]
    assert tom.place("e5")["tasks"][:2] == [
        "Help set up tablets",
        "Check public PCs against a checklist",
    ]
    assert "HR-24" in tom.blocked("e9")
    assert "HR-12" in tom.blocked("e1")


def test_as3_3_stairs_are_one_question_to_the_repair_shop(as_it_is: Look):
    tom = as_it_is("as3.yaml")
    assert tom.blocked("e8") == {"HR-10", "HR-12"}
    assert tom.near_misses() == {"e8": "Could the work be somewhere without steps?"}


def test_as3_5_8_and_9_a_room_on_the_ground_floor_puts_the_repair_shop_first(changed: Look):
    tom = changed(
        "as3.yaml",
        {
            """      already_do: [PHY-02]
      will_do: [PHY-03, PHY-08]
      cannot: [PHY-01]
""": """      already_do: [PHY-02]
      will_do: [PHY-01, PHY-03, PHY-08]
"""
        },
    )
    assert tom.employers() == ["e8", "e5"]
    assert len(tom.place("e8")["dates"]) == 10
    assert tom.place("e8")["hours"] == 50.0
    assert tom.gates("e8") == set(), "no insurer to tell, cover to 30 April, no DSL decision"


def test_as3_6_tom_agrees_for_himself_and_his_parent_is_told():
    needed = consent_needed(date(2027, 3, 1), born=date(2009, 5, 20))
    assert (needed.giver, needed.inform_parents) == (ConsentGiver.LEARNER, True)


def test_as3_7_nobody_is_asked_for_a_barred_list_check(as_it_is: Look):
    assert "barred" not in str(as_it_is("as3.yaml").printed).lower()


# AS4, Ellie

INTERNAL = (
    '{reason: "Her first time at work, with people she knows", review_on: 2027-06-30,'
    " external_step: A visit to Aldermere Library}"
)


def test_as4_1_and_8_inside_school_is_proposed_when_its_reason_is_recorded(as_it_is: Look):
    ellie = as_it_is("as4.yaml")
    assert ellie.employers() == ["e9"]
    assert ellie.place("e9")["hours"] == 10.0


@pytest.mark.parametrize(
    "change",
    [
        {f"        internal: {INTERNAL}\n": ""},
        {"review_on: 2027-06-30": "review_on: 2027-07-12"},
    ],
)
def test_as4_1_inside_school_waits_for_reason_review_and_next_step(changed: Look, change):
    assert changed("as4.yaml", change).blocked("e9") == {"HR-24"}


def test_as4_2_a_visit_to_the_library_comes_with_school_staff(as_it_is: Look, changed: Look):
    assert "private space" in as_it_is("as4.yaml").near_misses()["e5"]
    ellie = changed(
        "as4.yaml",
        {"will_do: [COM, SEN-01, SEN-02": "will_do: [COM, HLT-05, SEN-01, SEN-02"},
    )
    visit = ellie.found("e5")
    assert visit.type.value == "VIS"
    assert len(visit.dates) == 1
    ask = next(one for one in visit.conditions if one.code == "HR-15")
    assert ask.evidence["adjustments"] == ("SUP-04",)


# AS5, Kai


def test_as5_1_a_restricted_place_is_neither_proposed_nor_asked(as_it_is: Look):
    kai = as_it_is("as5.yaml")
    assert "e4" not in kai.employers()
    assert "e4" not in kai.near_misses()
    assert kai.blocked("e4") == {"HR-21"}


def test_as5_1_other_staff_read_that_it_is_not_available(as_it_is: Look):
    hidden = as_it_is("as5.yaml").result.found.for_staff()
    place = next(place for place in hidden.blocked if place.employer == "e4")
    assert [finding.cause.value for finding in place.findings] == ["not_available"]
    assert "HR-21" not in str(hidden)


def test_as5_2_the_authority_agrees_and_no_parent_is_told():
    needed = consent_needed(date(2027, 3, 15), born=date(2011, 11, 19), by_authority=True)
    assert (needed.giver, needed.inform_parents) == (ConsentGiver.AUTHORITY, False)


def test_as5_3_what_is_printed_says_nothing_of_care_or_home(as_it_is: Look):
    said = str(as_it_is("as5.yaml").printed).lower()
    private = (
        "looked after",
        "care order",
        "social worker",
        "moss",
        "quill",
        "ch2 3hb",
        "relative",
    )
    assert [word for word in private if word in said] == []


def test_as5_4_and_5_cover_is_the_one_question_and_then_the_dogs_are_proposed(
    as_it_is: Look, changed: Look
):
    before = as_it_is("as5.yaml")
    assert before.blocked("e6") == {"HR-07"}
    assert before.near_misses()["e6"] == "Will you arrange cover for the placement?"
    kai = changed(
        "as5.yaml",
        {
            "{answer: not_yet, public_liability: yes}": (
                "{answer: held, insurer: T, policy: T1, until: 2027-12-31, public_liability: yes}"
            )
        },
    )
    dogs = kai.found("e6")
    assert dogs.dates == tuple(date(2027, 3, day) for day in range(15, 20))
    assert dogs.hours == 20.0, "4 hours a day need no break"
    assert {("HR-09", "dsl_decision_needed"), ("HR-09", "no_stand_in")} <= kai.gates("e6")


# AS6, Sofia


def test_as6_1_the_yard_task_goes(as_it_is: Look):
    sofia = as_it_is("as6.yaml")
    assert sofia.employers() == ["e3"]
    assert sofia.place("e3")["removed"] == [{"task": "Tidy the plant display", "codes": ["HR-04"]}]


def test_as6_2_nobody_promises_access_to_work(as_it_is: Look):
    answer = as_it_is("as6.yaml").printed
    offered = (answer["proposals"], answer["near_misses"])
    assert "access to work" not in str(offered).lower()


def test_as6_7_the_saturday_job_leaves_tuesday_to_friday(as_it_is: Look):
    garden = as_it_is("as6.yaml").found("e3")
    assert garden.dates == tuple(date(2027, 3, day) for day in (16, 17, 18, 19))
    assert garden.hours == 18.0
    assert ("HR-06", "weekly_rest_too_short") in {(n.code, n.cause.value) for n in garden.notes}


def test_as6_7_monday_to_thursday_is_too_little_rest_too(changed: Look):
    garden = changed("as6.yaml", {'{mon-fri: "07:00-19:00"}': '{mon-thu: "07:00-19:00"}'}).found(
        "e3"
    )
    assert len(garden.dates) == 3
    assert ("HR-06", "weekly_rest_too_short") in {(n.code, n.cause.value) for n in garden.notes}


# AS7, Priya


def test_as7_1_5_and_6_the_hospital_is_proposed_under_adult_rules(as_it_is: Look):
    priya = as_it_is("as7.yaml")
    hospital = priya.found("e7")
    assert hospital.type.value == "SIN"
    assert (hospital.dates[0], hospital.dates[-1]) == (date(2027, 9, 13), date(2028, 6, 29))
    assert {day.worked_minutes for day in hospital.days} == {300}
    first_week = [day for day in hospital.dates if day < date(2027, 9, 20)]
    assert 5.0 * len(first_week) == 20.0
    assert {
        ("HR-23", "access_to_work_not_awarded"),
        ("HR-07", "insurer_not_told"),
    } <= priya.gates("e7")


def test_as7_1_the_new_way_is_practised_before_the_first_day(as_it_is: Look):
    (practise,) = as_it_is("as7.yaml").place("e7")["conditions"]
    assert (practise["code"], practise["due"]) == ("HR-16", "2027-09-10")


def test_as7_1_no_job_coach_no_internship(changed: Look):
    priya = changed("as7.yaml", {"job_coach: Lena Ortiz, ": ""})
    assert priya.blocked("e7") == {"HR-23"}


@pytest.mark.parametrize(("pilot", "is_proposed"), [("", False), ("\n    la_pilot: true", True)])
def test_as7_2_a_plan_that_ends_at_christmas_blocks_unless_the_pilot_holds(
    changed: Look, pilot: str, is_proposed: bool
):
    until = "ehc_plan_until: "
    priya = changed("as7.yaml", {f"{until}2028-07-31": f"{until}2027-12-31{pilot}"})
    assert (priya.employers() == ["e7"]) is is_proposed
    assert is_proposed or "HR-23" in priya.blocked("e7")

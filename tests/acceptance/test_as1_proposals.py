"""AS1, Jay Okafor likes trains: who is proposed, who is not, and why (checks 1 to 8 and 11).

Checks 9 and 10 are in test_as1_pack.py; check 12 waits for the benchmark counts.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.acceptance.conftest import SCENARIOS, Commands


@pytest.fixture(scope="module")
def as1(scenario: Callable[[str], Commands]) -> dict[str, Any]:
    return scenario("as1.yaml").propose("Jay")


def blocked(answer: dict[str, Any]) -> dict[str, set[str]]:
    return {item["employer"]: set(item["codes"]) for item in answer["blocked"]}


def test_2_the_railway_is_proposed_with_three_tasks_and_the_fourth_removed(as1: dict[str, Any]):
    railway = as1["proposals"][0]
    assert railway["employer"] == "e1"
    assert railway["tasks"] == [
        "Sort and label railway tickets by year",
        "Check timetable boards against the printed timetable",
        "Stamp and count visitor leaflets",
    ]
    assert railway["removed"] == [{"task": "Pass tools to the fitter", "codes": ["HR-04", "HR-11"]}]


def test_3_the_railway_ranks_above_the_library_that_is_nearer_and_used_before(
    as1: dict[str, Any],
):
    assert [item["employer"] for item in as1["proposals"]] == ["e1", "e5"]
    assert as1["proposals"][0]["score"] > as1["proposals"][1]["score"]


@pytest.mark.parametrize(
    ("employer", "codes"),
    [
        ("e4", {"HR-18", "HR-11"}),
        ("e2", {"HR-10", "HR-11"}),
        ("e3", {"HR-10"}),
        ("e6", {"HR-07", "HR-11"}),
        ("e8", {"HR-17"}),
        ("e10", {"HR-17"}),
        ("e7", {"HR-23"}),
        ("e9", {"HR-24"}),
    ],
)
def test_4_and_5_each_other_place_is_blocked_by_its_rules(
    as1: dict[str, Any], employer: str, codes: set[str]
):
    assert codes <= blocked(as1)[employer]


def test_4_the_courier_firm_is_no_near_miss_because_several_causes_block_it(as1: dict[str, Any]):
    assert "e2" not in {item["employer"] for item in as1["near_misses"]}


def test_5_two_proposals_only_and_the_answer_says_why(as1: dict[str, Any]):
    assert len(as1["proposals"]) == 2
    assert as1["fewer_than_three"]


def test_6_the_bus_is_practised_before_the_first_day(as1: dict[str, Any]):
    (condition,) = as1["proposals"][0]["conditions"]
    assert condition["code"] == "HR-16"
    assert condition["due"] < "2027-03-02"
    assert "Practise" in condition["text"]


def test_7_nobody_is_asked_for_a_barred_list_check_of_those_who_look_after_a_16_year_old(
    as1: dict[str, Any],
):
    said = str(as1).lower()
    assert "barred" not in said
    assert "dbs" not in said


def test_8_four_days_of_four_and_a_half_hours_make_18(as1: dict[str, Any]):
    railway = as1["proposals"][0]
    assert railway["dates"] == ["2027-03-02", "2027-03-03", "2027-03-04", "2027-03-05"]
    assert railway["hours"] == 18.0


def test_11_sen_type_and_gender_change_nothing(
    as1: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
):
    folder = tmp_path_factory.mktemp("changed")
    text = (SCENARIOS / "as1.yaml").read_text(encoding="utf-8")
    changed = text.replace("sen_type: ASD", "sen_type: SLCN").replace("gender: male", "gender: x")
    assert changed != text
    file = folder / "as1.yaml"
    file.write_text(
        changed.replace("include: employers.yaml", f"include: {SCENARIOS / 'employers.yaml'}"),
        encoding="utf-8",
    )
    commands = Commands(folder / "instance")
    commands.load(file)
    assert commands.propose("Jay") == as1


def test_a_scenario_is_refused_where_something_is_stored_already(
    scenario: Callable[[str], Commands],
):
    commands = scenario("as1.yaml")
    again = commands.run("scenario", "load", str(SCENARIOS / "as1.yaml"))
    assert again.returncode != 0
    assert "not empty" in again.stderr


def test_a_mistake_in_the_file_stores_nothing(tmp_path):
    file = tmp_path / "wrong.yaml"
    text = (SCENARIOS / "as1.yaml").read_text(encoding="utf-8")
    file.write_text(
        text.replace("include: employers.yaml", f"include: {SCENARIOS / 'employers.yaml'}").replace(
            "{to: e5,", "{to: e55,"
        ),
        encoding="utf-8",
    )
    commands = Commands(tmp_path / "instance")
    refused = commands.run("scenario", "load", str(file))
    assert refused.returncode != 0
    assert "“e55” is not in this file. Did you mean “e5”?" in refused.stderr
    assert "Traceback" not in refused.stderr
    put_right = commands.run("scenario", "load", str(SCENARIOS / "as1.yaml"))
    assert put_right.returncode == 0, put_right.stderr

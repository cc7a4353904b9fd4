"""Scenario files: what is read, and how a mistake is named."""

from datetime import date, time
from pathlib import Path

import pytest

from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.scenarios.format import read_scenario
from webapp.scenarios.nodes import ScenarioError

SETTING = """
today: 2027-01-11
settings:
  - {key: k, name: Kestrel, type: special_school, postcode: CH1 4AT, phone: 01632 960 142}
"""
EMPLOYER = """
employers:
  - key: e1
    organisation: {name: Railway, types: [charity], sectors: [transport]}
    contacts: [{role: main, name: Ruth Dale, email: ruth@example.org}]
    insurance: {answer: exempt_public}
    sites:
      - name: Station
        address: Station Road
        postcode: CH1 3BS
        areas: [{name: office, noise: 2}]
        offers:
          - title: Office
            windows:
              - {types: [BLK], from_date: 2027-03-02, to_date: 2027-03-05, weekdays: tue-fri,
                 hours: "10:00-15:00", flex: "11:00-14:00", key: w1}
    answers:
      will_do: [COM-01, PHY]
      SEN-02: {answer: cannot, areas: [office]}
"""
LEARNER = """
learners:
  - key: jay
    first_name: Jay
    surname: Okafor
    date_of_birth: 2010-10-14
    availability: {tue-fri: "09:30-15:30"}
    own_job: {sat: {hours: "09:00-15:30", break_minutes: 30}}
    requirements:
      - {strength: must, any_of: [SEN-05, REG-01]}
"""


def scenario(folder: Path, text: str):
    file = folder / "test.yaml"
    file.write_text(text, encoding="utf-8")
    return read_scenario(file)


def refused(folder: Path, text: str) -> str:
    with pytest.raises(ScenarioError) as error:
        scenario(folder, text)
    return str(error.value)


def test_a_file_is_read_into_the_shapes_the_services_take(tmp_path: Path):
    found = scenario(tmp_path, SETTING + EMPLOYER + LEARNER)
    window = found.employers[0].details.sites[0].offers[0].windows[0]
    assert found.today == date(2027, 1, 11)
    assert window.weekdays == ("tue", "wed", "thu", "fri")
    assert (window.start, window.finish) == (time(10), time(15))
    assert (window.flex_start, window.flex_finish) == (time(11), time(14))
    learner = found.learners[0].details
    assert learner.mis_number == "jay"
    assert [day.weekday for day in learner.availability] == ["tue", "wed", "thu", "fri"]
    assert learner.own_job[0].break_minutes == 30
    assert learner.requirements[0].any_of
    assert learner.requirements[0].adjustments == ("SEN-05", "REG-01")


def test_answers_may_be_written_by_answer_by_group_or_by_area(tmp_path: Path):
    answers = scenario(tmp_path, SETTING + EMPLOYER).employers[0].details.answers
    given = {(a.adjustment, a.answer, a.area) for a in answers}
    assert (Adjustment("COM-01"), AdjustmentAnswer.WILL_DO, None) in given
    assert (Adjustment("SEN-02"), AdjustmentAnswer.CANNOT, "office") in given
    assert sum(1 for a in answers if a.adjustment.value.startswith("PHY")) == 9


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ("first_name: Jay", "fist_name: Jay", "Did you mean “first_name”?"),
        ("sectors: [transport]", "sectors: [trains]", "line 8: “trains” is not a known sector"),
        ("will_do: [COM-01, PHY]", "will_do: [COM-99]", "Did you mean “COM-0"),
        ("weekdays: tue-fri", "weekdays: tues", "“tues” is not a weekday. Did you mean “tue”?"),
        ('hours: "10:00-15:00"', 'hours: "15:00-10:00"', "the end is before the start"),
        ('hours: "10:00-15:00"', 'hours: "10:00"', "like 10:00-15:00"),
        ("noise: 2", "noise: loud", "write a whole number"),
        ("2010-10-14", "14/10/2010", "year-month-day"),
        ("answer: cannot", "answer: never", "not a known adjustment answer"),
        ("    surname: Okafor\n", "", "“surname” is missing"),
        ("  - key: jay", "  - name: jay", "“key” is missing"),
        ("employers:", "employees:", "Did you mean “employers”?"),
        ("    first_name: Jay", "    destinations: []\n    first_name: Jay", "no home yet"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_nearest_valid_name(
    tmp_path: Path, wrong: str, right: str, says: str
):
    text = SETTING + EMPLOYER + LEARNER
    assert wrong in text
    message = refused(tmp_path, text.replace(wrong, right, 1))
    assert message.startswith("test.yaml, line ")
    assert says in message


def test_a_key_that_stands_twice_is_refused(tmp_path: Path):
    assert "stands here twice" in refused(tmp_path, SETTING + "today: 2027-01-12\n")


def test_a_broken_file_is_refused_with_its_line(tmp_path: Path):
    assert "line 3: this is not YAML" in refused(tmp_path, "today: 2027-01-11\nsettings:\n\t- x")


def test_a_missing_file_is_refused_by_name(tmp_path: Path):
    with pytest.raises(ScenarioError, match=r"nowhere\.yaml"):
        read_scenario(tmp_path / "nowhere.yaml")


def test_an_included_file_comes_first(tmp_path: Path):
    (tmp_path / "shared.yaml").write_text(EMPLOYER, encoding="utf-8")
    found = scenario(tmp_path, "include: shared.yaml\n" + SETTING + LEARNER)
    assert [entry.key for entry in found.employers] == ["e1"]

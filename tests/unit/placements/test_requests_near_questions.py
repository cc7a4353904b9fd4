"""A near miss becomes one question with one answer, in words without a learner."""

import re
from types import SimpleNamespace

import pytest

from tests.unit.placements.test_reasons import EVIDENCE
from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.employer_questions import EMPLOYER_QUESTIONS, AnswersWith
from webapp.catalogue.reasons import REASONS
from webapp.placements.near_questions import askable, question_words

OFFER = SimpleNamespace(site=SimpleNamespace(areas=[]), tasks=[])
REQUEST = SimpleNamespace(from_date=None, to_date=None)


def miss(cause: str, *adjustments: str, **evidence: object) -> dict[str, object]:
    finding = {"cause": cause, "evidence": {**EVIDENCE, **evidence}}
    return {
        "cause": cause,
        "cause_key": f"{cause}:1",
        "findings": [finding],
        "adjustments": list(adjustments),
    }


@pytest.mark.parametrize("cause", sorted(EMPLOYER_QUESTIONS))
def test_every_question_can_be_read_and_names_nobody(cause: str):
    assert REASONS[cause].question
    assert "{name}" not in REASONS[cause].question
    clock = {"limit": "15:30"} if cause in {"starts_too_early", "finishes_too_late"} else {}
    values = {**EVIDENCE, **clock, "request_first": "2027-03-01", "request_last": "2027-03-12"}
    words = question_words(cause, values, OFFER)
    assert words.endswith("?")
    assert not re.search(r"[{}]", words)


@pytest.mark.parametrize(
    "cause", ["journey_too_long", "no_consent_to_look", "never_sector", "level_unknown"]
)
def test_what_no_employer_can_answer_in_one_press_is_no_question(cause: str):
    assert askable(miss(cause), {}, request=None) is None


def test_only_the_values_that_stand_in_the_words_are_kept():
    found = askable(miss("below_employer_age"), {}, request=None)
    assert found is not None
    assert found.evidence == {"age": 15}


def test_of_several_changes_the_one_the_employer_is_nearest_to_is_asked_for():
    row = miss("adjustment_refused", "REG-01", "SEN-05", adjustments=["REG-01", "SEN-05"])
    known = {
        Adjustment("REG-01"): AdjustmentAnswer.CANNOT,
        Adjustment.SEN_05: AdjustmentAnswer.CAN_WITH_HELP,
    }
    found = askable(row, known, request=None)
    assert found is not None
    assert found.adjustment is Adjustment.SEN_05
    assert question_words(found.cause, found.evidence, OFFER) == (
        "Is there any way to offer this: a quiet place to go, without asking first?"
    )


def test_steps_ask_for_a_way_without_steps_whatever_else_would_do():
    found = askable(miss("no_step_free_route", "PHY-01", "TSK-01"), {}, request=None)
    assert found is not None
    assert found.adjustment is Adjustment.PHY_01


def test_where_no_single_change_would_do_a_yes_leads_to_a_talk():
    found = askable(miss("no_step_free_toilet"), {}, request=None)
    assert found is not None
    assert found.adjustment is None


def test_a_near_miss_without_its_leading_finding_asks_nothing():
    row = {**miss("no_cover"), "findings": []}
    assert askable(row, {}, request=None) is None


def test_cover_is_the_only_question_that_needs_a_day():
    with_day = [c for c, q in EMPLOYER_QUESTIONS.items() if q.answers is AnswersWith.INSURANCE]
    assert with_day == ["no_cover"]

"""Every cause the matcher can give has words for staff, and kind ones for learners."""

import re

import pytest

from matching.findings import Cause, Outcome
from webapp.catalogue.entries import UnknownCode
from webapp.catalogue.reasons import REASONS, reason
from webapp.placements.explanations import Names, explain, explain_all

NAMES = Names(learner="Jay", areas={"a1": "archive"}, tasks={"t1": "Sort tickets by year"})
EVIDENCE = {
    "age": 15,
    "limit": 16,
    "until": "2027-02-01",
    "last_day": "2027-03-05",
    "first_day": "2027-03-02",
    "year": 9,
    "hazards": ["loud_noise", "moving_machinery"],
    "task": "t1",
    "adjustments": ["SEN-05"],
    "area": "a1",
    "allergens": ["nuts"],
    "level": 5,
    "mitigated": 5,
    "sense": "noise",
    "assured_on": "2024-01-04",
    "minutes": 50,
    "value": 2,
    "mode": "bus",
    "service": "bus 12",
    "before": "2027-03-02",
    "start": "08:00",
    "end": "09:00",
    "days": 2,
    "least": 3,
    "at": "16:00",
    "sector": "catering",
    "months": 6,
    "review_on": "2027-12-01",
    "day_minutes": 510,
}
"""Everything any rule hands over, at once."""
CLOCK_LIMITS = {"starts_too_early", "finishes_too_late"}
FORBIDDEN = r"suffers|despite|high.functioning|low.functioning|wheelchair-bound|challenging|client"
FORBIDDEN += r"|\bjust\b|\bsimply\b|unfortunately|!"
GATES_ONLY = {
    "cover_ends_too_soon",
    "cover_date_unknown",
    "insurer_not_told",
    "assurance_missing",
    "assurance_too_old",
    "parent_risk_information",
    "code_not_agreed",
    "no_supervisor",
    "no_stand_in",
    "dsl_decision_needed",
    "specified_place",
    "payer_not_named",
    "hours_flexed",
    "safety_item_not_shared",
    "access_to_work_not_awarded",
    "profile_out_of_date",
    "offer_out_of_date",
}
"""Papers and arrangements that a learner need not hear of."""


def finding(cause, **evidence):
    given = EVIDENCE | ({"limit": "15:30"} if cause in CLOCK_LIMITS else {})
    return {
        "code": "HR-10",
        "outcome": Outcome.BLOCK.value,
        "cause": cause,
        "evidence": given | evidence,
        "due": None,
        "negotiable": True,
    }


@pytest.mark.parametrize("cause", [cause.value for cause in Cause])
def test_every_cause_has_words_that_fill(cause):
    words = explain(finding(cause), NAMES)

    for sentence in (words.lead, words.change, words.learner, words.question):
        if sentence is not None:
            assert "{" not in sentence
            assert sentence[0].isupper() or sentence[0].isdigit()
            assert sentence[-1] in ".?"


@pytest.mark.parametrize("cause", sorted({cause.value for cause in Cause} - GATES_ONLY))
def test_what_stands_between_a_learner_and_a_place_is_said_kindly(cause):
    assert reason(cause).learner


def test_there_are_no_words_nobody_can_reach():
    variants = {"level_too_high_with_help", "level_too_high_with_headphones"}

    assert set(REASONS) == {cause.value for cause in Cause} | variants


@pytest.mark.parametrize("cause", sorted(REASONS))
def test_words_are_plain_and_short(cause):
    words = reason(cause)
    everything = [words.lead, words.change, words.learner or "", words.question or ""]

    assert not re.search(FORBIDDEN, " ".join(everything), re.IGNORECASE)
    for sentence in re.split(r"(?<=[.?])\s", " ".join(everything[:2])):
        assert len(sentence.split()) <= 22, sentence
    for sentence in re.split(r"(?<=[.?])\s", words.learner or ""):
        assert len(sentence.split()) <= 15, sentence
    assert "HR-" not in " ".join(everything)


def test_an_unknown_cause_is_named_with_the_nearest():
    with pytest.raises(UnknownCode, match="no_cover"):
        reason("no_covr")


def test_headphones_are_named_where_they_were_counted():
    loud = explain(finding("level_too_high", level=5, mitigated=3, limit=2), NAMES)

    assert loud.lead == "With headphones noise in the archive is 3. Jay’s most is 2."


def test_other_help_is_counted_too_and_plain_levels_are_plain():
    helped = explain(finding("level_too_high", level=5, mitigated=4, limit=2), NAMES)
    plain = explain(finding("level_too_high", level=4, mitigated=4, limit=2), NAMES)

    assert helped.lead == "With what they offer noise in the archive is 4. Jay’s most is 2."
    assert plain.lead == "Noise in the archive is 4. Jay’s most is 2."


def test_the_route_to_practise_is_named():
    words = explain(finding("route_not_practised"), NAMES)

    assert words.lead == "Bus 12 is new to Jay."
    assert words.change == "Practise it before Tuesday 2 March 2027."
    assert words.learner == "Bus 12 is new. You practise it first with us."


def test_a_route_without_a_name_is_the_way_there():
    words = explain(finding("route_not_practised", service=""), NAMES)

    assert words.lead == "The way there is new to Jay."


def test_several_open_adjustments_are_one_sentence():
    rows = [
        finding("adjustment_unanswered", adjustments=["TIM-05"]),
        finding("adjustment_unanswered", adjustments=["SEN-05", "REG-01"]),
        finding("adjustment_refused", adjustments=["PHY-01"]),
    ]
    words = explain_all(rows, NAMES)

    assert len(words) == 2
    assert words[0].lead.startswith("They have not answered this: a fixed timetable")
    assert "; a quiet place to go" in words[0].lead
    assert " or " in words[0].lead


def test_the_same_sentence_is_said_once():
    assert len(explain_all([finding("no_cover"), finding("no_cover")], NAMES)) == 1


def test_an_area_or_task_that_is_gone_still_reads():
    assert "the place" in explain(finding("level_unknown", area="gone"), NAMES).lead.lower()
    assert "one task" in explain(finding("hazard_needs_supervision", task="x"), NAMES).lead.lower()

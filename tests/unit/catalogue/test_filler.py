"""Filler is refused, real tasks pass, and unknown minutes are asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.catalogue.experience_types import ExperienceType
from webapp.catalogue.filler import (
    FILLER_PHRASES,
    FILLER_PROBLEMS,
    FillerProblem,
    PlannedTask,
    check_plan,
    check_task,
    is_filler,
    is_watching,
)
from webapp.catalogue.task_bank import TASK_BANK
from webapp.catalogue.task_verbs import verb_of

PARCELS = (
    PlannedTask(text="Scan and count parcels", minutes=60),
    PlannedTask(text="Sort parcels by route colour", minutes=60),
    PlannedTask(text="Print and stick labels", minutes=45),
    PlannedTask(text="Clean hand scanners", minutes=30),
    PlannedTask(text="Ride along in the van", minutes=45),
)


def plan(*texts, minutes=60, kind=ExperienceType.BLK, day=270, days=5):
    tasks = [PlannedTask(text=text, minutes=minutes) for text in texts]
    return check_plan(tasks, experience_type=kind, day_one_minutes=day, days=days)


def test_the_courier_who_was_told_anything_is_fine_is_asked_for_a_plan():
    assert plan("Do anything you can, it's fine") == (
        FillerProblem.VAGUE,
        FillerProblem.TOO_FEW_TASKS,
        FillerProblem.TOO_LITTLE_TIME,
    )


def test_a_plan_of_helping_out_duties_and_watching_is_refused():
    assert FillerProblem.VAGUE in plan("help out", "general duties", "observe drivers")


def test_five_real_courier_tasks_are_a_plan():
    problems = check_plan(PARCELS, experience_type=ExperienceType.BLK, day_one_minutes=270, days=5)
    assert problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "Do anything you can, it’s fine",
        "whatever needs doing",
        "WHATEVER",
        "It's fine!",
        "it is fine",
        "general duties in the shop",
        "Help out in the kitchen",
        "helping-out",
        "Various jobs",
        "T.B.C. tbc",
        "Clean tables as needed",
        "Shadow staff",
        "shadowing the staff.",
        "Observe",
        "observing",
        "watch",
    ],
)
def test_a_filler_phrase_is_found_whatever_its_case_and_punctuation(text):
    assert check_task(text) is FillerProblem.VAGUE


@pytest.mark.parametrize("phrase", FILLER_PHRASES)
def test_a_filler_phrase_is_found_inside_a_longer_task(phrase):
    assert is_filler(f"Sort the parcels, {phrase}, in the depot")


@pytest.mark.parametrize(
    "text",
    ["Sort variously coloured beads", "Observe birds at the feeder", "Shadow staff on reception"],
)
def test_a_phrase_counts_only_as_whole_words_and_watching_only_when_alone(text):
    assert check_task(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "   ", "...", "tidying", "sort", "do jobs", "helping with things", "support staff",
     "general admin", "quickly", "work", "be useful", "the yard"],
)  # fmt: skip
def test_a_task_without_a_verb_and_an_object_is_filler(text):
    assert check_task(text) is FillerProblem.NO_VERB_AND_OBJECT


@pytest.mark.parametrize(
    "text",
    [
        "sort and label railway tickets by year",
        "check timetable boards against the printed timetable",
        "stamp and count visitor leaflets",
        "pass tools to the fitter",
        "pot up seedlings",
        "water benches from a list",
        "price-label plants",
        "tidy the plant display",
        "prepare vegetables",
        "load the dishwasher",
        "shelve returns by number",
        "help set up tablets",
        "brush dogs with owner",
        "towel wash",
        "sweep and bag hair",
        "wipe drives from checklist",
        "press a switch to shred",
        "Yard store: sort fixings",
        "They will carefully sort post by name",
        "You will be wiping tables",
        "Collating packs for the meeting",
        "Repotting houseplants on the bench",
    ],
)
def test_a_task_that_says_what_to_do_with_what_passes(text):
    assert check_task(text) is None


def test_a_verb_is_known_in_all_its_forms():
    assert [verb_of(word) for word in ("sort", "sorts", "sorting", "wiping", "mopping")] == [
        "sort",
        "sort",
        "sort",
        "wipe",
        "mop",
    ]
    assert verb_of("polite") is None


def test_a_day_needs_three_different_tasks():
    two = plan("Sort post by name", "Shred old letters", "sort post, by name")
    assert two == (FillerProblem.TOO_FEW_TASKS,)


def test_half_a_day_needs_two_tasks():
    tasks = ("Sort post by name", "Shred old letters")
    assert plan(*tasks, kind=ExperienceType.TAS, day=180, days=1) == ()
    assert plan(*tasks, kind=ExperienceType.TAS, day=180, days=2) != ()
    assert plan(tasks[0], minutes=100, kind=ExperienceType.TAS, day=180, days=1) == (
        FillerProblem.TOO_FEW_TASKS,
    )


@pytest.mark.parametrize("kind", [ExperienceType.VIS, ExperienceType.SHA])
def test_a_visit_or_shadowing_needs_no_tasks(kind):
    assert check_plan([], experience_type=kind, day_one_minutes=120) == ()


def test_the_tasks_fill_at_least_half_of_the_first_day():
    tasks = ("Sort post by name", "Shred old letters", "Stack trays by size")
    assert plan(*tasks, minutes=45, day=270) == ()
    assert plan(*tasks, minutes=44, day=270) == (FillerProblem.TOO_LITTLE_TIME,)


def test_unknown_minutes_are_asked_for_and_refuse_nothing():
    tasks = ("Sort post by name", "Shred old letters", "Stack trays by size")
    problems = plan(*tasks, minutes=None)
    assert problems == (FillerProblem.MINUTES_UNKNOWN,)
    assert [FILLER_PROBLEMS[problem].refuses for problem in problems] == [False]


def test_unknown_minutes_are_not_asked_for_when_the_others_fill_the_day():
    tasks = [*PARCELS, PlannedTask(text="Flatten empty boxes")]
    assert check_plan(tasks, experience_type=ExperienceType.BLK, day_one_minutes=270, days=5) == ()


def test_a_plan_of_watching_alone_is_refused():
    watching = ("Observe drivers", "Watch the packing line", "Shadow the stock team")
    assert plan(*watching, minutes=90) == (FillerProblem.ONLY_WATCHING,)
    assert plan(*watching, "Label the bins", minutes=90) == ()


def test_an_empty_plan_is_short_of_tasks_and_not_called_watching():
    assert FillerProblem.ONLY_WATCHING not in plan()
    assert FillerProblem.TOO_FEW_TASKS in plan()


def test_every_problem_but_unknown_minutes_refuses():
    asks = [entry.code for entry in FILLER_PROBLEMS if not entry.refuses]
    assert asks == [FillerProblem.MINUTES_UNKNOWN]


@given(st.text())
def test_any_text_at_all_gets_an_answer(text):
    assert is_filler(text) in {True, False}
    assert is_watching(text) in {True, False}


@given(st.sampled_from(TASK_BANK), st.sampled_from(FILLER_PHRASES))
def test_a_filler_phrase_spoils_any_task(entry, phrase):
    assert is_filler(f"{entry.task} and {phrase.upper()}!")


@given(st.sampled_from(TASK_BANK))
def test_case_and_spaces_change_nothing(entry):
    assert not is_filler(f"  {entry.task.upper()}  ")

"""Laws of every journey, tried on journeys and answers made at random."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.core.wizard import Answers, Journey, Mark, Section, Status, Step

law = settings(max_examples=settings.default.max_examples, deadline=None)


def says(step: str, value: str) -> Callable[[Answers], bool]:
    return lambda answers: answers.get(step, {}).get("a", [""]) == [value]


def right(_code: str, typed: object, _answers: Answers) -> bool:
    return typed != {"a": ["wrong"]}


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    """Sections whose steps depend on any answer of any step, even one that comes later."""
    codes = [f"s{number}" for number in range(draw(st.integers(1, 8)))]
    steps = []
    for code in codes:
        if draw(st.booleans()):
            other = draw(st.sampled_from(codes))
            steps.append(Step(code=code, applies=says(other, draw(st.sampled_from("xy")))))
        else:
            steps.append(Step(code=code))
    cut = draw(st.integers(0, len(steps)))
    parts = [part for part in (tuple(steps[:cut]), tuple(steps[cut:])) if part]
    sections = tuple(Section(code=f"p{n}", steps=part) for n, part in enumerate(parts))
    return Journey(sections=sections, is_right=right)


answers_at_random = st.dictionaries(
    st.sampled_from([f"s{number}" for number in range(8)]),
    st.sampled_from([{"a": ["x"]}, {"a": ["y"]}, {"a": ["wrong"]}, {}]),
)


@law
@given(journeys(), answers_at_random)
def test_every_branch_ends(journey, answers):
    path = journey.path(answers)
    walked, step = [], path[0] if path else None
    while step is not None:
        walked.append(step)
        assert len(walked) <= len(path)
        step = journey.next_step(step, answers)
    assert tuple(walked) == path


@law
@given(journeys(), answers_at_random)
def test_back_inverts_next(journey, answers):
    for step in journey.path(answers):
        after = journey.next_step(step, answers)
        if after is not None:
            assert journey.previous_step(after, answers) is step
    if path := journey.path(answers):
        assert journey.previous_step(path[0], answers) is None


@law
@given(journeys(), answers_at_random)
def test_no_step_that_does_not_apply_is_reachable(journey, answers):
    kept = journey.kept(answers)
    for section in journey.sections:
        for step in section.steps:
            found = journey.find(step.code, answers)
            assert (found is step) == (step in journey.path(answers))
            if found is None:
                assert step.code not in kept
                assert not step.applies(before(journey, step, answers))


def before(journey: Journey, step: Step, answers: Answers) -> Answers:
    """Return what counts of the steps that come before this one."""
    listed = [each for section in journey.sections for each in section.steps]
    earlier = {each.code for each in listed[: listed.index(step)]}
    return {code: page for code, page in journey.kept(answers).items() if code in earlier}


@law
@given(journeys(), answers_at_random)
def test_what_stops_applying_changes_nothing_and_is_never_sent(journey, answers):
    kept = journey.kept(answers)
    assert journey.path(kept) == journey.path(answers)
    assert journey.kept(kept) == kept
    assert journey.task_list(kept) == journey.task_list(answers)


@law
@given(journeys(), answers_at_random)
def test_all_sections_are_done_exactly_when_nothing_is_unfinished(journey, answers):
    done = all(line.status is Status.DONE for line in journey.task_list(answers))
    assert done == (journey.unfinished(answers) == ()) == (journey.first_open(answers) is None)


COURIER = Journey(
    sections=(
        Section(
            code="cover",
            mark=Mark.CONFIRM,
            steps=(
                Step(code="answer"),
                Step(code="insurer", applies=says("answer", "held")),
            ),
        ),
        Section(
            code="tasks",
            mark=Mark.PUBLISH,
            steps=(Step(code="task"),),
            may_start=lambda answers: "answer" in answers,
        ),
    ),
    is_right=right,
)
COVER, TASKS = COURIER.sections
HELD, NOT_YET = {"a": ["held"]}, {"a": ["not_yet"]}


def test_a_section_tells_how_far_it_is():
    assert COURIER.status_of(COVER, {}) is Status.NOT_STARTED
    assert COURIER.status_of(COVER, {"answer": HELD}) is Status.IN_PROGRESS
    assert COURIER.status_of(COVER, {"answer": HELD, "insurer": {"a": ["x"]}}) is Status.DONE
    assert COURIER.status_of(COVER, {"answer": NOT_YET}) is Status.DONE


def test_a_section_may_have_to_wait_for_another():
    assert COURIER.status_of(TASKS, {}) is Status.CANNOT_START
    assert COURIER.status_of(TASKS, {"answer": NOT_YET}) is Status.NOT_STARTED


def test_a_wrong_answer_is_not_done():
    assert COURIER.unfinished({"answer": {"a": ["wrong"]}})[0].code == "answer"


def test_an_answer_that_stopped_applying_comes_back_with_its_step():
    typed = {"answer": NOT_YET, "insurer": {"a": ["Signal Mutual"]}}
    assert "insurer" not in COURIER.kept(typed)
    assert COURIER.kept({**typed, "answer": HELD})["insurer"] == {"a": ["Signal Mutual"]}


def test_check_rows_lead_back_to_their_step():
    rows = COURIER.check_rows(
        {"answer": HELD, "insurer": {"a": ["Signal Mutual"]}},
        rows_of=lambda code, typed: [(f"The {code}?", typed["a"][0])],
    )
    assert [(row.step, row.answer) for row in rows] == [
        ("answer", "held"),
        ("insurer", "Signal Mutual"),
    ]


def test_two_steps_cannot_have_one_code():
    section = Section(code="one", steps=(Step(code="same"), Step(code="same")))
    with pytest.raises(ValueError, match="stands twice"):
        Journey(sections=(section,), is_right=right)

"""The sections and steps of a form, and which of them apply to the answers given so far."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Typed = Mapping[str, Sequence[str]]
"""The values of one page by field, as a browser sends them."""
Answers = Mapping[str, Typed]
"""What was typed on each page, by the code of its step. A page never saved is not there."""


class Mark(StrEnum):
    """When a section must be answered."""

    REGISTER = "*"
    """Before anything is sent."""
    PUBLISH = "+"
    """Before anyone is matched."""
    CONFIRM = "**"
    """Before someone starts."""
    OPTIONAL = ""


class Status(StrEnum):
    """How far a section is."""

    CANNOT_START = "cannot_start"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"


def always(_answers: Answers) -> bool:
    """Return True: this applies to everyone."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page of questions. `applies` sees the pages before it that apply themselves."""

    code: str
    applies: Callable[[Answers], bool] = always


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Pages about one topic. `may_start` sees every answer that counts."""

    code: str
    steps: tuple[Step, ...]
    mark: Mark = Mark.OPTIONAL
    may_start: Callable[[Answers], bool] = always


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """One line of the task list."""

    section: Section
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """A question with its answer in words, and the step that changes it."""

    step: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """Every section in order, and what makes the page of a step right.

    `is_right` takes the code of a step, what was typed on its page, and every answer that
    counts. Raises ValueError where two steps have one code.
    """

    sections: tuple[Section, ...]
    is_right: Callable[[str, Typed, Answers], bool]

    def __post_init__(self) -> None:
        codes = [step.code for section in self.sections for step in section.steps]
        if len(codes) != len(set(codes)):
            raise ValueError(f"a step stands twice among {codes}")

    def path(self, answers: Answers) -> tuple[Step, ...]:
        """Return the steps that apply, in order.

        A page whose own step does not apply counts for nothing, so that an old answer
        never opens a step.
        """
        return tuple(self._walk(answers))

    def kept(self, answers: Answers) -> Answers:
        """Return the answers that count: those of the steps that apply."""
        return {
            step.code: answers[step.code] for step in self.path(answers) if step.code in answers
        }

    def find(self, code: str, answers: Answers) -> Step | None:
        """Return the step of this code, or None when there is none or it does not apply."""
        return next((step for step in self.path(answers) if step.code == code), None)

    def next_step(self, step: Step, answers: Answers) -> Step | None:
        """Return the step after this one, or None: time to check."""
        path = self.path(answers)
        place = path.index(step) + 1
        return path[place] if place < len(path) else None

    def previous_step(self, step: Step, answers: Answers) -> Step | None:
        """Return the step before this one, or None for the first."""
        path = self.path(answers)
        place = path.index(step)
        return path[place - 1] if place else None

    def is_done(self, step: Step, answers: Answers) -> bool:
        """Return whether the page of a step was saved and every answer on it can be kept."""
        typed = answers.get(step.code)
        return typed is not None and self.is_right(step.code, typed, self.kept(answers))

    def unfinished(self, answers: Answers) -> tuple[Step, ...]:
        """Return the steps that still need an answer, in order."""
        return tuple(step for step in self.path(answers) if not self.is_done(step, answers))

    def first_open(self, answers: Answers) -> Step | None:
        """Return the first step that still needs an answer, or None when all are done."""
        return next(iter(self.unfinished(answers)), None)

    def status_of(self, section: Section, answers: Answers) -> Status:
        """Return how far a section is; one without a step that applies is done."""
        kept = self.kept(answers)
        if not section.may_start(kept):
            return Status.CANNOT_START
        steps = [step for step in self.path(answers) if step in section.steps]
        if all(self.is_done(step, answers) for step in steps):
            return Status.DONE
        if any(step.code in answers for step in steps):
            return Status.IN_PROGRESS
        return Status.NOT_STARTED

    def task_list(self, answers: Answers) -> tuple[TaskLine, ...]:
        """Return every section with how far it is, in order."""
        return tuple(
            TaskLine(section=section, status=self.status_of(section, answers))
            for section in self.sections
        )

    def check_rows(
        self, answers: Answers, *, rows_of: Callable[[str, Typed], Iterable[tuple[str, str]]]
    ) -> tuple[CheckRow, ...]:
        """Return the questions and answers that count; `rows_of` puts a page into words."""
        return tuple(
            CheckRow(step=code, question=question, answer=answer)
            for code, typed in self.kept(answers).items()
            for question, answer in rows_of(code, typed)
        )

    def _walk(self, answers: Answers) -> Iterator[Step]:
        seen: dict[str, Typed] = {}
        for section in self.sections:
            for step in section.steps:
                if step.applies(seen):
                    yield step
                    if step.code in answers:
                        seen[step.code] = answers[step.code]

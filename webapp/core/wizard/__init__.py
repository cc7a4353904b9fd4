"""A long form as sections and steps: what comes next is a function of the saved answers alone.

`journey` is the form itself and reads nothing but answers; `drafts` keeps the answers; `sent`
turns the values of a form into what a browser sends, and back.
"""

from webapp.core.wizard.journey import (
    Answers,
    CheckRow,
    Journey,
    Mark,
    Section,
    Status,
    Step,
    TaskLine,
    Typed,
)

__all__ = [
    "Answers",
    "CheckRow",
    "Journey",
    "Mark",
    "Section",
    "Status",
    "Step",
    "TaskLine",
    "Typed",
]

"""Why a place fits or does not fit yet, in the words of staff and of learners."""

from dataclasses import dataclass
from types import MappingProxyType

from webapp.catalogue.entries import UnknownCode
from webapp.catalogue.sheets import Row, text, toml_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """The words for one cause, with places in braces that the evidence fills."""

    cause: str
    lead: str
    change: str
    learner: str | None = None
    """None where a learner need not know."""
    question: str | None = None
    """What to ask, where someone can be asked to change it."""


def _reason(cause: str, row: Row) -> Reason:
    return Reason(
        cause=cause,
        lead=text(row, "lead"),
        change=text(row, "change"),
        learner=text(row, "learner") if "learner" in row else None,
        question=text(row, "question") if "question" in row else None,
    )


REASONS: MappingProxyType[str, Reason] = MappingProxyType(
    {cause: _reason(cause, row) for cause, row in toml_rows("reasons.toml")}
)


def reason(cause: str) -> Reason:
    """The words for a cause; raises UnknownCode."""
    if cause not in REASONS:
        raise UnknownCode(cause, known=REASONS)
    return REASONS[cause]

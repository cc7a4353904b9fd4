"""What people would rather not have at work, and the kinds of work that have it."""

from dataclasses import dataclass

from webapp.catalogue.sectors import SECTORS, Sector
from webapp.catalogue.sheets import Row, text, texts, toml_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class DislikedThing:
    """A thing people dislike, what they say for it, and work that always or often has it."""

    code: str
    phrases: tuple[str, ...]
    always: frozenset[Sector]
    often: frozenset[Sector]


def _thing(code: str, row: Row) -> DislikedThing:
    return DislikedThing(
        code=code,
        phrases=tuple(phrase.strip() for phrase in text(row, "words").split(",")),
        always=frozenset(SECTORS[sector].code for sector in texts(row, "always")),
        often=frozenset(SECTORS[sector].code for sector in texts(row, "often")),
    )


DISLIKED_THINGS: tuple[DislikedThing, ...] = tuple(
    _thing(code, row) for code, row in toml_rows("dislikes.toml")
)

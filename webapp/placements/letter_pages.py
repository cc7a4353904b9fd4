"""What each kind of letter shows, and whether it may still go: said by whom it speaks for."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.placements.letter_models import Letter, LetterKind

Values = Callable[[Session, Letter, Actor], dict[str, object]]
MayGo = Callable[[Session, Letter], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """One kind of letter."""

    template: str
    """The words between the greeting and the signature."""
    values: Values
    """Returns what the template needs; raises NotFound for who may not see what it is about."""
    may_go: MayGo
    """Asked each time it is shown: what was taken back meanwhile is not posted."""


_pages: dict[LetterKind, LetterPage] = {}


def serves(kind: LetterKind, page: LetterPage) -> None:
    """Draw letters of this kind so; the same kind replaces it."""
    _pages[kind] = page


def page_of(letter: Letter) -> LetterPage:
    """Return how this letter is drawn."""
    return _pages[letter.kind]


def may_go(session: Session, letter: Letter) -> bool:
    """Return whether the letter may still be posted."""
    return page_of(letter).may_go(session, letter)

"""What somebody said, parted into what they like and what they would rather not have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PAUSES = re.compile(r"[.,;:!?\n]+|\s+-+\s+|\bbut\b|\bthough\b")
NO = re.compile(
    r"\b(?:not|no|never|without|hates?|hated|dislikes?|avoid|instead of|rather than"
    r"|(?:do|does|did|is|are|would|could|can|was|wo|has|have)n[’']?t|cannot"
    r"|scared of|afraid of|frightened of|fed up (?:of|with)|sick of)\b",
    re.IGNORECASE,
)
# Words after a "no" that turn it into a yes, or into nothing at all.
NO_MATTER = re.compile(
    r"\s*(?:really\s+|too\s+)?(?:mind|wait|stop|only|miss|fussed|bothered|scared|afraid|problem"
    r"|worries|get enough|get bored|live without|enough|sure|know|yet|just)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody said about work they would like.

    Attributes
    ----------
    likes : str
        Only what they like.
    dislikes : tuple of str
        What they would rather not have, a phrase each.
    flags : frozenset of str
        Codes of dislikes that were ticked.
    """

    likes: str
    dislikes: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()


def read_statement(
    likes: str, *, dislikes: str = "", flags: frozenset[str] = frozenset()
) -> Statement:
    """The statement in these words; "dogs. not loud" likes dogs and dislikes "loud".

    What follows a "not" or "hate" belongs to the dislikes up to the next pause. "Don't mind",
    "can't wait" and their like are no dislikes.

    >>> read_statement("dogs. not loud")
    Statement(likes='dogs', dislikes=('loud',), flags=frozenset())
    """
    liked: list[str] = []
    refused: list[str] = []
    for clause in _clauses(likes):
        yes, no = _parted(clause)
        liked.append(yes)
        refused.append(no)
    refused.extend(_clauses(dislikes))
    return Statement(
        likes=", ".join(filter(None, liked)), dislikes=tuple(filter(None, refused)), flags=flags
    )


def _clauses(text: str) -> Iterator[str]:
    return (clause.strip() for clause in PAUSES.split(text) if clause.strip())


def _parted(clause: str) -> tuple[str, str]:
    """What is liked and what is refused in one clause."""
    no = NO.search(clause)
    if no is None or NO_MATTER.match(clause, no.end()):
        return clause, ""
    return clause[: no.start()].strip(), clause[no.end() :].strip()

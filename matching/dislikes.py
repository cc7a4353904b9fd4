"""What people would rather not have, and the kinds of work that have it.

Dislikes never enter a query: mixed into one, they would find what they are meant to keep away.
They are read apart, against a sheet of things people dislike.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from matching.records import DislikedThing
from matching.words import plain_words, stem

Floats = npt.NDArray[np.float64]

# How much of a sector's nearness a dislike can take: work that always or often has the thing.
ALWAYS = 1.0
OFTEN = 0.5


class DislikeReader:
    """Reads dislikes into what they mean for every sector.

    Parameters
    ----------
    things : sequence of DislikedThing
        In any order.
    sectors : sequence of str
        Sector codes; they order the results.
    """

    def __init__(self, things: Sequence[DislikedThing], *, sectors: Sequence[str]) -> None:
        self._n_sectors = len(sectors)
        self._weights: Mapping[str, Floats] = {
            thing.code: np.array([_weight(thing, sector) for sector in sectors]) for thing in things
        }
        self._phrases = sorted(
            (_stems(phrase), thing.code) for thing in things for phrase in thing.phrases
        )

    def things_in(self, text: str) -> frozenset[str]:
        """Codes of the things a text names: all words of one of their phrases are in it.

        A phrase inside a longer one that is named too does not count: "old people" are not
        "people".
        """
        words = frozenset(_stems(text))
        named = [(set(phrase), code) for phrase, code in self._phrases if words.issuperset(phrase)]
        return frozenset(
            code for phrase, code in named if not any(phrase < longer for longer, _ in named)
        )

    def weights(self, codes: Iterable[str]) -> Floats:
        """How much each sector has of these things, in [0, 1], shape (n_sectors,): the most."""
        known = [self._weights[code] for code in sorted(codes) if code in self._weights]
        return np.max(known, axis=0) if known else np.zeros(self._n_sectors)


def _weight(thing: DislikedThing, sector: str) -> float:
    if sector in thing.always:
        return ALWAYS
    return OFTEN if sector in thing.often else 0.0


def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in plain_words(text))

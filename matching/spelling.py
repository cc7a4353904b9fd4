"""The known word that a misspelt one stands for."""

from collections.abc import Iterable, Iterator

SHORTEST_CORRECTED = 5


class Spelling:
    """Corrects words to a vocabulary.

    Parameters
    ----------
    known : iterable of str
        The vocabulary, in any order.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._by_form: dict[str, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= SHORTEST_CORRECTED:
                for form in _forms(word):
                    self._by_form.setdefault(form, []).append(word)

    def correct(self, word: str) -> str:
        """The known word with one letter added, left out, changed or moved, else the word itself.

        A word shorter than 5 letters is left alone: too many others are one letter away. The
        first letter has to be right. Of several the first in the alphabet is taken.

        >>> Spelling(["tomato", "chocolate"]).correct("chocolat")
        'chocolate'
        """
        if word in self._known or len(word) < SHORTEST_CORRECTED:
            return word
        near = (known for form in _forms(word) for known in self._by_form.get(form, ()))
        return min((known for known in near if known[0] == word[0]), default=word)


def _forms(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters: near words share one of these."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]

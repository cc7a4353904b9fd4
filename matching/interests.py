"""SC-01, SC-02 and SC-03: what a learner likes, hopes for and is good at, against the tasks.

One TF-IDF model over the task bank (task, job family, everyday words). A task of an offer
borrows the words of the bank task nearest to it, so that "trains" finds "railway tickets".
Dislikes never enter a query: they are read apart (see `dislikes`) and take nearness away from
the kinds of work that have the thing. Why it is made so: docs/decisions/0011-interests.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from matching.dislikes import DislikeReader
from matching.offer_records import Offer
from matching.records import BankTask, DislikedThing
from matching.spelling import Spelling
from matching.statements import Statement, read_statement
from matching.words import stems

Floats = npt.NDArray[np.float64]
Key = TypeVar("Key")

BORROWED = 0.6
LEAST_LIKENESS = 0.1
SECTOR_ROWS = 3
NAME_SHARE = 0.75
KEPT_OFFERS = 20_000
BATCH = 250

# Chosen on statements written for it, and on everyday words of tasks left out of the bank.
NEAR = 0.15
TAKEN_BY_DISLIKES = 0.8
ABOUT_THE_SAME = 0.6


@dataclass(frozen=True, slots=True)
class Affinity:
    """How near one text is to every sector and job family, each relative to the nearest one.

    Attributes
    ----------
    sectors : mapping of str to float
        Sector code to a value in [0, 1]; the nearest sector has 1, one that is not near 0.
    families : mapping of (str, str) to float
        Sector and job family to a value in [0, 1].
    model : InterestModel
        The model that read the text.
    vector : array, shape (n_terms,)
        What the text likes, length 1.
    nearest_task : float
        Likeness, in [0, 1], to the nearest task of the bank.
    """

    model: "InterestModel"
    sectors: Mapping[str, float]
    families: Mapping[tuple[str, str], float]
    vector: Floats
    nearest_task: float


class InterestModel:
    """The text model of one task bank.

    Parameters
    ----------
    bank : sequence of BankTask
        In any order: rows are sorted before the model is fitted.
    sector_words : mapping of str to str
        Sector code to its name and what it covers.
    disliked_things : sequence of DislikedThing
        What people dislike about kinds of work; without any, only liked words count.
    """

    def __init__(
        self,
        bank: Sequence[BankTask],
        *,
        sector_words: Mapping[str, str],
        disliked_things: Sequence[DislikedThing] = (),
    ) -> None:
        self.rows = sorted(bank, key=lambda row: (row.sector, row.job_family, row.task))
        families = [(row.sector, row.job_family) for row in self.rows]
        self.sectors = sorted({row.sector for row in self.rows})
        self.families = sorted(set(families))
        self._of_sector = _places([row.sector for row in self.rows])
        self._of_family = _places(families)
        self._sector_of = [self.sectors.index(sector) for sector, _ in self.families]
        self._family_of_row = families
        self._spelling: Spelling | None = None
        self._vectoriser = TfidfVectorizer(analyzer=self._known_stems, sublinear_tf=True)
        texts = [f"{row.task} {row.job_family} {row.words}" for row in self.rows]
        self._bank = sparse.csr_matrix(self._vectoriser.fit_transform(texts))
        self._tasks = sparse.csr_matrix(self._bank.T)
        self._spelling = Spelling(self._vectoriser.vocabulary_)
        names = [sector_words.get(sector, "") for sector in self.sectors]
        self._names = sparse.csr_matrix(self._vectors(names).T)
        self._dislikes = DislikeReader(disliked_things, sectors=self.sectors)
        self._read = lru_cache(maxsize=KEPT_OFFERS)(self._read_tasks)

    def affinity(self, text: str, *, dislikes: frozenset[str] = frozenset()) -> Affinity | None:
        """How near a text is to the sectors and job families; None when it shares no word.

        Parameters
        ----------
        text : str
            In anybody's words; what it refuses ("not loud") counts as a dislike.
        dislikes : frozenset of str
            Codes of dislikes that were ticked.
        """
        return self.affinities([text], dislikes=dislikes)[0]

    def affinities(
        self, texts: Sequence[str], *, dislikes: frozenset[str] = frozenset()
    ) -> list[Affinity | None]:
        """What `affinity` says of each text, in one go: ten texts take little longer than one."""
        if not texts:
            return []
        statements = [read_statement(text, flags=dislikes) for text in texts]
        liked = self._vectors([statement.likes for statement in statements])
        likeness = self._bank_likeness(liked)
        left = self._left(statements)
        sectors = self._nearness(liked, likeness, left)
        families = _relative(_best_means(likeness, self._of_family) * left[:, self._sector_of])
        return [
            Affinity(
                model=self,
                sectors=_by(self.sectors, sectors[row]),
                families=_by(self.families, families[row]),
                vector=liked[[row]].toarray().ravel(),
                nearest_task=float(likeness[row].max()),
            )
            if near
            else None
            for row, near in enumerate(liked.getnnz(axis=1))
        ]

    def nearness(self, statements: Sequence[Statement]) -> Floats:
        """How near statements are to the sectors, relative to the nearest one of each.

        Returns
        -------
        array, shape (n_statements, n_sectors)
            In [0, 1]; columns in the order of `sectors`. The nearest sector of a row has 1. Less
            than `NEAR` of that is no nearness, and is 0. A row of zeros: no word is known.
        """
        near = np.zeros((len(statements), len(self.sectors)))
        for start in range(0, len(statements), BATCH):
            some = statements[start : start + BATCH]
            liked = self._vectors([statement.likes for statement in some])
            likeness = self._bank_likeness(liked)
            near[start : start + BATCH] = self._nearness(liked, likeness, self._left(some))
        return near

    def _nearness(self, liked: sparse.csr_matrix, likeness: Floats, left: Floats) -> Floats:
        """Nearness to the sectors after what dislikes leave of it."""
        return _cut(_relative(_cut(self._before_dislikes(liked, likeness)) * left))

    def _before_dislikes(self, liked: sparse.csr_matrix, likeness: Floats) -> Floats:
        names = NAME_SHARE * (liked @ self._names).toarray()
        return _relative(names + _best_means(likeness, self._of_sector))

    def _left(self, statements: Sequence[Statement]) -> Floats:
        """The share of its nearness that dislikes leave each sector, in [0.2, 1]."""
        return 1 - TAKEN_BY_DISLIKES * self._disliked(statements)

    def _disliked(self, statements: Sequence[Statement]) -> Floats:
        """How much of what a statement dislikes each sector has, in [0, 1].

        Words that name no thing of the sheet are read like likes: they point at sectors.
        """
        weights = np.zeros((len(statements), len(self.sectors)))
        unread: list[tuple[int, str]] = []
        for row, statement in enumerate(statements):
            things = set(statement.flags)
            for phrase in statement.dislikes:
                named = self._dislikes.things_in(phrase)
                things |= named
                if not named:
                    unread.append((row, phrase))
            weights[row] = self._dislikes.weights(things)
        if unread:
            texts = self._vectors([phrase for _, phrase in unread])
            pointed = self._before_dislikes(texts, self._bank_likeness(texts))
            for (row, _), values in zip(unread, pointed, strict=True):
                same = np.where(values >= ABOUT_THE_SAME, values, 0.0)
                weights[row] = np.maximum(weights[row], same)
        return weights

    def _bank_likeness(self, texts: sparse.csr_matrix) -> Floats:
        """Cosines of unit rows with the tasks of the bank, shape (n_texts, n_tasks)."""
        return np.asarray((texts @ self._tasks).toarray(), dtype=np.float64)

    def _vectors(self, texts: Sequence[str]) -> sparse.csr_matrix:
        return sparse.csr_matrix(self._vectoriser.transform(texts))

    def _known_stems(self, text: str) -> list[str]:
        """The stems of a text; once the words are known, misspelt ones are put right."""
        if self._spelling is None:
            return stems(text)
        return [self._spelling.correct(stem) for stem in stems(text)]

    def read_tasks(self, offer: Offer) -> "OfferTexts":
        """The tasks (one or more) of an offer, with words borrowed from the nearest bank task."""
        return self._read(tuple((task.key, task.text) for task in offer.tasks), offer.sectors)

    def _read_tasks(
        self, tasks: tuple[tuple[str, str], ...], sectors: frozenset[str]
    ) -> "OfferTexts":
        plain = self._vectors([text for _, text in tasks])
        likeness = self._bank_likeness(plain)
        allowed = np.array([row.sector in sectors for row in self.rows])
        nearest = np.where(allowed, likeness, 0.0).argmax(axis=1)
        borrows = likeness[np.arange(len(nearest)), nearest] >= LEAST_LIKENESS
        borrows &= allowed[nearest]
        families = {
            key: self._family_of_row[row]
            for (key, _), row, near in zip(tasks, nearest, borrows, strict=True)
            if near
        }
        borrowed = sparse.diags(BORROWED * borrows.astype(np.float64)) @ self._bank[nearest]
        return OfferTexts(
            keys=tuple(key for key, _ in tasks),
            matrix=normalize(sparse.csr_matrix(plain + borrowed)),
            families=families,
        )


@dataclass(frozen=True, slots=True)
class OfferTexts:
    """The tasks of one offer: unit rows by key, and the job family of those that have one."""

    keys: tuple[str, ...]
    matrix: sparse.csr_matrix
    families: Mapping[str, tuple[str, str]]

    def likeness(self, text: Floats) -> Mapping[str, float]:
        """Task key to the cosine of the task and a unit text, in [0, 1]."""
        cosines = np.asarray(self.matrix @ text, dtype=np.float64)
        return dict(zip(self.keys, map(float, cosines), strict=True))


def _places(keys: Sequence[Key]) -> npt.NDArray[np.intp]:
    """Where the rows of each key lie, shape (n_keys, most rows); -1 fills up the others."""
    rows_of: dict[Key, list[int]] = {}
    for place, key in enumerate(keys):
        rows_of.setdefault(key, []).append(place)
    places = np.full((len(rows_of), max(map(len, rows_of.values()))), -1, dtype=np.intp)
    for row, found in zip(places, rows_of.values(), strict=True):
        row[: len(found)] = found
    return places


def _best_means(likeness: Floats, places: npt.NDArray[np.intp]) -> Floats:
    """The mean of the nearest tasks of each key, shape (n_texts, n_keys).

    Tasks that a key has too few of count as 0, so the mean grows with every task added.
    """
    padded = np.append(likeness, np.zeros((len(likeness), 1)), axis=1)
    best = np.sort(padded[:, places], axis=2)[:, :, -SECTOR_ROWS:]
    means: Floats = best.sum(axis=2) / SECTOR_ROWS
    return means


def _relative(values: Floats) -> Floats:
    """Rows divided by their highest value; a row of zeros stays one."""
    top = values.max(axis=1, initial=0.0, keepdims=True)
    relative: Floats = np.divide(values, top, out=np.zeros_like(values), where=top > 0)
    return relative


def _by(keys: Sequence[Key], values: Floats) -> dict[Key, float]:
    return dict(zip(keys, map(float, values), strict=True))


def _cut(near: Floats) -> Floats:
    cut: Floats = np.where(near >= NEAR, near, 0.0)
    return cut


@lru_cache(maxsize=4)
def _cached(
    bank: tuple[BankTask, ...],
    words: tuple[tuple[str, str], ...],
    things: tuple[DislikedThing, ...],
) -> InterestModel:
    return InterestModel(bank, sector_words=dict(words), disliked_things=things)


def model_of(
    bank: tuple[BankTask, ...],
    sector_words: Mapping[str, str],
    disliked_things: tuple[DislikedThing, ...] = (),
) -> InterestModel | None:
    """The model of a task bank, kept for the next question; None for an empty bank."""
    words = tuple(sorted(sector_words.items()))
    return _cached(bank, words, disliked_things) if bank else None

"""SC-01, SC-02 and SC-03: what a learner likes, hopes for and is good at, against the tasks.

One TF-IDF model over the task bank (task, job family, everyday words). A task of an offer
borrows the words of the bank task nearest to it, so that "trains" finds "railway tickets".
Dislikes never enter a text: they are flags (see `environment.disliked`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from matching.offer_records import Offer
from matching.records import BankTask
from matching.words import stems

Floats = npt.NDArray[np.float64]

BORROWED = 0.6
LEAST_LIKENESS = 0.1
SECTOR_ROWS = 3
NAME_SHARE = 0.5
KEPT_OFFERS = 20_000


@dataclass(frozen=True, slots=True)
class Affinity:
    """How near one text is to every sector and job family, each relative to the nearest one.

    Attributes
    ----------
    sectors : mapping of str to float
        Sector code to a value in [0, 1]; the nearest sector has 1.
    families : mapping of (str, str) to float
        Sector and job family to a value in [0, 1].
    model : InterestModel
        The model that read the text.
    vector : array, shape (n_terms,)
        The text itself, length 1.
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
    """

    def __init__(self, bank: Sequence[BankTask], *, sector_words: Mapping[str, str]) -> None:
        self.rows = sorted(bank, key=lambda row: (row.sector, row.job_family, row.task))
        self.sectors = sorted({row.sector for row in self.rows})
        self.families = sorted({(row.sector, row.job_family) for row in self.rows})
        self._vectoriser = TfidfVectorizer(analyzer=stems, sublinear_tf=True)
        texts = [f"{row.task} {row.job_family} {row.words}" for row in self.rows]
        self._bank = sparse.csr_matrix(self._vectoriser.fit_transform(texts))
        names = [sector_words.get(sector, "") for sector in self.sectors]
        self._names = sparse.csr_matrix(self._vectoriser.transform(names))
        self._of_sector = np.array([self.sectors.index(row.sector) for row in self.rows])
        self._of_family = np.array(
            [self.families.index((row.sector, row.job_family)) for row in self.rows]
        )

        self._read = lru_cache(maxsize=KEPT_OFFERS)(self._read_tasks)

    def affinity(self, text: str) -> Affinity | None:
        """How near a text is to the sectors and job families; None when it shares no word."""
        vector = self._vectoriser.transform([text]).toarray().ravel()
        if not vector.any():
            return None
        likeness = _likeness(self._bank, vector)
        names = NAME_SHARE * _likeness(self._names, vector)
        sectors = names + _best_means(likeness, self._of_sector, len(self.sectors))
        families = _best_means(likeness, self._of_family, len(self.families))
        return Affinity(
            model=self,
            sectors=dict(zip(self.sectors, _relative(sectors), strict=True)),
            families=dict(zip(self.families, _relative(families), strict=True)),
            vector=vector,
            nearest_task=float(likeness.max()),
        )

    def read_tasks(self, offer: Offer) -> "OfferTexts":
        """The tasks (one or more) of an offer, with words borrowed from the nearest bank task."""
        return self._read(tuple((task.key, task.text) for task in offer.tasks), offer.sectors)

    def _read_tasks(
        self, tasks: tuple[tuple[str, str], ...], sectors: frozenset[str]
    ) -> "OfferTexts":
        plain = sparse.csr_matrix(self._vectoriser.transform([text for _, text in tasks]))
        likeness = np.asarray((plain @ self._bank.T).todense())
        allowed = np.array([row.sector in sectors for row in self.rows])
        nearest = np.where(allowed, likeness, 0.0).argmax(axis=1)
        borrows = likeness[np.arange(len(nearest)), nearest] >= LEAST_LIKENESS
        borrows &= allowed[nearest]
        families = {
            key: self.families[self._of_family[row]]
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
        return dict(zip(self.keys, map(float, _likeness(self.matrix, text)), strict=True))


def _likeness(rows: sparse.csr_matrix, text: Floats) -> Floats:
    """Cosines of unit rows, shape (n_rows,), with one unit text; summed row by row."""
    return np.asarray(rows @ text, dtype=np.float64)


def _best_means(likeness: Floats, groups: npt.NDArray[np.int_], n_groups: int) -> Floats:
    """The mean of the nearest rows of each group, shape (n_groups,)."""
    means = np.zeros(n_groups)
    for group in range(n_groups):
        best = np.sort(likeness[groups == group])[::-1][:SECTOR_ROWS]
        means[group] = best.sum() / SECTOR_ROWS
    return means


def _relative(values: Floats) -> list[float]:
    top = values.max(initial=0.0)
    return [float(value / top) if top > 0 else 0.0 for value in values]


@lru_cache(maxsize=4)
def _cached(bank: tuple[BankTask, ...], words: tuple[tuple[str, str], ...]) -> InterestModel:
    return InterestModel(bank, sector_words=dict(words))


def model_of(bank: tuple[BankTask, ...], sector_words: Mapping[str, str]) -> InterestModel | None:
    """The model of a task bank, kept for the next question; None for an empty bank."""
    return _cached(bank, tuple(sorted(sector_words.items()))) if bank else None

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

from matching.offer_records import Offer, Task
from matching.records import BankTask
from matching.words import stems

Floats = npt.NDArray[np.float64]

BORROWED = 0.6
LEAST_LIKENESS = 0.1
SECTOR_ROWS = 3
NAME_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Affinity:
    """How near one text is to every sector and job family, each relative to the nearest one.

    Attributes
    ----------
    sectors : mapping of str to float
        Sector code to a value in [0, 1]; the nearest sector has 1.
    families : mapping of (str, str) to float
        Sector and job family to a value in [0, 1].
    vector : sparse row, shape (1, n_terms)
        The text itself, length 1.
    nearest_task : float
        Likeness, in [0, 1], to the nearest task of the bank.
    """

    sectors: Mapping[str, float]
    families: Mapping[tuple[str, str], float]
    vector: sparse.csr_matrix
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

    def affinity(self, text: str) -> Affinity | None:
        """How near a text is to the sectors and job families; None when it shares no word."""
        vector = sparse.csr_matrix(self._vectoriser.transform([text]))
        if vector.nnz == 0:
            return None
        likeness = _likeness(self._bank, vector)
        names = NAME_SHARE * _likeness(self._names, vector)
        sectors = names + _best_means(likeness, self._of_sector, len(self.sectors))
        families = _best_means(likeness, self._of_family, len(self.families))
        return Affinity(
            sectors=dict(zip(self.sectors, _relative(sectors), strict=True)),
            families=dict(zip(self.families, _relative(families), strict=True)),
            vector=vector,
            nearest_task=float(likeness.max()),
        )

    def read_tasks(self, offer: Offer) -> "OfferTexts":
        """The tasks of an offer as vectors that borrow the words of their nearest bank task."""
        texts = [task.text for task in offer.tasks]
        if not texts:
            return OfferTexts(vectors={}, families={})
        plain = sparse.csr_matrix(self._vectoriser.transform(texts))
        likeness = np.asarray((plain @ self._bank.T).todense())
        allowed = np.array([row.sector in offer.sectors for row in self.rows])
        likeness = np.where(allowed, likeness, 0.0)
        vectors, families = {}, {}
        for position, task in enumerate(offer.tasks):
            nearest = int(likeness[position].argmax())
            vector = plain[position]
            if likeness[position, nearest] >= LEAST_LIKENESS:
                vector = vector + BORROWED * self._bank[nearest]
                families[task.key] = self.families[self._of_family[nearest]]
            vectors[task.key] = _unit(sparse.csr_matrix(vector))
        return OfferTexts(vectors=vectors, families=families)


@dataclass(frozen=True, slots=True)
class OfferTexts:
    """The tasks of one offer: task key to its vector, and to its job family where it has one."""

    vectors: Mapping[str, sparse.csr_matrix]
    families: Mapping[str, tuple[str, str]]

    def likeness(self, task: Task, text: sparse.csr_matrix) -> float:
        """Cosine of a task and a text, in [0, 1]."""
        return float(_likeness(self.vectors[task.key], text)[0])


def _likeness(rows: sparse.csr_matrix, text: sparse.csr_matrix) -> Floats:
    """Cosines of unit rows, shape (n_rows,), with one unit text; summed row by row."""
    return np.asarray(rows @ text.toarray().ravel(), dtype=np.float64)


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


def _unit(row: sparse.csr_matrix) -> sparse.csr_matrix:
    length = float(np.sqrt(row.multiply(row).sum()))
    return row / length if length > 0 else row


@lru_cache(maxsize=4)
def _cached(bank: tuple[BankTask, ...], words: tuple[tuple[str, str], ...]) -> InterestModel:
    return InterestModel(bank, sector_words=dict(words))


def model_of(bank: tuple[BankTask, ...], sector_words: Mapping[str, str]) -> InterestModel | None:
    """The model of a task bank, kept for the next question; None for an empty bank."""
    return _cached(bank, tuple(sorted(sector_words.items()))) if bank else None

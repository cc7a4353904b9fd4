"""Which pairs are near enough to score: a ball tree over offers, one radius a learner."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from sklearn.neighbors import BallTree

EARTH_KM = 6371.0088
LEARNERS_AT_ONCE = 256

Places = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int32]


class PlaceError(ValueError):
    """A place that is not on Earth, or a limit that is not a number of kilometres."""

    def __init__(self, what: str, row: int, value: float) -> None:
        super().__init__(f"{what} {row}: {value}")
        self.what = what
        self.row = row
        self.value = value


def near_pairs(
    learner_place: npt.ArrayLike, offer_place: npt.ArrayLike, *, limit_km: npt.ArrayLike
) -> tuple[Indices, Indices]:
    """All pairs that are no farther apart than the learner's own limit.

    Parameters
    ----------
    learner_place, offer_place : array_like of float, shape (n, 2) and (m, 2)
        Latitude and longitude in radians.
    limit_km : array_like of float, shape (n,)
        The longest way of each learner in a straight line, 0 or more.

    Returns
    -------
    learner, offer : array of int32, shape (n_pairs,)
        Row numbers, sorted by learner, then offer.

    Raises
    ------
    PlaceError
        For a latitude outside +-pi/2, a longitude outside +-2 pi, a negative limit, or
        anything that is not finite, with its row and value.
    """
    learners = np.empty(0, np.int32)
    offers = np.empty(0, np.int32)
    places = [
        np.asarray(place, np.float64).reshape(-1, 2) for place in (learner_place, offer_place)
    ]
    chunks = [
        sorted_pairs(learner, offer)
        for learner, offer in near_chunks(*places, limit_km=np.asarray(limit_km, np.float64))
    ]
    if chunks:
        learners, offers = (np.concatenate(side) for side in zip(*chunks, strict=True))
    return learners, offers


def near_chunks(
    learner_place: Places, offer_place: Places, *, limit_km: npt.NDArray[np.floating]
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """The pairs of `near_pairs`, some hundred learners at a time, so that memory stays small.

    Sorted by learner; the offers of one learner are in no order.
    """
    _check(learner_place, offer_place, limit_km)
    if not len(offer_place):
        return
    tree = BallTree(offer_place, metric="haversine")
    radius = np.asarray(limit_km, np.float64) / EARTH_KM
    for start in range(0, len(learner_place), LEARNERS_AT_ONCE):
        rows = slice(start, start + LEARNERS_AT_ONCE)
        near = tree.query_radius(learner_place[rows], radius[rows])
        counts = np.fromiter(map(len, near), np.intp, len(near))
        yield np.repeat(np.arange(start, start + len(near)), counts), np.concatenate(near)


def sorted_pairs(
    learner: npt.NDArray[np.integer], offer: npt.NDArray[np.integer]
) -> tuple[Indices, Indices]:
    """The pairs sorted by learner, then offer; row numbers from 0 to 2**31 - 1."""
    key = (learner.astype(np.int64) << 32) | offer
    key.sort()
    return (key >> 32).astype(np.int32), key.astype(np.int32)


def _check(learner_place: Places, offer_place: Places, limit_km: npt.NDArray[np.floating]) -> None:
    for what, place in (("learner", learner_place), ("offer", offer_place)):
        for column, most in ((0, np.pi / 2), (1, 2 * np.pi)):
            _refuse(what, place[:, column], np.abs(place[:, column]) <= most)
    _refuse("limit", limit_km, np.isfinite(limit_km) & (limit_km >= 0))


def _refuse(what: str, values: npt.NDArray[np.floating], good: npt.NDArray[np.bool_]) -> None:
    if not good.all():
        row = int(np.argmin(good))
        raise PlaceError(what, row, float(values[row]))

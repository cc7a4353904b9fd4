"""Learners and offers as arrays: one row each, codes as bits, for tens of thousands at once.

A table row is a record with less in it: one window and one area an offer, the same for all its
tasks, and texts as vectors of a few topics. What a row says, it says as the record does; the
tests turn rows into records and compare.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.codes import Dislike, ExperienceType, Sense
from matching.ladder import RUNGS

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.float64]
Small = npt.NDArray[np.int8]
Bits = npt.NDArray[np.uint8]
AdjustmentBits = npt.NDArray[np.uint16]
SectorBits = npt.NDArray[np.uint32]

ADJUSTMENTS = (
    "COM-02",
    "COM-04",
    "COM-09",
    "SEN-01",
    "SEN-02",
    "SEN-03",
    "PHY-07",
    "SUP-01",
    "SUP-02",
    "SUP-05",
    "TIM-04",
    "REG-01",
)
SENSES = (Sense.NOISE, Sense.CROWD)
DISLIKES = tuple(Dislike)
TYPES: tuple[ExperienceType, ...] = tuple(RUNGS)
BLOCKS = 6
SECTORS = 24
AIMS = 8
NO_LIMIT = 6
NOT_KNOWN = 0
YOUNGEST, OLDEST = 11, 25


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerTable:
    """Learners, shape (n,) unless said otherwise.

    Attributes
    ----------
    place : array of float64, shape (n, 2)
        Latitude and longitude in radians.
    limit_km : array of float32
        The longest way to a place, straight line, more than 0.
    must, important, prefer : array of uint16
        Bit k is adjustment `ADJUSTMENTS[k]`; at most one of the three has it.
    age : array of int8
        Whole years, 11 to 25.
    blocks : array of uint8
        Bit b: free in block b of dates, 0 to 5.
    supervision : array of int8
        Level needed, 0 to 5.
    never_sectors, known_sectors : array of uint32
        Bit k is sector k of 24: never wanted; has experience of.
    most : array of int8, shape (n, 2)
        The highest level of each of `SENSES`, 1 to 5, or `NO_LIMIT`.
    strict : array of bool, shape (n, 2)
        The limit is a `must`.
    headphones : array of bool
        Wears headphones.
    dislikes : array of uint8
        Bit k is `DISLIKES[k]`.
    asked : array of uint8
        Bit k is kind `TYPES[k]`.
    rung : array of int8
        The highest rung reached, 0 to 6.
    aims : array of uint8
        Bit k is aim k.
    sayings : array of float32, shape (n, 3, topics)
        What is liked, hoped for and done well, so that the product with the topics of an offer
        is SC-01, SC-02 or SC-03, where it is in [0, 1].
    """

    place: Places
    limit_km: Floats
    must: AdjustmentBits
    important: AdjustmentBits
    prefer: AdjustmentBits
    age: Small
    blocks: Bits
    supervision: Small
    never_sectors: SectorBits
    known_sectors: SectorBits
    most: Small
    strict: npt.NDArray[np.bool_]
    headphones: npt.NDArray[np.bool_]
    dislikes: Bits
    asked: Bits
    rung: Small
    aims: Bits
    sayings: Floats

    def __len__(self) -> int:
        """The number of learners."""
        return len(self.limit_km)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferTable:
    """Offers, each with one window, shape (m,) unless said otherwise.

    Attributes
    ----------
    place : array of float64, shape (m, 2)
        Latitude and longitude in radians.
    accepts, helps : array of uint16
        Bit k: adjustment `ADJUSTMENTS[k]` is accepted; can be done with help. Never both.
    youngest, oldest : array of int8
        Ages taken, both included, 11 to 25.
    block : array of uint8
        The block of dates of the window, 0 to 5.
    supervision : array of int8
        Level offered, 0 to 5.
    sectors : array of uint32
        Bit k is sector k of 24.
    levels : array of int8, shape (m, 2)
        Level of each of `SENSES`, 1 to 5, or `NOT_KNOWN`.
    disliked : array of uint8
        Bit k: its tasks have what `DISLIKES[k]` names.
    taken : array of uint8
        Bit k: kind `TYPES[k]` is taken.
    aims : array of uint8
        Bit k: a task serves aim k.
    topics : array of float32, shape (m, topics)
        What its tasks are about.
    """

    place: Places
    accepts: AdjustmentBits
    helps: AdjustmentBits
    youngest: Small
    oldest: Small
    block: Bits
    supervision: Small
    sectors: SectorBits
    levels: Small
    disliked: Bits
    taken: Bits
    aims: Bits
    topics: Floats

    def __len__(self) -> int:
        """The number of offers."""
        return len(self.block)

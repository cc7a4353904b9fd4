"""Values that depend on few codes, worked out once by the functions that score one case."""

import numpy as np
import numpy.typing as npt

from matching.codes import Sense, Strength
from matching.environment import HEADPHONES, HEADPHONES_MITIGATE, MITIGATIONS, Reading, comfort_of
from matching.ladder import RUNGS, STEP_VALUES
from matching.learner_records import SenseLimit
from matching.offer_records import Area
from matching.tables import (
    ADJUSTMENTS,
    NO_LIMIT,
    NOT_KNOWN,
    SENSES,
    TYPES,
    LearnerTable,
    OfferTable,
)

BARRED = -1.0
LOWEST, HIGHEST = -2, 5
LEVELS = HIGHEST - LOWEST + 2
LIMITS = NO_LIMIT + 1
NOWHERE = Area(key="")

Codes = npt.NDArray[np.uint8]


def step_table() -> npt.NDArray[np.float32]:
    """SC-07 by highest rung and kinds in play, shape (7, 128); -1 when no kind is."""
    table = np.full((len(RUNGS), 1 << len(TYPES)), BARRED, np.float32)
    for reached in RUNGS.values():
        for kinds in range(1, 1 << len(TYPES)):
            table[reached, kinds] = max(
                STEP_VALUES.get(RUNGS[kind] - reached, 0.0)
                for bit, kind in enumerate(TYPES)
                if kinds >> bit & 1
            )
    return table


def comfort_table() -> npt.NDArray[np.float32]:
    """SC-05 of one sense by `learner_sense` and `offer_sense`, shape (28, 18).

    -1 where a `must` limit is not met (HR-11).
    """
    table = np.empty((4 * LIMITS, 2 * LEVELS), np.float32)
    for learner in range(4 * LIMITS):
        most, strict, wears = learner % LIMITS, learner // LIMITS % 2, learner // (2 * LIMITS)
        for offer in range(2 * LEVELS):
            level, allowed = offer % LEVELS, offer // LEVELS
            mitigated = None if level == LEVELS - 1 else level + LOWEST
            table[learner, offer] = _comfort(most, bool(strict), bool(wears and allowed), mitigated)
    return table


def _comfort(most: int, strict: bool, headphones: bool, mitigated: int | None) -> float:
    if most == NO_LIMIT:
        return 1.0
    with_headphones = mitigated
    if headphones and mitigated is not None:
        with_headphones = mitigated - HEADPHONES_MITIGATE
    read = Reading(
        limit=SenseLimit(
            sense=Sense.NOISE, most=most, strength=Strength.MUST if strict else Strength.PREFER
        ),
        area=NOWHERE,
        level=mitigated,
        mitigated=mitigated,
        with_headphones=with_headphones,
    )
    return comfort_of(read) if read.passes or not strict else BARRED


def learner_sense(learners: LearnerTable) -> tuple[Codes, ...]:
    """For each of `SENSES`: limit, whether it is a `must`, and headphones, as one code."""
    codes = []
    for column, sense in enumerate(SENSES):
        wears = learners.headphones & (sense is Sense.NOISE)
        code = learners.most[:, column] + LIMITS * learners.strict[:, column]
        codes.append((code + 2 * LIMITS * wears).astype(np.uint8))
    return tuple(codes)


def offer_sense(offers: OfferTable) -> tuple[Codes, ...]:
    """For each of `SENSES`: level after mitigation, and whether headphones may be worn."""
    codes = []
    for column, sense in enumerate(SENSES):
        level = offers.levels[:, column].astype(np.int64)
        steps = sum(
            mitigation * has(offers, code)
            for code, mitigation in MITIGATIONS.get(sense, {}).items()
        )
        code = np.where(level == NOT_KNOWN, LEVELS - 1, level - steps - LOWEST)
        codes.append((code + LEVELS * has(offers, HEADPHONES)).astype(np.uint8))
    return tuple(codes)


def has(offers: OfferTable, code: str) -> npt.NDArray[np.int64]:
    """1 where an adjustment is accepted, else 0."""
    return (offers.accepts.astype(np.int64) >> ADJUSTMENTS.index(code)) & 1

"""Functional needs: what a learner needs at work, in everybody's words."""

from dataclasses import dataclass
from enum import StrEnum

from webapp.catalogue.entries import Catalogue, Worded
from webapp.catalogue.sheets import text, texts, toml_rows


class NeedArea(StrEnum):
    """The parts of life that needs are listed under."""

    COMMUNICATION = "communication"
    LEARNING = "learning"
    REGULATION = "regulation"
    SENSORY_PHYSICAL = "sensory_physical"
    HEALTH = "health"
    INDEPENDENCE = "independence"


class Need(StrEnum):
    """The codes of functional needs."""

    N_EXPR = "N-EXPR"
    N_UNDER = "N-UNDER"
    N_PROC = "N-PROC"
    N_LIT = "N-LIT"
    N_SOC = "N-SOC"
    N_PUBLIC = "N-PUBLIC"
    N_CHANGE = "N-CHANGE"
    N_SIGN = "N-SIGN"
    N_STEP = "N-STEP"
    N_READ = "N-READ"
    N_NUM = "N-NUM"
    N_ATTN = "N-ATTN"
    N_ORG = "N-ORG"
    N_REPEAT = "N-REPEAT"
    N_RISK = "N-RISK"
    N_ANX = "N-ANX"
    N_REG = "N-REG"
    N_CONF = "N-CONF"
    N_DEMAND = "N-DEMAND"
    N_MOVE = "N-MOVE"
    N_TRIG = "N-TRIG"
    N_LEAVE = "N-LEAVE"
    N_FLUCT = "N-FLUCT"
    N_NOISE = "N-NOISE"
    N_LIGHT = "N-LIGHT"
    N_CROWD = "N-CROWD"
    N_TEMP = "N-TEMP"
    N_SMELL = "N-SMELL"
    N_TOUCH = "N-TOUCH"
    N_HEAR = "N-HEAR"
    N_SEE = "N-SEE"
    N_WHEEL = "N-WHEEL"
    N_WALK = "N-WALK"
    N_HAND = "N-HAND"
    N_LIFT = "N-LIFT"
    N_TIRE = "N-TIRE"
    N_MEDS = "N-MEDS"
    N_SEIZ = "N-SEIZ"
    N_DIAB = "N-DIAB"
    N_ALLER = "N-ALLER"
    N_CARE = "N-CARE"
    N_EAT = "N-EAT"
    N_INFECT = "N-INFECT"
    N_TRAVEL = "N-TRAVEL"
    N_SUPER = "N-SUPER"
    N_SAFE = "N-SAFE"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedEntry(Worded[Need]):
    """A need; `employer` completes "A learner who ...", `lead` names it in staff lists."""

    lead: str
    areas: tuple[NeedArea, ...]


NEEDS: Catalogue[Need, NeedEntry] = Catalogue(
    Need,
    (
        NeedEntry(
            code=Need(code),
            employer=text(row, "employer"),
            learner=text(row, "learner"),
            lead=text(row, "lead"),
            areas=tuple(NeedArea(area) for area in texts(row, "areas")),
        )
        for code, row in toml_rows("needs.toml")
    ),
)
NEED_AREAS: Catalogue[NeedArea, Worded[NeedArea]] = Catalogue(
    NeedArea,
    (
        Worded(
            code=NeedArea.COMMUNICATION,
            employer="Talking and understanding",
            learner="How I talk and understand",
        ),
        Worded(
            code=NeedArea.LEARNING,
            employer="Learning and remembering",
            learner="How I learn and remember",
        ),
        Worded(
            code=NeedArea.REGULATION,
            employer="Feelings and staying calm",
            learner="My feelings",
        ),
        Worded(
            code=NeedArea.SENSORY_PHYSICAL,
            employer="Senses and getting about",
            learner="My senses and my body",
        ),
        Worded(
            code=NeedArea.HEALTH,
            employer="Health and personal care",
            learner="My health",
        ),
        Worded(
            code=NeedArea.INDEPENDENCE,
            employer="Travel, staying safe and support",
            learner="Getting there and staying safe",
        ),
    ),
)


def needs_in(area: NeedArea) -> tuple[NeedEntry, ...]:
    """The needs whose first area is this one, so that a list shows each need once."""
    return tuple(entry for entry in NEEDS if entry.areas[0] is area)

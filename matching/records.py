"""The records the matcher reads: learners, offers, and the market that holds them.

Everything comes in through :class:`Market`: the tables of needs, hazards and tasks too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from matching.codes import HazardEffect
from matching.learner_records import (
    Experience,
    Hours,
    InternalCase,
    Internship,
    Job,
    Journey,
    Learner,
    Never,
    Request,
    Requirement,
    Restriction,
    SafetyItem,
    SafetyRule,
    SenseLimit,
    Skill,
    StaffCover,
    Travel,
    Zone,
)
from matching.offer_records import (
    Access,
    AgeLimit,
    Area,
    Hold,
    Insurance,
    Offer,
    Promise,
    Safeguarding,
    Task,
    Window,
)
from matching.thresholds import CURRENT, Thresholds

__all__ = [
    "Access",
    "AgeLimit",
    "Area",
    "BankTask",
    "DislikedThing",
    "Experience",
    "Hold",
    "Hours",
    "Insurance",
    "InternalCase",
    "Internship",
    "Job",
    "Journey",
    "Learner",
    "Market",
    "Never",
    "Offer",
    "Promise",
    "Request",
    "Requirement",
    "Restriction",
    "Safeguarding",
    "SafetyItem",
    "SafetyRule",
    "SenseLimit",
    "Skill",
    "StaffCover",
    "Task",
    "Travel",
    "Window",
    "Zone",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTask:
    """One row of the task bank: a task of a job family, and everyday words for it."""

    sector: str
    job_family: str
    task: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DislikedThing:
    """Something people would rather not have, and the kinds of work that have it.

    Attributes
    ----------
    code : str
        Its code; that of a `Dislike` where a learner can tick it.
    phrases : tuple of str
        What people say for it.
    always, often : frozenset of str
        Sector codes: work that is hardly thinkable without it, work that has it in many places.
    """

    code: str
    phrases: tuple[str, ...] = ()
    always: frozenset[str] = frozenset()
    often: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """All that one run reads.

    Attributes
    ----------
    today : date
        The day of the run; no clock is read.
    learners, offers : tuple
        In any order: the order changes nothing.
    meets : mapping of str to frozenset of str
        Need code to the adjustments that meet it (the *Meets* column, turned round).
    hazard_effects : mapping of str to frozenset of HazardEffect
        Hazard code to all that it leads to.
    bank : tuple of BankTask
        The task bank, in any order.
    sector_words : mapping of str to str
        Sector code to its name and the work it covers, in everyday words.
    disliked_things : tuple of DislikedThing
        What people dislike about kinds of work, in any order.
    promises : mapping of (str, str) to Promise
        By key of the learner and of the offer: what an employer answered for that learner alone.
    weights : mapping of str to float or None
        Criterion code to weight, 0 or more; None is the default weights.
    thresholds : Thresholds
        Numbers of the rules, with their version.
    seed : int
        Breaks ties together with the stable keys.
    """

    today: date
    learners: tuple[Learner, ...]
    offers: tuple[Offer, ...]
    meets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    hazard_effects: Mapping[str, frozenset[HazardEffect]] = field(default_factory=dict)
    bank: tuple[BankTask, ...] = ()
    sector_words: Mapping[str, str] = field(default_factory=dict)
    disliked_things: tuple[DislikedThing, ...] = ()
    promises: Mapping[tuple[str, str], Promise] = field(default_factory=dict)
    weights: Mapping[str, float] | None = None
    thresholds: Thresholds = CURRENT
    seed: int = 0

"""Who could go where, and how well: codes and numbers in, numbers and reasons out.

>>> from datetime import date, time
>>> from matching import ExperienceType, Hours, Learner, Market, Offer, Request, Window, propose
>>> april = {"first": date(2027, 4, 12), "last": date(2027, 4, 14)}
>>> nine_to_two = Hours(start=time(9), end=time(14))
>>> asked = Request(types=(ExperienceType.VIS,), asked_on=date(2027, 1, 4), **april)
>>> sam = Learner(
...     key="sam", setting="S1", number="7", date_of_birth=date(2011, 5, 20), request=asked,
...     consent_to_look=True, availability=dict.fromkeys(range(5), nine_to_two),
... )
>>> week = Window(key="w", types=frozenset({ExperienceType.VIS}), hours=nine_to_two,
...     break_minutes=30, **april)
>>> library = Offer(
...     key="lib", employer="town", site="main", stable_key="lib",
...     sectors=frozenset({"heritage"}), windows=(week,),
... )
>>> market = Market(today=date(2027, 1, 11), learners=(sam,), offers=(library,))
>>> [(place.offer, place.codes) for place in propose(market, "sam").blocked]
[('lib', ('HR-07',))]
"""

from matching.codes import (
    Ability,
    AccessToWork,
    Alone,
    Answer,
    Cover,
    Dislike,
    ExperienceType,
    HazardEffect,
    JourneyEvidence,
    Mode,
    Sense,
    Strength,
)
from matching.findings import Cause, Evidence, Finding, Outcome
from matching.proposals import Blocked, FewReason, NearMiss, Proposal, ProposalSet, WhyFew
from matching.proposing import UnknownLearner, propose
from matching.records import (
    Access,
    AgeLimit,
    Area,
    BankTask,
    DislikedThing,
    Experience,
    Hold,
    Hours,
    Insurance,
    InternalCase,
    Internship,
    Job,
    Journey,
    Learner,
    Market,
    Never,
    Offer,
    Promise,
    Request,
    Requirement,
    Restriction,
    Safeguarding,
    SafetyItem,
    SafetyRule,
    SenseLimit,
    Skill,
    StaffCover,
    Task,
    Travel,
    Window,
    Zone,
)
from matching.scoring import DEFAULT_WEIGHTS, Because, BecauseKind, Part, WeightError
from matching.thresholds import CURRENT, RULES_VERSION, Thresholds

__all__ = [
    "CURRENT",
    "DEFAULT_WEIGHTS",
    "RULES_VERSION",
    "Ability",
    "Access",
    "AccessToWork",
    "AgeLimit",
    "Alone",
    "Answer",
    "Area",
    "BankTask",
    "Because",
    "BecauseKind",
    "Blocked",
    "Cause",
    "Cover",
    "Dislike",
    "DislikedThing",
    "Evidence",
    "Experience",
    "ExperienceType",
    "FewReason",
    "Finding",
    "HazardEffect",
    "Hold",
    "Hours",
    "Insurance",
    "InternalCase",
    "Internship",
    "Job",
    "Journey",
    "JourneyEvidence",
    "Learner",
    "Market",
    "Mode",
    "NearMiss",
    "Never",
    "Offer",
    "Outcome",
    "Part",
    "Promise",
    "Proposal",
    "ProposalSet",
    "Request",
    "Requirement",
    "Restriction",
    "Safeguarding",
    "SafetyItem",
    "SafetyRule",
    "Sense",
    "SenseLimit",
    "Skill",
    "StaffCover",
    "Strength",
    "Task",
    "Thresholds",
    "Travel",
    "UnknownLearner",
    "WeightError",
    "WhyFew",
    "Window",
    "Zone",
    "propose",
]

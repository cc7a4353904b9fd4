"""Brings a placement of a file to its state, step by step, as its people would."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from webapp.core.errors import ProductError
from webapp.employers.models import Employer
from webapp.placements.models import MatchRun, Proposal
from webapp.placements.models import PlacementState as S
from webapp.placements.runs import run_here
from webapp.placements.services import show_to_learner
from webapp.scenarios import steps as step
from webapp.scenarios.entries import PlacementEntry
from webapp.scenarios.gating import make_ready
from webapp.scenarios.loaded import Loaded, named
from webapp.scenarios.looking_back import look_back
from webapp.scenarios.nodes import nearest
from webapp.scenarios.reading import words_of
from webapp.scenarios.walk import Walk, lead_of

MAIN_WAY = (
    S.LEARNER_CONSIDERING,
    S.LEARNER_YES,
    S.EMPLOYER_ASKED,
    S.EMPLOYER_AGREED,
    S.PLANNING,
    S.READY,
    S.LIVE,
    S.DEBRIEFING,
)
LEAVES_FROM = {
    S.LEARNER_NO: S.LEARNER_CONSIDERING,
    S.EMPLOYER_QUESTIONS: S.EMPLOYER_ASKED,
    S.EMPLOYER_DECLINED: S.EMPLOYER_ASKED,
    S.CANCELLED: S.LEARNER_YES,
    S.DID_NOT_START: S.PLANNING,
    S.PAUSED: S.LIVE,
    S.ENDED_EARLY: S.LIVE,
}
"""Where a placement leaves the main way, unless the file says how far it came."""
CANNOT_STAY = {
    S.APPROVED_TO_ASK: "the employer is asked at once: write employer_asked.",
    S.CONSENT_PENDING: "consent is a gate of the planning: write planning.",
    S.COMPLETED: "looking back begins at once: write debriefing.",
    S.CLOSED: "nothing closes a placement yet: write debriefing.",
}
"""States that no step leads to, or that pass at once."""


STEPS: dict[S, Callable[[Walk], None]] = {
    S.LEARNER_CONSIDERING: step.consider,
    S.LEARNER_YES: step.say_yes,
    S.LEARNER_NO: step.say_no,
    S.EMPLOYER_ASKED: step.ask,
    S.EMPLOYER_QUESTIONS: step.has_questions,
    S.EMPLOYER_DECLINED: step.decline,
    S.EMPLOYER_AGREED: step.agree,
    S.PLANNING: step.confirm,
    S.READY: make_ready,
    S.LIVE: step.begin,
    S.DEBRIEFING: step.look_back,
    S.PAUSED: step.pause,
    S.ENDED_EARLY: step.end_early,
    S.DID_NOT_START: step.did_not_start,
    S.CANCELLED: step.cancel,
}
"""What leads to each state from the one before it."""


def place(session: Session, entry: PlacementEntry, loaded: Loaded, *, today: date) -> None:
    """Store this placement in the state the file gives; raises ScenarioError."""
    if entry.state in CANNOT_STAY:
        entry.node.wrong(f"“{entry.state}” is not a state to load: {CANNOT_STAY[entry.state]}")
    learner = named(loaded.learners, entry.learner, entry.node)
    employer = named(loaded.employers, entry.employer, entry.node)
    lead = lead_of(session, entry, loaded, learner)
    walk = Walk(session=session, entry=entry, today=today, lead=lead, learner=learner)
    try:
        proposal = _proposal(walk, employer)
        if entry.state is S.PROPOSED:
            return
        walk.placement = show_to_learner(session, proposal, actor_id=lead.user_id, now=walk.began())
        _go(walk)
        if entry.state is S.DEBRIEFING:
            look_back(walk)
    except ProductError as refused:
        entry.node.wrong(
            f"the placement of “{entry.learner}” at “{entry.employer}” is refused:"
            f" {words_of(type(refused))} ({refused})."
        )
    session.flush()  # the next placement reads what is taken
    loaded.placements.append(walk.placement)


def _proposal(walk: Walk, employer: Employer) -> Proposal:
    """Return the proposal of this employer, found by a match run on the day it began."""
    entry = walk.entry
    run = run_here(
        walk.session,
        walk.learner,
        actor_id=walk.lead.user_id,
        now=walk.began(),
        today=entry.began_on or walk.today,
    )
    for proposal in run.proposals:
        if proposal.window.offer.site.employer_id == employer.id:
            return proposal
    return entry.node.wrong(
        f"“{entry.employer}” is not proposed for “{entry.learner}”{_why_not(run, employer)}."
    )


def _why_not(run: MatchRun, employer: Employer) -> str:
    codes = sorted(
        {code for row in run.blocked if row["employer"] == employer.key for code in row["codes"]}
    )
    return f": {', '.join(codes)}" if codes else ""


def _go(walk: Walk) -> None:
    """Take the steps up to the state of the file, and look that it was reached."""
    target = walk.entry.state
    steps: dict[S, Callable[[Walk], None]] = dict(STEPS)
    last = _leaves_main_way(walk) if target in LEAVES_FROM else target
    if target is S.DEBRIEFING and walk.entry.ended_on is not None:
        steps[S.DEBRIEFING] = step.end_early_and_look_back
    for state in MAIN_WAY[: MAIN_WAY.index(last) + 1]:
        steps[state](walk)
    if target in LEAVES_FROM:
        steps[target](walk)
    if walk.placement.state is not target:
        walk.entry.node.wrong(f"this placement is “{walk.placement.state}”, not “{target}”.")


def _leaves_main_way(walk: Walk) -> S:
    last = walk.entry.reached or LEAVES_FROM[walk.entry.state]
    if last not in MAIN_WAY:
        walk.entry.node.wrong(f"“reached” cannot be “{last}”. {nearest(last, list(MAIN_WAY))}")
    return last

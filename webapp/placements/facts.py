"""What the gates read of a placement, taken from the database once."""

from datetime import date

from webapp.core.working_days import BANK_HOLIDAYS
from webapp.employers.models import AloneWithLearner, Insurance, Offer, Task
from webapp.learners.models import Journey, Learner, Request
from webapp.learners.rules import school_age_ends, waits_for_sharing
from webapp.placements.gates import Facts, GateStatus, is_ready, statuses
from webapp.placements.models import Placement
from webapp.placements.services import placement_dates
from webapp.providers.models import WorkingDays

EXEMPT = frozenset({Insurance.EXEMPT_PUBLIC, Insurance.EXEMPT_OTHER})


def gate_statuses(placement: Placement) -> tuple[GateStatus, ...]:
    """Return every gate of the placement, what holds it back first."""
    recorded = {record.gate: record.done_on for record in placement.gates}
    return statuses(facts_of(placement), recorded)


def all_gates_green(placement: Placement) -> bool:
    """Return whether nothing holds the placement back."""
    return is_ready(gate_statuses(placement))


def holidays_of(placement: Placement) -> frozenset[date]:
    """Return the bank holidays the school counts with."""
    calendar = placement.learner.provider.working_days
    return BANK_HOLIDAYS if calendar is WorkingDays.ENGLAND else frozenset()


def facts_of(placement: Placement) -> Facts:
    """Return the plain values the gates read."""
    learner, offer = placement.learner, placement.window.offer
    employer = offer.site.employer
    journey = journey_of(placement)
    tasks = tasks_of(placement)
    return Facts(
        type=placement.type,
        dates=placement_dates(placement),
        date_of_birth=learner.date_of_birth,
        school_age_ends=school_age_ends(learner.date_of_birth),
        travel_band=learner.travel_band,
        journey_known=journey is not None,
        journey_practised=journey is not None and journey.is_practised,
        payer_named=bool(learner.travel_payer or (journey is not None and journey.payer)),
        talks=_talks(tasks),
        code_agreed=employer.code_agreed_on is not None,
        supervisor_named=offer.supervisor_id is not None,
        stand_in_named=offer.stand_in_id is not None or employer.cancelled_when_away,
        alone=_alone(employer.alone_with_learner, tasks),
        insured_until=employer.insured_until,
        insurance_exempt=employer.insurance in EXEMPT,
        insurer_told=employer.insurer_told_on is not None or _told_in_request(learner),
        undecided_safety_items=_undecided(learner),
        profile_confirmed=learner.confirmed_on,
        offer_confirmed=min(offer.confirmed_on, employer.confirmed_on),
        holidays=holidays_of(placement),
    )


def journey_of(placement: Placement) -> Journey | None:
    """Return the learner’s known way to the site."""
    site_id = placement.window.offer.site_id
    return next((way for way in placement.learner.journeys if way.site_id == site_id), None)


def tasks_of(placement: Placement) -> list[Task]:
    """Return the agreed tasks, in order."""
    return tasks_by_key(placement.window.offer, placement.tasks)


def tasks_by_key(offer: Offer, keys: list[str]) -> list[Task]:
    """Return the tasks of the offer with these keys, in the order of the keys."""
    known = {str(task.id): task for task in offer.tasks}
    return [known[key] for key in keys if key in known]


def request_of(learner: Learner) -> Request | None:
    """Return what the learner is matched for: the newest request that is open."""
    found = [request for request in learner.requests if request.closed_at is None]
    return max(found, key=lambda request: request.asked_on, default=None)


def _told_in_request(learner: Learner) -> bool:
    request = request_of(learner)
    return request is not None and bool(request.internship.get("insurer_told"))


def _talks(tasks: list[Task]) -> tuple[date | None, ...]:
    areas = {task.area.id: task.area for task in tasks if task.area is not None}
    return tuple(area.risk_talk_on for area in areas.values())


def _alone(answer: AloneWithLearner | None, tasks: list[Task]) -> bool | None:
    answers = [task.alone_with_learner or answer for task in tasks] or [answer]
    if any(each not in {None, AloneWithLearner.NEVER} for each in answers):
        return True
    return None if None in answers else False


def _undecided(learner: Learner) -> int:
    return sum(
        waits_for_sharing(said.share, safety_critical=said.safety_critical)
        for said in learner.statements
    )

"""The part of a pack that names no learner: days, tasks, the first day, who to call."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy.orm import Session

from webapp.briefing import rules
from webapp.briefing.contents import Contacts, Hours, PackTask, Place, Plan, ToCall
from webapp.briefing.day_plan import DayTask, break_of, plan_first_day
from webapp.catalogue.hazards import EFFECTS_OF, HazardEffect
from webapp.employers.models import Offer, Task
from webapp.learners.models import Learner
from webapp.placements.facts import holidays_of, tasks_of
from webapp.placements.models import Placement
from webapp.placements.services import placement_dates
from webapp.providers.models import Provider, StaffMember
from webapp.providers.queries import contacts as people_of

MET_AT_THE_STOP = "TRV-01"
MOVING_BREAKS = "TIM-04"


def fill_open_part(placement: Placement, contacts: Contacts) -> Plan:
    """Return what may be attached to an email: it tells nothing of who comes or what they need."""
    plan = fill_plan(placement, contacts, agreed=())
    tasks = tuple(replace(task, how=None) for task in plan.tasks)
    return replace(plan, tasks=tasks, not_allowed=())


def fill_plan(placement: Placement, contacts: Contacts, *, agreed: Collection[str]) -> Plan:
    """Return the plan of a placement where these adjustments were agreed."""
    offer = placement.window.offer
    tasks = tasks_of(placement)
    days = placement_dates(placement)
    return Plan(
        reference=placement.reference,
        school=placement.learner.provider.name_for_employers,
        type=placement.type,
        days=days,
        hours=_hours(placement),
        place=_place(offer),
        supervisor=offer.supervisor.name if offer.supervisor else None,
        stand_in=offer.stand_in.name if offer.stand_in else None,
        tasks=tuple(_task(task, placement.learner, offer) for task in tasks),
        spare_tasks=tuple(task.text for task in _spare_tasks(placement, tasks)),
        first_task=_easiest(tasks),
        first_day=plan_first_day(
            [DayTask(text=task.text, minutes=task.minutes) for task in _in_order(tasks)],
            start=placement.start,
            finish=placement.finish,
            break_minutes=placement.break_minutes,
            is_met=MET_AT_THE_STOP in agreed,
            has_movement_breaks=MOVING_BREAKS in agreed,
        ),
        not_allowed=_not_allowed(placement, tasks),
        contacts=contacts,
        session_by=rules.session_by(days[0], holidays=holidays_of(placement)),
        midway=days[len(days) // 2] if len(days) > 2 else None,
        link_until=rules.link_ends_on(days[-1]),
    )


def _hours(placement: Placement) -> Hours:
    pause = break_of(
        start=placement.start,
        finish=placement.finish,
        break_minutes=placement.break_minutes,
    )
    return Hours(
        start=placement.start,
        finish=placement.finish,
        break_minutes=placement.break_minutes,
        break_from=pause[0] if pause else None,
        break_to=pause[1] if pause else None,
    )


def _place(offer: Offer) -> Place:
    site = offer.site
    return Place(
        employer=site.employer.name,
        site=site.name,
        address=site.address,
        postcode=site.postcode,
        door=site.which_door,
        quiet_place=site.quiet_place,
        breaks=site.breaks,
        dress=site.dress,
        protective_kit=site.ppe,
        surprising_rules=site.surprising_rules,
    )


def _needs_close_watch(task: Task) -> bool:
    """Some hazards keep the task, with someone beside the learner (docs/rules.md)."""
    return any(HazardEffect.SUPERVISION in EFFECTS_OF[hazard] for hazard in task.hazards)


def _task(task: Task, learner: Learner, offer: Offer) -> PackTask:
    return PackTask(
        text=task.text,
        area=task.area.name if task.area else None,
        who_shows=task.who_shows or (offer.supervisor.name if offer.supervisor else None),
        minutes=task.minutes,
        done_looks_like=task.done_looks_like,
        how=rules.how_done(
            difficulty=task.difficulty,
            supervision=learner.supervision,
            needs_close_watch=_needs_close_watch(task),
        ),
    )


def _easiest(tasks: list[Task]) -> str | None:
    return _in_order(tasks)[0].text if tasks else None


def _in_order(tasks: list[Task]) -> list[Task]:
    """Return the tasks with the easiest first; a task nobody rated counts as middling."""
    if not tasks:
        return []
    first = min(tasks, key=lambda task: task.difficulty or 2)
    return [first, *(task for task in tasks if task is not first)]


def _removed_keys(placement: Placement) -> frozenset[str]:
    removed = placement.proposal.removed if placement.proposal else []
    return frozenset(str(item["task"]) for item in removed)


def _spare_tasks(placement: Placement, tasks: list[Task]) -> list[Task]:
    """Return the other tasks of the offer, never one that a rule removed."""
    removed = _removed_keys(placement)
    agreed = {task.id for task in tasks}
    return [
        task
        for task in placement.window.offer.tasks
        if task.id not in agreed and str(task.id) not in removed and not task.is_observation
    ]


def _not_allowed(placement: Placement, tasks: list[Task]) -> tuple[str, ...]:
    """Return removed tasks, then areas where nothing is planned; never the reason."""
    offer = placement.window.offer
    removed = _removed_keys(placement)
    used = {task.area_id for task in [*tasks, *_spare_tasks(placement, tasks)]}
    names = [task.text for task in offer.tasks if str(task.id) in removed]
    if any(area_id is not None for area_id in used):
        names += [area.name for area in offer.site.areas if area.id not in used]
    return tuple(names)


def contacts_of(session: Session, provider: Provider) -> Contacts:
    """Return who to call at the school: main contact, deputy lead, safeguarding lead."""
    people = people_of(session, provider.id)
    return Contacts(
        main=_to_call(people.main)
        if people.main
        else ToCall(name=provider.name_for_employers, phone=provider.phone),
        deputy=_to_call(people.deputy) if people.deputy else None,
        safeguarding=_to_call(people.dsl) if people.dsl else None,
        absence=provider.phone,
        out_of_hours=provider.phone_out_of_hours,
    )


def _to_call(who: StaffMember) -> ToCall:
    return ToCall(name=who.name, phone=who.phone)

"""Ideas for tasks, from the task bank: help that comes back at once."""

from collections.abc import Iterable

from webapp.catalogue.sectors import SECTORS, Sector
from webapp.catalogue.task_bank import tasks_in

MOST = 6


def ideas_for(sectors: Iterable[Sector]) -> list[str]:
    """Return a few tasks of these kinds of work, one of each job family in turn."""
    families = [family for sector in sectors for family in SECTORS[sector].job_families]
    found: list[str] = []
    for number in range(MOST):
        for family in families:
            found.extend(entry.task for entry in tasks_in(family)[number : number + 1])
    return found[:MOST]

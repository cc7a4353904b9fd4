"""The one door to the matcher: it is read in when something is first asked of it.

The matcher stands on scikit-learn, SciPy and OR-Tools. To read them in takes over a second and
100 MB, and most processes never ask: the site leaves runs and plans to the worker.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.placements.matchmaking.cohort import NotProved as NotProved
    from webapp.placements.matchmaking.cohort import cohort_of as cohort_of
    from webapp.placements.matchmaking.cohort import solve as solve
    from webapp.placements.matchmaking.comparing import Result as Result
    from webapp.placements.matchmaking.comparing import compare as compare
    from webapp.placements.matchmaking.comparing import propose_for as propose_for
    from webapp.placements.matchmaking.comparing import store as store
    from webapp.placements.matchmaking.explaining import choices_of as choices_of
    from webapp.placements.matchmaking.explaining import other_places as other_places
    from webapp.placements.matchmaking.explaining import reasons_for as reasons_for
    from webapp.placements.matchmaking.explaining import rules_today as rules_today
    from webapp.placements.matchmaking.keeping import matcher_again as matcher_again
    from webapp.placements.matchmaking.market import Snapshot as Snapshot
    from webapp.placements.matchmaking.market import snapshot as snapshot
    from webapp.placements.matchmaking.plan_rows import store_plan as store_plan
    from webapp.placements.matchmaking.planned_place import add_planned as add_planned
    from webapp.placements.matchmaking.planned_place import place_now as place_now
    from webapp.placements.matchmaking.printing import as_printed as as_printed
    from webapp.placements.matchmaking.recruiting import add_targets as add_targets
    from webapp.placements.matchmaking.recruiting import add_waiting as add_waiting
    from webapp.placements.matchmaking.recruiting import full_places as full_places
    from webapp.placements.matchmaking.recruiting import matcher_of as matcher_of
    from webapp.placements.matchmaking.recruiting import targets_of as targets_of

_FOUND_IN = {
    "NotProved": "cohort",
    "Result": "comparing",
    "Snapshot": "market",
    "add_planned": "planned_place",
    "add_targets": "recruiting",
    "add_waiting": "recruiting",
    "as_printed": "printing",
    "choices_of": "explaining",
    "cohort_of": "cohort",
    "compare": "comparing",
    "full_places": "recruiting",
    "matcher_again": "keeping",
    "matcher_of": "recruiting",
    "other_places": "explaining",
    "place_now": "planned_place",
    "propose_for": "comparing",
    "reasons_for": "explaining",
    "rules_today": "explaining",
    "snapshot": "market",
    "solve": "cohort",
    "store": "comparing",
    "store_plan": "plan_rows",
    "targets_of": "recruiting",
}

if not TYPE_CHECKING:  # so that mypy knows these names and no others

    def __getattr__(name: str) -> object:
        """Return what stands behind the door, reading it in the first time (PEP 562)."""
        if name not in _FOUND_IN:
            raise AttributeError(f"{__name__} has no {name}")
        return getattr(import_module(f"{__name__}.{_FOUND_IN[name]}"), name)

"""What of a scenario is stored already, by the keys of the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from webapp.accounts.models import User
from webapp.employers.models import Employer
from webapp.learners.models import Learner
from webapp.placements.models import Placement
from webapp.providers.models import Provider, StaffMember
from webapp.scenarios.nodes import Node, nearest

T = TypeVar("T")


@dataclass(slots=True)
class Loaded:
    """What was stored, by the keys of the file."""

    providers: dict[str, Provider] = field(default_factory=dict)
    staff: dict[str, StaffMember] = field(default_factory=dict)
    employers: dict[str, Employer] = field(default_factory=dict)
    learners: dict[str, Learner] = field(default_factory=dict)
    accounts: list[User] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)


def named(known: Mapping[str, T], key: str, node: Node) -> T:
    """Return what has this key in the file, or raise ScenarioError with the nearest key."""
    if key not in known:
        node.wrong(f"“{key}” is not in this file. {nearest(key, sorted(known))}")
    return known[key]

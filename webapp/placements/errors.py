"""What can stand against a change of a placement; pages turn each into words."""

from datetime import datetime

from webapp.core.errors import ProductError
from webapp.placements.models import PlacementState
from webapp.placements.rules import CannotAsk


class PlacementError(ProductError):
    """The base of every refusal here."""


class TransitionNotAllowed(PlacementError):
    """One state may not follow the other, or not on this person’s word."""

    def __init__(self, from_: PlacementState, to: PlacementState) -> None:
        super().__init__(f"{from_.value} may not become {to.value}")
        self.from_ = from_
        self.to = to


class ApprovalRefused(PlacementError):
    """The employer may not be asked (yet)."""

    def __init__(self, reason: CannotAsk) -> None:
        super().__init__(reason.value)
        self.reason = reason


class PlaceTaken(PlacementError):
    """The last place of the window went to someone else first."""

    def __init__(self, since: datetime | None) -> None:
        super().__init__("no place is left in this window")
        self.since = since


class CannotTakeBack(PlacementError):
    """The employer has been asked, so a “no” is not taken back with a button."""


class GateNotApplicable(PlacementError):
    """The gate holds nothing back here, so there is nothing to record."""


class LetterIsOff(PlacementError):
    """What the letter is about was taken back or is over, so it is not posted."""

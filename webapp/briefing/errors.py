"""What can stand against making or sending a pack; pages turn each into words."""

from webapp.briefing.rules import Missing
from webapp.core.errors import ProductError


class PackError(ProductError):
    """The base of every refusal here, apart from PackBlocked."""


class NotCleared(PackError):
    """Not everyone has agreed yet, so nothing personal leaves the school (HR-19, HR-20)."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class NotPlanned(PackError):
    """There is nothing to brief about: the placement is not being planned."""


class PackIsOld(PackError):
    """Something changed since this version was made; a new one is made first."""


class NobodyToSendTo(PackError):
    """Neither a supervisor nor a main contact is named."""

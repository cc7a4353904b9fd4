"""Errors every package may raise."""


class ProductError(Exception):
    """The base of every error of this product that a page turns into words."""


class NotFound(ProductError):
    """No such thing, or not for this person: both answer 404 and say the same."""


class StaleVersion(ProductError):
    """Someone else changed this since the page was opened."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"{kind} changed since the page was opened")
        self.kind = kind

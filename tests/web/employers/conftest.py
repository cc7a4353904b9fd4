"""Who opens the pages of employers, and on which day."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.cast import Cast
from tests.client import PageClient
from tests.factories import TODAY
from webapp.accounts.models import User
from webapp.core import clock


@pytest.fixture
def on_the_day(app: Flask) -> None:
    """The clock stands on the day the factories write for."""
    clock.move_to(TODAY)


@pytest.fixture
def lead(cast: Cast, as_person: Callable[[User], PageClient]) -> PageClient:
    """The careers lead of the school."""
    return as_person(cast.ben)

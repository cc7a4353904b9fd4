"""Browsers of the people who open learners’ pages."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.client import PageClient
from tests.factories import NOW, TODAY
from tests.unit.learners.test_services import jay
from webapp.accounts.models import User
from webapp.learners import services
from webapp.learners.models import Learner


@pytest.fixture
def lead(cast: Cast, sign_in: Callable[[User], FlaskClient]) -> PageClient:
    """Ben, careers lead at Kestrel Park."""
    return PageClient(sign_in(cast.ben))


@pytest.fixture
def stranger(cast: Cast, sign_in: Callable[[User], FlaskClient]) -> PageClient:
    """Dan, careers lead at another school."""
    return PageClient(sign_in(cast.dan))


@pytest.fixture
def jay_okafor(session: Session, cast: Cast) -> Learner:
    """A learner with a whole profile."""
    learner = services.add_learner(session, cast.school, jay(), now=NOW, today=TODAY)
    session.commit()
    return learner

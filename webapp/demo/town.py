"""The practice town: AS1’s people, then employers and learners made with a fixed seed."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from random import Random

from faker import Faker
from sqlalchemy.orm import Session

from webapp.accounts import services as accounts
from webapp.accounts.models import Role
from webapp.demo import employers, learners
from webapp.employers.models import ContactRole, Employer
from webapp.employers.services import register_employer
from webapp.learners.services import add_learners
from webapp.scenarios.format import read_scenario
from webapp.scenarios.loaded import Loaded
from webapp.scenarios.loading import load

SEED = 20270111
AS1 = Path(__file__).resolve().parents[2] / "tests" / "acceptance" / "scenarios" / "as1.yaml"
"""Practice and proof use the same people."""
WHEN = date(2027, 1, 11)


def build(session: Session, *, now: datetime, say: Callable[[str], None]) -> Loaded:
    """Store the practice town and return AS1’s part of it; the caller commits."""
    random = Random(SEED)  # noqa: S311  the same town every time
    fake = Faker("en_GB")
    fake.seed_instance(SEED)
    say("the railway, the library and their neighbours")
    loaded = load(session, read_scenario(AS1), now=now, is_demo=True)
    say(f"{employers.EMPLOYERS} more employers")
    for details in employers.employers(random, fake, today=WHEN):
        employer = register_employer(session, details, now=now, today=WHEN)
        _give_account(session, employer, now=now)
    say(f"{learners.LEARNERS} learners")
    school = next(iter(loaded.providers.values()))
    add_learners(session, school, learners.learners(random, fake, today=WHEN), now=now, today=WHEN)
    return loaded


def _give_account(session: Session, employer: Employer, *, now: datetime) -> None:
    main = next(person for person in employer.contacts if person.role is ContactRole.MAIN)
    user = accounts.make_user(session, name=main.name, email=main.email, now=now, is_demo=True)
    accounts.grant_role(session, user, role=Role.EMPLOYER, employer_id=employer.id)
    main.user_id = user.id

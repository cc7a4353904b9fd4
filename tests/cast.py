"""The fixed people every test may use, each with one clear part to play."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tests.factories import (
    make_contact,
    make_employer,
    make_learner,
    make_provider,
    make_staff,
    make_user,
)
from webapp.accounts.models import Role, User
from webapp.employers.models import Employer
from webapp.learners.models import Learner
from webapp.providers.models import Provider


@dataclass(frozen=True, slots=True)
class Cast:
    """Two schools that must not see each other, one employer, and a platform admin."""

    school: Provider
    """Kestrel Park School."""
    other_school: Provider
    """Ridgeway College, where only Dan works."""
    employer: Employer
    """Millbrook Heritage Railway."""
    ada_learner: Learner
    """Ada’s profile at Kestrel Park."""
    ada: User
    """Learner."""
    ben: User
    """Careers lead and main contact at Kestrel Park."""
    bea: User
    """Deputy lead at Kestrel Park."""
    dina: User
    """Designated safeguarding lead at Kestrel Park."""
    sam: User
    """Member of staff at Kestrel Park who supports learners."""
    cora: User
    """Main contact of the railway."""
    dan: User
    """A stranger: careers lead at the other school."""
    ola: User
    """Platform admin."""

    def people(self) -> dict[str, User]:
        """Return everybody by first name in lower case."""
        return {
            name: getattr(self, name)
            for name in ("ada", "ben", "bea", "dina", "sam", "cora", "dan", "ola")
        }


def make_cast(session: Session) -> Cast:
    """Return the cast, stored."""
    school = make_provider(session, key="kestrel")
    other = make_provider(
        session, key="ridgeway", name="Ridgeway College", name_for_employers="Ridgeway careers"
    )
    employer = make_employer(session, key="millbrook")
    ada_learner = make_learner(session, school, mis_number="ada")
    cora = make_user(
        session,
        name="Cora Bright",
        email="cora@example.org",
        roles=(Role.EMPLOYER,),
        employer=employer,
    )
    make_contact(session, employer, user=cora)
    return Cast(
        school=school,
        other_school=other,
        employer=employer,
        ada_learner=ada_learner,
        ada=make_user(
            session,
            name="Ada Finch",
            email="ada@example.org",
            roles=(Role.LEARNER,),
            learner=ada_learner,
        ),
        ben=make_staff(
            session,
            school,
            name="Ben Okoro",
            job_title="Careers lead",
            roles=(Role.CAREERS_LEAD,),
            is_main_contact=True,
            email="ben@example.org",
        ).user,
        bea=make_staff(
            session,
            school,
            name="Bea Marsh",
            job_title="Deputy careers lead",
            roles=(Role.DEPUTY_LEAD,),
            email="bea@example.org",
        ).user,
        dina=make_staff(
            session,
            school,
            name="Dina Shaw",
            job_title="Designated safeguarding lead",
            roles=(Role.DSL,),
            email="dina@example.org",
        ).user,
        sam=make_staff(
            session,
            school,
            name="Sam Lowe",
            job_title="Teaching assistant",
            roles=(Role.STAFF,),
            email="sam@example.org",
        ).user,
        cora=cora,
        dan=make_staff(
            session,
            other,
            name="Dan Holt",
            job_title="Careers lead",
            roles=(Role.CAREERS_LEAD,),
            is_main_contact=True,
            email="dan@example.org",
        ).user,
        ola=make_user(
            session, name="Ola Reed", email="ola@example.org", roles=(Role.PLATFORM_ADMIN,)
        ),
    )

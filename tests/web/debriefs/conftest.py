"""Ada’s placement at the railway, over since yesterday."""

from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from tests.factories import NOW, make_placement
from webapp.debriefs.models import Debrief, Voice
from webapp.debriefs.services import open_debriefs
from webapp.mail.models import OutgoingEmail
from webapp.placements.models import Placement
from webapp.providers.models import StaffMember


@dataclass(frozen=True, slots=True)
class Over:
    """A placement that is over, and its two debriefs."""

    placement: Placement
    learner: Debrief
    employer: Debrief

    @property
    def url(self) -> str:
        """Where the learner’s questions stand."""
        return f"/learner/debrief/{self.learner.id}"


@pytest.fixture
def over(session, cast) -> Over:
    member = session.scalar(sa.select(StaffMember).where(StaffMember.user_id == cast.sam.id))
    cast.ada_learner.trusted_adult_id = member.id
    placement = make_placement(session, cast.ada_learner, cast.employer, reference="P-1042")
    by_voice = {one.voice: one for one in open_debriefs(session, placement, now=NOW)}
    session.commit()
    return Over(placement, by_voice[Voice.LEARNER], by_voice[Voice.EMPLOYER])


@pytest.fixture
def link(session, over) -> str:
    """The address in the employer’s email."""
    email = session.scalars(sa.select(OutgoingEmail)).one()
    text = email.content.replace(b"=\r\n", b"").decode()
    start = text.index("/debriefs/")
    return text[start:].split()[0]

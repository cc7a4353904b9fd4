"""What work with employers brings to the Today page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp.accounts.policies import Actor
from webapp.employers import notes
from webapp.employers.contact_models import ContactNote
from webapp.placements.queries import names_of
from webapp.placements.today import TodayItem


@dataclass(frozen=True, slots=True)
class NextStep:
    """What someone promised to do with an employer, and who."""

    note: ContactNote
    owner: str


def employer_work(session: Session, actor: Actor, today: date) -> Iterator[TodayItem]:
    """Return the next steps that this person, or for a lead the school, has promised."""
    del today  # every open step has its own day
    steps = notes.open_actions(session, actor=actor)
    names = names_of(session, [step.next_owner_id for step in steps])
    for step in steps:
        if step.next_on is not None and step.next_owner_id is not None:
            yield TodayItem(
                template="placements/today/employer_action.html",
                due_on=step.next_on,
                about=NextStep(step, names[step.next_owner_id]),
            )

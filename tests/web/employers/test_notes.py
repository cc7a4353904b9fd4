from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.factories import NOW, TODAY
from webapp.accounts.access import actor_of
from webapp.core import clock
from webapp.core.audit import AuditEvent
from webapp.employers.contact_models import ContactNote, Way
from webapp.employers.notes import NoteDetails, NoteFault, NoteRefused, write_note

pytestmark = pytest.mark.usefixtures("on_the_day")


def address(cast) -> str:
    return f"/lead/employers/{cast.employer.id}/notes"


SAID = {
    "spoke_with": "Cora Bright",
    "way": "phone",
    "said": "They like the idea of two visitors in June.",
}
NEXT = {
    "next_action": "Call about dates in June",
    "next_on-day": "18",
    "next_on-month": "1",
    "next_on-year": "2027",
}


def write(client, cast, **values):
    page = client.get(address(cast))
    return client.submit(page, {**SAID, **values}, button="Keep the note")


def test_a_note_says_who_spoke_with_whom_when_how_and_what_is_next(lead, cast, session):
    page = write(lead, cast, **NEXT)
    for words in (
        "Monday 11 January 2027: By phone",
        "Ben Okoro and Cora Bright",
        "They like the idea of two visitors in June.",
        "Call about dates in June",
        "Ben Okoro, by Monday 18 January 2027",
    ):
        assert words in page.text
    assert "two visitors in June" in lead.get(f"/lead/employers/{cast.employer.id}").text
    audit = session.scalars(sa.select(AuditEvent.action)).all()
    assert "employer_note_written" in audit


def test_no_other_school_and_no_employer_reads_it(lead, cast, as_person):
    write(lead, cast)
    dan = as_person(cast.dan)
    assert "two visitors" not in dan.get(address(cast)).text
    assert "two visitors" not in dan.get(f"/lead/employers/{cast.employer.id}").text
    for stranger in (cast.cora, cast.ada, cast.ola):
        as_person(stranger).get(address(cast), status=404)


def test_another_school_ticks_nothing_off(lead, cast, session, as_person):
    write(lead, cast, **NEXT)
    note = session.scalars(sa.select(ContactNote)).one()
    dan = as_person(cast.dan)
    dan.get(address(cast))
    dan.post(f"{address(cast)}/{note.id}/done", status=404)
    assert note.done_at is None


def test_the_next_step_stands_on_today_until_it_is_done(lead, cast, session, as_person):
    write(lead, cast, **NEXT)
    assert "Call about dates in June (Ben Okoro)" in lead.get("/lead").text
    assert "Call about dates" not in as_person(cast.dan).get("/lead").text
    assert "Call about dates" not in as_person(cast.sam).get("/lead").text
    clock.move_to(TODAY + timedelta(days=8))
    assert "late" in lead.get("/lead").text.lower()
    page = lead.submit(lead.get(address(cast)), button="It is done")
    assert "Done Tuesday 19 January" in page.text
    assert "Call about dates" not in lead.get("/lead").text


def test_staff_see_the_steps_that_are_theirs(lead, cast, as_person):
    write(lead, cast, **NEXT, next_owner=str(cast.sam.id))
    assert "Call about dates in June (Sam Lowe)" in as_person(cast.sam).get("/lead").text


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"said": ""}, "Write what was said, in a line or two"),
        ({"way": None}, "Choose how you were in touch"),
        ({"on-year": "2028"}, "Enter today or an earlier day"),
        ({"next_action": "Call"}, "Enter the day by which the next step is done"),
        (NEXT | {"next_on-year": "2026"}, "Enter a day that is not before the talk"),
        ({"on-day": "31", "on-month": "2"}, "Check the day: there is no such day in that month"),
    ],
)
def test_a_mistake_keeps_what_was_typed_and_nothing_is_stored(lead, cast, session, values, error):
    page = lead.get(address(cast))
    sent = {**SAID, "spoke_with": "Reception", **values}
    page = lead.submit(page, sent, button="Keep the note", status=422)
    assert page.errors == [error]
    assert page.field("spoke_with") == "Reception"
    assert session.scalar(sa.select(sa.func.count(ContactNote.id))) == 0


def test_someone_of_another_school_cannot_be_named(lead, cast, session):
    page = lead.get(address(cast))
    sent = {**SAID, "staff": str(cast.dan.id), "csrf_token": page.field("csrf_token")}
    lead.post(address(cast), sent, status=422)
    assert session.scalar(sa.select(sa.func.count(ContactNote.id))) == 0


def test_the_database_keeps_a_next_step_whole(session, cast):
    session.add(
        ContactNote(
            provider_id=cast.school.id,
            employer=cast.employer,
            staff_id=cast.ben.id,
            spoke_with="Cora",
            way="phone",
            on=TODAY,
            said="Yes.",
            next_action="Call",
            written_by_id=cast.ben.id,
            written_at=NOW,
        )
    )
    with pytest.raises(sa.exc.IntegrityError):
        session.flush()
    session.rollback()


def test_a_note_names_only_people_of_the_school(session, cast):
    details = NoteDetails(
        staff_id=cast.dan.id, spoke_with="Cora", way=Way.PHONE, on=TODAY, said="Yes."
    )
    with pytest.raises(NoteRefused) as refused:
        write_note(
            session,
            cast.employer,
            details,
            actor=actor_of(cast.ben),
            staff=frozenset({cast.ben.id}),
            now=NOW,
            today=TODAY,
        )
    assert refused.value.fault is NoteFault.NOT_OUR_STAFF

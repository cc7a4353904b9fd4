"""Notes are changed by their writer; all contact of a school stands on one dated list."""

import uuid
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.factories import NOW, TODAY, make_employer, make_learner, make_placement
from tests.web.employers.test_notes import NEXT, address, write
from webapp.briefing import emails as pack_emails
from webapp.briefing.models import Pack
from webapp.core import clock
from webapp.core.audit import AuditEvent
from webapp.debriefs.models import Debrief, Voice
from webapp.employers.contact_models import ContactNote
from webapp.mail.models import DoubtfulSend, EmailState, OutgoingEmail
from webapp.placements.letter_models import Letter, LetterKind
from webapp.placements.models import PlacementState, StateChange

pytestmark = pytest.mark.usefixtures("on_the_day")

TODAY_NOON = NOW + timedelta(hours=3)
CHANGED = {"said": "They would like one visitor in May.", "way": "visit"}


@pytest.fixture
def sent(session):
    """Return a function that stores an email as the ledger has it."""

    def store(name: str, subject, cast, *, at: datetime = NOW, school=None, **more):
        kept = OutgoingEmail(
            key=more.pop("key", f"{name}:{subject[1] if subject else ''}:{at.isoformat()}"),
            name=name,
            subject_line="About work experience",
            recipient="cora@example.org",
            message_id=f"<{uuid.uuid4()}@example.org>",
            content=b"",
            sha256="0" * 64,
            on_doubt=DoubtfulSend.RESEND,
            subject_kind=subject[0] if subject else None,
            subject_id=subject[1] if subject else None,
            provider_id=(school or cast.school).id,
            state=more.pop("state", EmailState.SENT),
            created_at=at,
            sent_at=more.pop("sent_at", at),
        )
        session.add(kept)
        session.flush()
        return kept

    return store


def open_note(client, cast):
    """Return the page on which the one note of this person is changed."""
    page = client.get(address(cast))
    return client.follow(page, next(each for each in page.links if each.startswith("Change or")))


def headings(page) -> list[str]:
    return [h.get_text() for h in page.soup.select("main article h3")]


def test_the_writer_changes_a_note_and_the_list_says_when(lead, cast, session):
    write(lead, cast, **NEXT)
    clock.move_to(TODAY + timedelta(days=2))
    page = lead.submit(open_note(lead, cast), CHANGED, button="Keep the change")
    assert page.h1 == "Contact with Millbrook Heritage Railway"
    assert "They would like one visitor in May." in page.text
    assert "two visitors in June" not in page.text
    assert "We visited them" in page.text
    assert "Call about dates in June" in page.text
    assert "Changed on Wednesday 13 January 2027" in page.text
    event = session.scalars(
        sa.select(AuditEvent).where(AuditEvent.action == "employer_note_changed")
    ).one()
    assert event.detail["changed"] == "way,said"
    assert "May" not in str(event.detail)


def test_a_note_saved_as_it_was_is_not_called_changed(lead, cast, session):
    write(lead, cast, **NEXT)
    page = open_note(lead, cast)
    page = lead.submit(page, button="Keep the change")
    assert "Changed on" not in page.text
    assert session.scalars(sa.select(ContactNote)).one().changed_at is None


def test_a_new_next_step_is_not_done_yet(lead, cast, session):
    write(lead, cast, **NEXT)
    lead.submit(lead.get(address(cast)), button="It is done")
    page = open_note(lead, cast)
    page = lead.submit(page, {"said": "More words."}, button="Keep the change")
    assert "Done Monday 11 January" in page.text
    page = open_note(lead, cast)
    page = lead.submit(page, {"next_action": "Visit them"}, button="Keep the change")
    assert "Done" not in page.find("article").get_text().replace("It is done", "")
    assert "Visit them" in lead.get("/lead").text


def test_a_mistake_in_a_change_keeps_what_was_typed_and_the_note_as_it_was(lead, cast, session):
    write(lead, cast)
    page = open_note(lead, cast)
    page = lead.submit(page, {"said": "", "spoke_with": "Jo"}, button="Keep", status=422)
    assert page.errors == ["Write what was said, in a line or two"]
    page = lead.submit(
        page, {"said": "Yes.", "on-year": "2028"}, button="Keep the change", status=422
    )
    assert page.errors == ["Enter today or an earlier day"]
    assert page.field("spoke_with") == "Jo"
    assert session.scalars(sa.select(ContactNote)).one().spoke_with == "Cora Bright"


def test_the_writer_removes_a_note_with_its_next_step(lead, cast, session):
    write(lead, cast, **NEXT)
    page = open_note(lead, cast)
    page = lead.submit(page, button="Remove this note")
    assert page.notes == ["Removed. Nobody can read it any more."]
    assert "Nothing yet" in page.text
    assert "Call about dates" not in lead.get("/lead").text
    assert session.scalars(sa.select(ContactNote)).all() == []
    assert "employer_note_removed" in session.scalars(sa.select(AuditEvent.action)).all()


def test_only_the_writer_may_and_no_other_school(lead, cast, session, as_person):
    write(lead, cast)
    note = session.scalars(sa.select(ContactNote)).one()
    one = f"{address(cast)}/{note.id}"
    for person in (cast.bea, cast.sam, cast.dan):
        other = as_person(person)
        assert "Change or remove" not in other.get(address(cast)).text
        other.get(one, status=404)
        other.post(one, CHANGED, status=404)
        other.post(f"{one}/remove", status=404)
    session.refresh(note)
    assert note.said == "They like the idea of two visitors in June."


def test_a_note_about_someone_who_left_can_still_be_changed(lead, cast, session):
    write(lead, cast, staff=str(cast.sam.id))
    note = session.scalars(sa.select(ContactNote)).one()
    session.execute(sa.text("DELETE FROM staff_member WHERE name = 'Sam Lowe'"))
    session.commit()
    page = open_note(lead, cast)
    assert "Someone who has left" in page.text
    lead.submit(page, {"said": "Yes."}, button="Keep the change")
    session.refresh(note)
    assert (note.said, note.staff_id) == ("Yes.", cast.sam.id)


def test_the_list_holds_notes_emails_letters_and_placements_the_newest_first(
    lead, cast, session, sent
):
    placement = make_placement(
        session, cast.ada_learner, cast.employer, state=PlacementState.PLANNING
    )
    session.add(
        StateChange(
            placement=placement,
            from_state=PlacementState.CONSENT_PENDING,
            to_state=PlacementState.PLANNING,
            actor_id=None,
            at=NOW - timedelta(days=2),
        )
    )
    sent("employer_asked", ("placement", placement.id), cast, at=NOW - timedelta(days=9))
    contact = cast.employer.contacts[0]
    sent("employer_registered_for", ("contact", contact.id), cast, at=NOW - timedelta(days=30))
    session.add(
        Letter(
            provider_id=cast.school.id,
            employer=cast.employer,
            kind=LetterKind.OFF,
            subject_id=placement.id,
            written_at=NOW - timedelta(days=4),
        )
    )
    write(lead, cast)
    page = lead.get(address(cast))
    assert headings(page) == [
        "Monday 11 January 2027: By phone",
        "Saturday 9 January 2027: Placement",
        "Thursday 7 January 2027: Letter",
        "Saturday 2 January 2027: Email",
        "Saturday 12 December 2026: Email",
    ]
    for words in (
        f"{cast.ada_learner.known_as} ({placement.reference})",
        "Planning",
        "It says that it does not go ahead",
        "Not posted yet",
        f"We asked if they could have someone ({placement.reference})",
        "We asked them to check their details",
    ):
        assert words in page.text
    assert (
        "Planning" in lead.follow(page, f"{cast.ada_learner.known_as} ({placement.reference})").text
    )


def test_emails_about_packs_and_debriefs_are_on_it(lead, cast, session, sent):
    placement = make_placement(session, cast.ada_learner, cast.employer)
    pack = Pack(
        placement=placement,
        version=1,
        contents={},
        html="",
        pdf=b"",
        open_part_pdf=b"",
        sha256="0" * 64,
        correct_on=TODAY,
        made_by_id=cast.ben.id,
    )
    debrief = Debrief(placement=placement, voice=Voice.EMPLOYER, due_on=TODAY)
    session.add_all((pack, debrief))
    session.flush()
    sent("pack_ready", ("pack", pack.id), cast)
    sent("pack_withdrawn", None, cast, key=f"{pack_emails.WITHDRAWN}:{pack.id}")
    sent("employer_debrief", ("debrief", debrief.id), cast, state=EmailState.FAILED)
    text = lead.get(address(cast)).text
    for words in ("the link to a pack (P-", "to delete a pack (P-", "how it went (P-", "Came back"):
        assert words in text


def test_no_other_school_reads_any_of_it(cast, session, sent, as_person):
    placement = make_placement(session, cast.ada_learner, cast.employer)
    sent("employer_asked", ("placement", placement.id), cast)
    theirs = make_learner(session, cast.other_school, mis_number="theirs")
    other = make_placement(session, theirs, cast.employer)
    sent("employer_asked", ("placement", other.id), cast, school=cast.other_school, at=TODAY_NOON)
    session.commit()
    mine, dans = (as_person(who).get(address(cast)).text for who in (cast.ben, cast.dan))
    assert placement.reference in mine
    assert other.reference not in mine
    assert other.reference in dans
    assert placement.reference not in dans


def test_what_was_called_back_or_is_about_another_employer_is_not_on_it(lead, cast, session, sent):
    elsewhere = make_employer(session, key="bakery", name="Rowan Bakery")
    placement = make_placement(session, cast.ada_learner, elsewhere)
    here = make_placement(session, cast.ada_learner, cast.employer, state=PlacementState.CANCELLED)
    sent("employer_asked", ("placement", placement.id), cast)
    sent("employer_asked", ("placement", here.id), cast, state=EmailState.CANCELLED, sent_at=None)
    session.commit()
    page = lead.get(address(cast))
    assert placement.reference not in page.text
    assert [line.split(": ")[1] for line in headings(page)] == ["Placement"]


def test_staff_see_letters_only_where_they_may_print_them(cast, session, as_person):
    session.add(
        Letter(
            provider_id=cast.school.id,
            employer=cast.employer,
            kind=LetterKind.REQUEST,
            subject_id=cast.ada_learner.id,
            written_at=NOW,
            posted_at=NOW,
        )
    )
    session.commit()
    assert "It asks if they could have someone" in as_person(cast.bea).get(address(cast)).text
    assert "It asks if" not in as_person(cast.sam).get(address(cast)).text

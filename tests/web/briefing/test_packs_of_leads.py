"""The lead’s page of a pack: make, read, approve, take back; and who may not see it."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.briefed import grace, jay
from tests.client import PageClient
from tests.factories import make_provider, make_staff
from webapp.accounts.models import Role, User
from webapp.briefing.models import Pack
from webapp.core.audit import AuditEvent
from webapp.learners.models import Share, Topic
from webapp.mail.models import OutgoingEmail
from webapp.placements.models import Placement, PlacementState

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def lead(session: Session, as_person: Callable[[User], PageClient]) -> PageClient:
    return as_person(grace(session))


@pytest.fixture
def url(placement: Placement) -> str:
    return f"/lead/placements/{placement.id}/pack"


def test_the_lead_reads_the_very_pack_before_approving(lead: PageClient, url: str, pack: Pack):
    html = pack.html
    page = lead.get(url)

    assert page.h1 == "The pack about Jay"
    assert html.strip() in page.html
    assert "Tuesday 16 February 2027" in page.text
    assert "ruth.dale@example.org" in page.text
    assert "Kept in school, by choice What is hard, what calms" in page.text
    assert "Missing Health and safety" in page.text


def test_approving_puts_the_link_on_its_way(
    lead: PageClient, url: str, session: Session, placement: Placement
):
    page = lead.submit(lead.get(url), button="Approve and send version 1")

    assert page.notes == ["Approved. The link is on its way. You see here when the pack is read."]
    assert "Waiting to be read" in page.text
    assert "Approve and send version 1" not in page.buttons
    assert session.scalars(sa.select(Pack)).one().sent_to == "ruth.dale@example.org"
    names = session.scalars(sa.select(OutgoingEmail.name)).all()
    assert names.count("pack_ready") == 1


def test_pressing_approve_twice_sends_once(lead: PageClient, url: str, session: Session):
    page = lead.get(url)
    lead.submit(page, button="Approve and send version 1")
    lead.submit(page, button="Approve and send version 1")

    names = session.scalars(sa.select(OutgoingEmail.name)).all()
    assert names.count("pack_ready") == 1


def test_what_is_missing_is_said_and_the_button_is_away(
    lead: PageClient, url: str, session: Session
):
    jay(session).looks_for_placements = False

    page = lead.get(url)

    assert "Consent to look for placements is off." in page.text
    assert "Approve and send version 1" not in page.buttons
    answer = lead.post(f"{url}/send", {"version": "1"}, status=409)
    assert "Not everyone has agreed yet. Nothing was sent." in answer.text


def test_a_change_asks_for_a_new_version(lead: PageClient, url: str, session: Session):
    said = next(it for it in jay(session).statements if it.topic is Topic.GOOD_DAY)
    said.share = Share.SCHOOL_ONLY

    page = lead.get(url)
    assert "Something changed since version 1 was made." in page.text
    assert "Approve and send version 1" not in page.buttons

    page = lead.submit(page, button="Make a new version")
    assert page.notes == ["Version 2 is ready for you to read."]
    assert "Approve and send version 2" in page.buttons
    assert page.links["Version 1"].endswith("/pack/1.pdf")


def test_words_that_may_not_leave_are_shown_to_the_lead_in_words(
    lead: PageClient, url: str, session: Session
):
    said = next(it for it in jay(session).statements if it.topic is Topic.GOOD_DAY)
    said.text = "Jay Okafor likes mornings."

    page = lead.submit(lead.get(url), button="Make a new version", status=422)

    assert "This may not leave the school" in page.text
    assert "A surname in the pack: Okafor" in page.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Pack)) == 1


def test_a_pack_can_be_taken_back(lead: PageClient, url: str):
    lead.submit(lead.get(url), button="Approve and send version 1")

    page = lead.submit(lead.get(url), button="Take the pack back")

    assert page.notes == ["Taken back. The link has ended, and we asked for copies to be deleted."]
    assert "Version 1 was taken back." in page.text


def test_before_the_second_decision_there_is_no_pack(
    lead: PageClient, url: str, session: Session, placement: Placement
):
    session.execute(sa.delete(Pack))
    placement.state = PlacementState.EMPLOYER_AGREED

    page = lead.get(url)

    assert "A pack can be made once you have confirmed the placement." in page.text
    assert "Make the pack" not in page.buttons


def test_the_first_pack_is_made_with_one_button(lead: PageClient, url: str, session: Session):
    session.execute(sa.delete(Pack))

    page = lead.submit(lead.get(url), button="Make the pack")

    assert "Approve and send version 1" in page.buttons


def test_the_pdf_is_the_stored_file_and_its_name_tells_nothing(
    lead: PageClient, url: str, pack: Pack
):
    stored, plan = pack.pdf, pack.open_part_pdf
    answer = lead.client.get(f"{url}/1.pdf")

    assert answer.data == stored
    assert answer.headers["Content-Disposition"] == (
        'inline; filename="work-experience-pack-P-1001.pdf"'
    )
    assert lead.client.get(f"{url}/1-plan.pdf").data == plan


def test_looking_is_recorded_and_changes_nothing_else(
    lead: PageClient, url: str, session: Session, placement: Placement
):
    before = session.scalar(sa.select(sa.func.count()).select_from(AuditEvent))
    lead.get(url)

    assert session.scalar(sa.select(sa.func.count()).select_from(AuditEvent)) == before + 1
    newest = session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (newest.action, newest.subject_id) == ("pack.previewed", placement.id)


@pytest.mark.parametrize("page", ["", "/1.pdf", "/1-plan.pdf"])
def test_a_lead_of_another_school_finds_nothing(
    session: Session, as_person: Callable[[User], PageClient], url: str, page: str
):
    other = make_provider(session, key="ridgeway", name="Ridgeway College")
    dan = make_staff(session, other, name="Dan Holt", roles=(Role.CAREERS_LEAD,)).user

    as_person(dan).get(f"{url}{page}", status=404)


def test_other_staff_and_the_safeguarding_lead_do_not_open_packs(
    session: Session, as_person: Callable[[User], PageClient], url: str
):
    helen = session.scalars(sa.select(User).where(User.name == "Helen Marsh")).one()

    as_person(helen).get(url, status=404)


def test_a_version_that_does_not_exist_is_not_sent(lead: PageClient, url: str, session: Session):
    lead.get(url)
    lead.post(f"{url}/send", {"version": "7"}, status=404)
    assert session.scalars(sa.select(Pack.sent_at)).all() == [None]


def test_today_says_that_the_pack_is_due(lead: PageClient, url: str):
    page = lead.get("/lead")

    assert "Send the pack about Jay" in page.text
    assert url in page.links.values()

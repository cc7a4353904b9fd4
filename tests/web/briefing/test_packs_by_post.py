"""The lead’s way of a pack on paper: approve, print, post, and write down who has read it."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.briefed import grace, jay
from tests.client import PageClient
from tests.factories import make_provider, make_staff
from webapp.accounts.models import Role, User
from webapp.briefing.models import Pack
from webapp.placements.models import Gate, Placement

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture(autouse=True)
def without_email(session: Session, pack: Pack) -> None:
    for person in pack.placement.window.offer.site.employer.contacts:
        person.email = person.user_id = None
    session.commit()


@pytest.fixture
def lead(session: Session, as_person: Callable[[User], PageClient]) -> PageClient:
    return as_person(grace(session))


@pytest.fixture
def url(placement: Placement) -> str:
    return f"/lead/placements/{placement.id}/pack"


def approve(lead: PageClient, url: str):
    return lead.submit(lead.get(url), button="Approve for the post: version 1")


def test_approved_it_is_printed_with_a_letter_that_names_nobody(
    lead: PageClient, url: str, session: Session, placement: Placement
):
    page = approve(lead, url)
    assert page.notes == ["Approved. Print the letter and the pack, and post them."]
    assert "To be printed and posted" in page.text
    today = lead.get("/lead")
    assert "They have no email. It brings the pack." in today.text
    letter = lead.follow(page, "Print the letter and the pack")
    for words in (
        "Private: for Ruth Dale only.",
        placement.reference,
        "☐ I have read the pack.",
        "Friday 19 March 2027",
        "Call us any time",
    ):
        assert words in letter.text
    for words in ("Jay", "Okafor", "autis"):
        assert words not in letter.text
    printed = lead.client.get(letter.links["Print the pack, version 1 (PDF)"]).data
    assert printed == session.scalars(sa.select(Pack)).one().pdf


def test_posted_and_read_it_opens_the_gate(
    lead: PageClient, url: str, session: Session, placement: Placement
):
    page = approve(lead, url)
    lead.get(f"{url}/read", status=404)
    letter = lead.follow(page, "Print the letter and the pack")
    lead.submit(letter, button="It is in the post")
    page = lead.get(url)
    assert "Posted on Friday 12 February 2027" in page.text
    page = lead.follow(page, "They have read it")
    assert page.field("who") == "Ruth Dale"
    page = lead.submit(page, {"who": "", "confidence": "4"}, button="Keep it", status=422)
    assert page.errors == ["Enter the name of who has read it"]
    page = lead.submit(page, {"who": "Imran Shah", "confidence": "4"}, button="Keep it")
    assert "Imran Shah" in page.text
    assert "4 out of 5" in page.text
    assert "They have read it" not in page.links
    session.expire_all()
    assert Gate.PACK_ACKNOWLEDGED in {gate.gate for gate in placement.gates}


def test_a_choice_that_was_taken_back_stops_the_post(lead: PageClient, url: str, session: Session):
    page = approve(lead, url)
    address = page.links["Print the letter and the pack"]
    jay(session).looks_for_placements = False
    session.commit()
    page = lead.get(address)
    assert "Do not post this" in page.text
    assert "It is in the post" not in page.buttons
    assert "Print the pack, version 1 (PDF)" not in page.links


def test_taken_back_from_the_post_it_is_asked_for_by_letter(lead: PageClient, url: str):
    page = approve(lead, url)
    lead.submit(lead.follow(page, "Print the letter and the pack"), button="It is in the post")
    page = lead.submit(lead.get(url), button="Take the pack back")
    assert page.notes == ["Taken back. If it was posted, Today has a letter that asks for it."]
    page = lead.follow(lead.get("/lead"), "Print it : Print a letter to Millbrook Heritage Railway")
    assert "Put it in the shredder today" in page.text
    assert "Jay" not in page.text


def test_no_other_school_and_no_other_role_reads_or_writes_it(
    lead: PageClient,
    url: str,
    session: Session,
    as_person: Callable[[User], PageClient],
):
    page = approve(lead, url)
    address = page.links["Print the letter and the pack"]
    lead.submit(lead.get(address), button="It is in the post")
    other = make_provider(session, key="ridgeway", name="Ridgeway College")
    dan = make_staff(session, other, name="Dan Holt", roles=(Role.CAREERS_LEAD,)).user
    helen = session.scalars(sa.select(User).where(User.name == "Helen Marsh")).one()
    for person in (dan, helen):
        someone = as_person(person)
        someone.get(address, status=404)
        someone.get(f"{url}/read", status=404)
        someone.post(f"{url}/read", {"who": person.name}, status=404)
    assert session.scalars(sa.select(Pack.acknowledged_at)).all() == [None]

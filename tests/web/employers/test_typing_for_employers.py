"""A lead types in the whole registration of an employer where nobody signs in."""

import pytest

from webapp.catalogue.answers import AdjustmentAnswer

pytestmark = pytest.mark.usefixtures("on_the_day")

GO_ON = "Save and go on"


@pytest.fixture
def employer(cast, session):
    """The railway of the cast, with nobody there who signs in."""
    for person in cast.employer.contacts:
        person.user_id = None
    session.commit()
    return cast.employer


@pytest.fixture
def url(employer) -> str:
    return f"/lead/employers/{employer.id}/offer"


def test_the_way_leads_from_their_page_to_every_section(lead, employer, url):
    page = lead.follow(lead.get(f"/lead/employers/{employer.id}"), "Type in their answers")
    assert page.url == url
    assert f"You type for {employer.name}" in page.text
    assert "Still right?" not in page.text
    addresses = [link for link in page.links.values() if "/offer" in link]
    assert len(addresses) >= 9
    assert all(link.startswith(url) for link in addresses)
    for address in addresses:
        assert "You type for" in lead.get(address).text


def test_the_70_changes_are_typed_in_and_published(lead, session, employer, url):
    page = lead.get(f"{url}/adjustments/adjustments")
    page = lead.submit(page, {"com_01": "will_do", "tim_01": "cannot"}, button=GO_ON)
    assert page.url == f"{url}/adjustments/other"
    page = lead.submit(page, {"other": "The radio goes off."}, button=GO_ON)
    page = lead.submit(page, button="Publish")
    assert page.url.startswith(url)
    session.refresh(employer)
    given = {row.adjustment.value: row.answer for row in employer.answers}
    assert given["COM-01"] is AdjustmentAnswer.WILL_DO
    assert given["TIM-01"] is AdjustmentAnswer.CANNOT


def test_a_wrong_answer_stays_beside_its_words(lead, url):
    page = lead.get(f"{url}/organisation/organisation")
    page = lead.submit(page, {"name": ""}, button=GO_ON)
    assert page.errors
    assert page.url == f"{url}/organisation/organisation"


def test_a_place_of_theirs_is_added(lead, session, employer, url):
    page = lead.submit(lead.get(url), button="Add a place")
    assert page.url.startswith(f"{url}/place/")
    where = {"name": "Museum", "address": "3 Mill Lane", "postcode": "ch1 1ab"}
    page = lead.submit(page, where, button=GO_ON)
    page = lead.get(page.url.rpartition("/")[0] + "/check")
    lead.submit(page, button="Publish")
    session.refresh(employer)
    assert [site.name for site in employer.sites] == ["Museum"]


def test_nobody_types_for_an_employer_who_signs_in(lead, cast):
    assert any(person.user_id for person in cast.employer.contacts)
    lead.get(f"/lead/employers/{cast.employer.id}/offer", status=404)
    page = lead.get(f"/lead/employers/{cast.employer.id}")
    assert "Type in their answers" not in page.links


def test_what_only_they_may_say_is_not_there(lead, url):
    lead.get(url)
    lead.post(f"{url}/confirm", status=404)


def test_only_leads_type(cast, as_person, url):
    for person in (cast.sam, cast.cora, cast.ada, cast.ola):
        someone = as_person(person)
        someone.get(url, status=404)
        someone.get(f"{url}/adjustments/adjustments", status=404)

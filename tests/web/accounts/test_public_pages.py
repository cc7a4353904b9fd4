"""Pages anyone may read, and what is said when a page is not there."""

import pytest

from tests.client import PageClient

PUBLIC = ("/", "/how-it-works", "/help", "/privacy", "/accessibility", "/credits")


@pytest.mark.parametrize("url", PUBLIC)
def test_anyone_may_read_it(client: PageClient, url: str):
    page = client.get(url)
    assert page.headers["Cache-Control"] == "no-store"


def test_the_start_page_leads_employers_and_schools_on(client: PageClient):
    page = client.get("/")
    assert page.links["See how it works"] == "/how-it-works"
    assert page.links["Sign in"] == "/sign-in"


def test_every_page_leads_to_help_privacy_and_accessibility(client: PageClient):
    links = client.get("/credits").links
    assert {"/help", "/privacy", "/accessibility"} <= set(links.values())


def test_no_link_of_a_public_page_is_broken(client: PageClient):
    own = {
        link.split("#")[0]
        for url in PUBLIC
        for link in client.get(url).links.values()
        if link.startswith("/")
    }
    for link in own:
        assert client.client.get(link).status_code in {200, 302}, link


def test_the_owners_of_data_and_pictures_are_named(client: PageClient):
    text = client.get("/credits").text
    for credit in (
        "OpenMoji",
        "CC BY-SA 4.0",
        "Contains OS data © Crown copyright and database right",
        "Contains Royal Mail data © Royal Mail copyright and database right",
        "Office for National Statistics",
        "SIL Open Font License",
    ):
        assert credit in text


def test_the_accessibility_statement_says_how_to_complain_and_when_it_was_written(
    client: PageClient,
):
    text = client.get("/accessibility").text
    assert "2.2, level AA" in text
    assert "Equality Advisory and Support Service" in text
    assert "22 November 2026" in text


def test_a_page_that_is_not_there_says_who_to_call(client: PageClient):
    page = client.get("/nothing-here", status=404)
    assert page.h1 == "We cannot find that page"
    assert "Call 01632 960 100" in page.text


def test_a_form_without_its_token_says_that_the_words_are_kept(client: PageClient):
    page = client.post("/sign-in", {"email": "ben@example.org"}, status=400)
    assert "Your words are still there" in page.text

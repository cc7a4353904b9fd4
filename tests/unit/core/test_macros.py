"""Layouts, fields and components, drawn once each in the gallery."""

import pytest

from tests.client import Page, PageClient
from tests.gallery.site import create_gallery

ERROR_PAGES = ("400", "403", "404", "413", "429", "500", "503", "csrf")


@pytest.fixture(scope="module")
def gallery() -> PageClient:
    return PageClient(create_gallery().test_client())


@pytest.fixture(scope="module")
def with_errors(gallery: PageClient) -> Page:
    empty = gallery.get("/lead/fields")
    return gallery.submit(
        empty,
        {"about": "Line one\nLine “two”", "starts_on-day": "31", "starts_on-month": "2"},
        button="Save and go on",
    )


@pytest.mark.parametrize(
    "url", ["/lead/fields", "/lead/components", "/learner/choice", "/learner/faces"]
)
def test_every_macro_keeps_the_rules_of_a_page(gallery: PageClient, url: str):
    assert gallery.get(url).h1


def test_the_title_and_a_summary_say_that_something_is_wrong(with_errors: Page):
    assert with_errors.title == "Error: What is the ticket office like? – Good First Day"
    assert with_errors.errors == [
        "Enter the name of the site",
        "Add the year of the first day",
        "Choose what kind of place it is",
        "Choose how loud it is",
    ]


def test_each_line_of_the_summary_leads_to_the_box_to_put_right(with_errors: Page):
    targets = [a["href"] for a in with_errors.soup.select(".govuk-error-summary__list a")]
    assert targets == ["#name", "#starts_on-year", "#kind", "#noise"]
    for target in targets:
        assert with_errors.find(target).name == "input"


def test_an_error_stands_beside_its_field_too(with_errors: Page):
    box = with_errors.find("#name")
    assert "name-error" in box["aria-describedby"]
    assert "Enter the name of the site" in with_errors.find("#name-error").text


def test_what_was_typed_is_still_there_after_an_error(with_errors: Page):
    assert with_errors.field("about") == "Line one\nLine “two”"
    assert with_errors.field("starts_on-day") == "31"


def test_a_password_is_never_written_back(gallery: PageClient):
    page = gallery.submit(
        gallery.get("/lead/fields"), {"secret": "hush-hush"}, button="Save and go on"
    )
    assert "hush-hush" not in page.html


def test_every_group_of_answers_shows_its_question(gallery: PageClient):
    page = gallery.get("/lead/fields")
    legends = [" ".join(legend.text.split()) for legend in page.soup.find_all("legend")]
    assert legends == [
        "First day",
        "What kind of place is it?",
        "Which of these are here?",
        "How often do surprise things happen?",
        "How loud is it?",
        "A quieter place to work Free",
    ]


def test_a_form_with_a_file_says_so(gallery: PageClient):
    assert gallery.get("/lead/fields").find("main form")["enctype"] == "multipart/form-data"


def test_the_scale_has_five_steps_and_not_sure_as_real_radios(gallery: PageClient):
    radios = gallery.get("/lead/fields").soup.select(".scale input[type=radio]")
    assert [radio["value"] for radio in radios] == ["1", "2", "3", "4", "5", "not_sure"]


def test_an_adjustment_without_an_answer_has_the_honey_edge(gallery: PageClient):
    page = gallery.get("/lead/fields")
    assert page.find(".adj")["class"] == ["adj", "todo"]
    page = gallery.submit(page, {"quiet": "not_sure"}, button="Save and go on")
    assert page.find(".adj")["class"] == ["adj"]


def test_the_navigation_has_only_pages_that_exist_and_marks_where_you_are(gallery: PageClient):
    page = gallery.get("/lead/components")
    assert [link.text for link in page.soup.select(".nav a")] == ["Today", "Learners", "Matching"]
    assert page.find(".nav [aria-current]").text == "Matching"


def test_what_happened_is_said_at_the_top_of_the_next_page(gallery: PageClient):
    assert gallery.get("/lead/components").notes == [
        "Saved. Next: ask the railway.",
        "The email came back.",
    ]


def test_the_practice_town_says_that_nothing_is_real(gallery: PageClient):
    assert "nothing here is real" in gallery.get("/learner/faces").find(".strip").text


def test_the_clock_and_calendar_show_the_real_time_and_date(gallery: PageClient):
    page = gallery.get("/learner/choice")
    hands = [
        path["transform"]
        for path in page.soup.select(".easy svg path[stroke-linecap=round][transform]")
    ]
    assert hands == [
        "rotate(300.0 36 36)",
        "rotate(0 36 36)",
        "rotate(105.0 36 36)",
        "rotate(180 36 36)",
    ]
    leaf = [text.text for text in page.soup.select(".easy svg text")]
    assert leaf == ["Mar", "2"]


def test_a_learner_page_loads_one_style_sheet_and_offers_help(gallery: PageClient):
    page = gallery.get("/learner/faces")
    sheets = [link["href"] for link in page.soup.select("link[rel=stylesheet]")]
    assert sheets == ["/static/css/gfd.css"]
    assert page.links["I am worried"] == "/concern"
    assert page.links["Who sees this?"] == "/learner/sharing"
    assert page.links["Stop"] == "/learner"


def test_a_face_question_offers_not_knowing_and_not_saying(gallery: PageClient):
    assert gallery.get("/learner/faces").buttons == [
        "Good",
        "OK",
        "Not good",
        "I don’t know",
        "I don’t want to say",
    ]


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_says_who_to_call(gallery: PageClient, name: str):
    page = gallery.get(f"/public/{name}")
    assert "01632 960 100" in page.text

"""What each field understands, and what it says when it does not."""

from collections.abc import Iterator
from datetime import date, time
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict

from tests.gallery.site import EveryField, create_gallery
from webapp.core.forms import (
    AtMostChosen,
    Between,
    ChoiceField,
    Form,
    ManyChoicesField,
    Needed,
    NeededIf,
    NotBefore,
    TextField,
    TimeField,
    UkDateField,
    WholeNumberField,
    error_lines,
)
from webapp.core.forms.dates import time_in_words
from webapp.core.forms.uploads import read_csv_text

READABLE = {"name": "Yard", "kind": "shop", "noise": "2"}


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_gallery()


@pytest.fixture(autouse=True)
def request_context(app: Flask) -> Iterator[None]:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context(method="POST"):
        yield


def filled(**typed: str) -> EveryField:
    form = EveryField(MultiDict({**READABLE, **typed}))
    form.validate()
    return form


def date_typed(day: str, month: str, year: str) -> EveryField:
    return filled(**{"starts_on-day": day, "starts_on-month": month, "starts_on-year": year})


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        (("2", "3", "2027"), date(2027, 3, 2)),
        (("02", "03", "2027"), date(2027, 3, 2)),
        ((" 2 ", "March", "2027"), date(2027, 3, 2)),
        (("29", "feb", "2028"), date(2028, 2, 29)),
    ],
)
def test_a_date_is_read_as_people_write_it(typed: tuple[str, str, str], understood: date):
    form = date_typed(*typed)
    assert form.starts_on.data == understood
    assert not form.starts_on.errors


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("", "", ""), "Enter the first day"),
        (("2", "3", ""), "Add the year of the first day"),
        (("", "3", ""), "Add the day and the year of the first day"),
        (("31", "2", "2027"), "Check the first day: there is no such day in that month"),
        (("2", "3", "27"), "Enter the year of the first day with four digits, like 2027"),
        (("two", "3", "2027"), "Enter the first day in digits, like 2 3 2027"),
        (("٢", "3", "2027"), "Enter the first day in digits, like 2 3 2027"),
        (("-2", "3", "2027"), "Enter the first day in digits, like 2 3 2027"),
    ],
)
def test_a_date_that_cannot_be_read_says_how_to_put_it_right(
    typed: tuple[str, str, str], said: str
):
    form = date_typed(*typed)
    assert list(form.starts_on.errors) == [said]
    assert form.starts_on.data is None
    assert tuple(form.starts_on.typed.values()) == typed


def test_a_date_shows_the_day_the_page_was_opened_with(app: Flask):
    form = EveryField(None, starts_on=date(2027, 3, 2))
    assert form.starts_on.typed == {"day": "2", "month": "3", "year": "2027"}


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("10am", time(10)),
        ("10 AM", time(10)),
        ("10:00", time(10)),
        ("7:30", time(7, 30)),
        ("3.30pm", time(15, 30)),
        ("330pm", time(15, 30)),
        ("1500", time(15)),
        ("15", time(15)),
        ("09:15", time(9, 15)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("midday", time(12)),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, understood: time | None):
    form = filled(starts_at=typed)
    assert form.starts_at.data == understood
    assert not form.starts_at.errors


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3", "Say am or pm, like 3pm"),
        ("3:00", "Say am or pm, like 3pm"),
        ("13pm", "Use am and pm only with hours from 1 to 12, like 3pm"),
        ("25:00", "Enter a time like 10am or 3:30pm"),
        ("10:75", "Enter a time like 10am or 3:30pm"),
        ("early", "Enter a time like 10am or 3:30pm"),
    ],
)
def test_a_time_that_cannot_be_read_says_how_to_write_it(typed: str, said: str):
    form = filled(starts_at=typed)
    assert list(form.starts_at.errors) == [said]
    assert form.starts_at._value() == typed


def test_a_time_is_shown_as_people_say_it():
    assert [time_in_words(at) for at in (time(10), time(15, 30), time(12), time(0, 5))] == [
        "10am",
        "3:30pm",
        "12pm",
        "12:05am",
    ]


@pytest.mark.parametrize("typed", ["ch1 2ab", "CH12AB", " ch1  2ab ", "ch1-2ab"])
def test_a_postcode_gets_its_one_way_of_writing(typed: str):
    assert filled(postcode=typed).postcode.data == "CH1 2AB"


@pytest.mark.parametrize("typed", ["CH1", "12345", "CH1 2ABC", "C"])
def test_half_a_postcode_is_refused_and_stays_in_the_box(typed: str):
    form = filled(postcode=typed)
    assert list(form.postcode.errors) == ["Enter a full UK postcode, like CH1 2AB"]
    assert form.postcode._value() == typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("01632 960001", "01632 960001"),
        ("(01632) 960-001", "01632 960 001"),
        ("+44 7700 900982", "07700 900982"),
        ("+44 (0)1632 960001", "01632 960001"),
        ("", ""),
    ],
)
def test_a_phone_number_is_taken_loosely(typed: str, kept: str):
    form = filled(phone=typed)
    assert form.phone.data == kept
    assert not form.phone.errors


@pytest.mark.parametrize("typed", ["12345", "01632 96000123456", "ask Ruth"])
def test_what_is_no_phone_number_is_refused(typed: str):
    assert filled(phone=typed).phone.errors


@pytest.mark.parametrize("typed", ["ruth", "ruth@", "ruth@example", "a@b@c.org", "a b@example.org"])
def test_what_is_no_email_address_is_refused(typed: str):
    assert list(filled(email=typed).email.errors) == [
        "Enter an email address like name@example.org"
    ]


def test_a_line_break_cannot_get_into_an_email_address():
    form = filled(email="ruth@example.org\r\nBcc: all@example.org")
    assert form.email.errors


def test_words_keep_their_spaces_tidy_and_lose_no_letter():
    assert filled(name="  The   yard\0 ").name.data == "The yard"
    assert filled(about="One\r\nTwo\r\n").about.data == "One\nTwo"
    assert list(filled(name="x" * 201).name.errors) == [
        "Use 200 letters or fewer. There are 201 now."
    ]


def test_a_number_takes_the_comma_of_thousands_and_refuses_words():
    assert filled(people="1,200").people.data == 1200
    assert filled(people="").people.data is None
    assert list(filled(people="many").people.errors) == [
        "Enter the number of people in digits, like 12"
    ]


def test_nothing_chosen_is_none_and_an_answer_off_the_page_is_refused():
    assert filled().surprises.data is None
    assert not filled().surprises.errors
    assert filled(surprises="never").surprises.errors
    assert filled(area="").area.data is None
    assert filled(area="moon").area.errors
    assert filled(here="nowhere").here.errors


@pytest.mark.parametrize(
    "content",
    [
        b"name\nSi\xc3\xa2n",
        b"\xef\xbb\xbfname\nSi\xc3\xa2n",
        "name\nSiân".encode("cp1252"),
        "name\nSiân".encode("utf-16"),
    ],
    ids=["utf-8", "utf-8 with mark", "windows", "utf-16"],
)
def test_a_csv_file_is_read_in_every_usual_encoding(content: bytes):
    assert read_csv_text(content) == "name\nSiân"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b" \n", "empty"),
        (b"PK\x03\x04rest", "save it as CSV"),
        (b"name\0binary", "not a CSV file"),
    ],
)
def test_another_kind_of_file_says_what_to_do(content: bytes, said: str):
    with pytest.raises(ValueError, match=said):
        read_csv_text(content)


def test_an_upload_hands_over_words():
    file = FileStorage(BytesIO(b"name\nAda"), filename="learners.csv")
    form = EveryField(MultiDict([*READABLE.items(), ("rows", file)]))
    assert form.rows.data == "name\nAda"
    assert filled().rows.data is None


class PlanForm(Form):
    """Fields that look at each other."""

    first = UkDateField("First day", what="first day")
    last = UkDateField(
        "Last day",
        what="last day",
        validators=[NotBefore("first", "The last day must not be before the first day")],
    )
    start = TimeField("Start")
    finish = TimeField("Finish", validators=[NotBefore("start", "Finish after the start")])
    has_dog = ChoiceField("Is there a dog?", choices=[("yes", "Yes"), ("no", "No")])
    dog = TextField(
        "Its name", validators=[NeededIf("has_dog", ("yes",), "Enter the name of the dog")]
    )
    places = WholeNumberField("Places", validators=[Between(1, 20, "Enter 1 to 20 places")])
    best = ManyChoicesField(
        "Best two",
        choices=[("a", "A"), ("b", "B"), ("c", "C")],
        validators=[Needed("Choose one"), AtMostChosen(2, "Choose two at most")],
    )


def plan_errors(*typed: tuple[str, str]) -> list[str]:
    form = PlanForm(MultiDict(typed))
    form.validate()
    return [line.message for line in error_lines(form)]


def test_checks_look_at_other_fields():
    assert plan_errors(
        ("first-day", "5"),
        ("first-month", "3"),
        ("first-year", "2027"),
        ("last-day", "2"),
        ("last-month", "3"),
        ("last-year", "2027"),
        ("start", "3pm"),
        ("finish", "10am"),
        ("has_dog", "yes"),
        ("places", "21"),
        ("best", "a"),
        ("best", "b"),
        ("best", "c"),
    ) == [
        "The last day must not be before the first day",
        "Finish after the start",
        "Enter the name of the dog",
        "Enter 1 to 20 places",
        "Choose two at most",
    ]


def test_checks_leave_alone_what_was_not_answered():
    assert plan_errors(("has_dog", "no"), ("best", "a")) == []
    assert plan_errors() == ["Choose one"]


def test_a_view_can_add_what_only_the_service_knew():
    form = PlanForm(MultiDict([("best", "a")]))
    form.validate()
    form.say("places", "The last place went a minute ago")
    form.say_above("Someone changed this page")
    lines = error_lines(form)
    assert [(line.message, line.target) for line in lines] == [
        ("Someone changed this page", None),
        ("The last place went a minute ago", "places"),
    ]

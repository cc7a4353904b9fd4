"""Writing a message: one recipient, safe headers, the same bytes every time."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from tests.factories import NOW
from webapp.mail import compose as composing
from webapp.mail.calendar import CalendarMethod, Hours, Invitation
from webapp.mail.compose import (
    Attachment,
    Composed,
    NoTemplate,
    NotOneAddress,
    Sender,
    UnsafeHeader,
    compose,
    one_address,
)
from webapp.mail.mailbox import ReceivedMessage, read
from webapp.mail.rules import PrivateWordInEmail
from webapp.mail.settings import MailSettings

LONDON = ZoneInfo("Europe/London")
RUTH = {"name": "Ruth", "link": "https://example.org/x"}


def write(mail: MailSettings, **more: object) -> Composed:
    given = {"to": "ruth@example.org", "context": RUTH, "key": "sign-in:1", "now": NOW}
    return compose("sign_in_link", **(given | more), settings=mail)


def days(*starts: datetime) -> Invitation:
    return Invitation(
        key="placement:1",
        summary="Work experience, ref WX-1042",
        days=[Hours(start, start + timedelta(hours=5)) for start in starts],
    )


def received(mail: MailSettings, **more: object) -> ReceivedMessage:
    return read(write(mail, **more).content)


def test_text_comes_before_html(mail: MailSettings):
    message = message_from_bytes(write(mail).content, policy=default)
    assert [part.get_content_type() for part in message.iter_parts()] == [
        "text/plain",
        "text/html",
    ]


def test_a_message_has_the_same_bytes_whenever_it_is_written(mail: MailSettings):
    more = {
        "calendar": days(NOW),
        "attachments": [Attachment(file_name="plan.pdf", content=b"%PDF")],
    }
    assert write(mail, **more) == write(mail, **more)


def test_every_line_of_a_message_ends_as_mail_servers_want_it(mail: MailSettings):
    content = write(mail, calendar=days(NOW)).content
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998


def test_the_message_id_follows_from_the_key_alone(mail: MailSettings):
    assert write(mail).message_id == write(mail, to="ben@example.org").message_id
    assert write(mail).message_id != write(mail, key="sign-in:2").message_id
    assert write(mail).message_id.endswith("@example.org>")
    assert "sign-in" not in write(mail).message_id


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ruth",
        "ruth@",
        "@example.org",
        "ruth@example.org, evil@example.org",
        "ruth@example.org evil@example.org",
        "ruth@example.org\r\nBcc: evil@example.org",
        "ruth@example.org\n",
        "Ruth <ruth@example.org>",
        "ruth@example.org;evil@example.org",
        "ruth@exämple.org",
        f"{'r' * 250}@example.org",
    ],
)
def test_only_one_plain_address_is_written_to(mail: MailSettings, address: str):
    with pytest.raises(NotOneAddress):
        write(mail, to=address)


@given(text=st.text(max_size=60))
def test_whatever_is_typed_as_address_is_one_address_or_refused(text: str):
    try:
        address = one_address(text)
    except NotOneAddress:
        return
    assert address.addr_spec.count("@") >= 1
    assert not set(" ,;\r\n<>") & set(address.domain)


@pytest.mark.parametrize("name", ["Ruth\r\nBcc: evil@example.org", "Ruth\nX", ""])
def test_a_line_break_in_the_senders_name_is_refused(mail: MailSettings, name: str):
    sender = Sender(name="Grace", phone="01632 960 142", organisation=name or "\r\n")
    with pytest.raises(UnsafeHeader):
        write(mail, sender=sender)


def test_the_sender_is_the_product_and_the_name_used_with_employers(mail: MailSettings):
    sender = Sender(
        name="Grace Bell",
        phone="01632 960 142",
        organisation="Kestrel Park careers team",
        reply_to="grace@example.org",
    )
    message = message_from_bytes(write(mail, sender=sender).content, policy=default)
    assert message["From"] == (
        '"Kestrel Park careers team, Good First Day" <good-first-day@example.org>'
    )
    assert message["Reply-To"] == "grace@example.org"
    assert "Grace Bell\n01632 960 142" in read(message.as_bytes()).text.replace("\r\n", "\n")


def test_marks_in_a_name_stay_marks_in_html(mail: MailSettings):
    context = RUTH | {"name": "<b>Ruth</b> & <a href='https://evil.example'>co</a>"}
    html = received(mail, context=context).html
    assert "evil.example'>" not in html
    assert "&lt;b&gt;Ruth" in html


def test_template_marks_in_a_name_are_not_run(mail: MailSettings):
    context = RUTH | {"name": "{{ 7*7 }} {% raw %} ${7*7} <mj-raw>x</mj-raw>"}
    message = received(mail, context=context)
    assert "{{ 7*7 }} {% raw %} ${7*7} <mj-raw>" in message.text
    assert "49" not in message.text + message.html.partition("<body")[2]


def test_a_missing_word_is_an_error_and_no_blank(mail: MailSettings):
    with pytest.raises(UndefinedError):
        write(mail, context={"name": "Ruth"})


def test_an_unknown_template_is_named(mail: MailSettings):
    with pytest.raises(NoTemplate, match="no_such_email"):
        compose("no_such_email", to="a@example.org", context={}, key="k", now=NOW, settings=mail)


def test_templates_are_sandboxed():
    template = composing._environment().from_string("{{ ''.__class__.__mro__ }}")
    with pytest.raises(SecurityError):
        template.render()


@pytest.mark.parametrize(
    ("part", "more"),
    [
        ("text", {"context": RUTH | {"name": "Ada Finch"}}),
        ("sender", {"sender": Sender(name="Jo", phone="01632", organisation="Special School")}),
        ("file name", {"attachments": [Attachment(file_name="Finch.pdf", content=b"")]}),
        ("calendar", {"calendar": Invitation(key="k", summary="Finch’s visit", days=[])}),
    ],
)
def test_a_private_word_anywhere_stops_the_message(
    mail: MailSettings, part: str, more: dict[str, object]
):
    with pytest.raises(PrivateWordInEmail, match=part):
        write(mail, private_words=["Finch"], **more)


def test_a_firm_may_be_called_what_it_is_called(mail: MailSettings):
    context = RUTH | {"name": "Ruth of Disability Sport Bury"}
    with pytest.raises(PrivateWordInEmail):
        write(mail, context=context)
    assert write(mail, context=context, own_names=["Disability Sport Bury"])


def test_the_invitation_has_one_event_a_day_in_utc(mail: MailSettings):
    winter = datetime(2027, 3, 26, 9, 30, tzinfo=LONDON)
    summer = datetime(2027, 3, 29, 9, 30, tzinfo=LONDON)
    content = write(mail, calendar=days(summer, winter)).content.decode()
    assert "DTSTART:20270326T093000Z" in content
    assert "DTSTART:20270329T083000Z" in content
    assert "VTIMEZONE" not in content
    assert 'text/calendar; charset="utf-8"; method="REQUEST"' in content
    message = read(content.encode())
    assert [day.starts.astimezone(LONDON).hour for day in message.days] == [9, 9]
    assert [file.name for file in message.files] == ["work-experience-days.ics"]


def test_a_cancelled_day_has_the_uid_it_was_invited_with(mail: MailSettings):
    invited = days(NOW)
    off = Invitation(
        key=invited.key,
        summary=invited.summary,
        days=invited.days,
        sequence=1,
        method=CalendarMethod.CANCEL,
    )
    first = write(mail, calendar=invited).content.decode()
    second = write(mail, calendar=off, key="sign-in:2").content.decode()
    uid = next(line for line in first.splitlines() if line.startswith("UID:"))
    assert uid in second
    assert "SEQUENCE:1" in second
    assert "STATUS:CANCELLED" in second
    assert "placement" not in uid


def test_times_without_a_zone_are_no_problem_of_the_reader(mail: MailSettings):
    assert received(mail, now=datetime(2027, 7, 1, 8, tzinfo=UTC)).envelope.at.tzinfo is not None

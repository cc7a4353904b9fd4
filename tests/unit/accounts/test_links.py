"""Links for one person: what opens, what ends, and what a code does."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.factories import NOW
from webapp.accounts import links
from webapp.accounts.links import CodeGone, LinkEnd, LinkGone, TooManyTries, WrongCode
from webapp.accounts.models import LinkPurpose, PersonalLink

WEEK = timedelta(days=7)


def make_link(session: Session, **changes: object) -> tuple[str, uuid.UUID]:
    subject = uuid.uuid4()
    given = {
        "purpose": LinkPurpose.PACK,
        "subject_id": subject,
        "address": "cora@example.org",
        "holder": "Cora Bright",
        "needs_code": True,
        "now": NOW,
        "expires_at": NOW + WEEK,
    }
    return links.make_link(session, **{**given, **changes}), subject  # type: ignore[arg-type]


def opened(session: Session, token: str, purpose: LinkPurpose = LinkPurpose.PACK) -> PersonalLink:
    return links.open_link(session, token, purpose=purpose, now=NOW)


def why_not(session: Session, token: str, **how: object) -> LinkEnd:
    with pytest.raises(LinkGone) as gone:
        links.open_link(session, token, **{"purpose": LinkPurpose.PACK, "now": NOW, **how})  # type: ignore[arg-type]
    return gone.value.reason


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_link_opens_what_it_was_made_for(session: Session) -> None:
    token, subject = make_link(session)
    link = opened(session, token)
    assert (link.subject_id, link.holder) == (subject, "Cora Bright")


def test_opening_uses_nothing_up(session: Session) -> None:
    token, _ = make_link(session)
    assert opened(session, token) is opened(session, token)


def test_only_a_hash_of_the_token_is_stored(session: Session) -> None:
    token, _ = make_link(session)
    link = opened(session, token)
    assert len(token) >= 43
    assert token not in repr(vars(link))
    assert why_not(session, link.token_hash) is LinkEnd.UNKNOWN


def test_a_link_opens_nothing_of_another_kind(session: Session) -> None:
    token, _ = make_link(session)
    assert why_not(session, token, purpose=LinkPurpose.SIGN_IN) is LinkEnd.UNKNOWN


def test_a_made_up_token_opens_nothing(session: Session) -> None:
    assert why_not(session, "guess") is LinkEnd.UNKNOWN


def test_a_link_ends_on_the_second(session: Session) -> None:
    token, _ = make_link(session)
    assert why_not(session, token, now=NOW + WEEK) is LinkEnd.EXPIRED
    before = links.open_link(
        session, token, purpose=LinkPurpose.PACK, now=NOW + WEEK - timedelta(seconds=1)
    )
    assert before.address == "cora@example.org"


def test_a_used_link_is_used_once(session: Session) -> None:
    token, _ = make_link(session)
    link = opened(session, token)
    links.use_up(session, link, now=NOW)
    with pytest.raises(LinkGone):
        links.use_up(session, link, now=NOW)
    assert why_not(session, token) is LinkEnd.USED


def test_revoking_ends_every_link_to_the_thing_and_no_other(session: Session) -> None:
    first, subject = make_link(session)
    second, _ = make_link(session, subject_id=subject)
    other, _ = make_link(session)
    assert links.revoke_links(session, purpose=LinkPurpose.PACK, subject_id=subject, now=NOW) == 2
    assert why_not(session, first) is why_not(session, second) is LinkEnd.REVOKED
    assert opened(session, other)


def test_the_right_code_makes_this_device_known(session: Session) -> None:
    token, _ = make_link(session)
    link = opened(session, token)
    code = links.issue_code(session, link, now=NOW)
    device = links.confirm_code(session, link, code=f" {code[:3]} {code[3:]} ", now=NOW)
    assert links.is_known_device(session, link, device=device)
    assert not links.is_known_device(session, link, device="another device")
    assert not links.is_known_device(session, link, device=None)


def test_a_device_known_for_one_link_is_not_known_for_another(session: Session) -> None:
    token, _ = make_link(session)
    link = opened(session, token)
    device = links.confirm_code(
        session, link, code=links.issue_code(session, link, now=NOW), now=NOW
    )
    other = opened(session, make_link(session)[0])
    assert not links.is_known_device(session, other, device=device)


def test_a_code_works_once(session: Session) -> None:
    link = opened(session, make_link(session)[0])
    code = links.issue_code(session, link, now=NOW)
    links.confirm_code(session, link, code=code, now=NOW)
    with pytest.raises(CodeGone):
        links.confirm_code(session, link, code=code, now=NOW)


def test_a_code_ends_after_fifteen_minutes(session: Session) -> None:
    link = opened(session, make_link(session)[0])
    code = links.issue_code(session, link, now=NOW)
    with pytest.raises(CodeGone):
        links.confirm_code(session, link, code=code, now=NOW + timedelta(minutes=15))


def test_a_new_code_ends_the_one_before(session: Session) -> None:
    link = opened(session, make_link(session)[0])
    old = links.issue_code(session, link, now=NOW)
    new = links.issue_code(session, link, now=NOW)
    if old != new:
        with pytest.raises(WrongCode):
            links.confirm_code(session, link, code=old, now=NOW)
    assert links.confirm_code(session, link, code=new, now=NOW)


def test_a_code_of_one_link_does_not_open_another(session: Session) -> None:
    first, second = (opened(session, make_link(session)[0]) for _ in range(2))
    code = links.issue_code(session, first, now=NOW)
    own = links.issue_code(session, second, now=NOW)
    if code != own:
        with pytest.raises(WrongCode):
            links.confirm_code(session, second, code=code, now=NOW)


def test_five_wrong_tries_end_a_code(session: Session) -> None:
    link = opened(session, make_link(session)[0])
    code = links.issue_code(session, link, now=NOW)
    left = []
    for _ in range(4):
        with pytest.raises(WrongCode) as wrong:
            links.confirm_code(session, link, code=other_than(code), now=NOW)
        left.append(wrong.value.tries_left)
    assert left == [4, 3, 2, 1]
    for tried in (other_than(code), code):
        with pytest.raises(CodeGone):
            links.confirm_code(session, link, code=tried, now=NOW)


def test_codes_cannot_be_asked_for_without_end(session: Session) -> None:
    link = opened(session, make_link(session)[0])
    for _ in range(5):
        links.issue_code(session, link, now=NOW)
    with pytest.raises(TooManyTries):
        links.issue_code(session, link, now=NOW)
    assert links.issue_code(session, link, now=NOW + timedelta(hours=1))

import uuid
from datetime import timedelta

import pytest

from tests.factories import NOW
from webapp.core.errors import StaleVersion
from webapp.core.wizard import drafts

FORM = "a form"
HELD = {"answer": ["held"]}
NOT_YET = {"answer": ["not_yet"]}


@pytest.fixture
def draft(session):
    return drafts.begin(session, kind=FORM, now=NOW)[0]


def test_a_draft_is_found_by_its_key_alone(session, draft):
    other, key = drafts.begin(session, kind=FORM, now=NOW)
    assert drafts.find(session, key, kind=FORM, now=NOW) is other
    assert drafts.find(session, key, kind="another form", now=NOW) is None
    assert drafts.find(session, "guess", kind=FORM, now=NOW) is None
    assert drafts.find(session, None, kind=FORM, now=NOW) is None


def test_two_browsers_may_share_a_draft(session, draft):
    first, second = drafts.add_key(session, draft), drafts.add_key(session, draft)
    assert drafts.find(session, first, kind=FORM, now=NOW) is draft
    assert drafts.find(session, second, kind=FORM, now=NOW) is draft


def test_each_change_keeps_a_draft_for_30_more_days(session, draft):
    later = NOW + timedelta(days=20)
    drafts.save_page(draft, "cover", HELD, opened_at=0, now=later)
    assert drafts.remove_ended(session, kind=FORM, now=NOW + timedelta(days=40)) == 0
    assert drafts.remove_ended(session, kind=FORM, now=later + drafts.LIFE) == 1


def test_the_older_of_two_tabs_is_refused_and_nothing_is_overwritten(draft):
    drafts.save_page(draft, "cover", HELD, opened_at=0, now=NOW)
    with pytest.raises(StaleVersion):
        drafts.save_page(draft, "cover", NOT_YET, opened_at=0, now=NOW)
    assert draft.pages["cover"] == HELD
    drafts.save_page(draft, "cover", NOT_YET, opened_at=draft.version, now=NOW)
    assert draft.pages["cover"] == NOT_YET


def test_tabs_with_two_pages_do_not_disturb_each_other(draft):
    drafts.save_page(draft, "cover", HELD, opened_at=0, now=NOW)
    drafts.save_page(draft, "place", {"name": ["Depot"]}, opened_at=0, now=NOW)
    assert draft.pages == {"cover": HELD, "place": {"name": ["Depot"]}}


def test_the_same_words_saved_twice_are_no_conflict(draft):
    drafts.save_page(draft, "cover", HELD, opened_at=0, now=NOW)
    drafts.save_page(draft, "cover", HELD, opened_at=0, now=NOW)
    assert draft.version == 2


def test_a_part_begins_with_what_is_published_and_is_one_for_all(session):
    owner = uuid.uuid4()
    draft = drafts.begin_part(
        session, kind=FORM, owner_id=owner, part="cover", published={"cover": HELD}, now=NOW
    )
    assert draft.pages == {"cover": HELD}
    assert draft.base == drafts.fingerprint({"cover": HELD}) != drafts.fingerprint({})
    found = drafts.find_part(session, kind=FORM, owner_id=owner, part="cover", now=NOW)
    assert found is draft
    assert drafts.parts_of(session, kind=FORM, owner_id=owner, now=NOW) == [draft]
    assert drafts.parts_of(session, kind=FORM, owner_id=uuid.uuid4(), now=NOW) == []
    drafts.throw_away(session, draft)
    assert drafts.parts_of(session, kind=FORM, owner_id=owner, now=NOW) == []


def test_what_was_typed_is_forgotten_once_it_was_sent(draft):
    drafts.save_page(draft, "cover", HELD, opened_at=0, now=NOW)
    made = uuid.uuid4()
    drafts.mark_sent(draft, result_id=made)
    assert (draft.pages, draft.result_id) == ({}, made)

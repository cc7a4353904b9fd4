"""Consents, share choices, and the learner’s own “Who sees this?”."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.client import PageClient
from tests.factories import NOW, TODAY
from webapp.accounts.models import User
from webapp.learners import profile, services
from webapp.learners.models import ConsentAnswer, Learner, Share, Topic


@pytest.fixture
def ada(session: Session, cast: Cast, sign_in: Callable[[User], FlaskClient]) -> PageClient:
    """Ada, who said three things with three choices."""
    said = [
        profile.StatementDetails(topic=Topic.OWN_WORDS, text="I like maps.", share=Share.SHARE),
        profile.StatementDetails(
            topic=Topic.SAFETY,
            text="I have seizures",
            share=Share.SAFETY_ONLY,
            safety_critical=True,
            minimum_wording="If I fall, call 999.",
        ),
        profile.StatementDetails(topic=Topic.CONDITION, text="I am autistic"),
    ]
    edit = services.Edit(by=cast.ben.id, now=NOW, today=TODAY, version=1)
    services.save_statements(session, cast.ada_learner, said, section="about", edit=edit)
    session.commit()
    return PageClient(sign_in(cast.ada))


def test_consents_are_added_and_the_old_ones_stay(lead: PageClient, cast: Cast, session: Session):
    url = f"/lead/learners/{cast.ada_learner.id}/consents"
    answer = {"kind": "look_for_placements", "given_by": "Ife Finch, mother"}
    page = lead.submit(lead.get(url), {**answer, "answer": "yes"}, button="Save this answer")
    assert page.notes == ["Saved. It can be changed at any time."]
    assert cast.ada_learner.looks_for_placements
    page = lead.submit(page, {**answer, "answer": "no"}, button="Save this answer")
    assert not cast.ada_learner.looks_for_placements
    assert {one.answer for one in cast.ada_learner.consents} == {
        ConsentAnswer.YES,
        ConsentAnswer.NO,
    }
    assert "Yes, before" in page.text


def test_nothing_is_ticked_for_anyone(lead: PageClient, cast: Cast):
    page = lead.get(f"/lead/learners/{cast.ada_learner.id}/consents")
    assert not page.soup.select("input[checked]")
    page = lead.submit(page, button="Save this answer")
    assert page.errors == [
        "Choose what it is about",
        "Choose the answer",
        "Enter who gave this answer",
    ]


def test_the_lead_sees_exactly_what_an_employer_would_read(
    lead: PageClient, ada: PageClient, cast: Cast
):
    page = lead.get(f"/lead/learners/{cast.ada_learner.id}/sharing")
    assert "If it is only what keeps them safe “If I fall, call 999.”" in page.text
    assert "If it is shared “I am autistic”" in page.text


def test_share_choices_are_kept_one_by_one(lead: PageClient, ada: PageClient, cast: Cast):
    url = f"/lead/learners/{cast.ada_learner.id}/sharing"
    page = lead.get(url)
    label = next(said for said in cast.ada_learner.statements if said.topic is Topic.CONDITION)
    lead.submit(page, {f"share_{label.id.hex}": "share"}, button="Save the choices")
    assert {said.topic: said.share for said in cast.ada_learner.statements} == {
        Topic.OWN_WORDS: Share.SHARE,
        Topic.SAFETY: Share.SAFETY_ONLY,
        Topic.CONDITION: Share.SHARE,
    }


def test_the_learner_sees_who_reads_what(ada: PageClient):
    page = ada.get("/learner/sharing")
    assert page.h1 == "Who sees this?"
    assert "The place you go can read this" in page.text
    assert "They read: If I fall, call 999." in page.text
    assert "I am autistic" in page.text


def test_the_learner_makes_it_private_in_one_step(ada: PageClient, cast: Cast):
    page = ada.get("/learner/sharing")
    page = ada.submit(page, button="Keep it at school : I like maps.")
    assert page.notes == ["Done. It stays at school now."]
    assert {said.topic: said.share for said in cast.ada_learner.statements}[
        Topic.OWN_WORDS
    ] is Share.SCHOOL_ONLY


def test_a_learner_cannot_touch_the_words_of_another(
    ada: PageClient, jay_okafor: Learner, cast: Cast
):
    ada.get("/learner/sharing")
    shared = next(said for said in jay_okafor.statements if said.share is Share.SHARE)
    ada.post(f"/learner/sharing/{shared.id}/keep-at-school", status=404)
    assert shared.share is Share.SHARE


def test_a_learner_opens_no_staff_page(ada: PageClient, cast: Cast):
    ada.get("/lead/learners", status=404)
    ada.get(f"/lead/learners/{cast.ada_learner.id}", status=404)


def test_an_empty_page_says_what_will_be_there(cast: Cast, sign_in: Callable[[User], FlaskClient]):
    page = PageClient(sign_in(cast.ada)).get("/learner/sharing")
    assert "Nothing yet" in page.text

"""The lead’s pages about one learner."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.client import PageClient
from tests.unit.learners.test_queries import counted
from webapp.accounts.models import User
from webapp.core.audit import AuditEvent
from webapp.learners.models import Learner, SaidBy, Share, Topic
from webapp.learners.views.sections import Section

SECTIONS = [section.value for section in Section]


def address(learner: Learner, *more: str) -> str:
    return "/".join([f"/lead/learners/{learner.id}", *more])


@pytest.mark.parametrize("section", SECTIONS)
def test_every_page_of_an_empty_profile_opens(lead: PageClient, cast: Cast, section: str):
    page = lead.get(address(cast.ada_learner, section))
    assert "Ada" in page.h1


def kept(learner: Learner) -> list[object]:
    """Return what a page could lose."""
    return [
        sorted(said.text for said in learner.statements),
        learner.own_job,
        learner.health,
        (learner.postcode, learner.travel_band, learner.max_minutes, learner.modes_refused),
        sorted(code for one in learner.requirements for code in one.adjustments),
        [(one.dimension, one.most, one.strength) for one in learner.senses],
        learner.accepts_headphones,
        [(one.weekday, one.start, one.finish) for one in learner.availability],
        [(one.kind, one.value) for one in learner.nevers],
        [one.types for one in learner.requests][-1],
        learner.looks_for_placements,
    ]


@pytest.mark.parametrize("section", SECTIONS)
def test_saving_a_page_without_a_change_loses_nothing(
    lead: PageClient, jay_okafor: Learner, section: str
):
    before = kept(jay_okafor)
    done = lead.submit(lead.get(address(jay_okafor, section)), button="Save")
    assert done.h1 == "Jay Okafor"
    assert done.notes == ["Saved."]
    assert kept(jay_okafor) == before


def test_the_learner_page_shows_age_lines_and_who_said_what(lead: PageClient, jay_okafor: Learner):
    page = lead.get(address(jay_okafor))
    assert "Until Friday 25 June 2027" in page.text
    assert "I know every stop on the Millbrook line." in page.text
    assert "Said by the learner" in page.text
    assert "A parent or carer consents, and the learner agrees" in page.text


def test_opening_a_learner_is_recorded(lead: PageClient, jay_okafor: Learner, session: Session):
    lead.get(address(jay_okafor))
    read = session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "learner_viewed")).all()
    assert [event.subject_id for event in read] == [jay_okafor.id]


@pytest.mark.parametrize("path", ["", *SECTIONS, "sharing", "consents", "journeys/new"])
def test_a_stranger_finds_no_learner(stranger: PageClient, jay_okafor: Learner, path: str):
    stranger.get(address(jay_okafor, *([path] if path else [])), status=404)


@pytest.mark.parametrize(
    "path", ["confirm", "hand-over", "consents", "sharing", "about", "journeys/new"]
)
def test_a_stranger_changes_no_learner(
    stranger: PageClient, jay_okafor: Learner, session: Session, path: str
):
    stranger.get("/lead/learners/import")
    stranger.post(address(jay_okafor, path), {"answer": "no"}, status=404)
    assert jay_okafor.version == 1


def test_a_stranger_removes_nothing(
    stranger: PageClient, lead: PageClient, cast: Cast, jay_okafor: Learner
):
    stranger.get("/lead/learners/import")
    lead.get("/lead/learners/import")
    said = jay_okafor.statements[0].id
    stranger.post(address(jay_okafor, "statements", str(said), "remove"), status=404)
    lead.post(address(cast.ada_learner, "statements", str(said), "remove"), status=404)
    assert len(jay_okafor.statements) == 2


def test_strengths_are_kept_word_for_word_with_who_said_them(
    lead: PageClient, cast: Cast, session: Session
):
    page = lead.get(address(cast.ada_learner, "about"))
    lead.submit(
        page,
        {
            "liked_for": "She is “kind”.\nShe’s funny",
            "own_words": "I like it quiet.",
            "said_by": "parent",
            "supervision": "2",
            "called": "Addie",
        },
        button="Save",
    )
    learner = cast.ada_learner
    assert learner.known_as == "Addie"
    assert learner.supervision == 2
    assert [(said.topic, said.text, said.said_by, said.share) for said in learner.statements] == [
        (Topic.LIKED_FOR, "She is “kind”.", SaidBy.PARENT, Share.SCHOOL_ONLY),
        (Topic.LIKED_FOR, "She’s funny", SaidBy.PARENT, Share.SCHOOL_ONLY),
        (Topic.OWN_WORDS, "I like it quiet.", SaidBy.PARENT, Share.SCHOOL_ONLY),
    ]


def test_pictures_and_words_of_interests_are_kept(lead: PageClient, cast: Cast):
    page = lead.get(address(cast.ada_learner, "interests"))
    page = lead.submit(
        page,
        {
            "sectors": ["transport", "heritage"],
            "loves": "trains",
            "never_sectors": ["catering"],
            "never_tasks": "mopping floors",
            "dislikes": ["noise"],
        },
        button="Save",
    )
    learner = cast.ada_learner
    assert {said.sector.value for said in learner.statements if said.sector} == {
        "transport",
        "heritage",
    }
    assert [said.text for said in learner.statements if said.is_loved] == ["trains"]
    assert {never.value for never in learner.nevers} == {"catering", "mopping floors"}
    page = lead.get(address(learner, "interests"))
    lead.submit(page, {"sectors": ["transport"]}, button="Save")
    assert {said.sector.value for said in learner.statements if said.sector} == {"transport"}
    assert [said.text for said in learner.statements if said.is_loved] == ["trains"]


def test_what_helps_is_kept_with_its_strength_and_hours(lead: PageClient, cast: Cast):
    page = lead.get(address(cast.ada_learner, "helps"))
    lead.submit(
        page,
        {"sen_05": "must", "com_02": "important", "tim_02": "must", "start_from": "9:30am"},
        button="Save",
    )
    helps = {one.adjustments[0]: one for one in cast.ada_learner.requirements}
    assert {code: one.strength.value for code, one in helps.items()} == {
        "COM-02": "important",
        "SEN-05": "must",
        "TIM-02": "must",
    }
    assert helps["TIM-02"].start_from.hour == 9


def test_a_need_needs_its_firmness(lead: PageClient, cast: Cast):
    page = lead.get(address(cast.ada_learner, "helps"))
    page = lead.submit(page, {"need": "N-REG"}, button="Save")
    assert page.errors == ["Choose how firm the need is"]


def test_senses_are_kept(lead: PageClient, cast: Cast):
    page = lead.get(address(cast.ada_learner, "senses"))
    lead.submit(
        page,
        {"noise": "2", "crowd": "3", "crowd_firm": "prefer", "light": "not_sure"},
        button="Save",
    )
    limits = {
        one.dimension.value: (one.most, one.strength.value) for one in cast.ada_learner.senses
    }
    assert limits == {"noise": (2, "must"), "crowd": (3, "prefer")}


def test_a_safety_line_needs_its_least_wording(lead: PageClient, cast: Cast):
    page = lead.get(address(cast.ada_learner, "health"))
    page = lead.submit(page, {"safety": "I have seizures"}, button="Save")
    assert page.errors == ["Write the least the workplace must read to keep them safe"]
    assert page.field("safety") == "I have seizures"
    lead.submit(
        page, {"minimum_wording": "If I fall, call 999.", "needs": ["N-SEIZ"]}, button="Save"
    )
    (said,) = cast.ada_learner.statements
    assert said.safety_critical
    assert said.minimum_wording == "If I fall, call 999."
    assert [need.value for need in cast.ada_learner.needs] == ["N-SEIZ"]


def test_a_wrong_postcode_is_said_beside_the_field_and_the_rest_is_kept(
    lead: PageClient, cast: Cast
):
    page = lead.get(address(cast.ada_learner, "travel"))
    page = lead.submit(page, {"postcode": "ZZ1 1ZZ", "max_minutes": "40"}, button="Save")
    assert page.errors == ["We cannot find this postcode in England. Check each letter."]
    assert page.field("postcode") == "ZZ1 1ZZ"
    assert page.field("max_minutes") == "40"
    assert cast.ada_learner.max_minutes is None
    page = lead.submit(page, {"postcode": "CH1 2"}, button="Save")
    assert page.errors == ["Enter a full UK postcode, like CH1 2AB"]
    lead.submit(page, {"postcode": "ch12ab", "band": "3"}, button="Save")
    assert cast.ada_learner.postcode == "CH1 2AB"
    assert cast.ada_learner.travel_band == 3


def test_hours_ask_for_both_times_in_order(lead: PageClient, cast: Cast):
    page = lead.get(address(cast.ada_learner, "hours"))
    page = lead.submit(
        page,
        {
            "mon_start": "9:30am",
            "tue_start": "3pm",
            "tue": "10am",
            "away_0_from-day": "1",
            "away_0_from-month": "3",
            "away_0_from-year": "2027",
        },
        button="Save",
    )
    assert page.errors == [
        "Enter both times, or neither",
        "This must be later than the start",
        "Enter the first and the last day, or neither",
    ]
    assert page.field("mon_start") == "9:30am"
    lead.submit(
        page,
        {
            "mon": "3:30pm",
            "tue_start": "10am",
            "tue": "3pm",
            "away_0_to-day": "2",
            "away_0_to-month": "3",
            "away_0_to-year": "2027",
            "job_0_day": "sat",
            "job_0_start": "9am",
            "job_0_end": "3:30pm",
            "job_0_break": "30",
        },
        button="Save",
    )
    learner = cast.ada_learner
    assert {one.weekday for one in learner.availability} == {"mon", "tue"}
    assert learner.unavailable[0].to_date == date(2027, 3, 2)
    assert learner.own_job == {"sat": ["09:00", "15:30", 30]}


def test_a_request_in_the_wrong_order_keeps_what_was_typed(lead: PageClient, cast: Cast):
    page = lead.get(address(cast.ada_learner, "request"))
    typed = {
        "types": ["BLK"],
        "from_date-day": "5",
        "from_date-month": "3",
        "from_date-year": "2027",
        "to_date-day": "1",
        "to_date-month": "3",
        "to_date-year": "2027",
        "aims": "one\ntwo\nthree\nfour",
    }
    page = lead.submit(page, typed, button="Save")
    assert page.errors == [
        "The last day must not be before the first day",
        "Keep the three aims that matter most",
    ]
    assert page.field("aims") == "one\ntwo\nthree\nfour"
    lead.submit(page, {"to_date-day": "26", "aims": "one"}, button="Save")
    (asked,) = cast.ada_learner.requests
    assert (asked.from_date, asked.to_date) == (date(2027, 3, 5), date(2027, 3, 26))


def test_two_people_on_the_same_page_see_both(
    lead: PageClient, cast: Cast, sign_in: Callable[[User], FlaskClient]
):
    bea = PageClient(sign_in(cast.bea))
    mine = lead.get(address(cast.ada_learner, "travel"))
    hers = bea.get(address(cast.ada_learner, "travel"))
    bea.submit(hers, {"max_minutes": "30", "band": "4"}, button="Save")
    page = lead.submit(mine, {"max_minutes": "45"}, button="Save")
    (error,) = page.errors
    assert error.startswith("Bea Marsh changed this learner at ")
    assert page.field("max_minutes") == "45"
    assert "Longest journey, in minutes one way 30" in page.text
    assert cast.ada_learner.max_minutes == 30
    lead.submit(page, button="Save")
    assert cast.ada_learner.max_minutes == 45


def test_something_said_can_be_taken_back(lead: PageClient, jay_okafor: Learner):
    page = lead.get(address(jay_okafor, "interests"))
    page = lead.submit(page, button="Remove")
    assert page.notes == ["Removed."]
    assert [said.text for said in jay_okafor.statements] == [
        "I know every stop on the Millbrook line."
    ]


def test_the_profile_is_confirmed(lead: PageClient, jay_okafor: Learner):
    page = lead.get(address(jay_okafor))
    assert "Nobody has confirmed it yet." in page.text
    page = lead.submit(page, button="This is right")
    assert "Last confirmed" in page.text


def test_handing_over_ends_the_staff_session_and_opens_the_learners(
    lead: PageClient, jay_okafor: Learner
):
    page = lead.get(address(jay_okafor))
    assert "Hand this device to Jay" in page.buttons
    lead.post(address(jay_okafor, "hand-over"), redirects_to="/learner")
    lead.get(address(jay_okafor), status=404)
    assert "I know every stop" in lead.get("/learner/sharing").text


def test_the_main_pages_take_few_queries(lead: PageClient, jay_okafor: Learner):
    for path in ("/lead/learners", address(jay_okafor), address(jay_okafor, "about")):
        with counted() as sent:
            lead.get(path)
        assert len([one for one in sent if not one.startswith("BEGIN")]) <= 25, path

"""Jay’s pack (AS1, checks 9 and 10): what it says, what it never says, when it is due."""

import re

import pytest
from sqlalchemy.orm import Session

from tests.briefed import LATER, SENT_ON, day, lead_of
from webapp.briefing import render, rules, services
from webapp.briefing.models import Pack
from webapp.core.pdf import page_count, words_of_pdf
from webapp.placements.models import Gate, Placement, PlacementState
from webapp.placements.planning import GateDetails, record_gate

MUST_SAY = (
    "headphones",
    "sort and label railway tickets by year",
    "ruth dale",
    "i know every stop on the millbrook line.",
    "i can work all morning if i know the plan.",
    "i need ten minutes with my headphones before i talk.",
)
NEVER_SAYS = (r"\bautis\w*", r"\basd\b", r"\behc\b", r"\bsen\b", r"\bokafor\b", "14 october")


@pytest.fixture(params=["page", "pdf"])
def words(request: pytest.FixtureRequest, pack: Pack) -> str:
    """The words of the pack as a page and as a PDF."""
    if request.param == "page":
        return render.words_of_html(pack.html).lower()
    return words_of_pdf(pack.pdf).lower()


def test_the_pack_says_what_jay_chose_to_tell(words: str):
    assert [phrase for phrase in MUST_SAY if phrase not in words] == []


def test_the_pack_never_says_what_stays_in_school(words: str):
    assert [word for word in NEVER_SAYS if re.search(word, words)] == []
    assert "ch1 2js" not in words
    assert "mum" not in words


def test_the_sections_stand_in_order(words: str):
    titles = [
        "at a glance", "1. meet jay", "2. why you", "3. what to do with work experience",
        "how to keep jay engaged", "4. the first day", "5. talking with jay",
        "6. what we agreed to change", "7. good days", "8. safety", "9. support",
        "10. who to call", "11. keeping this private", "12. afterwards",
    ]  # fmt: skip
    places = [words.find(title) for title in titles]

    assert -1 not in places
    assert places == sorted(places)


def test_the_pack_has_at_most_six_sides(pack: Pack):
    assert page_count(pack.pdf) <= 6


def test_the_removed_task_is_named_without_a_reason(words: str):
    assert "not part of this placement: pass tools to the fitter; workshop." in words
    assert "noise" not in words


def test_the_attached_plan_tells_nothing_of_jay(pack: Pack):
    words = words_of_pdf(pack.open_part_pdf).lower()

    assert "sort and label railway tickets by year" in words
    assert "your learner" in words
    assert "jay" not in words
    assert "headphones" not in words
    assert "quiet place to go" not in words


def test_the_pack_is_due_on_16_february(placement: Placement):
    assert rules.due_on(day("2027-03-02")) == day("2027-02-16")


def test_the_placement_is_ready_only_when_the_pack_was_read_and_all_else_is_done(
    session: Session, placement: Placement, pack: Pack
):
    services.send_pack(session, pack, actor_id=lead_of(session).user_id, now=LATER, today=SENT_ON)
    for gate in (Gate.RISKS_TOLD, Gate.PRE_WORK_SESSION, Gate.JOURNEY_PRACTISED):
        details = GateDetails(done_on=SENT_ON, evidence="Done")
        record_gate(session, placement, gate, details, actor_id=None, now=LATER)
    assert placement.state is PlacementState.PLANNING

    services.acknowledge(session, pack, who="Ruth Dale", confidence=4, now=LATER, today=SENT_ON)

    assert placement.state is PlacementState.READY
    assert pack.confidence_after == 4

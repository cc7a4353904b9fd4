"""Two records of one employer become one: a person chooses, and nothing is lost."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from tests.factories import NOW, TODAY, make_placement
from tests.registrations import railway
from webapp.core.audit import AuditEvent
from webapp.employers.contact_models import ContactNote, Way
from webapp.employers.duplicates import bare_name, domain_of
from webapp.employers.merging import DECIDED, FIELDS
from webapp.employers.models import AdjustmentOffered, Contact, Employer, Offer, Site
from webapp.employers.services import register_employer
from webapp.placements.models import Placement


@pytest.fixture
def twin(session, cast) -> Employer:
    """The railway once more, as it registered itself, at the same postcode."""
    named = replace(railway().organisation, name="Millbrook Heritage Railway Ltd")
    site = replace(railway().sites[0], postcode="CH1 2AB")
    details = replace(railway(), organisation=named, sites=(site,))
    return register_employer(session, details, now=NOW, today=TODAY)


def test_every_column_is_chosen_by_a_person_or_decided_with_care():
    columns = {column.name for column in Employer.__table__.columns}
    chosen = {column for group in FIELDS.values() for column in group}
    assert chosen | DECIDED == columns
    assert not chosen & DECIDED


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ash Bakery Ltd", "ash bakery"), ("The Co-op", "Co-op"), ("A & B Limited", "A B")],
)
def test_names_that_differ_by_ltd_or_the_are_alike(one, other):
    assert bare_name(one) == bare_name(other)


def test_a_name_of_such_words_alone_is_kept():
    assert bare_name("The Company") == "the company"


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.Ash.example.org/about", "ash.example.org"),
        ("ash.example.org", "ash.example.org"),
        ("https://facebook.com/ash", None),
        ("", None),
        (None, None),
        ("none", None),
        ("http://[bad", None),
    ],
)
def test_a_website_tells_employers_apart_by_its_domain(website, domain):
    assert domain_of(website) == domain


def test_a_pair_is_found_and_compared_side_by_side(lead, cast, twin):
    page = lead.get("/lead/employers/duplicates")
    assert "1 pair" in page.text
    assert "Name and postcode" in page.text
    page = lead.follow(
        page, "Compare Millbrook Heritage Railway and Millbrook Heritage Railway Ltd"
    )
    assert page.h1 == "Are these one employer?"
    assert "A steam railway with old trains." in page.text


def merge(lead, kept, other, **choices):
    page = lead.get(f"/lead/employers/{kept.id}/merge/{other.id}")
    return lead.submit(page, choices, button="Make them one employer")


def test_people_places_answers_and_placements_of_both_are_kept(lead, cast, session, twin):
    placement = make_placement(session, cast.ada_learner, twin, days=(date(2027, 3, 2),))
    session.add(
        ContactNote(
            provider_id=cast.school.id,
            employer=twin,
            staff_id=cast.ben.id,
            spoke_with="Ruth",
            way=Way.PHONE,
            on=TODAY,
            said="Yes.",
            written_by_id=cast.ben.id,
            written_at=NOW,
        )
    )
    session.commit()
    before = {
        kind: session.scalar(sa.select(sa.func.count(kind.id)))
        for kind in (Contact, Site, Offer, AdjustmentOffered, Placement, ContactNote)
    }
    kept, gone = cast.employer.id, twin.id
    merge(lead, cast.employer, twin, name="other", sectors="other")
    assert session.get(Employer, gone) is None
    employer = session.get_one(Employer, kept)
    assert employer.name == "Millbrook Heritage Railway Ltd"
    assert employer.name_key == "millbrook heritage railway ltd"
    assert {kind: session.scalar(sa.select(sa.func.count(kind.id))) for kind in before} == before
    assert sorted(person.name for person in employer.contacts) == [
        "Cora Bright",
        "Imran Shah",
        "Ruth Dale",
    ]
    assert [person.role.value for person in employer.contacts].count("main") == 1
    assert session.get_one(Placement, placement.id).window.offer.site.employer_id == kept
    assert "employers_merged" in session.scalars(sa.select(AuditEvent.action)).all()
    assert "Yes." in lead.get(f"/lead/employers/{kept}/notes").text


def test_where_both_answered_the_kept_ones_answer_stays(lead, cast, session, twin):
    session.add(
        AdjustmentOffered(
            employer=cast.employer, adjustment="COM-01", answer="cannot", answered_at=NOW
        )
    )
    session.commit()
    merge(lead, cast.employer, twin)
    answers = session.scalars(
        sa.select(AdjustmentOffered.answer).where(AdjustmentOffered.adjustment == "COM-01")
    ).all()
    assert answers == ["cannot"]


def test_people_who_sign_in_sign_in_to_the_one(lead, cast, session, twin, as_person):
    cast.employer.paused_at = None
    twin.paused_at = NOW
    session.commit()
    merge(lead, twin, cast.employer)
    page = as_person(cast.cora).get("/employer")
    assert page.status == 200
    assert session.get_one(Employer, twin.id).paused_at is not None


def test_a_choice_left_out_is_asked_for(lead, cast, session, twin):
    page = lead.get(f"/lead/employers/{cast.employer.id}/merge/{twin.id}")
    page = lead.submit(page, {"name": None}, button="Make them one employer", status=422)
    assert page.errors == ["Choose which is right: name"]
    assert session.get(Employer, twin.id) is not None


def test_nobody_merges_one_with_itself_or_with_a_schools_own(lead, cast, session, twin, as_person):
    same = f"/lead/employers/{twin.id}/merge/{twin.id}"
    lead.get(same, status=404)
    twin.is_internal_to_id = cast.school.id
    session.commit()
    lead.get(f"/lead/employers/{cast.employer.id}/merge/{twin.id}", status=404)
    assert "Nobody is here twice" in lead.get("/lead/employers/duplicates").text
    for person in (cast.sam, cast.cora, cast.ada, cast.ola):
        as_person(person).get("/lead/employers/duplicates", status=404)

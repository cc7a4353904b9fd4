from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories import NOW, TODAY
from tests.registrations import courier, railway, railway_window
from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.core.errors import StaleVersion
from webapp.employers import offering, services, updating
from webapp.employers.models import AloneWithLearner, ContactRole, Employer, Insurance
from webapp.employers.published import contact_of, organisation_of, site_of
from webapp.employers.registration import (
    AdjustmentAnswerDetails,
    AreaDetails,
    ContactDetails,
    InsuranceDetails,
    OfferDetails,
    SafetyDetails,
    TaskDetails,
)
from webapp.employers.rules import DuplicateEmployer, Fault, FillerTask, RegistrationError


@pytest.fixture
def employer(session) -> Employer:
    made = services.register_employer(session, railway(), now=NOW, today=TODAY)
    session.commit()
    return made


@pytest.fixture
def site(employer):
    return employer.sites[0]


@pytest.fixture
def offer(site):
    return site.offers[0]


def test_each_change_counts_the_version_up(session, employer):
    updating.update_organisation(
        session, employer, replace(organisation_of(employer), website="example.org"), version=1
    )
    assert employer.version == 2
    assert employer.website == "example.org"


def test_a_change_from_an_old_page_is_refused_and_changes_nothing(session, employer):
    updating.update_organisation(
        session, employer, replace(organisation_of(employer), website="first.example"), version=1
    )
    with pytest.raises(StaleVersion):
        updating.update_organisation(
            session, employer, replace(organisation_of(employer), website="second"), version=1
        )
    assert employer.website == "first.example"


def test_an_employer_cannot_take_anothers_name_at_its_postcode(session, employer):
    there = replace(courier().sites[0], postcode=employer.postcode)
    other = services.register_employer(
        session, replace(courier(), sites=(there,)), now=NOW, today=TODAY
    )
    with pytest.raises(DuplicateEmployer):
        updating.update_organisation(
            session, other, replace(organisation_of(other), name=employer.name), version=1
        )


def test_insurance_that_has_ended_is_refused_later_too(session, employer):
    ended = InsuranceDetails(answer=Insurance.HELD, until=TODAY - timedelta(days=1))
    with pytest.raises(RegistrationError) as error:
        updating.update_insurance(session, employer, ended, version=1, today=TODAY)
    assert error.value.fault is Fault.INSURANCE_ENDED


def test_moving_a_site_moves_its_point_on_the_map(session, site):
    before = site.easting
    updating.update_site(session, site, replace(site_of(site), postcode="AL1 1AA"), version=1)
    assert site.easting != before
    assert site.employer.postcode == "AL1 1AA"
    assert len(site.areas) == 3


def test_an_area_is_added_and_changed(session, site):
    yard = offering.save_area(
        session, site, AreaDetails(name="Yard", noise=3), area=None, version=1
    )
    offering.save_area(session, site, AreaDetails(name="Yard", noise=4), area=yard, version=2)
    assert [(area.name, area.noise) for area in site.areas][-1] == ("Yard", 4)


def test_two_areas_cannot_have_one_name(session, site):
    with pytest.raises(RegistrationError) as error:
        offering.save_area(session, site, AreaDetails(name="Archive"), area=None, version=1)
    assert error.value.fault is Fault.REPEATED


def test_an_area_with_tasks_stays(session, site):
    with pytest.raises(RegistrationError) as error:
        offering.remove_area(session, site.areas[0], version=1)
    assert error.value.fault is Fault.IN_USE


def test_a_removed_area_takes_its_own_answers_with_it(session, employer, site, offer):
    offering.remove_task(session, offer.tasks[0], version=1)
    offering.remove_area(session, site.areas[0], version=2)
    session.commit()
    assert [area.name for area in site.areas] == ["Ticket office", "Workshop"]
    assert all(answer.area_id is None for answer in employer.answers)


def test_a_task_is_added_at_the_end_and_checked_for_filler(session, offer):
    offering.save_task(
        session, offer, TaskDetails(text="Polish the brass lamps"), task=None, version=1
    )
    assert offer.tasks[-1].text == "Polish the brass lamps"
    with pytest.raises(FillerTask):
        offering.save_task(session, offer, TaskDetails(text="help out"), task=None, version=2)


def test_a_window_is_added_under_a_key_of_its_own(session, offer):
    later = replace(railway_window(), from_date=date(2027, 4, 6), to_date=date(2027, 4, 9))
    added = offering.save_window(session, offer, later, window=None, version=1)
    assert added.key == f"{offer.key}-2"
    offering.remove_window(session, offer.windows[0], version=2)
    again = offering.save_window(session, offer, railway_window(), window=None, version=3)
    assert again.key == f"{offer.key}-1"


def test_places_already_promised_cannot_be_taken_back(session, offer):
    window = offer.windows[0]
    window.places, window.taken = 3, 2
    with pytest.raises(RegistrationError) as error:
        offering.save_window(
            session, offer, replace(railway_window(), places=1), window=window, version=1
        )
    assert (error.value.fault, error.value.value) == (Fault.PLACES_PROMISED, 2)
    with pytest.raises(RegistrationError):
        offering.remove_window(session, window, version=1)


def test_a_new_stand_in_is_added_to_the_people(session, employer, offer):
    offering.update_offer(
        session,
        offer,
        OfferDetails(title=offer.title, supervision=3, supervisor="Ruth Dale", stand_in="Jo Bell"),
        people=(ContactDetails(role=ContactRole.STAND_IN, name="Jo Bell"),),
        safety=SafetyDetails(alone_with_learner=AloneWithLearner.NEVER),
        version=1,
    )
    assert (offer.supervision, offer.stand_in.name) == (3, "Jo Bell")
    assert [contact.name for contact in employer.contacts][-1] == "Jo Bell"


def test_answers_change_one_by_one_and_the_others_stay(session, employer):
    before = len(employer.answers)
    given = AdjustmentAnswerDetails(adjustment=Adjustment.PHY_01, answer=AdjustmentAnswer.WILL_DO)
    new = AdjustmentAnswerDetails(adjustment=Adjustment.TEC_02, answer=AdjustmentAnswer.NOT_SURE)
    offering.save_answers(session, employer, (given, new), version=1, now=NOW)
    session.commit()
    answers = {a.adjustment: a.answer for a in employer.answers if a.area_id is None}
    assert len(employer.answers) == before + 1
    assert answers[Adjustment.PHY_01] is AdjustmentAnswer.WILL_DO
    assert answers[Adjustment.TEC_02] is AdjustmentAnswer.NOT_SURE


def test_still_right_sets_the_day_of_the_employer_and_its_offers(session, employer, offer):
    later = TODAY + timedelta(days=90)
    services.confirm_offer(session, employer, actor_id=None, now=NOW, today=later)
    assert (employer.confirmed_on, offer.confirmed_on) == (later, later)


def test_pausing_twice_keeps_the_first_time_and_going_on_clears_it(session, employer):
    services.pause(session, employer, actor_id=None, now=NOW)
    services.pause(session, employer, actor_id=None, now=NOW + timedelta(days=1))
    assert employer.paused_at == NOW
    services.resume(session, employer, actor_id=None, now=NOW)
    assert employer.paused_at is None


def people_of(employer: Employer) -> dict[str, str]:
    return {person.role.value: person.name for person in employer.contacts}


def test_a_deputy_is_added_changed_and_taken_out(session, employer):
    main = contact_of(employer.contacts[0])
    jo = ContactDetails(role=ContactRole.DEPUTY, name="Jo Bell", phone="01632 960 122")
    updating.update_people(session, employer, main=main, deputy=jo, version=1)
    session.refresh(employer)
    assert people_of(employer)["deputy"] == "Jo Bell"
    changed = replace(jo, name="Jo Finch")
    updating.update_people(session, employer, main=main, deputy=changed, version=2)
    assert people_of(employer)["deputy"] == "Jo Finch"
    updating.update_people(session, employer, main=main, deputy=None, version=3)
    session.refresh(employer)
    assert "deputy" not in people_of(employer)
    assert people_of(employer)["stand_in"] == "Imran Shah"


def test_a_second_site_needs_a_name_of_its_own_and_opens_nothing(session, employer, site):
    museum = replace(site_of(site), name="Museum", areas=(), offers=())
    added = updating.add_site(session, employer, museum, key=None, version=1, now=NOW)
    assert (added.position, added.offers[0].published_at) == (1, None)
    with pytest.raises(RegistrationError) as error:
        updating.add_site(session, employer, museum, key=None, version=2, now=NOW)
    assert error.value.fault is Fault.REPEATED

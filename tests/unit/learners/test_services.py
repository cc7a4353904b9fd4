"""Adding learners, changing a section, consents and share choices."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories import NOW, TODAY
from webapp.catalogue.answers import NeedStrength
from webapp.catalogue.entries import UnknownCode
from webapp.catalogue.environment import Dimension
from webapp.catalogue.experience_types import ExperienceType
from webapp.catalogue.sectors import Sector
from webapp.catalogue.travel import TravelBand, TravelMode
from webapp.core.audit import AuditEvent
from webapp.core.errors import StaleVersion
from webapp.core.postcodes import UnknownPostcode
from webapp.learners import profile, queries, services
from webapp.learners.errors import (
    AppendOnly,
    DuplicateNumber,
    ImplausibleBirth,
    LearnerError,
    NotMorePrivate,
    OutOfOrder,
)
from webapp.learners.models import (
    Consent,
    ConsentAnswer,
    ConsentKind,
    Learner,
    NeverKind,
    PersonKind,
    SaidBy,
    Share,
    Topic,
    Weekday,
)

YES = profile.ConsentDetails(
    kind=ConsentKind.LOOK_FOR_PLACEMENTS, answer=ConsentAnswer.YES, given_by="Jay’s mother"
)
NO = profile.ConsentDetails(
    kind=ConsentKind.LOOK_FOR_PLACEMENTS, answer=ConsentAnswer.NO, given_by="Jay"
)


def jay(**changes: object) -> profile.LearnerDetails:
    values = {
        "mis_number": "jay",
        "first_name": "Jay",
        "surname": "Okafor",
        "date_of_birth": date(2010, 10, 14),
        "postcode": "ch12ab",
        "accepts_headphones": True,
        "travel": profile.TravelDetails(
            band=TravelBand.PRACTISED_ROUTE,
            max_minutes=40,
            max_changes=0,
            modes_refused=(TravelMode.TAXI,),
        ),
        "own_job": (
            profile.ShiftDetails(
                weekday=Weekday.SAT, start=time(9), finish=time(15, 30), break_minutes=30
            ),
        ),
        "statements": (
            profile.StatementDetails(
                topic=Topic.INTEREST, text="trains", sector=Sector.TRANSPORT, is_loved=True
            ),
            profile.StatementDetails(
                topic=Topic.OWN_WORDS,
                text="I know every stop on the Millbrook line.",
                share=Share.SHARE,
            ),
        ),
        "requirements": (
            profile.RequirementDetails(
                strength=NeedStrength.MUST, adjustments=("TIM-05", "SEN-05")
            ),
        ),
        "senses": (
            profile.SenseDetails(dimension=Dimension.NOISE, most=2, strength=NeedStrength.MUST),
        ),
        "availability": (
            profile.AvailabilityDetails(
                weekday=Weekday.TUE, start=time(9, 30), finish=time(15, 30)
            ),
        ),
        "requests": (
            profile.RequestDetails(
                types=(ExperienceType.BLK,),
                from_date=date(2027, 3, 1),
                to_date=date(2027, 3, 26),
                aims=("join in",),
            ),
        ),
        "nevers": (profile.NeverDetails(kind=NeverKind.SECTOR, value="catering"),),
        "experiences": (
            profile.PastExperienceDetails(
                type=ExperienceType.VIS,
                started_on=date(2025, 5, 1),
                ended_on=date(2025, 5, 1),
                hours=5.0,
                criteria=("a", "b"),
            ),
        ),
        "people": (
            profile.PersonDetails(
                kind=PersonKind.PARENT, name="Ngozi Okafor", has_parental_responsibility=True
            ),
        ),
        "staff_cover": (profile.StaffCoverDetails(level=4, dates=(date(2027, 3, 2),)),),
        "consents": (YES,),
    }
    return profile.LearnerDetails(**(values | changes))


def add(session: Session, cast: Cast, **changes: object) -> Learner:
    return services.add_learner(session, cast.school, jay(**changes), now=NOW, today=TODAY)


def edit(cast: Cast, learner: Learner, **changes: object) -> services.Edit:
    values = {"by": cast.ben.id, "now": NOW, "today": TODAY, "version": learner.version}
    return services.Edit(**(values | changes))


def test_a_whole_profile_is_kept_and_read_back(session: Session, cast: Cast):
    key = add(session, cast).id
    session.commit()
    session.expunge_all()
    learner = queries.learner_for_matching(session, key)
    assert learner is not None
    assert learner.known_as == "Jay"
    assert (learner.postcode, learner.location_level) == ("CH1 2AB", "exact")
    assert learner.easting == 340375
    assert learner.travel_band == 3
    assert learner.modes_refused == ["taxi"]
    assert learner.own_job == {"sat": ["09:00", "15:30", 30]}
    assert [said.text for said in learner.statements] == [
        "trains",
        "I know every stop on the Millbrook line.",
    ]
    assert learner.statements[0].said_on == TODAY
    assert learner.requirements[0].adjustments == ["TIM-05", "SEN-05"]
    assert learner.senses[0].most == 2
    assert learner.availability[0].start == time(9, 30)
    assert learner.requests[0].types == [ExperienceType.BLK]
    assert learner.nevers[0].value == "catering"
    assert learner.experiences[0].criteria == ["a", "b"]
    assert learner.people[0].has_parental_responsibility
    assert learner.staff_cover[0].dates == ["2027-03-02"]
    assert learner.looks_for_placements


def test_what_is_said_stays_at_school_until_someone_chooses(session: Session, cast: Cast):
    learner = add(session, cast)
    assert learner.statements[0].share is Share.SCHOOL_ONLY


def test_a_number_belongs_to_one_learner_of_a_school(session: Session, cast: Cast):
    add(session, cast)
    session.commit()
    with pytest.raises(DuplicateNumber):
        add(session, cast)
    elsewhere = services.add_learner(session, cast.other_school, jay(), now=NOW, today=TODAY)
    assert elsewhere.mis_number == "jay"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"date_of_birth": date(1960, 1, 1)}, ImplausibleBirth),
        ({"surname": " "}, LearnerError),
        ({"postcode": "ZZ1 1ZZ"}, UnknownPostcode),
        ({"supervision": 6}, LearnerError),
        (
            {"statements": (profile.StatementDetails(topic=Topic.HOPE, text=" "),)},
            LearnerError,
        ),
        (
            {
                "statements": (
                    profile.StatementDetails(
                        topic=Topic.SAFETY, text="I faint", safety_critical=True
                    ),
                )
            },
            LearnerError,
        ),
        (
            {
                "requirements": (
                    profile.RequirementDetails(strength=NeedStrength.MUST, adjustments=("SEN-99",)),
                )
            },
            UnknownCode,
        ),
        (
            {"requirements": (profile.RequirementDetails(strength=NeedStrength.MUST),)},
            LearnerError,
        ),
        (
            {
                "availability": (
                    profile.AvailabilityDetails(
                        weekday=Weekday.MON, start=time(15), finish=time(9)
                    ),
                )
            },
            OutOfOrder,
        ),
        (
            {
                "requests": (
                    profile.RequestDetails(
                        types=(ExperienceType.BLK,),
                        from_date=date(2027, 3, 5),
                        to_date=date(2027, 3, 1),
                    ),
                )
            },
            OutOfOrder,
        ),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_kept(
    session: Session, cast: Cast, changes: dict[str, object], error: type[Exception]
):
    with pytest.raises(error):
        add(session, cast, **changes)
    session.rollback()
    assert session.scalar(sa.select(Learner).where(Learner.mis_number == "jay")) is None


def test_senses_are_replaced(session: Session, cast: Cast):
    learner = add(session, cast)
    session.commit()
    limit = profile.SenseDetails(dimension=Dimension.NOISE, most=4, strength=NeedStrength.PREFER)
    services.save_senses(
        session, learner, [limit], accepts_headphones=False, edit=edit(cast, learner)
    )
    session.commit()
    assert [(kept.dimension, kept.most) for kept in learner.senses] == [(Dimension.NOISE, 4)]
    assert not learner.accepts_headphones


def test_hours_are_replaced(session: Session, cast: Cast):
    learner = add(session, cast)
    session.commit()
    tuesday = profile.AvailabilityDetails(weekday=Weekday.TUE, start=time(10), finish=time(14))
    away = profile.UnavailableDetails(from_date=date(2027, 3, 4), to_date=date(2027, 3, 5))
    services.save_hours(
        session,
        learner,
        availability=[tuesday],
        unavailable=[away],
        own_job=[],
        edit=edit(cast, learner),
    )
    session.commit()
    assert [kept.start for kept in learner.availability] == [time(10)]
    assert [kept.to_date for kept in learner.unavailable] == [date(2027, 3, 5)]
    assert learner.own_job == {}


def test_a_new_request_closes_the_one_before(session: Session, cast: Cast):
    learner = add(session, cast)
    session.commit()
    details = profile.RequestDetails(
        types=(ExperienceType.TAS,), from_date=date(2027, 4, 12), to_date=date(2027, 4, 23)
    )
    services.save_request(session, learner, details, edit=edit(cast, learner))
    session.commit()
    session.expire_all()
    assert len(learner.requests) == 2
    current = queries.open_request(learner)
    assert current is not None
    assert current.types == [ExperienceType.TAS]
    assert current.asked_on == TODAY


def test_a_change_on_a_page_that_is_out_of_date_is_refused(session: Session, cast: Cast):
    learner = add(session, cast)
    session.commit()
    seen = edit(cast, learner)
    services.save_statements(session, learner, [], section="days", edit=seen)
    with pytest.raises(StaleVersion):
        services.save_statements(session, learner, [], section="days", edit=seen)


def test_every_change_leaves_a_record_without_content(session: Session, cast: Cast):
    learner = add(session, cast)
    said = profile.StatementDetails(topic=Topic.GOOD_DAY, text="I can work all morning.")
    services.save_statements(session, learner, [said], section="days", edit=edit(cast, learner))
    session.flush()
    events = session.scalars(
        sa.select(AuditEvent).where(AuditEvent.subject_id == learner.id).order_by(AuditEvent.id)
    ).all()
    assert [event.action for event in events] == [
        "consent_recorded",
        "learner_added",
        "learner_saved",
    ]
    assert "morning" not in str([event.detail for event in events])
    change = queries.last_change(session, learner.id)
    assert change is not None
    assert change.by == "Ben Okoro"


def test_withdrawing_consent_adds_a_row_and_stops_the_looking(session: Session, cast: Cast):
    learner = add(session, cast)
    session.commit()
    services.record_consent(session, learner, NO, now=NOW, today=TODAY, by=cast.ben.id)
    session.commit()
    session.expire_all()
    assert not learner.looks_for_placements
    assert [consent.answer for consent in learner.consents].count(ConsentAnswer.YES) == 1
    newest = queries.current_consents(learner)[ConsentKind.LOOK_FOR_PLACEMENTS]
    assert newest.answer is ConsentAnswer.NO


def test_a_consent_is_never_edited(session: Session, cast: Cast):
    consent = add(session, cast).consents[0]
    session.commit()
    consent.answer = ConsentAnswer.NO
    with pytest.raises(AppendOnly):
        session.flush()
    session.rollback()
    assert session.scalars(sa.select(Consent.answer)).all() == [ConsentAnswer.YES]


def test_a_consent_ends_after_12_months_and_then_nothing_is_looked_for(
    session: Session, cast: Cast
):
    learner = add(session, cast)
    session.commit()
    last = learner.consents[0].expires_on
    assert last == date(2028, 1, 11)
    assert services.withdraw_ended_consents(session, today=last, now=NOW) == 0
    after = last + timedelta(days=1)
    assert services.withdraw_ended_consents(session, today=after, now=NOW) == 1
    assert not learner.looks_for_placements
    assert services.withdraw_ended_consents(session, today=after, now=NOW) == 0


def test_a_learner_can_only_make_things_more_private(session: Session, cast: Cast):
    learner = add(session, cast)
    session.commit()
    words = learner.statements[1]
    services.set_share(
        session, words, Share.SAFETY_ONLY, now=NOW, by=cast.ada.id, only_more_private=True
    )
    with pytest.raises(NotMorePrivate):
        services.set_share(
            session, words, Share.SHARE, now=NOW, by=cast.ada.id, only_more_private=True
        )
    assert words.share is Share.SAFETY_ONLY


def test_the_profile_is_confirmed_for_today(session: Session, cast: Cast):
    learner = add(session, cast)
    services.confirm_profile(session, learner, now=NOW, today=TODAY, by=cast.ben.id)
    assert learner.confirmed_on == TODAY


def test_the_account_of_a_learner_is_made_once(session: Session, cast: Cast):
    learner = add(session, cast, called="JJ")
    user = services.account_of(session, learner, now=NOW)
    session.commit()
    assert user.name == "JJ"
    assert user.email is None
    assert services.account_of(session, learner, now=NOW) is user
    assert services.account_of(session, cast.ada_learner, now=NOW) is not user


def test_a_statement_remembers_who_said_it_and_when(session: Session, cast: Cast):
    said = profile.StatementDetails(
        topic=Topic.LIKED_FOR, text="kind", said_by=SaidBy.PARENT, said_on=date(2026, 12, 1)
    )
    learner = add(session, cast, statements=(said,))
    kept = learner.statements[0]
    assert (kept.said_by, kept.said_on) == (SaidBy.PARENT, date(2026, 12, 1))

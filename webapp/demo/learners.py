"""The twenty-four learners of the practice town."""

from dataclasses import dataclass
from datetime import date, time
from random import Random

from faker import Faker

from webapp.catalogue.adjustments import ADJUSTMENTS_FOR
from webapp.catalogue.answers import NeedStrength
from webapp.catalogue.environment import Dimension
from webapp.catalogue.experience_types import ExperienceType
from webapp.catalogue.needs import Need
from webapp.catalogue.sectors import SECTORS, Sector
from webapp.catalogue.sen_codes import SenProvision, SenType
from webapp.catalogue.travel import TravelBand, TravelMode
from webapp.demo.places import near_centre
from webapp.learners.models import (
    ConsentAnswer,
    ConsentKind,
    PersonKind,
    Share,
    Topic,
    Weekday,
)
from webapp.learners.profile import (
    AvailabilityDetails,
    ConsentDetails,
    LearnerDetails,
    PersonDetails,
    RequestDetails,
    RequirementDetails,
    SenseDetails,
    StatementDetails,
    TravelDetails,
)

LEARNERS = 24
WITHIN_KM = 6.0
FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR = 2009, 2012

MIX = {
    SenType.ASD: 31.5, SenType.SLCN: 21.3, SenType.SEMH: 20.7, SenType.MLD: 10.6,
    SenType.PD: 3.9, SenType.SLD: 3.9, SenType.SPLD: 2.4, SenType.HI: 1.4, SenType.PMLD: 1.3,
    SenType.VI: 0.8, SenType.MSI: 0.3,
}  # fmt: skip
"""Primary needs of EHC plans, England, January 2025, in percent (DfE, EHC plans release)."""
BOYS = 0.706
"""Share of EHC plans held by boys (the same release)."""
TRAVEL = (
    (0.15, TravelBand(5), TravelMode.BUS, None),
    (0.15, TravelBand(3), TravelMode.BUS, None),
    (0.10, TravelBand(4), TravelMode.BUS, None),
    (0.25, TravelBand(1), TravelMode.FAMILY_CAR, "The family"),
    (0.20, TravelBand(1), TravelMode.MINIBUS, "The school"),
    (0.15, TravelBand(1), TravelMode.TAXI, "The school"),
)
"""How learners travel (assumption: no national figure was found), and who pays."""
NEEDS = {
    SenType.ASD: (Need.N_CHANGE, Need.N_LIT, Need.N_NOISE),
    SenType.SLCN: (Need.N_UNDER, Need.N_PROC),
    SenType.SEMH: (Need.N_ANX, Need.N_REG, Need.N_CONF),
    SenType.MLD: (Need.N_STEP, Need.N_READ),
    SenType.PD: (Need.N_WALK, Need.N_TIRE),
    SenType.SLD: (Need.N_REPEAT, Need.N_UNDER, Need.N_RISK),
    SenType.SPLD: (Need.N_READ, Need.N_ORG),
    SenType.HI: (Need.N_HEAR,),
    SenType.PMLD: (Need.N_EXPR, Need.N_CARE),
    SenType.VI: (Need.N_SEE,),
    SenType.MSI: (Need.N_HEAR, Need.N_SEE),
}
STRENGTHS = (
    "I finish what I start.", "I remember details.", "I am kind to others.", "I work carefully.",
    "I notice when things are wrong.", "I make people laugh.", "I am good with my hands.",
    "I am always on time.", "I like to help.", "I ask good questions.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Travel:
    band: TravelBand
    mode: TravelMode
    payer: str | None


def learners(random: Random, fake: Faker, *, today: date) -> list[LearnerDetails]:
    """Return the learners, each with a home, needs, hopes and a request."""
    homes = near_centre(random, count=LEARNERS, kilometres=WITHIN_KM)
    return [
        _learner(random, fake, number, home, today=today)
        for number, home in enumerate(homes, start=1)
    ]


def _learner(random: Random, fake: Faker, number: int, home: str, *, today: date) -> LearnerDetails:
    boy = random.random() < BOYS
    sen_type = random.choices(list(MIX), weights=list(MIX.values()))[0]
    surname = fake.last_name()
    first = fake.first_name_male() if boy else fake.first_name_female()
    travel = _travel(random)
    parent = f"{fake.first_name()} {surname}"
    return LearnerDetails(
        mis_number=f"town-{number}",
        first_name=first,
        surname=surname,
        gender="male" if boy else "female",
        date_of_birth=date(
            random.randint(FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR),
            random.randint(1, 12),
            random.randint(1, 28),
        ),
        postcode=home,
        sen_provision=SenProvision.EHC_PLAN,
        sen_type=sen_type,
        ehc_plan_until=date(today.year + 2, 7, 31),
        supervision=random.choice((1, 1, 2, 2, 3)),
        accepts_headphones=random.random() < 0.5,
        consent_giver=parent,
        confirmed_on=today,
        travel=TravelDetails(
            band=travel.band,
            max_minutes=random.choice((30, 40, 45, 60)),
            max_changes=1 if travel.band >= 5 else 0,
            usual_mode=travel.mode,
            payer=travel.payer,
        ),
        statements=_statements(random, today=today),
        requirements=_requirements(random, sen_type),
        senses=_senses(random, sen_type),
        availability=tuple(
            AvailabilityDetails(weekday=day, start=time(9, 0), finish=time(15, 30))
            for day in list(Weekday)[:5]
        ),
        requests=(_request(random, today=today),),
        consents=(
            ConsentDetails(
                kind=ConsentKind.LOOK_FOR_PLACEMENTS,
                answer=ConsentAnswer.YES,
                given_by=f"{first} {surname}",
                wording="You may look for work placements for me.",
            ),
        ),
        people=(
            PersonDetails(
                kind=PersonKind.PARENT,
                name=parent,
                has_parental_responsibility=True,
                phone=f"07700 900 {300 + number:03d}",
            ),
        ),
    )


def _travel(random: Random) -> _Travel:
    _, band, mode, payer = random.choices(TRAVEL, weights=[row[0] for row in TRAVEL])[0]
    return _Travel(band, mode, payer)


def _statements(random: Random, *, today: date) -> tuple[StatementDetails, ...]:
    """Return three strengths, two interests and a hope, in words and pictures."""
    liked, tried = random.sample(list(Sector), 2)
    family = random.choice(SECTORS[liked].job_families)
    said = [
        StatementDetails(topic=Topic.LIKED_FOR, text=text, said_on=today, share=Share.SHARE)
        for text in random.sample(STRENGTHS, 3)
    ]
    said += [
        StatementDetails(
            topic=Topic.INTEREST,
            text=SECTORS[sector].learner,
            sector=sector,
            is_loved=sector is liked,
            said_on=today,
            share=Share.SHARE,
        )
        for sector in (liked, tried)
    ]
    said.append(
        StatementDetails(
            topic=Topic.HOPE, text=family.name, sector=liked, said_on=today, share=Share.SHARE
        )
    )
    return tuple(said)


def _requirements(random: Random, sen_type: SenType) -> tuple[RequirementDetails, ...]:
    """Return one thing each need asks for: the first is a must for half, the rest important."""
    found = []
    for place, need in enumerate(NEEDS[sen_type]):
        choices = ADJUSTMENTS_FOR[need]
        must = place == 0 and random.random() < 0.5
        found.append(
            RequirementDetails(
                strength=NeedStrength.MUST if must else NeedStrength.IMPORTANT,
                need=need,
                adjustments=(random.choice(choices).value,),
            )
        )
    return tuple(found)


def _senses(random: Random, sen_type: SenType) -> tuple[SenseDetails, ...]:
    if sen_type not in {SenType.ASD, SenType.SEMH}:
        return ()
    return (
        SenseDetails(
            dimension=Dimension.NOISE,
            most=random.choice((2, 3, 3)),
            strength=random.choice((NeedStrength.MUST, NeedStrength.IMPORTANT)),
        ),
        SenseDetails(
            dimension=Dimension.CROWD, most=random.choice((3, 4)), strength=NeedStrength.IMPORTANT
        ),
    )


def _request(random: Random, *, today: date) -> RequestDetails:
    return RequestDetails(
        types=(ExperienceType.VIS, ExperienceType.TAS, ExperienceType.BLK),
        from_date=date(today.year, 2, 1),
        to_date=date(today.year, 7, 16),
        asked_on=today,
        aims=(random.choice(("Try a new place", "Work with others", "Follow a plan")),),
    )

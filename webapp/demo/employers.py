"""The thirty employers of the practice town."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from faker import Faker

from webapp.catalogue.adjustments import ADJUSTMENTS, Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.catalogue.experience_types import ExperienceType
from webapp.catalogue.organisations import EmployerType
from webapp.catalogue.sectors import SECTORS, Sector
from webapp.catalogue.task_bank import BankTask, tasks_in
from webapp.demo.places import near_centre
from webapp.employers.models import (
    AloneWithLearner,
    ContactRole,
    Insurance,
    RiskAssessment,
    RiskLevel,
    SafeguardingPolicy,
    YesNoNotSure,
)
from webapp.employers.registration import (
    AdjustmentAnswerDetails,
    AgreementDetails,
    AreaDetails,
    ContactDetails,
    EmployerDetails,
    InsuranceDetails,
    OfferDetails,
    OrganisationDetails,
    SafetyDetails,
    SiteDetails,
    SupportDetails,
    TaskDetails,
    WindowDetails,
)

EMPLOYERS = 30
WITHIN_KM = 7.0
PLACE_WORDS = {
    Sector.ANIMALS: "Kennels", Sector.HORT: "Nursery Gardens", Sector.CATERING: "Kitchen",
    Sector.HOSPITALITY: "Hotel", Sector.CLEANING: "Laundry", Sector.WAREHOUSE: "Storage",
    Sector.RETAIL: "Stores", Sector.IT: "Computers", Sector.HERITAGE: "Museum",
    Sector.SPORT: "Leisure Centre", Sector.PERFORMING: "Theatre", Sector.CREATIVE: "Print Studio",
    Sector.HAIR: "Hair Studio", Sector.CHILDCARE: "Playgroup", Sector.SCIENCE: "Laboratory",
    Sector.CARE: "Day Centre", Sector.MOTOR: "Cycle Workshop", Sector.TEXTILES: "Tailoring",
    Sector.ENGINEERING: "Electronics", Sector.CONSTRUCT: "Builders’ Merchants",
    Sector.SECURITY: "Fire Museum", Sector.TRANSPORT: "Bus Depot Office",
    Sector.MANUFACTURING: "Packing", Sector.ADMIN: "Accounts Office",
}  # fmt: skip
LEVELS = {
    Sector.HERITAGE: (1, 2), Sector.ADMIN: (2, 2), Sector.IT: (2, 1), Sector.SCIENCE: (2, 2),
    Sector.HORT: (2, 2), Sector.CATERING: (4, 4), Sector.HOSPITALITY: (3, 4),
    Sector.RETAIL: (3, 4), Sector.WAREHOUSE: (4, 2), Sector.MANUFACTURING: (4, 3),
    Sector.CONSTRUCT: (4, 2), Sector.CHILDCARE: (4, 4), Sector.ANIMALS: (4, 2),
}  # fmt: skip
"""Noise and crowd of a usual workplace of the sector (assumption); others 3 and 2."""
HOURS = (
    (time(9, 30), time(14, 30), 30),
    (time(10, 0), time(15, 0), 30),
    (time(10, 0), time(14, 0), 0),
    (time(9, 0), time(15, 30), 45),
)
SHARE_THAT_ACCEPT = 0.6
"""How likely an employer says “will do” to an adjustment that costs nothing (assumption)."""


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    email: str
    phone: str


def employers(random: Random, fake: Faker, *, today: date) -> list[EmployerDetails]:
    """Return the employers: every sector once, then the common ones again."""
    sectors = [*Sector, *random.sample(sorted(LEVELS), EMPLOYERS - len(Sector))]
    places = near_centre(random, count=EMPLOYERS, kilometres=WITHIN_KM)
    return [
        _employer(random, fake, number, sector, postcode, today=today)
        for number, (sector, postcode) in enumerate(zip(sectors, places, strict=True), start=1)
    ]


def _employer(
    random: Random, fake: Faker, number: int, sector: Sector, postcode: str, *, today: date
) -> EmployerDetails:
    name = f"{fake.last_name()} {PLACE_WORDS[sector]}"
    manager, stand_in = (_person(fake, number, place) for place in (1, 2))
    return EmployerDetails(
        key=f"town-{number}",
        organisation=OrganisationDetails(
            name=name,
            types=(random.choice((EmployerType.MICRO, EmployerType.SMALL, EmployerType.CHARITY)),),
            sectors=(sector,),
            description=f"A workplace for {SECTORS[sector].learner[0].lower()}"
            f"{SECTORS[sector].learner[1:].rstrip('.')}.",
        ),
        contacts=(
            ContactDetails(role=ContactRole.MAIN, name=manager.name, job_title="Manager",
                           email=manager.email, phone=manager.phone),
            ContactDetails(role=ContactRole.SUPERVISOR, name=manager.name, phone=manager.phone),
            ContactDetails(role=ContactRole.STAND_IN, name=stand_in.name, phone=stand_in.phone),
        ),
        insurance=_insurance(random, today=today),
        safety=SafetyDetails(
            had_under_18s=random.random() < 0.5,
            risk_level=RiskLevel.SOME if LEVELS.get(sector, (3, 2))[0] > 3 else RiskLevel.LOW,
            risk_assessment=RiskAssessment.COVERS,
            first_aider="always",
            accident_contact=f"{manager.name}, {manager.phone}",
            safeguarding_policy=SafeguardingPolicy.FOLLOWS_SETTING,
            alone_with_learner=AloneWithLearner.NEVER,
        ),
        agreement=AgreementDetails(
            code_agreed_by=manager.name, code_agreed_on=today, privacy_notice_read_on=today
        ),
        support=SupportDetails(confidence=random.randint(1, 5)),
        answers=_answers(random),
        sites=(_site(random, fake, name, sector, postcode, manager, stand_in, today=today),),
        placed_before=random.choice((0, 0, 0, 1, 3)),
        confirmed_on=today,
    )  # fmt: skip


def _person(fake: Faker, number: int, place: int) -> _Person:
    name = f"{fake.first_name()} {fake.last_name()}"
    email = f"{name.lower().replace(' ', '.').replace('’', '')}.{number}@example.org"
    return _Person(name, email, f"07700 900 {2 * number + place:03d}")


def _insurance(random: Random, *, today: date) -> InsuranceDetails:
    """Return cover for nine in ten; the rest have none yet, as happens with sole traders."""
    if random.random() < 0.1:
        return InsuranceDetails(answer=Insurance.NOT_YET, public_liability=YesNoNotSure.YES)
    return InsuranceDetails(
        answer=Insurance.HELD,
        insurer="Practice Town Mutual",
        policy=f"PTM-{random.randint(1000, 9999)}",
        until=today + timedelta(days=random.randint(120, 420)),
        public_liability=YesNoNotSure.YES,
        public_liability_until=today + timedelta(days=300),
    )


def _answers(random: Random) -> tuple[AdjustmentAnswerDetails, ...]:
    """Return an answer to most adjustments; a missing one means nobody asked yet."""
    found = []
    for adjustment in Adjustment:
        chance = random.random()
        if chance < SHARE_THAT_ACCEPT:
            answer = random.choice((AdjustmentAnswer.ALREADY_DO, AdjustmentAnswer.WILL_DO))
        elif chance < SHARE_THAT_ACCEPT + 0.15:
            answer = AdjustmentAnswer.CAN_WITH_HELP
        elif chance < SHARE_THAT_ACCEPT + 0.22:
            answer = AdjustmentAnswer.CANNOT
        else:
            continue
        if adjustment in ADJUSTMENTS:
            found.append(AdjustmentAnswerDetails(adjustment=adjustment, answer=answer))
    return tuple(found)


def _site(
    random: Random,
    fake: Faker,
    name: str,
    sector: Sector,
    postcode: str,
    manager: _Person,
    stand_in: _Person,
    *,
    today: date,
) -> SiteDetails:
    noise, crowd = LEVELS.get(sector, (3, 2))
    main = AreaDetails(
        name="main area", noise=noise, crowd=crowd, risk_talk_on=today, risk_talk_by="Grace Bell"
    )
    quiet = AreaDetails(
        name="back room",
        noise=max(1, noise - 2),
        crowd=1,
        risk_talk_on=today,
        risk_talk_by="Grace Bell",
    )
    family = random.choice(SECTORS[sector].job_families)
    bank = tasks_in(family)
    chosen = random.sample(bank, min(5, len(bank)))
    return SiteDetails(
        name=name,
        address=f"{random.randint(1, 90)} {fake.street_name()}",
        postcode=postcode,
        which_door="The front door",
        quiet_place="The back room",
        areas=(main, quiet),
        offers=(
            OfferDetails(
                title=name,
                supervision=random.choice((1, 2, 2, 3)),
                supervisor=manager.name,
                stand_in=stand_in.name,
                tasks=tuple(
                    _task(task, area=random.choice(("main area", "back room")), who=manager.name)
                    for task in chosen
                ),
                windows=(_window(random, today=today),),
            ),
        ),
    )


def _task(task: BankTask, *, area: str, who: str) -> TaskDetails:
    text = task.task[0].upper() + task.task[1:]
    return TaskDetails(text=text, area=area, minutes=45, who_shows=who, difficulty=1)


def _window(random: Random, *, today: date) -> WindowDetails:
    """Return one or two weeks between seven weeks and five months from today."""
    monday = today + timedelta(days=7 - today.weekday() + 7 * random.randint(6, 20))
    start, finish, pause = random.choice(HOURS)
    return WindowDetails(
        types=(ExperienceType.VIS, ExperienceType.SHA, ExperienceType.TAS, ExperienceType.BLK),
        from_date=monday,
        to_date=monday + timedelta(days=random.choice((4, 11))),
        weekdays=("mon", "tue", "wed", "thu", "fri"),
        start=start,
        finish=finish,
        break_minutes=pause,
        places=random.choice((1, 1, 2)),
        min_age=14,
    )

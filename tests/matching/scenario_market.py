"""The ten employers and the seven learners of the acceptance scenarios, as records."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, time

from matching import (
    AccessToWork,
    AgeLimit,
    Alone,
    Answer,
    Area,
    Cover,
    ExperienceType,
    Hours,
    Insurance,
    Internship,
    Job,
    Journey,
    Learner,
    Market,
    Mode,
    Never,
    Offer,
    Request,
    Requirement,
    Restriction,
    Safeguarding,
    Sense,
    SenseLimit,
    Skill,
    StaffCover,
    Strength,
    Task,
    Travel,
    Window,
)
from tests.matching.bank import BANK, HAZARDS, MEETS, SECTOR_WORDS

TODAY = date(2027, 1, 11)
CONFIRMED = date(2027, 1, 4)
USUAL = frozenset(
    {ExperienceType.VIS, ExperienceType.SHA, ExperienceType.TAS, ExperienceType.BLK},
)
EVERY_COM = [f"COM-{number:02}" for number in range(1, 13)]


def hours(start: str, end: str) -> Hours:
    return Hours(start=time.fromisoformat(start), end=time.fromisoformat(end))


def answers(
    will: str = "", cannot: str = "", helped: str = "", already: str = ""
) -> dict[str, Answer]:
    kinds = (
        (will, Answer.WILL_DO),
        (cannot, Answer.CANNOT),
        (helped, Answer.CAN_WITH_HELP),
        (already, Answer.ALREADY_DO),
    )
    return {code: answer for codes, answer in kinds for code in codes.split()}


def area(key: str, noise: int | None = None, crowd: int | None = None, **values: object) -> Area:
    levels = {Sense.NOISE: noise, Sense.CROWD: crowd} | dict(values.pop("more", {}))
    return Area(
        key=key,
        levels={sense: level for sense, level in levels.items() if level is not None},
        assured_on=CONFIRMED,
        **values,
    )


def tasks(place: str, *texts: str, hazards: Iterable[str] = ()) -> tuple[Task, ...]:
    return tuple(
        Task(key=text, text=text, area=place, hazards=frozenset(hazards)) for text in texts
    )


def window(
    first: date,
    last: date,
    span: str,
    *,
    rest: int = 0,
    ages: int = 14,
    types: frozenset[ExperienceType] = USUAL,
    **values: object,
) -> Window:
    start, end = span.split("-")
    return Window(
        key="window",
        types=types,
        first=first,
        last=last,
        hours=hours(start, end),
        break_minutes=rest,
        ages=AgeLimit(youngest=ages),
        **values,
    )


def offer(key: str, sectors: str, only: Window, **values: object) -> Offer:
    given: dict[str, object] = {
        "safeguarding": Safeguarding(
            code_agreed=True, supervisor_named=True, stand_in_named=True, alone=Alone.NEVER
        ),
        "supervision": 2,
        "confirmed_on": CONFIRMED,
        "insurance": Insurance(cover=Cover.HELD, until=date(2027, 12, 31)),
    }
    return Offer(
        key=key,
        employer=key,
        site=key,
        stable_key=key,
        sectors=frozenset(sectors.split()),
        windows=(only,),
        **(given | values),
    )


def held(until: date) -> Insurance:
    return Insurance(cover=Cover.HELD, until=until)


E1 = offer(
    "E1",
    "heritage transport",
    window(
        date(2027, 3, 2),
        date(2027, 3, 5),
        "10:00-15:00",
        rest=30,
        types=frozenset({ExperienceType.BLK, ExperienceType.TAS}),
    ),
    areas=(
        area("archive", 1, 1),
        area("ticket office", 2, 2),
        area("workshop", 5, 2, hazards=frozenset({"moving_machinery", "loud_noise"})),
    ),
    tasks=(
        *tasks("archive", "sort and label railway tickets by year"),
        *tasks(
            "ticket office",
            "check timetable boards against the printed timetable",
            "stamp and count visitor leaflets",
        ),
        *tasks(
            "workshop",
            "pass tools to the fitter",
            hazards=("moving_machinery", "loud_noise", "hot_surfaces"),
        ),
    ),
    answers=answers(
        will="COM-01 COM-02 COM-03 COM-06 SEN-01 SEN-05 SUP-01 SUP-05 TIM-05 TSK-01 TRV-01 TRV-04",
        cannot="PHY-01",
    ),
    insurance=held(date(2027, 8, 31)),
)
E2 = offer(
    "E2",
    "warehouse transport",
    window(
        date(2027, 3, 8), date(2027, 3, 12), "07:00-15:30", rest=30, flex=hours("09:30", "14:30")
    ),
    areas=(
        area("depot", 4, 3, hazards=frozenset({"moving_vehicles"})),
        area("office", 2, 1, answers=answers(will="SEN-02")),
        area("van"),
    ),
    answers=answers(
        will="COM-01 TIM-02 TIM-04 TSK-02 SUP-01", cannot="SEN-01 SEN-05", helped="REG-04"
    ),
    supervision=3,
    insurance=held(date(2027, 6, 30)),
)
SWIFTVAN_PLAN = (
    *tasks(
        "depot",
        "scan and count parcels",
        "sort parcels by route colour",
        "print and stick labels",
        "clean hand scanners",
    ),
    Task(key="ride", text="ride along in the van", area="van", alone=Alone.YES),
)
E2_WITH_TASKS = replace(E2, tasks=SWIFTVAN_PLAN)
E3 = offer(
    "E3",
    "hort",
    window(date(2027, 3, 15), date(2027, 3, 19), "09:30-14:30", rest=30, ages=15, places=2),
    areas=(
        area("glasshouse", 2, 2),
        area("yard", 3, 3, hazards=frozenset({"moving_vehicles"})),
        area("outdoors"),
    ),
    tasks=(
        *tasks(
            "glasshouse",
            "pot up seedlings",
            "water benches from a list",
            "price-label plants",
        ),
        *tasks("yard", "tidy the plant display", hazards=("moving_vehicles",)),
    ),
    answers=answers(
        will="COM-02 COM-04 COM-09 COM-10 COM-11 PHY-07 PHY-08 SUP-01 SUP-02 SUP-05 TIM-04"
    ),
)
E4 = offer(
    "E4",
    "catering",
    window(date(2027, 3, 1), date(2027, 3, 31), "10:00-14:00"),
    areas=(
        area(
            "cafe",
            3,
            4,
            more={Sense.SMELL: 4},
            allergens=frozenset({"nuts"}),
        ),
    ),
    tasks=tasks("cafe", "prepare vegetables", "wipe tables", "load the dishwasher"),
    answers=answers(will="SEN-05"),
    insurance=held(date(2027, 11, 30)),
)
E5 = offer(
    "E5",
    "heritage it",
    window(date(2027, 3, 1), date(2027, 3, 12), "10:00-15:00", rest=30, places=2),
    areas=(area("back office", 1, 1), area("public floor", 2, 3), area("digital desk", 2, 2)),
    tasks=(
        *tasks("back office", "shelve returns by number", "cover books"),
        *tasks("digital desk", "help set up tablets", "check public PCs against a checklist"),
    ),
    answers=answers(
        will=" ".join(
            [
                *EVERY_COM,
                "SEN-01 SEN-02 SEN-05 PHY-01 PHY-02 PHY-03 PHY-08 SUP-01 SUP-05 TIM-05 TRV-04",
            ]
        )
    ),
    insurance=Insurance(cover=Cover.EXEMPT),
)
E6 = offer(
    "E6",
    "animals",
    window(date(2027, 3, 15), date(2027, 3, 19), "10:00-14:00"),
    areas=(area("salon", 4, 1),),
    tasks=(
        *tasks("salon", "brush dogs with owner", hazards=("animals",)),
        *tasks("salon", "towel wash", "sweep and bag hair", "refill shampoo"),
    ),
    answers=answers(will="REG-01 REG-02 TIM-04 SUP-04"),
    insurance=Insurance(cover=Cover.NOT_YET),
    supervision=3,
    safeguarding=Safeguarding(code_agreed=True, supervisor_named=True, alone=Alone.OPEN_VIEW),
)
E7 = offer(
    "E7",
    "care",
    window(
        date(2027, 9, 13),
        date(2028, 6, 30),
        "09:00-14:30",
        rest=30,
        ages=16,
        places=2,
        weekdays=frozenset(range(4)),
        types=frozenset({ExperienceType.SIN}),
    ),
    areas=(area("linen room", 3, 2), area("corridors", 3, 4), area("stores", 2, 1)),
    tasks=(
        *tasks("linen room", "sort linen by type"),
        *tasks("corridors", "restock trolleys", "carry water to wards"),
        *tasks("stores", "label store shelves"),
    ),
    answers=answers(
        will="COM-02 COM-03 COM-04 SUP-01 SUP-02 SUP-04 SUP-05 TIM-06 TSK-01 TSK-06 TEC-04"
    ),
    insurance=Insurance(cover=Cover.EXEMPT),
)
E8 = offer(
    "E8",
    "it",
    window(date(2027, 3, 1), date(2027, 3, 12), "10:00-16:00", rest=60, ages=16),
    areas=(area("first floor", 2, 1, step_free=False),),
    tasks=tasks("first floor", "wipe drives from checklist", "test keyboards", "log repairs"),
    answers=answers(will="PHY-03 PHY-08", cannot="PHY-01", already="PHY-02"),
    insurance=held(date(2027, 4, 30)),
)
E9 = offer(
    "E9",
    "admin",
    window(
        date(2027, 1, 12),
        date(2027, 7, 16),
        "10:00-12:00",
        ages=11,
        types=frozenset({ExperienceType.INT}),
    ),
    areas=(area("office", 2, 2),),
    tasks=tasks("office", "sort post by name", "press a switch to shred", "stack trays"),
    internal=True,
)
E10 = offer(
    "E10",
    "construct",
    window(date(2027, 3, 15), date(2027, 3, 26), "08:00-16:00", rest=60, ages=16),
    areas=(
        area("site", 5, 2, hazards=frozenset({"working_at_height"})),
        area("yard store", 2, 1),
    ),
    tasks=(
        *tasks("yard store", "sort fixings", "count stock", "label bins"),
        *tasks("site", "carry materials", hazards=("working_at_height", "moving_machinery")),
    ),
)
OFFERS = (E1, E2, E3, E4, E5, E6, E7, E8, E9, E10)


def must(*codes: str, **values: object) -> Requirement:
    return Requirement(strength=Strength.MUST, adjustments=codes, **values)


def important(*codes: str, **values: object) -> Requirement:
    return Requirement(strength=Strength.IMPORTANT, adjustments=codes, **values)


def days(codes: str = "01234", span: str = "07:00-19:00") -> Mapping[int, Hours]:
    return {int(code): hours(*span.split("-")) for code in codes}


def journeys(mode: Mode = Mode.BUS, **minutes: int) -> tuple[Journey, ...]:
    """Twenty minutes to every employer, unless given otherwise."""
    places = dict.fromkeys((offer.key for offer in OFFERS), 20) | minutes
    return tuple(
        Journey(
            site=site,
            mode=mode,
            minutes=time_taken,
            practised=True,
            escorted=True,
            transport_named=True,
            payer_named=True,
        )
        for site, time_taken in places.items()
    )


def request(*types: ExperienceType, **values: object) -> Request:
    asked = {"first": date(2027, 1, 12), "last": date(2028, 8, 31), "asked_on": CONFIRMED}
    return Request(types=types or (ExperienceType.TAS, ExperienceType.BLK), **(asked | values))


def learner(key: str, born: date, **values: object) -> Learner:
    given: dict[str, object] = {
        "setting": "kestrel",
        "number": key,
        "request": request(),
        "availability": days(),
        "travel": Travel(band=5, journeys=journeys()),
        "consent_to_look": True,
        "profile_confirmed_on": CONFIRMED,
    }
    return Learner(key=key, date_of_birth=born, **(given | values))


def most(sense: Sense, level: int, strength: Strength = Strength.MUST) -> SenseLimit:
    return SenseLimit(sense=sense, most=level, strength=strength)


def walk(site: str, minutes: int) -> Journey:
    return Journey(site=site, mode=Mode.WALK, minutes=minutes, practised=True)


def bus(site: str, minutes: int, service: str) -> Journey:
    return Journey(site=site, mode=Mode.BUS, minutes=minutes, service=service)


JAY = learner(
    "jay",
    date(2010, 10, 14),
    interests=("trains and timetables", "maps"),
    hopes=("signaller or timetable planner",),
    skills=(Skill(text="sorting tickets"), Skill(text="checking timetables")),
    never=Never(sectors=frozenset({"catering"})),
    senses=(most(Sense.NOISE, 2), most(Sense.CROWD, 3)),
    headphones=True,
    requirements=(must("TIM-05"), must("SEN-05"), important("COM-02"), important("COM-06")),
    availability=days("1234", "09:30-15:30"),
    travel=Travel(
        band=3,
        max_minutes=40,
        max_changes=0,
        journeys=(
            bus("E1", 26, "bus 12"),
            bus("E2", 22, "bus 22"),
            walk("E4", 10),
            walk("E5", 15),
        ),
    ),
)
AMIRA = learner(
    "amira",
    date(2012, 2, 2),
    setting="ridgeway",
    interests=("vans", "sorting fast", "being busy"),
    requirements=(
        must("TSK-02"),
        must("TIM-04"),
        must("TIM-02", start_from=time(9)),
        important("REG-04"),
    ),
    supervision=2,
    travel=Travel(
        band=2,
        journeys=(
            Journey(
                site="E2",
                mode=Mode.BUS,
                minutes=30,
                escorted=True,
                transport_named=True,
                payer_named=True,
            ),
        ),
    ),
)
TOM = learner(
    "tom",
    date(2009, 5, 20),
    step_free=True,
    interests=("computers", "repairing"),
    hopes=("IT technician",),
    requirements=(must("PHY-01"), must("PHY-02"), must("PHY-08")),
    travel=Travel(
        band=5,
        max_minutes=60,
        journeys=(
            Journey(site="E5", mode=Mode.BUS, minutes=38, changes=1),
            Journey(site="E8", mode=Mode.BUS, minutes=25),
        ),
    ),
    request=request(first=date(2027, 3, 1), last=date(2027, 3, 12)),
)
ELLIE = learner(
    "ellie",
    date(2009, 11, 3),
    interests=("music", "people coming in"),
    supervision=4,
    staff_cover=(StaffCover(level=4),),
    requirements=(Requirement(strength=Strength.MUST, adjustments=("HLT-05",)),),
    travel=Travel(band=0, journeys=journeys(Mode.MINIBUS)),
    request=request(ExperienceType.VIS),
)
KAI = learner(
    "kai",
    date(2011, 11, 19),
    setting="ridgeway",
    interests=("animals", "football", "cars"),
    requirements=(Requirement(strength=Strength.MUST, any_of=("SEN-05", "REG-01")),),
    restriction=Restriction(employers=frozenset({"E4"})),
    staff_cover=(StaffCover(level=4),),
)
SOFIA = learner(
    "sofia",
    date(2009, 12, 8),
    setting="college",
    interests=("plants", "design"),
    needs=frozenset({"N-HEAR"}),
    requirements=(must("COM-10"), must("PHY-07"), important("COM-09", met_by_setting=True)),
    jobs=(Job(weekday=5, start=time(9), end=time(15, 30), break_minutes=30),),
    travel=Travel(
        band=4, max_minutes=45, journeys=(Journey(site="E3", mode=Mode.BUS, minutes=30),)
    ),
)
PRIYA = learner(
    "priya",
    date(2007, 7, 1),
    setting="college",
    hopes=("hospital job",),
    ehc_plan_until=date(2028, 7, 31),
    requirements=(must("SUP-04"), must("COM-03"), must("TSK-06")),
    supervision=2,
    travel=Travel(
        band=3,
        journeys=(Journey(site="E7", mode=Mode.BUS, minutes=20),),
    ),
    request=request(ExperienceType.SIN),
    internship=Internship(job_coach_named=True, access_to_work=AccessToWork.APPLIED),
)


def market(*people: Learner, offers: Iterable[Offer] = OFFERS, **values: object) -> Market:
    given: dict[str, object] = {
        "meets": MEETS,
        "hazard_effects": HAZARDS,
        "bank": BANK,
        "sector_words": SECTOR_WORDS,
    }
    return Market(today=TODAY, learners=people, offers=tuple(offers), **(given | values))

"""Random markets for the laws: small, odd and full of reasons to be ruled out."""

from datetime import date, time

from hypothesis import strategies as st

from matching import (
    Access,
    AgeLimit,
    Answer,
    Area,
    Cover,
    Dislike,
    Experience,
    ExperienceType,
    Hours,
    Insurance,
    Job,
    Journey,
    JourneyEvidence,
    Mode,
    Offer,
    Requirement,
    Sense,
    SenseLimit,
    Skill,
    StaffCover,
    Strength,
    Task,
    Travel,
    Window,
)
from tests.matching.bank import BANK
from tests.matching.scenario_market import hours, learner, request

LISTED = """COM-02 SEN-01 SEN-02 SEN-03 SEN-04 SEN-05 SEN-09 PHY-01 PHY-02 PHY-07 PHY-08 SUP-02
    SUP-04 TIM-01 TIM-02 HLT-02 HLT-06 REG-01"""
CODES = LISTED.split()
SITES = ("one", "two", "three")
SENSES = (Sense.NOISE, Sense.CROWD, Sense.LIGHT, Sense.TEMPERATURE)
TYPES = (
    ExperienceType.VIS,
    ExperienceType.SHA,
    ExperienceType.TAS,
    ExperienceType.BLK,
    ExperienceType.EXT,
)
SECTORS = sorted({row.sector for row in BANK})

codes = st.sampled_from(CODES)
answers = st.dictionaries(codes, st.sampled_from(Answer), min_size=4, max_size=12)
hazards = st.sampled_from(
    (
        *[frozenset()] * 6,
        *map(
            frozenset, ({"moving_machinery"}, {"moving_vehicles"}, {"hot_surfaces"}, {"lone_work"})
        ),
    )
)


def rarely(value):
    """The value once in six, else nothing."""
    return st.sampled_from((*[frozenset()] * 5, frozenset({value})))


def area_called(key):
    return st.builds(
        Area,
        key=st.just(key),
        levels=st.dictionaries(st.sampled_from(SENSES), st.integers(1, 5), max_size=4),
        answers=st.dictionaries(codes, st.sampled_from(Answer), max_size=2),
        allergens=rarely("nuts"),
        step_free=st.sampled_from((True, False, None)),
        assured_on=st.none(),
    )


def task_called(key):
    return st.builds(
        Task,
        key=st.just(key),
        text=st.sampled_from([row.task for row in BANK]),
        area=st.sampled_from(("a", "b")),
        hazards=hazards,
        flags=st.frozensets(st.sampled_from(("customers", "dirt")), max_size=1),
        aims=st.frozensets(st.sampled_from(("teamwork", "time")), max_size=1),
        headphones_safe=st.sampled_from((True, False, None)),
        guarded=st.booleans(),
    )


SPANS = tuple(
    Hours(start=time(start), end=time(end))
    for start, end in ((8, 13), (9, 15), (10, 14), (7, 16), (9, 18))
)
day_hours = st.sampled_from(SPANS)
windows = st.builds(
    Window,
    key=st.just("window"),
    types=st.frozensets(st.sampled_from(TYPES), min_size=3),
    first=st.dates(date(2027, 6, 14), date(2027, 6, 28)),
    last=st.dates(date(2027, 6, 29), date(2027, 8, 20)),
    hours=day_hours,
    flex=st.none() | day_hours,
    weekdays=st.frozensets(st.integers(0, 4), min_size=3),
    break_minutes=st.sampled_from((0, 30, 30, 60)),
    ages=st.builds(AgeLimit, youngest=st.sampled_from((None, 14, 16))),
)


@st.composite
def offers(draw, key):
    return Offer(
        key=key,
        employer=key,
        site=key,
        stable_key=key,
        sectors=draw(st.frozensets(st.sampled_from(SECTORS), min_size=1, max_size=2)),
        windows=(draw(windows),),
        areas=(draw(area_called("a")), draw(area_called("b"))),
        tasks=tuple(
            draw(task_called(f"t{n}")) for n in range(draw(st.sampled_from((0, 2, 3, 4, 4, 5))))
        ),
        answers=draw(answers),
        access=draw(
            st.builds(
                Access,
                entrance=st.sampled_from((True, None)),
                toilet=st.sampled_from((True, None)),
                break_area=st.sampled_from((True, None)),
                escape=st.sampled_from((True, None)),
            )
        ),
        insurance=Insurance(
            cover=draw(st.sampled_from((*[Cover.HELD] * 4, Cover.EXEMPT, Cover.NOT_YET)))
        ),
        supervision=draw(st.integers(1, 3)),
    )


requirements = st.builds(
    Requirement,
    strength=st.sampled_from(Strength),
    adjustments=st.lists(codes, max_size=2, unique=True).map(tuple),
    any_of=st.lists(codes, max_size=2, unique=True).map(tuple),
    met_by_setting=st.booleans(),
    start_from=st.sampled_from((None, time(9), time(10))),
    end_by=st.sampled_from((None, time(14), time(15))),
)
limits = st.builds(
    SenseLimit,
    sense=st.sampled_from(SENSES),
    most=st.integers(1, 5),
    strength=st.sampled_from(Strength),
)


def journey_to(site):
    return st.builds(
        Journey,
        site=st.just(site),
        mode=st.sampled_from(Mode),
        minutes=st.none() | st.integers(5, 70),
        changes=st.integers(0, 2),
        practised=st.booleans(),
        escorted=st.booleans(),
        evidence=st.sampled_from(JourneyEvidence),
    )


@st.composite
def learners(draw):
    span = draw(st.sampled_from((*[hours("07:00", "19:00")] * 4, *SPANS)))
    return learner(
        "someone",
        draw(st.dates(date(2007, 9, 1), date(2013, 8, 31))),
        request=request(*draw(st.lists(st.sampled_from(TYPES), min_size=2, unique=True))),
        needs=draw(rarely("N-SEIZ")) | draw(rarely("N-HEAR")),
        requirements=tuple(draw(st.lists(requirements, max_size=2))),
        senses=tuple(draw(st.lists(limits, max_size=2))),
        headphones=draw(st.booleans()),
        step_free=draw(st.integers(0, 9)) == 0,
        allergens=draw(rarely("nuts")),
        interests=tuple(draw(st.lists(st.sampled_from(("trains", "plants", "dogs")), max_size=2))),
        hopes=tuple(draw(st.lists(st.sampled_from(("IT technician", "signaller")), max_size=1))),
        skills=tuple(draw(st.lists(st.builds(Skill, text=st.just("sort books")), max_size=1))),
        dislikes=draw(st.frozensets(st.sampled_from(Dislike), max_size=2)),
        availability=dict.fromkeys(range(draw(st.integers(3, 5))), span),
        jobs=tuple(
            draw(
                st.lists(
                    st.builds(
                        Job,
                        weekday=st.integers(4, 6),
                        start=st.just(time(9)),
                        end=st.just(time(14)),
                    ),
                    max_size=1,
                )
            )
        ),
        travel=Travel(
            band=draw(st.integers(0, 5)),
            max_minutes=draw(st.none() | st.integers(20, 60)),
            journeys=tuple(draw(journey_to(site)) for site in SITES if draw(st.booleans())),
        ),
        supervision=draw(st.sampled_from((0, 0, 1, 1, 2, 4))),
        staff_cover=tuple(
            draw(st.lists(st.builds(StaffCover, level=st.integers(1, 5)), max_size=1))
        ),
        history=tuple(
            draw(
                st.lists(
                    st.builds(
                        Experience,
                        type=st.sampled_from(TYPES),
                        sectors=st.frozensets(st.sampled_from(SECTORS), max_size=2),
                        evidenced=st.booleans(),
                    ),
                    max_size=2,
                )
            )
        ),
    )


three_offers = st.tuples(*(offers(site) for site in SITES))
weights = st.dictionaries(
    st.sampled_from(("SC-01", "SC-02", "SC-03", "SC-04", "SC-05", "SC-06", "SC-07", "SC-10")),
    st.floats(0, 50),
)

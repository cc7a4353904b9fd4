"""Whole cohorts, invented from a seed: schools, employers, windows and what learners need."""

import random
from dataclasses import replace
from datetime import date, timedelta

from matching import (
    Access,
    Answer,
    Experience,
    ExperienceType,
    Journey,
    Learner,
    Market,
    Mode,
    Offer,
    Requirement,
    Sense,
    Skill,
    Strength,
    Travel,
    Window,
)
from tests.matching.bank import BANK
from tests.matching.scenario_market import (
    USUAL,
    area,
    days,
    learner,
    market,
    most,
    offer,
    request,
    tasks,
    window,
)

SECTORS = sorted({row.sector for row in BANK})
LISTED = "COM-01 COM-02 COM-06 SEN-01 SEN-02 SEN-05 SUP-01 SUP-05 TIM-04 TIM-05 TSK-01"
CODES = LISTED.split()
SPRING = date(2027, 3, 1)
HOPES = ("IT technician", "signaller", "gardener", "librarian")
LIKES = ("trains", "plants", "dogs", "computers", "books", "vans", "cooking", "maps")


def town(learners: int, offers: int, *, seed: int = 1, weeks: int = 6) -> Market:
    """A market of some size; `weeks` is over how many weeks the windows are spread."""
    rng = random.Random(seed)  # noqa: S311
    places = [_offer(rng, number, weeks) for number in range(offers)]
    people = [_learner(rng, number, places, weeks) for number in range(learners)]
    return market(*people, offers=places)


def _offer(rng: random.Random, number: int, weeks: int) -> Offer:
    sector = rng.choice(SECTORS)
    texts = rng.sample([row.task for row in BANK], 4)
    areas = [area(key, rng.randint(1, 4), rng.randint(1, 4)) for key in ("front", "back")]
    yes = rng.sample(CODES, rng.randint(5, len(CODES)))
    windows = [_window(rng, key, weeks) for key in range(rng.randint(1, 2))]
    place = offer(
        f"place {number}",
        sector,
        windows[0],
        areas=tuple(areas),
        tasks=tuple(
            replace(task, area=rng.choice(("front", "back"))) for task in tasks("front", *texts)
        ),
        answers={code: Answer.WILL_DO if code in yes else Answer.CANNOT for code in CODES},
        access=Access(entrance=rng.random() < 0.7, toilet=True, break_area=True, escape=True),
        supervision=rng.randint(1, 3),
    )
    return replace(place, windows=tuple(windows))


def _window(rng: random.Random, key: int, weeks: int) -> Window:
    monday = SPRING + timedelta(weeks=rng.randrange(weeks))
    return replace(
        window(
            monday,
            monday + timedelta(days=rng.choice((4, 4, 11))),
            rng.choice(("09:30-14:30", "10:00-15:00", "10:00-14:00")),
            rest=30,
            ages=rng.choice((14, 14, 15)),
            types=frozenset(USUAL),
        ),
        key=f"window {key}",
        places=rng.choice((1, 1, 1, 2, 3)),
    )


def _learner(rng: random.Random, number: int, offers: list[Offer], weeks: int) -> Learner:
    need = [Strength.MUST, Strength.IMPORTANT, Strength.PREFER]
    near = rng.sample(offers, k=max(1, len(offers) * 2 // 3)) if offers else []
    first = SPRING + timedelta(weeks=rng.randrange(max(1, weeks - 2)))
    return learner(
        f"learner {number}",
        date(2009, 9, 1) + timedelta(days=rng.randrange(3 * 365)),
        setting=f"school {number % 4}",
        request=request(
            *rng.sample((ExperienceType.BLK, ExperienceType.TAS, ExperienceType.VIS), 2),
            first=first,
            last=first + timedelta(days=28),
            asked_on=date(2027, 1, 4) - timedelta(days=rng.randrange(60)),
        ),
        interests=tuple(rng.sample(LIKES, rng.randint(0, 3))),
        hopes=tuple(rng.sample(HOPES, rng.randint(0, 1))),
        skills=(Skill(text="sorting"),),
        requirements=tuple(
            Requirement(strength=rng.choice(need), adjustments=(code,))
            for code in rng.sample(CODES, rng.randint(0, 3))
        ),
        senses=(most(Sense.NOISE, rng.randint(2, 5), rng.choice(need)),),
        headphones=rng.random() < 0.5,
        availability=days("".join(sorted(rng.sample("01234", rng.choice((4, 5, 5)))))),
        travel=Travel(
            band=5,
            max_minutes=60,
            journeys=tuple(
                Journey(site=place.site, mode=Mode.BUS, minutes=rng.randint(5, 60))
                for place in near
            ),
        ),
        history=tuple(_history(rng)),
    )


def _history(rng: random.Random) -> list[Experience]:
    return [
        Experience(
            type=ExperienceType.VIS,
            sectors=frozenset({rng.choice(SECTORS)}),
            last=date(2026, 6, 1),
            hours=float(rng.randint(2, 12)),
            evidenced=rng.random() < 0.7,
        )
        for _ in range(rng.randint(0, 2))
    ]

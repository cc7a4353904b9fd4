"""Rows of the tables, written out as the records that say the same."""

from datetime import date, timedelta

import numpy as np

from matching import (
    AgeLimit,
    Answer,
    Area,
    Cover,
    Experience,
    Insurance,
    Journey,
    Learner,
    Market,
    Mode,
    Never,
    Offer,
    Request,
    Requirement,
    SenseLimit,
    Strength,
    Task,
    Travel,
    Window,
)
from matching.candidates import EARTH_KM
from matching.tables import (
    ADJUSTMENTS,
    AIMS,
    BLOCKS,
    DISLIKES,
    NO_LIMIT,
    SECTORS,
    SENSES,
    TYPES,
    LearnerTable,
    OfferTable,
)
from tests.matching.scenario_market import hours

FIRST = date(2027, 3, 1)
LAST = date(2027, 5, 14)
LIMIT = 60


def written_out(learners: LearnerTable, offers: OfferTable) -> Market:
    """The market of two tables; learner and offer n have the key "n"."""
    return Market(
        today=date(2027, 1, 11),
        learners=tuple(_learner(learners, row, offers) for row in range(len(learners))),
        offers=tuple(_offer(offers, row) for row in range(len(offers))),
    )


def _set(bits: int, names) -> tuple:
    return tuple(name for bit, name in enumerate(names) if int(bits) >> bit & 1)


def _sectors(bits: int) -> frozenset[str]:
    return frozenset(_set(bits, [f"sector {number}" for number in range(SECTORS)]))


def _days(block: int) -> tuple[date, ...]:
    monday = FIRST + timedelta(weeks=2 * block)
    return tuple(monday + timedelta(days=day) for day in range(5))


def _learner(table: LearnerTable, row: int, offers: OfferTable) -> Learner:
    wants = (
        (Strength.MUST, table.must),
        (Strength.IMPORTANT, table.important),
        (Strength.PREFER, table.prefer),
    )
    busy = [block for block in range(BLOCKS) if not int(table.blocks[row]) >> block & 1]
    return Learner(
        key=str(row),
        setting="S1",
        number=str(row),
        date_of_birth=date(FIRST.year - 1 - int(table.age[row]), 6, 15),
        request=Request(
            types=_set(table.asked[row], TYPES),
            first=FIRST,
            last=LAST,
            asked_on=date(2027, 1, 4),
            aims=_set(table.aims[row], map(str, range(AIMS))),
        ),
        requirements=tuple(
            Requirement(strength=strength, adjustments=(code,))
            for strength, bits in wants
            for code in _set(bits[row], ADJUSTMENTS)
        ),
        senses=tuple(
            SenseLimit(
                sense=sense,
                most=int(table.most[row, column]),
                strength=Strength.MUST if table.strict[row, column] else Strength.PREFER,
            )
            for column, sense in enumerate(SENSES)
            if table.most[row, column] != NO_LIMIT
        ),
        headphones=bool(table.headphones[row]),
        dislikes=frozenset(_set(table.dislikes[row], DISLIKES)),
        never=Never(sectors=_sectors(table.never_sectors[row])),
        availability=dict.fromkeys(range(5), hours("08:00", "18:00")),
        unavailable=frozenset(day for block in busy for day in _days(block)),
        supervision=int(table.supervision[row]),
        travel=Travel(max_minutes=LIMIT, journeys=tuple(_journeys(table, row, offers))),
        history=(
            Experience(
                type=TYPES[table.rung[row]],
                sectors=_sectors(table.known_sectors[row]),
                evidenced=True,
            ),
        ),
        consent_to_look=True,
    )


def _journeys(table: LearnerTable, row: int, offers: OfferTable):
    """A way to each site: as long for the learner's limit as the straight line for theirs."""
    (north, east), (norths, easts) = table.place[row], offers.place.T
    shorter = np.sin((norths - north) / 2) ** 2
    shorter += np.cos(north) * np.cos(norths) * np.sin((easts - east) / 2) ** 2
    km = 2 * EARTH_KM * np.arcsin(np.sqrt(shorter))
    for site, minutes in enumerate((LIMIT * km / float(table.limit_km[row])).tolist()):
        yield Journey(site=str(site), mode=Mode.BUS, minutes=minutes)


def _offer(table: OfferTable, row: int) -> Offer:
    days = _days(int(table.block[row]))
    answers = dict.fromkeys(ADJUSTMENTS, Answer.CANNOT)
    answers |= dict.fromkeys(_set(table.accepts[row], ADJUSTMENTS), Answer.WILL_DO)
    answers |= dict.fromkeys(_set(table.helps[row], ADJUSTMENTS), Answer.CAN_WITH_HELP)
    levels = zip(SENSES, table.levels[row].tolist(), strict=True)
    task = {
        "area": "here",
        "flags": frozenset(dislike.value for dislike in _set(table.disliked[row], DISLIKES)),
        "aims": frozenset(_set(table.aims[row], map(str, range(AIMS)))),
    }
    return Offer(
        key=str(row),
        employer=str(row),
        site=str(row),
        stable_key=str(row),
        sectors=_sectors(table.sectors[row]),
        windows=(
            Window(
                key="window",
                types=frozenset(_set(table.taken[row], TYPES)),
                first=days[0],
                last=days[-1],
                hours=hours("10:00", "14:00"),
                break_minutes=30,
                ages=AgeLimit(youngest=int(table.youngest[row]), oldest=int(table.oldest[row])),
            ),
        ),
        areas=(Area(key="here", levels={sense: level for sense, level in levels if level}),),
        tasks=tuple(Task(key=key, text=key, **task) for key in ("one", "two", "three")),
        answers=answers,
        insurance=Insurance(cover=Cover.HELD, until=date(2027, 12, 31)),
        supervision=int(table.supervision[row]),
    )

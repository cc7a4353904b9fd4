"""Travel: how independently a learner travels, and by which means."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from webapp.catalogue.entries import Catalogue, CatalogueEntry


class TravelBand(IntEnum):
    """Bands of travel independence, from escorted to independent."""

    ESCORTED = 0
    DROPPED_OFF = 1
    WITH_AN_ADULT = 2
    PRACTISED_ROUTE = 3
    SIMPLE_NEW_ROUTE = 4
    INDEPENDENT = 5


class TravelMode(StrEnum):
    """The means of a journey."""

    WALK = "walk"
    CYCLE = "cycle"
    BUS = "bus"
    TRAIN = "train"
    TRAM = "tram"
    FAMILY_CAR = "family_car"
    TAXI = "taxi"
    MINIBUS = "minibus"


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelBandEntry(CatalogueEntry[TravelBand]):
    """A band in the words of a learner and of staff."""

    learner: str
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelModeEntry(CatalogueEntry[TravelMode]):
    """A means of travel: its name in lists, and how a learner says it."""

    name: str
    learner: str


TRAVEL_BANDS: Catalogue[TravelBand, TravelBandEntry] = Catalogue(
    TravelBand,
    (
        TravelBandEntry(
            code=TravelBand.ESCORTED,
            learner="An adult takes me from door to door",
            lead="Escorted door to door",
        ),
        TravelBandEntry(
            code=TravelBand.DROPPED_OFF,
            learner="A taxi, minibus or my family drops me off",
            lead="Taxi, minibus or family drop-off",
        ),
        TravelBandEntry(
            code=TravelBand.WITH_AN_ADULT,
            learner="I take the bus or train with an adult",
            lead="Public transport with an adult",
        ),
        TravelBandEntry(
            code=TravelBand.PRACTISED_ROUTE,
            learner="I travel alone on a way I have practised",
            lead="Known, practised route only",
        ),
        TravelBandEntry(
            code=TravelBand.SIMPLE_NEW_ROUTE,
            learner="I can go a new, easy way after we plan it",
            lead="Simple new route without a change, after planning",
        ),
        TravelBandEntry(
            code=TravelBand.INDEPENDENT,
            learner="I can travel on my own to new places",
            lead="Independent",
        ),
    ),
)
TRAVEL_MODES: Catalogue[TravelMode, TravelModeEntry] = Catalogue(
    TravelMode,
    (
        TravelModeEntry(code=TravelMode.WALK, name="Walk", learner="I walk or wheel there"),
        TravelModeEntry(code=TravelMode.CYCLE, name="Bicycle", learner="I ride my bike"),
        TravelModeEntry(code=TravelMode.BUS, name="Bus", learner="I take the bus"),
        TravelModeEntry(code=TravelMode.TRAIN, name="Train", learner="I take the train"),
        TravelModeEntry(code=TravelMode.TRAM, name="Tram or metro", learner="I take the tram"),
        TravelModeEntry(
            code=TravelMode.FAMILY_CAR, name="Family car", learner="My family drives me"
        ),
        TravelModeEntry(code=TravelMode.TAXI, name="Taxi", learner="A taxi takes me"),
        TravelModeEntry(
            code=TravelMode.MINIBUS,
            name="School or college minibus",
            learner="The minibus takes me",
        ),
    ),
)

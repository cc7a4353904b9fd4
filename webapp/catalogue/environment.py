"""What a workplace is like: five-point scales and short lists, with everyday anchors."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from webapp.catalogue.entries import Catalogue, Named, Worded
from webapp.catalogue.sheets import Row, tables, text, toml_rows

LEVELS = (1, 2, 3, 4, 5)


class Dimension(StrEnum):
    """What is measured from 1 (easiest) to 5 (hardest on the senses)."""

    NOISE = "noise"
    CROWD = "crowd"
    LIGHT = "light"
    TEMPERATURE = "temperature"
    SMELL = "smell"
    TOUCH = "touch"
    PACE = "pace"
    SURPRISES = "surprises"


SENSES = (
    Dimension.NOISE,
    Dimension.LIGHT,
    Dimension.CROWD,
    Dimension.TEMPERATURE,
    Dimension.SMELL,
    Dimension.TOUCH,
)


class Light(StrEnum):
    """Kinds of light in an area; one area may have several."""

    NATURAL = "natural"
    SOFT = "soft"
    BRIGHT = "bright"
    FLICKERING = "flickering"
    DIM = "dim"
    CHANGES = "changes"


class Temperature(StrEnum):
    """How warm an area is."""

    STEADY = "steady"
    COLD = "cold"
    HOT = "hot"
    OUTDOORS = "outdoors"


class Smell(StrEnum):
    """Kinds of smell in an area."""

    NONE = "none"
    FOOD = "food"
    CHEMICAL = "chemical"
    ANIMAL = "animal"


class Floor(StrEnum):
    """Kinds of floor in an area."""

    LEVEL = "level"
    UNEVEN = "uneven"
    WET = "wet"


class Stairs(StrEnum):
    """Stairs on the way to an area."""

    NONE = "none"
    FEW = "few"
    MANY = "many"
    LIFT = "lift"


class Doors(StrEnum):
    """Kinds of door on the way to an area."""

    AUTOMATIC = "automatic"
    LIGHT = "light"
    HEAVY = "heavy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One point of a scale in the words of an employer and of a learner."""

    number: int
    employer: str
    learner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionEntry(Worded[Dimension]):
    """A scale: the question, how to think about it, and its five levels."""

    hint: str
    levels: tuple[Level, ...]


def _entry(code: str, row: Row) -> DimensionEntry:
    return DimensionEntry(
        code=Dimension(code),
        employer=text(row, "employer"),
        learner=text(row, "learner"),
        hint=text(row, "hint"),
        levels=tuple(
            Level(number=number, employer=text(words, "employer"), learner=text(words, "learner"))
            for number, words in zip(LEVELS, tables(row, "levels"), strict=True)
        ),
    )


DIMENSIONS: Catalogue[Dimension, DimensionEntry] = Catalogue(
    Dimension, (_entry(code, row) for code, row in toml_rows("environment.toml"))
)
LIGHTS: Catalogue[Light, Named[Light]] = Catalogue(
    Light,
    (
        Named(code=Light.NATURAL, name="Daylight"),
        Named(code=Light.SOFT, name="Soft lamps"),
        Named(code=Light.BRIGHT, name="Bright lights"),
        Named(code=Light.FLICKERING, name="Flickering lights"),
        Named(code=Light.DIM, name="Dim"),
        Named(code=Light.CHANGES, name="Light that changes"),
    ),
)
TEMPERATURES: Catalogue[Temperature, Named[Temperature]] = Catalogue(
    Temperature,
    (
        Named(code=Temperature.STEADY, name="Steady indoors"),
        Named(code=Temperature.COLD, name="Cold"),
        Named(code=Temperature.HOT, name="Hot"),
        Named(code=Temperature.OUTDOORS, name="Outdoors: as the weather is"),
    ),
)
SMELLS: Catalogue[Smell, Named[Smell]] = Catalogue(
    Smell,
    (
        Named(code=Smell.NONE, name="No smells"),
        Named(code=Smell.FOOD, name="Food smells"),
        Named(code=Smell.CHEMICAL, name="Chemical smells"),
        Named(code=Smell.ANIMAL, name="Animal smells"),
    ),
)
FLOORS: Catalogue[Floor, Named[Floor]] = Catalogue(
    Floor,
    (
        Named(code=Floor.LEVEL, name="Level floor"),
        Named(code=Floor.UNEVEN, name="Uneven floor"),
        Named(code=Floor.WET, name="Wet floor"),
    ),
)
STAIRS: Catalogue[Stairs, Named[Stairs]] = Catalogue(
    Stairs,
    (
        Named(code=Stairs.NONE, name="No stairs"),
        Named(code=Stairs.FEW, name="A few steps"),
        Named(code=Stairs.MANY, name="Many stairs"),
        Named(code=Stairs.LIFT, name="Stairs and a lift"),
    ),
)
DOORS: Catalogue[Doors, Named[Doors]] = Catalogue(
    Doors,
    (
        Named(code=Doors.AUTOMATIC, name="Automatic doors"),
        Named(code=Doors.LIGHT, name="Doors that open easily"),
        Named(code=Doors.HEAVY, name="Heavy doors"),
    ),
)

# The level a kind stands for when an employer gives the kind and no level of its own.
LIGHT_LEVELS: MappingProxyType[Light, int] = MappingProxyType(
    {
        Light.NATURAL: 1,
        Light.SOFT: 1,
        Light.DIM: 2,
        Light.BRIGHT: 3,
        Light.CHANGES: 4,
        Light.FLICKERING: 5,
    }
)
TEMPERATURE_LEVELS: MappingProxyType[Temperature, int] = MappingProxyType(
    {
        Temperature.STEADY: 1,
        Temperature.OUTDOORS: 3,
        Temperature.COLD: 4,
        Temperature.HOT: 4,
    }
)
SMELL_LEVELS: MappingProxyType[Smell, int] = MappingProxyType(
    {Smell.NONE: 1, Smell.FOOD: 3, Smell.ANIMAL: 4, Smell.CHEMICAL: 5}
)

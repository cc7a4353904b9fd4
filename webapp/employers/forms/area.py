"""An area: how loud, busy, bright and quick it is, what is underfoot, what could hurt."""

from dataclasses import replace

from webapp.catalogue.environment import (
    DIMENSIONS,
    DOORS,
    FLOORS,
    LIGHTS,
    SMELLS,
    STAIRS,
    Dimension,
    Doors,
    Floor,
    Light,
    Smell,
    Stairs,
)
from webapp.catalogue.hazards import HAZARDS, Hazard
from webapp.core.forms import ChoiceField, Form, ManyChoicesField, Needed, ScaleField, TextField
from webapp.core.forms.answers import NOT_SURE
from webapp.employers.registration import AreaDetails

BLANK_AREA = AreaDetails(name="")
INDOORS = {"indoors": 100, "both": 50, "outdoors": 0}


def _scale(dimension: Dimension) -> ScaleField:
    entry = DIMENSIONS[dimension]
    one, two, three, four, five = (level.employer for level in entry.levels)
    return ScaleField(
        entry.employer,
        words=(one, two, three, four, five),
        description=entry.hint,
        validators=[Needed("Choose a number. “Not sure” is fine")],
    )


def level_of(answer: str | None) -> int | None:
    """Return the level an answer of a scale stands for; not sure is not known."""
    return int(answer) if answer and answer.isdigit() else None


def _shown_level(level: int | None) -> str:
    return str(level or NOT_SURE)


class AreaForm(Form):
    """A part of the workplace: how loud and how busy."""

    name = TextField(
        "What do you call this area?",
        longest=80,
        description="For example: shop floor, kitchen, depot, office.",
        validators=[Needed("Enter a name for this area")],
    )
    noise = _scale(Dimension.NOISE)
    crowd = _scale(Dimension.CROWD)
    pace = _scale(Dimension.PACE)
    surprises = _scale(Dimension.SURPRISES)

    @staticmethod
    def shown(details: AreaDetails) -> dict[str, object]:
        """Return what stands in the fields; an area without a name was never described."""
        if not details.name:
            return {}
        around = details.surroundings
        return {
            "name": details.name,
            "noise": _shown_level(details.noise),
            "crowd": _shown_level(details.crowd),
            "pace": _shown_level(around.pace),
            "surprises": _shown_level(around.surprises),
        }

    def details(self, before: AreaDetails = BLANK_AREA) -> AreaDetails:
        """Return the area with these answers."""
        return replace(
            before,
            name=self.name.data or "",
            noise=level_of(self.noise.data),
            crowd=level_of(self.crowd.data),
            surroundings=replace(
                before.surroundings,
                pace=level_of(self.pace.data),
                surprises=level_of(self.surprises.data),
            ),
        )


class SensesForm(Form):
    """What someone sees, feels and smells in an area."""

    light = _scale(Dimension.LIGHT)
    temperature = _scale(Dimension.TEMPERATURE)
    smell = _scale(Dimension.SMELL)
    touch = _scale(Dimension.TOUCH)
    lights = ManyChoicesField(
        "Which kinds of light? (optional)",
        choices=[(entry.code.value, entry.name) for entry in LIGHTS],
    )
    smells = ManyChoicesField(
        "Which kinds of smell? (optional)",
        choices=[(entry.code.value, entry.name) for entry in SMELLS],
    )

    @staticmethod
    def shown(details: AreaDetails) -> dict[str, object]:
        """Return what stands in the fields; an area without a name was never described."""
        if not details.name:
            return {}
        around = details.surroundings
        return {
            "light": _shown_level(details.light),
            "temperature": _shown_level(details.temperature),
            "smell": _shown_level(details.smell),
            "touch": _shown_level(details.touch),
            "lights": [code.value for code in around.lights],
            "smells": [code.value for code in around.smells],
        }

    def details(self, before: AreaDetails = BLANK_AREA) -> AreaDetails:
        """Return the area with these answers."""
        return replace(
            before,
            light=level_of(self.light.data),
            temperature=level_of(self.temperature.data),
            smell=level_of(self.smell.data),
            touch=level_of(self.touch.data),
            surroundings=replace(
                before.surroundings,
                lights=tuple(Light(code) for code in self.lights.data or ()),
                smells=tuple(Smell(code) for code in self.smells.data or ()),
            ),
        )


class AroundForm(Form):
    """Floors, stairs and doors, and what could hurt."""

    indoors = ChoiceField(
        "Is it indoors? (optional)",
        choices=(("indoors", "Indoors"), ("outdoors", "Outdoors"), ("both", "Some of each")),
    )
    stairs = ChoiceField(
        "Are there stairs on the way?",
        choices=[*((entry.code.value, entry.name) for entry in STAIRS), (NOT_SURE, "Not sure")],
        validators=[Needed("Choose an answer. “Not sure” is fine")],
    )
    doors = ChoiceField(
        "What are the doors like? (optional)",
        choices=[(entry.code.value, entry.name) for entry in DOORS],
    )
    floors = ManyChoicesField(
        "What is the floor like? (optional)",
        choices=[(entry.code.value, entry.name) for entry in FLOORS],
    )
    music = ChoiceField(
        "Is there music or a radio? (optional)", choices=(("yes", "Yes"), ("no", "No"))
    )
    hazards = ManyChoicesField(
        "Which of these are in this area?",
        description="Choose any. Leave blank if none. Nothing here rules you out.",
        choices=[(entry.code.value, entry.employer) for entry in HAZARDS],
    )
    allergens = TextField(
        "Things here that people can be allergic to (optional)",
        longest=200,
        description="For example: nuts, latex, animal hair. Put a comma between them.",
    )

    @staticmethod
    def shown(details: AreaDetails) -> dict[str, object]:
        """Return what stands in the fields; an area without a name was never described."""
        if not details.name:
            return {}
        around = details.surroundings
        where = {percent: code for code, percent in INDOORS.items()}
        known = around.indoor_percent
        return {
            "indoors": where.get(known, "both") if known is not None else None,
            "stairs": around.stairs.value if around.stairs else NOT_SURE,
            "doors": around.doors.value if around.doors else None,
            "floors": [code.value for code in around.floors],
            "music": {True: "yes", False: "no", None: None}[around.music],
            "hazards": [code.value for code in details.hazards],
            "allergens": ", ".join(details.allergens),
        }

    def details(self, before: AreaDetails = BLANK_AREA) -> AreaDetails:
        """Return the area with these answers."""
        stairs, doors, music = self.stairs.data, self.doors.data, self.music.data
        named = (self.allergens.data or "").split(",")
        return replace(
            before,
            hazards=tuple(Hazard(code) for code in self.hazards.data or ()),
            allergens=tuple(" ".join(name.split()) for name in named if name.strip()),
            surroundings=replace(
                before.surroundings,
                indoor_percent=self._indoor_percent(before),
                stairs=Stairs(stairs) if stairs and stairs != NOT_SURE else None,
                doors=Doors(doors) if doors else None,
                floors=tuple(Floor(code) for code in self.floors.data or ()),
                music={"yes": True, "no": False}.get(music or ""),
            ),
        )

    def _indoor_percent(self, before: AreaDetails) -> int | None:
        """Return the share indoors; a share known more exactly than “some of each” stays."""
        known = before.surroundings.indoor_percent
        if self.indoors.data == "both" and known not in {None, 0, 100}:
            return known
        return INDOORS.get(self.indoors.data or "")

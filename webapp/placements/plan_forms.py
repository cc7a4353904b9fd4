"""What leads fill in about plans for many learners."""

from collections.abc import Iterable

from wtforms.validators import Length

from webapp.core.forms import (
    ChoiceField,
    Form,
    LongTextField,
    ManyChoicesField,
    Needed,
)
from webapp.learners.models import Learner
from webapp.placements.plans import Aim, Asked

ASKED, EVERYONE = "asked", "everyone"
MOST_WANTED = 3
FEWEST_APART = 2
CHOOSE_TWO = "Tick two learners or more"


class PlanForm(Form):
    """Who a plan is for, and what it aims for."""

    years = ManyChoicesField("Which years?", description="Tick none for every year.")
    who = ChoiceField(
        "Which learners?",
        choices=(
            (ASKED, "Those who asked for a place"),
            (EVERYONE, "Everybody, to see who has not asked yet"),
        ),
        default=ASKED,
        validators=[Needed("Choose which learners the plan is for")],
    )
    wanted = ChoiceField(
        "How many places for each learner?",
        description="Places that are approved count.",
        choices=[(str(number), str(number)) for number in range(1, MOST_WANTED + 1)],
        default="1",
        validators=[Needed("Choose how many places each learner gets")],
    )
    aim = ChoiceField(
        "What comes first, once as many as can be have a place?",
        choices=(
            (Aim.FAIR, "Nobody is left with a poor fit who need not be"),
            (Aim.PLACED, "The highest fit of all together"),
        ),
        default=Aim.FAIR,
        validators=[Needed("Choose what comes first")],
    )

    def offer_years(self, years: Iterable[int]) -> None:
        """Let the lead choose from the years there are."""
        self.years.choices = [(str(year), f"Year {year}") for year in years]

    def asked(self) -> Asked:
        """Return what was chosen."""
        return Asked(
            years=tuple(int(year) for year in self.years.data),
            everyone=self.who.data == EVERYONE,
            wanted=int(self.wanted.data),
            aim=Aim(self.aim.data),
        )


class WishForm(Form):
    """Why a learner stays at a place, or never goes there."""

    why = LongTextField(
        "Why?",
        description="For staff only. For example: the family know the manager.",
        validators=[
            Needed("Write why, in one sentence"),
            Length(max=300, message="Write at most 300 letters"),
        ],
    )


class ApartForm(Form):
    """Learners who never meet at one employer."""

    learners = ManyChoicesField("Who is kept apart?")
    why = LongTextField(
        "Why?",
        description="For staff only. Write no more than is needed.",
        validators=[
            Needed("Write why, in one sentence"),
            Length(max=300, message="Write at most 300 letters"),
        ],
    )

    def offer_learners(self, found: Iterable[Learner]) -> None:
        """Let the lead choose from these learners."""
        self.learners.choices = [(str(one.id), f"{one.known_as} {one.surname}") for one in found]

    def has_enough(self) -> bool:
        """Return whether there is a group; says what is missing where there is none."""
        if len(self.learners.data) >= FEWEST_APART:
            return True
        self.say("learners", CHOOSE_TWO)
        return False

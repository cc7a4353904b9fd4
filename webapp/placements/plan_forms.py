"""What leads fill in about plans for many learners."""

from collections.abc import Iterable

from wtforms.validators import Length

from webapp.core.forms import (
    ChoiceField,
    Form,
    LongTextField,
    ManyChoicesField,
    Needed,
    SelectOneField,
)
from webapp.learners.models import Learner
from webapp.placements.plans import Aim, Asked

ASKED, EVERYONE = "asked", "everyone"
MOST_WANTED = 3
FEWEST_APART = 2
CHOOSE_TWO = "Tick two learners or more"


def reason(hint: str) -> LongTextField:
    """Return the field for why a lead wants something of every plan."""
    return LongTextField(
        "Why?",
        description=hint,
        validators=[
            Needed("Write why, in one sentence"),
            Length(max=300, message="Write at most 300 letters"),
        ],
    )


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


class WhyNotForm(Form):
    """A place that a lead wonders about."""

    offer = SelectOneField("Choose a place", prompt="No place chosen")

    def offer_places(self, found: Iterable[tuple[str, str]], *, chosen: str | None) -> None:
        """Let the lead choose from these places."""
        self.offer.choices = list(found)
        self.offer.data = chosen


class WishForm(Form):
    """Why a learner stays at a place, or never goes there."""

    why = reason("For staff only. For example: the family know the manager.")


class ApartForm(Form):
    """Learners who never meet at one employer."""

    learners = ManyChoicesField("Who is kept apart?")
    why = reason("For staff only. Write no more than is needed.")

    def offer_learners(self, found: Iterable[Learner]) -> None:
        """Let the lead choose from these learners."""
        self.learners.choices = [(str(one.id), f"{one.known_as} {one.surname}") for one in found]

    def has_enough(self) -> bool:
        """Return whether there is a group; says what is missing where there is none."""
        if len(self.learners.data) >= FEWEST_APART:
            return True
        self.say("learners", CHOOSE_TWO)
        return False

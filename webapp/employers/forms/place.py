"""Where the work is: the site, its insurance, and the areas in it."""

from dataclasses import replace

from wtforms import Field
from wtforms.validators import ValidationError

from webapp.catalogue.environment import DIMENSIONS, Dimension
from webapp.catalogue.hazards import HAZARDS, Hazard
from webapp.core import clock, postcodes
from webapp.core.forms import (
    ChoiceField,
    Form,
    LongTextField,
    ManyChoicesField,
    Needed,
    NeededIf,
    PostcodeField,
    ScaleField,
    TextField,
    TickField,
    UkDateField,
)
from webapp.core.postcodes import BadPostcode, UnknownPostcode
from webapp.employers.models import Insurance
from webapp.employers.registration import AreaDetails, InsuranceDetails, SiteDetails

BLANK_SITE = SiteDetails(name="", address="", postcode="")
BLANK_INSURANCE = InsuranceDetails(answer=Insurance.NOT_YET)
BLANK_AREA = AreaDetails(name="")

UNKNOWN_POSTCODE = "We cannot find this postcode in England. Check the letters and numbers"
INSURANCE_ENDED = "This date has passed. Enter when your cover ends now, or choose “Not yet”"


class SiteForm(Form):
    """One address, as a visitor would find it."""

    name = TextField(
        "What do you call this place?",
        longest=120,
        description="For example: Main shop, Depot, Millbrook station.",
        validators=[Needed("Enter a name for this place")],
    )
    address = LongTextField(
        "Address", longest=300, validators=[Needed("Enter the street and the town")]
    )
    postcode = PostcodeField("Postcode", validators=[Needed("Enter the postcode")])
    which_door = TextField(
        "Which door do people use? (optional)",
        longest=200,
        description="For example: the blue door by the clock.",
    )
    is_private_home = TickField(
        "This is someone’s home",
        description="That is fine. A person from the school looks at it first.",
    )

    def validate_postcode(self, field: Field) -> None:
        """Refuse a postcode that is nowhere in England."""
        if not field.data or field.errors:
            return
        try:
            postcodes.lookup(field.data)
        except (BadPostcode, UnknownPostcode):
            raise ValidationError(UNKNOWN_POSTCODE) from None

    @staticmethod
    def shown(details: SiteDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        return {
            "name": details.name,
            "address": details.address,
            "postcode": details.postcode,
            "which_door": details.which_door or "",
            "is_private_home": details.is_private_home,
        }

    def details(self, before: SiteDetails = BLANK_SITE) -> SiteDetails:
        """Return the site with these answers."""
        return replace(
            before,
            name=self.name.data or "",
            address=self.address.data or "",
            postcode=self.postcode.data or "",
            which_door=self.which_door.data or None,
            is_private_home=bool(self.is_private_home.data),
        )


class InsuranceForm(Form):
    """Employers’ liability cover."""

    answer = ChoiceField(
        "Do you have employers’ liability insurance?",
        description="It normally covers young people on work experience at no extra cost.",
        choices=(
            (Insurance.HELD.value, "Yes, we have a certificate"),
            (Insurance.EXEMPT_PUBLIC.value, "We are a public body and do not need it"),
            (Insurance.EXEMPT_OTHER.value, "We do not need it for another reason"),
            (Insurance.NOT_YET.value, "Not yet"),
        ),
        validators=[Needed("Choose an answer. “Not yet” is fine for now")],
    )
    insurer = TextField(
        "Who is it with? (optional)", longest=120, description="Only if you have a certificate."
    )
    until = UkDateField(
        "When does it end?",
        what="date your cover ends",
        description="Only if you have a certificate. For example, 31 8 2027.",
        validators=[
            NeededIf("answer", (Insurance.HELD.value,), "Enter the date your cover ends"),
        ],
    )
    reason = TextField(
        "Why do you not need it?",
        longest=300,
        description="Only if you do not need it for another reason.",
        validators=[
            NeededIf("answer", (Insurance.EXEMPT_OTHER.value,), "Say why you do not need cover"),
        ],
    )

    def validate_until(self, field: Field) -> None:
        """Refuse a certificate that has run out."""
        held = self.answer.data == Insurance.HELD.value
        if held and field.data is not None and field.data < clock.today():
            raise ValidationError(INSURANCE_ENDED)

    @staticmethod
    def shown(details: InsuranceDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        return {
            "answer": details.answer.value,
            "insurer": details.insurer or "",
            "until": details.until,
            "reason": details.reason or "",
        }

    def details(self, before: InsuranceDetails = BLANK_INSURANCE) -> InsuranceDetails:
        """Return the insurance with these answers; what does not belong to the answer goes."""
        answer = Insurance(self.answer.data)
        held = answer is Insurance.HELD
        return replace(
            before,
            answer=answer,
            insurer=(self.insurer.data or None) if held else None,
            until=self.until.data if held else None,
            reason=(self.reason.data or None) if answer is Insurance.EXEMPT_OTHER else None,
        )


def _scale(dimension: Dimension, missing: str) -> ScaleField:
    entry = DIMENSIONS[dimension]
    one, two, three, four, five = (level.employer for level in entry.levels)
    return ScaleField(
        entry.employer,
        words=(one, two, three, four, five),
        description=entry.hint,
        validators=[Needed(missing)],
    )


def level_of(answer: str | None) -> int | None:
    """Return the level an answer of a scale stands for; not sure is not known."""
    return int(answer) if answer and answer.isdigit() else None


class AreaForm(Form):
    """A part of the workplace: how loud, how busy, what could hurt."""

    name = TextField(
        "What do you call this area?",
        longest=80,
        description="For example: shop floor, kitchen, depot, office.",
        validators=[Needed("Enter a name for this area")],
    )
    noise = _scale(Dimension.NOISE, "Say how loud it is. “Not sure” is fine")
    crowd = _scale(Dimension.CROWD, "Say how many people are close by. “Not sure” is fine")
    hazards = ManyChoicesField(
        "Which of these are in this area?",
        description="Choose any. Leave blank if none. Nothing here rules you out.",
        choices=[(entry.code.value, entry.employer) for entry in HAZARDS],
    )

    @staticmethod
    def shown(details: AreaDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        return {
            "name": details.name,
            "noise": str(details.noise or "not_sure"),
            "crowd": str(details.crowd or "not_sure"),
            "hazards": [code.value for code in details.hazards],
        }

    def details(self, before: AreaDetails = BLANK_AREA) -> AreaDetails:
        """Return the area with these answers."""
        return replace(
            before,
            name=self.name.data or "",
            noise=level_of(self.noise.data),
            crowd=level_of(self.crowd.data),
            hazards=tuple(Hazard(code) for code in self.hazards.data or ()),
        )

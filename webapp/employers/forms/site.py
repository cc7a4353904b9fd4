"""A site: where it is, how to get there, and what a day there is like."""

from dataclasses import replace

from wtforms import Field
from wtforms.validators import ValidationError

from webapp.core import postcodes
from webapp.core.forms import (
    Between,
    ChoiceField,
    Form,
    LongTextField,
    ManyChoicesField,
    Needed,
    PostcodeField,
    TextField,
    TickField,
    WholeNumberField,
)
from webapp.core.postcodes import BadPostcode, UnknownPostcode
from webapp.employers.models import ProtectiveGearFrom, YesNoNotSure
from webapp.employers.registration import SiteDetails

BLANK_SITE = SiteDetails(name="", address="", postcode="")
UNKNOWN_POSTCODE = "We cannot find this postcode in England. Check the letters and numbers"
YES_NO_NOT_SURE = (
    (YesNoNotSure.YES.value, "Yes"),
    (YesNoNotSure.NO.value, "No"),
    (YesNoNotSure.NOT_SURE.value, "Not sure"),
)


def yes_no_not_sure(answer: str | None) -> YesNoNotSure | None:
    """Return the answer of a question where not knowing is allowed; None for none."""
    return YesNoNotSure(answer) if answer else None


class WhereForm(Form):
    """One address, as a visitor would find it."""

    name = TextField(
        "What do you call this place?",
        longest=120,
        description="For example: Main shop, Depot, Millbrook station.",
        validators=[Needed("Enter a name for this place")],
    )
    address = LongTextField(
        "Address",
        longest=300,
        render_kw={"rows": 3, "autocomplete": "street-address"},
        validators=[Needed("Enter the street and the town")],
    )
    postcode = PostcodeField(
        "Postcode",
        render_kw={"autocomplete": "postal-code", "width": 10},
        validators=[Needed("Enter the postcode")],
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
            "is_private_home": details.is_private_home,
        }

    def details(self, before: SiteDetails = BLANK_SITE) -> SiteDetails:
        """Return the site with these answers."""
        return replace(
            before,
            name=self.name.data or "",
            address=self.address.data or "",
            postcode=self.postcode.data or "",
            is_private_home=bool(self.is_private_home.data),
        )


PARKING = (
    ("none", "None"),
    ("street", "On the street"),
    ("car_park", "A car park"),
    ("bay", "A place where a taxi or minibus can stop"),
    ("blue_badge", "A Blue Badge space"),
    ("not_sure", "Not sure"),
)


class GettingHereForm(Form):
    """The door, the bus and the car."""

    which_door = TextField(
        "Which door do people use? (optional)",
        longest=200,
        description="For example: the blue door by the clock.",
    )
    is_stop_near = ChoiceField(
        "Is there a bus stop or a station nearby?",
        choices=YES_NO_NOT_SURE,
        validators=[Needed("Choose an answer. “Not sure” is fine")],
    )
    nearest_stop = TextField("Which one is nearest? (optional)", longest=120)
    walk_metres = WholeNumberField(
        "How many metres is the walk from there? (optional)",
        what="metres",
        description="10 minutes on foot is about 800 metres.",
        render_kw={"width": 5, "inputmode": "numeric"},
        validators=[Between(0, 10_000, "Enter metres from 0 to 10,000")],
    )
    public_transport = TextField(
        "Which buses or trains stop there? (optional)",
        longest=300,
        description="For example: bus 12 and bus 53.",
    )
    parking = ManyChoicesField(
        "Where can a car stop?",
        description="Choose all there are.",
        choices=PARKING,
        validators=[Needed("Choose at least one. “Not sure” is fine")],
    )
    what3words = TextField(
        "The three words of the door, if you use what3words (optional)", longest=60
    )

    @staticmethod
    def shown(details: SiteDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        return {
            "which_door": details.which_door or "",
            "is_stop_near": details.is_stop_near.value if details.is_stop_near else None,
            "nearest_stop": details.nearest_stop or "",
            "walk_metres": details.walk_metres,
            "public_transport": details.public_transport or "",
            "parking": list(details.parking),
            "what3words": details.what3words or "",
        }

    def details(self, before: SiteDetails = BLANK_SITE) -> SiteDetails:
        """Return the site with these answers."""
        return replace(
            before,
            which_door=self.which_door.data or None,
            is_stop_near=yes_no_not_sure(self.is_stop_near.data),
            nearest_stop=self.nearest_stop.data or None,
            walk_metres=self.walk_metres.data,
            public_transport=self.public_transport.data or None,
            parking=tuple(self.parking.data or ()),
            what3words=self.what3words.data or None,
        )


TOILETS = (
    ("ordinary", "An ordinary toilet"),
    ("accessible", "An accessible toilet on the same floor"),
    ("accessible_elsewhere", "An accessible toilet on another floor"),
    ("changing_place", "A Changing Places toilet"),
    ("not_sure", "Not sure"),
)
LUNCH = (
    ("room", "A room to sit in"),
    ("buy", "Food to buy"),
    ("free", "Free food or drink"),
    ("fridge", "A fridge"),
    ("microwave", "A microwave"),
    ("outside", "Places nearby to go to"),
    ("not_sure", "Not sure"),
)


class BreaksForm(Form):
    """Toilets, breaks and lunch."""

    toilets = ManyChoicesField(
        "Which toilets are there?",
        description="Choose all there are.",
        choices=TOILETS,
        validators=[Needed("Choose at least one. “Not sure” is fine")],
    )
    breaks = TextField(
        "Where do people have their break? (optional)",
        longest=300,
        description="For example: the staff room by the back door, 15 minutes at 11am.",
    )
    quiet_place = TextField(
        "Is there a quiet place for a break? (optional)",
        longest=200,
        description="For example: the bench in the yard. A parked car counts too.",
    )
    lunch = ManyChoicesField(
        "What is there for lunch?",
        description="Choose all there are.",
        choices=LUNCH,
        validators=[Needed("Choose at least one. “Not sure” is fine")],
    )

    @staticmethod
    def shown(details: SiteDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        return {
            "toilets": list(details.toilets),
            "breaks": details.breaks or "",
            "quiet_place": details.quiet_place or "",
            "lunch": list(details.lunch),
        }

    def details(self, before: SiteDetails = BLANK_SITE) -> SiteDetails:
        """Return the site with these answers."""
        return replace(
            before,
            toilets=tuple(self.toilets.data or ()),
            breaks=self.breaks.data or None,
            quiet_place=self.quiet_place.data or None,
            lunch=tuple(self.lunch.data or ()),
        )


GEAR_FROM = (
    (ProtectiveGearFrom.NOT_NEEDED.value, "None is needed"),
    (ProtectiveGearFrom.EMPLOYER.value, "We give it to them"),
    (ProtectiveGearFrom.SETTING.value, "The school gives it"),
    (ProtectiveGearFrom.LEARNER.value, "They bring their own"),
    (ProtectiveGearFrom.NOT_SURE.value, "Not sure"),
)


class RulesForm(Form):
    """What to wear, and the rules a newcomer would not guess."""

    dress = TextField(
        "What do people wear? (optional)",
        longest=300,
        description="For example: dark trousers and flat shoes. We give them a polo shirt.",
    )
    dress_feel = TextField(
        "Is any of it itchy, tight or loud? (optional)",
        longest=200,
        description="Some people find that very hard. It can often be changed.",
    )
    ppe_from = ChoiceField(
        "Who provides protective gear?",
        description="Such as gloves, boots, a high-visibility vest.",
        choices=GEAR_FROM,
        validators=[Needed("Choose an answer. “Not sure” is fine")],
    )
    ppe = TextField("Which gear? (optional)", longest=300)
    surprising_rules = LongTextField(
        "Which of your rules might surprise someone? (optional)",
        longest=600,
        description=(
            "Phones, chewing gum, swearing, the radio, first names. "
            "For example: We all use first names. The radio is always on."
        ),
        render_kw={"rows": 3},
    )

    @staticmethod
    def shown(details: SiteDetails) -> dict[str, object]:
        """Return what stands in the fields."""
        return {
            "dress": details.dress or "",
            "dress_feel": details.dress_feel or "",
            "ppe_from": details.ppe_from.value if details.ppe_from else None,
            "ppe": details.ppe or "",
            "surprising_rules": details.surprising_rules or "",
        }

    def details(self, before: SiteDetails = BLANK_SITE) -> SiteDetails:
        """Return the site with these answers."""
        source = self.ppe_from.data
        return replace(
            before,
            dress=self.dress.data or None,
            dress_feel=self.dress_feel.data or None,
            ppe_from=ProtectiveGearFrom(source) if source else None,
            ppe=self.ppe.data or None,
            surprising_rules=self.surprising_rules.data or None,
        )

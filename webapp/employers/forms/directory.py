"""Searching the employers."""

from webapp.catalogue.adjustments import ADJUSTMENTS
from webapp.catalogue.sectors import SECTORS
from webapp.core.forms import Form, NotBefore, PostcodeField, SelectOneField, TextField, UkDateField
from webapp.employers.directory import Confirmed
from webapp.employers.models import Readiness

READINESS_WORDS = {
    Readiness.ENQUIRING: "Asked about it",
    Readiness.REGISTERED: "Registered",
    Readiness.CHECKED: "Checked",
    Readiness.READY_FOR_VISITS: "Ready for visits",
    Readiness.READY_FOR_PLACEMENTS: "Ready for placements",
    Readiness.EXPERIENCED: "Experienced",
    Readiness.CHAMPION: "Helps other employers",
}
KILOMETRES = ("2", "5", "10", "20", "40")
USUAL_KILOMETRES = "10"


class SearchForm(Form):
    """What a lead looks for. Everything may be left empty."""

    name = TextField("Name", longest=120)
    sector = SelectOneField(
        "Kind of work",
        prompt="Any kind",
        choices=[(entry.code.value, entry.employer) for entry in SECTORS],
    )
    postcode = PostcodeField("Near this postcode", longest=12)
    km = SelectOneField(
        "How far, in a straight line",
        prompt="Up to 10 km",
        choices=[(km, f"Up to {km} km") for km in KILOMETRES if km != USUAL_KILOMETRES],
    )
    town = TextField("Town or street", longest=80)
    adjustment = SelectOneField(
        "A change they have promised",
        prompt="Any",
        choices=[(entry.code.value, entry.employer) for entry in ADJUSTMENTS],
    )
    first = UkDateField("Free places from", what="first day")
    last = UkDateField(
        "Free places until",
        what="last day",
        validators=[NotBefore("first", "Enter a last day that is not before the first")],
    )
    readiness = SelectOneField(
        "How far they are",
        prompt="Any",
        choices=[(code.value, words) for code, words in READINESS_WORDS.items()],
    )
    confirmed = SelectOneField(
        "Last confirmed",
        prompt="Any time",
        choices=[
            (Confirmed.QUARTER.value, "In the last 3 months"),
            (Confirmed.YEAR.value, "In the last year"),
            (Confirmed.OLDER.value, "More than a year ago"),
        ],
    )

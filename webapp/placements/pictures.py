"""Which picture stands for a workplace, a journey, a rule: decoration, always beside words."""

import re

from webapp.catalogue.sectors import SECTORS
from webapp.employers.models import Employer
from webapp.placements.explanations import Words
from webapp.placements.models import Placement, Proposal

JOURNEY_PICTURES = {
    "walk": "walk",
    "cycle": "bicycle",
    "bus": "bus",
    "train": "train",
    "tram": "train",
    "family_car": "car",
    "taxi": "taxi",
    "minibus": "minibus",
}
REASON_PICTURES = {"HR-11": "loud", "HR-15": "people", "HR-10": "idea", "HR-04": "tools"}


NAME_PICTURES = {"railway": "railway", "library": "books", "bus": "bus", "school": "school"}
"""Words of a name that say more about a place than its kind of work does."""

TASK_PICTURES = {
    "ticket": "ticket",
    "tickets": "ticket",
    "leaflets": "pages",
    "letters": "letter",
    "post": "letter",
    "book": "book",
    "books": "books",
    "shelve": "books",
    "labels": "label",
    "parcels": "warehouse",
    "boxes": "warehouse",
    "tools": "tools",
    "plants": "hort",
    "seeds": "hort",
    "pots": "hort",
    "dog": "animals",
    "dogs": "animals",
    "computers": "it",
    "tablets": "it",
    "pcs": "it",
    "wash": "cleaning",
    "wipe": "cleaning",
    "clean": "cleaning",
    "sweep": "cleaning",
    "vegetables": "catering",
    "sandwiches": "catering",
    "drinks": "drink",
    "clothes": "clothes",
    "phone": "phone",
    "photos": "camera",
    "coats": "coat",
    "chairs": "chair",
    "keys": "key",
    "timetable": "checklist",
    "checklist": "checklist",
}
"""The thing a task is about, by the words of the task; the first word that is here decides."""


def task_picture(text: str) -> str:
    """Return the picture of what a task is about, or a list to tick."""
    words = re.findall(r"[a-z]+", text.casefold())
    return next((TASK_PICTURES[word] for word in words if word in TASK_PICTURES), "checklist")


def place_picture(employer: Employer) -> str:
    """Return the picture a name asks for, or else that of the employer’s first sector."""
    for word in employer.name.casefold().split():
        if word in NAME_PICTURES:
            return NAME_PICTURES[word]
    return SECTORS[employer.sectors[0]].picture if employer.sectors else "handshake"


def reason_picture(words: Words, source: Proposal | Placement) -> str:
    """Return the picture beside a reason a learner reads."""
    if words.code != "HR-16":
        return REASON_PICTURES.get(words.code, "question")
    site_id = source.window.offer.site_id
    modes = [way.mode for way in source.learner.journeys if way.site_id == site_id]
    return JOURNEY_PICTURES.get(modes[0], "map") if modes else "map"

"""An employer’s first page: what is asked, what comes, what the offer says."""

from datetime import date

from flask import Blueprint, render_template

from webapp.accounts.access import require_actor
from webapp.accounts.models import Role
from webapp.accounts.policies import allow
from webapp.catalogue.adjustments import Adjustment
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotFound
from webapp.employers.models import Employer
from webapp.employers.own_words import open_for
from webapp.employers.queries import own_employer
from webapp.employers.rules import is_insurance_ending, is_insurance_late
from webapp.placements.employer_answers import accepted
from webapp.placements.models import Placement, PlacementState
from webapp.placements.previews import request_for
from webapp.placements.queries import employer_placements
from webapp.placements.questions import of_employer, words_of
from webapp.placements.rules import AGREED
from webapp.placements.services import placement_dates
from webapp.providers.queries import contacts

blueprint = Blueprint("employer", __name__, url_prefix="/employer", template_folder="../templates")
WAITING = frozenset({PlacementState.EMPLOYER_ASKED, PlacementState.EMPLOYER_QUESTIONS})


@blueprint.get("")
@allow(Role.EMPLOYER)
def home() -> str:
    """What needs the employer, and what comes."""
    actor = require_actor()
    employer = own_employer(db.session(), actor)
    if employer is None:
        raise NotFound("no employer")
    placements = employer_placements(db.session(), actor)
    waiting = [each for each in placements if each.state in WAITING]
    newest = waiting[0] if waiting else None
    contact = contacts(db.session(), newest.provider_id).main if newest else None
    return render_template(
        "placements/employer_home.html",
        employer=employer,
        waiting=waiting,
        asked=[
            (question, words_of(question))
            for question in of_employer(db.session(), employer.id)
            if question.answer is None
        ],
        own_words=open_for(db.session(), employer),
        newest=newest,
        asks=request_for(newest, contact=contact) if newest else None,
        coming=_coming(placements, clock.today()),
        promised=_promised(employer),
        missing=_missing(employer),
        is_late=is_insurance_late(
            employer.insurance, until=employer.insured_until, today=clock.today()
        ),
        is_ending=is_insurance_ending(
            employer.insurance, until=employer.insured_until, today=clock.today()
        ),
    )


def _coming(placements: list[Placement], today: date) -> list[Placement]:
    agreed = [each for each in placements if each.state in AGREED]
    return sorted(
        (each for each in agreed if placement_dates(each)[-1] >= today), key=placement_dates
    )


def _missing(employer: Employer) -> tuple[str, ...]:
    """Return what nobody can be matched without, while there is none of it."""
    offers = [offer for site in employer.sites for offer in site.offers]
    found = {
        "tasks": any(offer.tasks for offer in offers),
        "dates": any(offer.windows for offer in offers),
    }
    return tuple(name for name, is_there in found.items() if not is_there)


def _promised(employer: Employer) -> dict[str, int]:
    """Return how many adjustments are promised, refused and open."""
    answers = {row.adjustment: row.answer.value for row in employer.answers}
    promised = sum(1 for answer in answers.values() if accepted(answer))
    refused = sum(1 for answer in answers.values() if answer == "cannot")
    return {
        "promised": promised,
        "refused": refused,
        "open": len(Adjustment) - promised - refused,
    }

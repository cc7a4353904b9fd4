"""The pages of a profile: which topic, which form, what saving keeps, what else is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from webapp.learners.forms.said import SectionForm
from webapp.learners.models import Learner, Topic
from webapp.learners.services import Edit
from webapp.learners.views import pages_going as going
from webapp.learners.views import pages_said as said
from webapp.learners.views import pages_work as work


class Section(StrEnum):
    """The topics of a profile that have a page, strengths first."""

    ABOUT = "about"
    INTERESTS = "interests"
    TALKING = "talking"
    SENSES = "senses"
    HELPS = "helps"
    DAYS = "days"
    HEALTH = "health"
    TRAVEL = "travel"
    HOURS = "hours"
    REQUEST = "request"


def nothing_more(learner: Learner) -> dict[str, Any]:
    """Return no further values for the template."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage:
    """One page: how its form is filled, what saving does, which statements stand on it."""

    section: Section
    make: Callable[..., SectionForm]
    save: Callable[[Session, Learner, Any, Edit], None]
    topics: tuple[Topic, ...] = ()
    more: Callable[[Learner], dict[str, Any]] = nothing_more


PAGES: dict[Section, SectionPage] = {
    page.section: page
    for page in (
        SectionPage(
            section=Section.ABOUT,
            make=said.about_form,
            save=said.save_about,
            topics=(Topic.LIKED_FOR, Topic.GOOD_AT, Topic.OWN_WORDS),
        ),
        SectionPage(
            section=Section.INTERESTS,
            make=said.interests_form,
            save=said.save_interests,
            topics=(Topic.INTEREST, Topic.HOPE, Topic.MATTERS, Topic.DISLIKE),
        ),
        SectionPage(
            section=Section.TALKING,
            make=said.talking_form,
            save=said.save_said(Section.TALKING.value),
            topics=(Topic.UNDERSTAND_ME, Topic.TELL_ME, Topic.LEARNING),
        ),
        SectionPage(
            section=Section.SENSES,
            make=work.senses_form,
            save=work.save_senses,
            more=work.senses_more,
            topics=(Topic.SENSES,),
        ),
        SectionPage(
            section=Section.HELPS, make=work.helps_form, save=work.save_helps, more=work.helps_more
        ),
        SectionPage(
            section=Section.DAYS,
            make=said.days_form,
            save=said.save_said(Section.DAYS.value),
            topics=(
                Topic.MOTIVATES,
                Topic.HARD,
                Topic.CALM,
                Topic.GOOD_DAY,
                Topic.DIFFICULT_DAY,
                Topic.SUPPORT,
            ),
        ),
        SectionPage(
            section=Section.HEALTH,
            make=work.health_form,
            save=work.save_health,
            topics=(Topic.BODY, Topic.HEALTH, Topic.SAFETY, Topic.CONDITION),
        ),
        SectionPage(
            section=Section.TRAVEL,
            make=going.travel_form,
            save=going.save_travel,
            more=going.travel_more,
        ),
        SectionPage(
            section=Section.HOURS,
            make=going.hours_page,
            save=going.save_hours,
            more=going.hours_more,
        ),
        SectionPage(section=Section.REQUEST, make=going.request_form, save=going.save_request),
    )
}

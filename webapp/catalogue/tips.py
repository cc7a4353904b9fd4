"""Short tips for employers, one after each section of a registration."""

from dataclasses import dataclass
from enum import StrEnum

from webapp.catalogue.entries import Catalogue, CatalogueEntry
from webapp.catalogue.sheets import text, toml_rows


class Tip(StrEnum):
    """What an employer is told next."""

    FIRST_VISIT = "first_visit"
    SOME_CONFIDENCE = "some_confidence"
    BE_A_BUDDY = "be_a_buddy"
    SOLE_TRADER = "sole_trader"
    NAME_A_DEPUTY = "name_a_deputy"
    PRIVATE_HOME = "private_home"
    NO_STOP_NEAR = "no_stop_near"
    WHICH_DOOR = "which_door"
    QUIET_CORNER = "quiet_corner"
    PLACE_CLEAR = "place_clear"
    LOUD_AREA = "loud_area"
    CALM_AREA = "calm_area"
    STAIRS = "stairs"
    ANOTHER_AREA = "another_area"
    FIRST_TASK = "first_task"
    MOVING_MACHINE = "moving_machine"
    ENOUGH_TASKS = "enough_tasks"
    SHORTEN_HOURS = "shorten_hours"
    OFFER_OTHER_HOURS = "offer_other_hours"
    MORE_DATES = "more_dates"
    NAME_A_STAND_IN = "name_a_stand_in"
    SUPERVISOR_TIME = "supervisor_time"
    CHECK_BY_TALK = "check_by_talk"
    CHECK_ARRANGEMENTS = "check_arrangements"
    CHECK_BY_VISIT = "check_by_visit"
    RISK_HELP = "risk_help"
    GET_COVER = "get_cover"
    TELL_INSURER = "tell_insurer"
    COVER_KNOWN = "cover_known"
    POLICY_TEMPLATE = "policy_template"
    ALONE_WITH_LEARNER = "alone_with_learner"
    SAFE_AND_CLEAR = "safe_and_clear"
    NO_QUIET_SPACE = "no_quiet_space"
    NO_STEP_FREE = "no_step_free"
    NO_HEADPHONES = "no_headphones"
    HELP_IS_COMING = "help_is_coming"
    ANSWER_COMMON = "answer_common"
    ADJUSTMENTS_DONE = "adjustments_done"
    LEAD_TO_MORE = "lead_to_more"


@dataclass(frozen=True, slots=True, kw_only=True)
class TipEntry(CatalogueEntry[Tip]):
    """A tip: its heading and what to do next."""

    title: str
    employer: str


TIPS: Catalogue[Tip, TipEntry] = Catalogue(
    Tip,
    (
        TipEntry(code=Tip(code), title=text(row, "title"), employer=text(row, "employer"))
        for code, row in toml_rows("tips.toml")
    ),
)

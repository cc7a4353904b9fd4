"""Changes to learners: each checks, writes and flushes; the caller commits."""

from webapp.learners.services.adding import add_learner, add_learners
from webapp.learners.services.choices import (
    confirm_profile,
    record_consent,
    set_share,
    withdraw_ended_consents,
)
from webapp.learners.services.edits import (
    Edit,
    add_journey,
    remove_journey,
    remove_statement,
    save_about,
    save_health,
    save_hours,
    save_likes,
    save_request,
    save_requirements,
    save_senses,
    save_statements,
    save_travel,
)
from webapp.learners.services.importing import (
    Plan,
    import_learners,
    keep_preview,
    plan,
    rows_of,
)
from webapp.learners.services.people import account_of

__all__ = [
    "Edit",
    "Plan",
    "account_of",
    "add_journey",
    "add_learner",
    "add_learners",
    "confirm_profile",
    "import_learners",
    "keep_preview",
    "plan",
    "record_consent",
    "remove_journey",
    "remove_statement",
    "rows_of",
    "save_about",
    "save_health",
    "save_hours",
    "save_likes",
    "save_request",
    "save_requirements",
    "save_senses",
    "save_statements",
    "save_travel",
    "set_share",
    "withdraw_ended_consents",
]

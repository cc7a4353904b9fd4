"""What can be wrong with what is said about a learner; each names the field it is about."""

from enum import StrEnum

from webapp.core.errors import ProductError


class Wrong(StrEnum):
    """Codes of what is wrong; pages have a sentence for each."""

    DUPLICATE_NUMBER = "duplicate_number"
    NAME_MISSING = "name_missing"
    BIRTH_NOT_PLAUSIBLE = "birth_not_plausible"
    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    HOURS_ORDER = "hours_order"
    DATES_ORDER = "dates_order"
    LEVEL_RANGE = "level_range"
    TYPE_MISSING = "type_missing"
    DAYS_RANGE = "days_range"
    NOTHING_NAMED = "nothing_named"
    MINIMUM_WORDING = "minimum_wording"
    NOT_MORE_PRIVATE = "not_more_private"
    GIVER_MISSING = "giver_missing"


class LearnerError(ProductError):
    """Something given for a learner cannot be kept."""

    def __init__(self, code: Wrong, *, field: str, value: object = None) -> None:
        super().__init__(f"{field}: {code.value}")
        self.code = code
        self.field = field
        self.value = value


class DuplicateNumber(LearnerError):
    """Another learner of this school has this number."""

    def __init__(self, mis_number: str) -> None:
        super().__init__(Wrong.DUPLICATE_NUMBER, field="mis_number", value=mis_number)


class ImplausibleBirth(LearnerError):
    """Nobody born then is on a roll here."""

    def __init__(self) -> None:
        super().__init__(Wrong.BIRTH_NOT_PLAUSIBLE, field="date_of_birth")


class OutOfOrder(LearnerError):
    """The end lies before the start."""


class NotMorePrivate(LearnerError):
    """A learner’s own page makes things more private, never less."""

    def __init__(self) -> None:
        super().__init__(Wrong.NOT_MORE_PRIVATE, field="share")


class AppendOnly(ProductError):
    """A consent is never edited: a new one is added."""


class PreviewGone(ProductError):
    """An import was shown too long ago to be confirmed; the file is read again."""

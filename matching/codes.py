"""The codes that the records and findings of this package are written in."""

from enum import StrEnum


class ExperienceType(StrEnum):
    """Kinds of experience; the first seven are the rungs of the ladder, lowest first."""

    ENC = "ENC"
    VIS = "VIS"
    SHA = "SHA"
    TAS = "TAS"
    BLK = "BLK"
    EXT = "EXT"
    SIN = "SIN"
    INT = "INT"
    VOL = "VOL"
    VIR = "VIR"
    PRJ = "PRJ"


class Strength(StrEnum):
    """How strongly a learner needs something."""

    MUST = "must"
    IMPORTANT = "important"
    PREFER = "prefer"


class Answer(StrEnum):
    """What an employer answers to an adjustment; no answer at all is read as not sure."""

    ALREADY_DO = "already_do"
    WILL_DO = "will_do"
    CAN_WITH_HELP = "can_with_help"
    CANNOT = "cannot"
    NOT_SURE = "not_sure"


class Sense(StrEnum):
    """What is measured from 1 (easiest) to 5 (hardest) in an area."""

    NOISE = "noise"
    CROWD = "crowd"
    LIGHT = "light"
    TEMPERATURE = "temperature"
    SMELL = "smell"
    TOUCH = "touch"
    PACE = "pace"
    SURPRISES = "surprises"


class Dislike(StrEnum):
    """Things a learner would rather not have in a task; never mixed into interest text."""

    NOISE = "noise"
    CROWDS = "crowds"
    OUTDOORS = "outdoors"
    CUSTOMERS = "customers"
    HEIGHTS = "heights"
    DIRT = "dirt"
    ANIMALS = "animals"
    LIFTING = "lifting"


class Ability(StrEnum):
    """How a learner does a task."""

    ON_MY_OWN = "on_my_own"
    WITH_A_REMINDER = "with_a_reminder"
    WITH_SOMEONE = "with_someone"
    NOT_YET = "not_yet"
    DO_NOT_WANT = "do_not_want"


class Mode(StrEnum):
    """The means of a journey."""

    WALK = "walk"
    CYCLE = "cycle"
    BUS = "bus"
    TRAIN = "train"
    TRAM = "tram"
    FAMILY_CAR = "family_car"
    TAXI = "taxi"
    MINIBUS = "minibus"


class JourneyEvidence(StrEnum):
    """Where the minutes of a journey come from; an estimate alone never rejects near a limit."""

    STAFF = "staff"
    TIMETABLE = "timetable"
    ENGINE = "engine"
    ESTIMATE = "estimate"


class Cover(StrEnum):
    """Employers' liability cover of an employer."""

    HELD = "held"
    EXEMPT = "exempt"
    NOT_YET = "not_yet"
    NONE = "none"
    NOT_KNOWN = "not_known"


class Alone(StrEnum):
    """Whether one adult would be alone with the learner."""

    NEVER = "never"
    OPEN_VIEW = "open_view"
    YES = "yes"
    NOT_KNOWN = "not_known"


class AccessToWork(StrEnum):
    """How far an Access to Work claim is, for a supported internship."""

    NOT_RECORDED = "not_recorded"
    NOT_NEEDED = "not_needed"
    APPLIED = "applied"
    AWARDED = "awarded"


class HazardEffect(StrEnum):
    """What a hazard on a task leads to."""

    REMOVAL = "removal"
    SUPERVISION = "supervision"
    AGE_LIMITED = "age_limited"
    SEIZURE = "seizure"
    SEIZURE_UNLESS_GUARDED = "seizure_unless_guarded"
    HEARING = "hearing"

"""Kinds of experience of work, the ladder they form, and how they are delivered."""

from dataclasses import dataclass
from enum import StrEnum

from webapp.catalogue.entries import Catalogue, Worded
from webapp.catalogue.sheets import Row, SheetError, text, toml_rows


class ExperienceType(StrEnum):
    """The kinds of experience; the first seven are the rungs of the ladder, lowest first."""

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


class EncounterType(StrEnum):
    """The ways to meet employers that are not an experience of a workplace."""

    EMPLOYER_TALK = "employer_talk"
    VISITOR_IN_CLASS = "visitor_in_class"
    CAREERS_FAIR = "careers_fair"
    MOCK_INTERVIEW = "mock_interview"
    MENTORING = "mentoring"
    ENTERPRISE_CHALLENGE = "enterprise_challenge"
    ONLINE_QA = "online_qa"
    MYSTERY_GUEST = "mystery_guest"
    ALUMNI = "alumni"


class Delivery(StrEnum):
    """Whether people meet in the same room."""

    IN_PERSON = "in_person"
    VIRTUAL_LIVE = "virtual_live"
    BLENDED = "blended"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceTypeEntry(Worded[ExperienceType]):
    """A kind of experience, its usual length, its rung (None beside the ladder), its tasks."""

    name: str
    length: str
    rung: int | None
    tasks_done: bool


def _entry(code: str, row: Row) -> ExperienceTypeEntry:
    rung, tasks_done = row.get("rung"), row.get("tasks_done")
    if not isinstance(tasks_done, bool) or not (rung is None or isinstance(rung, int)):
        raise SheetError(f"{code}: tasks_done is true or false, rung a number or left out")
    return ExperienceTypeEntry(
        code=ExperienceType(code),
        name=text(row, "name"),
        employer=text(row, "employer"),
        learner=text(row, "learner"),
        length=text(row, "length"),
        rung=rung,
        tasks_done=tasks_done,
    )


EXPERIENCE_TYPES: Catalogue[ExperienceType, ExperienceTypeEntry] = Catalogue(
    ExperienceType, (_entry(code, row) for code, row in toml_rows("experience_types.toml"))
)
LADDER: tuple[ExperienceType, ...] = tuple(
    entry.code for entry in EXPERIENCE_TYPES if entry.rung is not None
)


def next_rung(experience_type: ExperienceType) -> ExperienceType | None:
    """The kind one rung up; None at the top and beside the ladder."""
    if experience_type not in LADDER[:-1]:
        return None
    return LADDER[LADDER.index(experience_type) + 1]


def _encounter(code: EncounterType, employer: str, learner: str) -> Worded[EncounterType]:
    return Worded(code=code, employer=employer, learner=learner)


ENCOUNTER_TYPES: Catalogue[EncounterType, Worded[EncounterType]] = Catalogue(
    EncounterType,
    (
        _encounter(
            EncounterType.EMPLOYER_TALK,
            "A talk about your work, with time for questions",
            "A person tells us about their job",
        ),
        _encounter(
            EncounterType.VISITOR_IN_CLASS,
            "A visit to a lesson, with something from work to try",
            "Someone from a job comes to our lesson",
        ),
        _encounter(
            EncounterType.CAREERS_FAIR,
            "A stand at a careers fair",
            "A big room with lots of jobs to find out about",
        ),
        _encounter(
            EncounterType.MOCK_INTERVIEW,
            "A practice interview with kind feedback",
            "I practise a job interview",
        ),
        _encounter(
            EncounterType.MENTORING,
            "Regular chats with one learner over some months",
            "I talk with my own mentor",
        ),
        _encounter(
            EncounterType.ENTERPRISE_CHALLENGE,
            "A team challenge that you set and judge",
            "Our team makes or sells something",
        ),
        _encounter(
            EncounterType.ONLINE_QA,
            "Live questions and answers online",
            "I ask a worker questions on a video call",
        ),
        _encounter(
            EncounterType.MYSTERY_GUEST,
            "A guest whose job the learners guess",
            "We guess what the guest does for work",
        ),
        _encounter(
            EncounterType.ALUMNI,
            "A former learner talks about life after school or college",
            "Someone who used to come here tells us what they do now",
        ),
    ),
)
DELIVERIES: Catalogue[Delivery, Worded[Delivery]] = Catalogue(
    Delivery,
    (
        Worded(
            code=Delivery.IN_PERSON,
            employer="In person",
            learner="We meet in the same place",
        ),
        Worded(
            code=Delivery.VIRTUAL_LIVE,
            employer="Online, live and two-way",
            learner="We meet on a screen",
        ),
        Worded(
            code=Delivery.BLENDED,
            employer="Some days in person, some online",
            learner="Some days we meet, some days we use a screen",
        ),
    ),
)

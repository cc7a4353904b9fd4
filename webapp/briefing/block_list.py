"""What may never stand in a pack or its email, and whether it does: looked for at every step."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.core.errors import ProductError
from webapp.learners.models import Topic

# Source of the list: docs/rules.md, never in a pack.
DIAGNOSES = (
    r"autis\w*",
    r"asperger\w*",
    r"asd",
    r"asc",
    r"adhd",
    r"dyslexi\w*",
    r"dyspraxi\w*",
    r"dyscalculi\w*",
    r"epilep\w*",
    r"down(?:'?s)? syndrome",
    r"semh",
    r"slcn",
    r"spld",
    r"pmld",
    r"learning (?:difficult|disabilit)\w*",
)
"""Allowed only where the learner shares that very item."""
SCHOOL_WORDS = (
    r"ehcp?s?",
    r"ehc plans?",
    r"sen",
    r"senco",
    r"pru",
    r"special[ -](?:school|educational|needs)\w*",
    r"pupil referral\w*",
    r"alternative provision",
    r"education,? health and care",
    r"mental age",
    r"iq",
    r"camhs",
    r"free school meals?",
    r"looked[ -]after",
    r"social workers?",
    r"foster (?:care\w*|parent\w*|famil\w*|home)",
    r"unauthorised absence\w*",
    r"(?:fixed[ -]term|permanent) exclusions?",
)
"""The kind of school, its plans and files, family circumstances: never, whoever agreed."""
CAPITALS = (r"SEND", r"SLD", r"MLD", r"ADD", r"MSI", r"PDA", r"FSM", r"LAC")
"""Codes that are also words, or parts of them, when they are written small."""
CODES = (
    r"(?:SC|HR|BM|INV)-\d{1,2}",
    r"(?:COM|SEN|PHY|SUP|TIM|TSK|TRV|HLT|REG|TEC)-\d\d",
    r"N-[A-Z]{3,6}",
    r"match(?:ing)? score\w*",
)
ALWAYS_WHOLE = frozenset({Topic.CONDITION, Topic.HEALTH, Topic.BODY, Topic.SAFETY})
"""Of these even one word is looked for; of the others from three words on, because an
interest such as “trains” may well stand in the employer’s own tasks."""
FEWEST_WORDS = 3
SHORTEST_RESTRICTED = 4


class BlockedKind(StrEnum):
    """Why something may not leave the school."""

    SURNAME = "surname"
    BIRTH_DATE = "birth_date"
    POSTCODE = "postcode"
    PUPIL_NUMBER = "pupil_number"
    DIAGNOSIS = "diagnosis"
    SCHOOL_WORD = "school_word"
    CODE = "code"
    SCHOOL_ONLY = "school_only"
    FAMILY = "family"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class BlockedWord:
    """One pattern that may not stand in anything that leaves."""

    kind: BlockedKind
    pattern: str
    any_case: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that may not leave, and where it stands. Shown to leads, never logged."""

    kind: BlockedKind
    part: str
    words: str


class PackBlocked(ProductError):
    """The pack or its email would tell what may not be told; nothing is stored or sent."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(", ".join(sorted({finding.kind.value for finding in findings})))
        self.findings = findings


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateFacts:
    """What of a learner is looked for in everything that leaves."""

    first_names: tuple[str, ...]
    surname: str
    surname_agreed: bool
    date_of_birth: date
    postcode: str | None
    pupil_number: str | None
    withheld: tuple[tuple[Topic, str], ...]
    """Statements nobody chose to share, with their topic."""
    told: tuple[str, ...]
    """The words that were chosen to be shared."""
    family: tuple[str, ...] = ()
    """Names of parents, carers and social workers."""
    restricted: tuple[str, ...] = ()


def forbidden_words(facts: PrivateFacts, *, ordinary: str = "") -> tuple[BlockedWord, ...]:
    """Return everything that may not stand in a pack for this learner.

    `ordinary` is what the pack says without knowing the learner (places, dates, tasks, names
    of staff): a surname such as Day or a shared postcode tells nothing where it stands there
    anyway, so there only the full name counts.
    """
    plain = plain_text(ordinary)
    told = plain_text(" . ".join(facts.told))
    return (
        *_identity(facts, plain),
        *_birth_dates(facts.date_of_birth, plain),
        *(BlockedWord(BlockedKind.DIAGNOSIS, word) for word in DIAGNOSES if not _found(word, told)),
        *(BlockedWord(BlockedKind.SCHOOL_WORD, word) for word in SCHOOL_WORDS),
        *(BlockedWord(BlockedKind.SCHOOL_WORD, word, any_case=False) for word in CAPITALS),
        *(BlockedWord(BlockedKind.CODE, word) for word in CODES),
        *_withheld(facts, plain, told),
        *_phrases(BlockedKind.FAMILY, facts.family, plain),
        *_phrases(BlockedKind.RESTRICTED, _long_enough(facts.restricted), plain),
    )


def check(text: str, words: Iterable[BlockedWord], *, part: str) -> tuple[Finding, ...]:
    """Return what stands in this part that may not; empty is good."""
    plain = plain_text(text)
    return tuple(
        Finding(word.kind, part, found.group())
        for word in words
        if (found := _search(word, plain)) is not None
    )


def check_all(parts: Iterable[tuple[str, str]], words: Iterable[BlockedWord]) -> None:
    """Raise PackBlocked with every finding in these parts, each a name and a text."""
    wanted = tuple(words)
    findings = tuple(finding for part, text in parts for finding in check(text, wanted, part=part))
    if findings:
        raise PackBlocked(findings)


def plain_text(text: str) -> str:
    """Return the text with plain quotes, without soft hyphens, and with single spaces."""
    folded = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return " ".join(folded.split())


_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00ad": "", "‑": "-", "–": "-"})


def _search(word: BlockedWord, plain: str) -> re.Match[str] | None:
    flags = re.IGNORECASE if word.any_case else 0
    return re.search(rf"(?<!\w)(?:{word.pattern})(?!\w)", plain, flags)


def _found(pattern: str, plain: str) -> bool:
    return _search(BlockedWord(BlockedKind.DIAGNOSIS, pattern), plain) is not None


def _phrase(text: str) -> str:
    """Return the pattern of these words in any spacing, without the full stop at the end."""
    return r"\s+".join(re.escape(word) for word in plain_text(text).strip(" .!?,;:\"'").split())


def _identity(facts: PrivateFacts, plain: str) -> Iterable[BlockedWord]:
    if not facts.surname_agreed:
        surname = _phrase(facts.surname)
        if not _found(surname, plain):
            yield BlockedWord(BlockedKind.SURNAME, surname)
        for first in facts.first_names:
            yield BlockedWord(BlockedKind.SURNAME, rf"{_phrase(first)}\s+{surname}")
            yield BlockedWord(BlockedKind.SURNAME, rf"{surname},?\s+{_phrase(first)}")
    if facts.postcode:
        postcode = r"\s*".join(re.escape(half) for half in facts.postcode.split())
        if not _found(postcode, plain):
            yield BlockedWord(BlockedKind.POSTCODE, postcode)
    if facts.pupil_number:
        yield BlockedWord(BlockedKind.PUPIL_NUMBER, re.escape(facts.pupil_number))


def _birth_dates(born: date, plain: str) -> Iterable[BlockedWord]:
    """Yield the ways a date of birth is written; without its year unless it is a day at work."""
    month = rf"(?:{born:%B}|{born:%b}\.?)"
    day = rf"0?{born.day}(?:st|nd|rd|th)?"
    numbers = rf"0?{born.day}[/. -]0?{born.month}[/. -](?:{born.year}|{born:%y})"
    without_year = rf"{day}\s+(?:of\s+)?{month}|{month}\s+{day}"
    with_year = rf"(?:{without_year}),?\s+{born.year}"
    if not _found(without_year, plain):
        yield BlockedWord(BlockedKind.BIRTH_DATE, without_year)
    yield BlockedWord(BlockedKind.BIRTH_DATE, rf"{with_year}|{numbers}|{born.isoformat()}")


def _withheld(facts: PrivateFacts, plain: str, told: str) -> Iterable[BlockedWord]:
    for topic, text in facts.withheld:
        phrase = _phrase(text)
        is_long = len(plain_text(text).split()) >= FEWEST_WORDS
        if not phrase or not (is_long or topic in ALWAYS_WHOLE):
            continue
        if not _found(phrase, told) and not _found(phrase, plain):
            yield BlockedWord(BlockedKind.SCHOOL_ONLY, phrase)


def _phrases(kind: BlockedKind, texts: Iterable[str], plain: str) -> Iterable[BlockedWord]:
    return (
        BlockedWord(kind, _phrase(text))
        for text in texts
        if _phrase(text) and not _found(_phrase(text), plain)
    )


def _long_enough(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if len(text.strip()) >= SHORTEST_RESTRICTED)

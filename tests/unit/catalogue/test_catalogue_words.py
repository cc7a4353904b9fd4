"""The words of the catalogue: short, kind, plain and none a copy of another."""

import re
from collections import Counter
from itertools import groupby

import pytest

from tests.unit.catalogue.every_word import EVERY_WORD, Wording
from webapp.catalogue.needs import NEEDS
from webapp.catalogue.sen_codes import SEN_TYPES
from webapp.catalogue.task_bank import TASK_BANK

FORBIDDEN = (
    "suffers from",
    "suffer",
    "despite",
    "high functioning",
    "low functioning",
    "high-functioning",
    "low-functioning",
    "wheelchair-bound",
    "wheelchair bound",
    "mental age",
    "challenging",
    "client",
    "clients",
    "just",
    "simply",
    "unfortunately",
)
DIAGNOSES = re.compile(
    r"\b(autis\w*|asd|adhd|dyslex\w*|dyspra\w*|down.s|epilep\w*|diabet\w*|disorder|impair\w*"
    r"|syndrome|palsy|tourette\w*|deaf|blind|disab\w*)\b",
    re.IGNORECASE,
)


def _longest_sentence(wording: Wording) -> int:
    return max(len(sentence.split()) for sentence in wording.sentences)


def test_no_two_wordings_of_a_kind_are_the_same():
    seen = Counter((word.kind, word.plain) for word in EVERY_WORD)
    assert [text for text, times in seen.items() if times > 1] == []


def test_no_code_says_the_same_to_two_readers():
    by_code = groupby(EVERY_WORD, key=lambda word: (word.kind, word.code))
    for code, words in by_code:
        plain = [word.plain for word in words]
        assert len(plain) == len(set(plain)), code


def test_sentences_for_employers_and_staff_have_at_most_twenty_words():
    assert [word for word in EVERY_WORD if _longest_sentence(word) > 20] == []


def test_sentences_for_learners_have_at_most_fifteen_words():
    long = [word for word in EVERY_WORD if word.for_learners and _longest_sentence(word) > 15]
    assert long == []


@pytest.mark.parametrize("phrase", FORBIDDEN)
def test_a_forbidden_word_is_nowhere(phrase):
    pattern = re.compile(rf"\b{re.escape(phrase)}\b", re.IGNORECASE)
    assert [word for word in EVERY_WORD if pattern.search(word.text)] == []


def test_nothing_is_shouted_and_quotes_are_curly():
    assert [word for word in EVERY_WORD if re.search(r"[!'\"]", word.text)] == []


def test_an_employer_reads_a_need_and_never_a_diagnosis():
    assert [entry.employer for entry in NEEDS if DIAGNOSES.search(entry.employer)] == []


def test_an_employer_never_reads_a_sen_type():
    names = [entry.name.casefold() for entry in SEN_TYPES]
    for word in EVERY_WORD:
        if word.kind != "SEN types":
            assert not any(name in word.text.casefold() for name in names), word


def test_a_need_completes_the_sentence_a_learner_who():
    verbs = re.compile(
        r"(?:needs|uses|works|takes|prefers|does|talks|remembers|keeps|learns|settles|grows"
        r"|responds|has|may|should)\b"
    )
    assert [entry.employer for entry in NEEDS if not verbs.match(entry.employer)] == []
    assert [entry.employer for entry in NEEDS if entry.employer.endswith(".")] == []


def test_every_line_of_the_pack_is_whole_sentences():
    lines = [word for word in EVERY_WORD if word.field == "pack_line"]
    assert len(lines) == 70
    assert [word for word in lines if not re.fullmatch(r"[A-Z].*\.", word.text)] == []


def test_spelling_is_british():
    american = re.compile(
        r"\b(color|labor\b|organiz|center|behavior|practicing|gray)", re.IGNORECASE
    )
    words = [word.text for word in EVERY_WORD] + [" ".join(task.words) for task in TASK_BANK]
    assert [text for text in words if american.search(text)] == []

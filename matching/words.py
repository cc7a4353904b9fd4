"""Words of a text, cut to their stems, for comparing what people like with what they would do."""

import re

COMMON = """a about all also always am an and any are as at be because been being best but by can
    could day days do does doing dont each enjoy enjoyed enjoying enjoys every everything favourite
    for from get gets getting go goes going gonna good got gotta great had happy happiest has have
    having he her hers hes him his home how i id if ill im in into is it its ive job just keen keep
    kind like liked likes liking lot lots love loved lovely loves loving make makes maybe me mine
    more most much my myself nice not of often on one or other our out over people place probably
    quite really s she shes so some someone something sometimes stuff such than that thats the
    their them then there these they theyre thing things think this those to too up us use used
    using very wanna want wanted wants was watch watching watches we well were what when where
    which while who will with work working works would you your"""
STOP_WORDS = frozenset(COMMON.split())
ENDINGS = ("ings", "ing", "ers", "ed", "er", "es", "s")
VOWELS = frozenset("aeiouy")
SHORTEST = 3

# Two words that mean one thing, and would be lost apart ("make" and "up" are common words).
ONE_WORD = (
    (re.compile(r"\bmake[ -]?up\b"), "makeup"),
    (re.compile(r"\bt[ -]shirt"), "tshirt"),
    (re.compile(r"\bx[ -]ray"), "xray"),
)


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters, in order; apostrophes are left out.

    >>> plain_words("Doing friends' make-up, I don't mind")
    ['doing', 'friends', 'makeup', 'i', 'dont', 'mind']
    """
    text = text.lower().replace("'", "").replace("’", "")
    for pattern, word in ONE_WORD:
        text = pattern.sub(word, text)
    return re.findall(r"[a-z0-9]+", text)


def stems(text: str) -> list[str]:
    """The stems of the words of a text, in order, without stop words.

    >>> stems("Sorting returned books by numbers")
    ['sort', 'return', 'book', 'numb']
    """
    return [stem(word) for word in plain_words(text) if word not in STOP_WORDS]


def stem(word: str) -> str:
    """A word without its ending, so that "trains", "train" and "training" meet.

    >>> [stem(word) for word in ("batteries", "baking", "stopped", "timetables", "glass")]
    ['battery', 'bak', 'stop', 'timetabl', 'glass']
    """
    if word.endswith("ies") and len(word) > SHORTEST + 1:
        return word[:-3] + "y"
    if not word.endswith("ss"):
        word = _without_ending(word)
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in VOWELS | {"s", "l"}:
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > SHORTEST else word


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= SHORTEST and VOWELS & set(rest):
            return rest
    return word

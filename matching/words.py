"""Words of a text, cut to their stems, for comparing what people like with what they would do."""

import re

COMMON = """a about all also am an and any are as at be because been being best but by can could
    do does doing each enjoy every favourite for from get good great had has have having he her
    him his how i if im in into is it its ive job just keen keep kind like liked likes liking lot
    lots love loved loves loving make me more most much my myself nice not of on one or other our
    out over people place really she so some someone something stuff such than that the
    their them then there these they thing things this those to too up us use used using very
    want was we well were what when where which while who will with work working works would
    you your"""
STOP_WORDS = frozenset(COMMON.split())
ENDINGS = ("ings", "ing", "ers", "ed", "er", "es", "s")
VOWELS = frozenset("aeiouy")
SHORTEST = 3


def stems(text: str) -> list[str]:
    """The stems of the words of a text, in order, without stop words.

    >>> stems("Sorting returned books by numbers")
    ['sort', 'return', 'book', 'numb']
    """
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""))
    return [stem(word) for word in words if word not in STOP_WORDS]


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

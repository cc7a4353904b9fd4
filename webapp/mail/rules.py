"""What an email may never say, whoever writes it."""

import re
from collections.abc import Iterable

NEVER_IN_MAIL = (
    r"\bSEND\b",
    r"\bSENCO\b",
    r"\bEHCP?s?\b",
    r"(?i:\bspecial[\s-]+(?:educational|needs|school|college|unit|provision)\b)",
    r"(?i:\bspecial\b[^.\n]{0,40}\bneeds\b)",
    r"(?i:\beducation,? health and care\b)",
    r"(?i:\bautis\w*)",
    r"(?i:\badhd\b)",
    r"(?i:\bdyslexi\w*)",
    r"(?i:\bepilep\w*)",
    r"(?i:\bdisab(?:led|ility|ilities)\b)",
    r"(?i:\bdiagnos(?:is|ed|es)\b)",
    r"(?i:\bsafeguarding (?:history|referral)\b)",
    r"(?i:\blooked[\s-]after\b)",
)
"""Patterns refused in any part of any email: an inbox is read over shoulders and passed on.

Email never says need, health, behaviour or a setting type that reveals SEND
(docs/rules.md, Email). The verb “send” is free, the capitals are not.
"""
NEVER_IN_SUBJECT = (r"(?i:\bspecial\b)",)
"""Refused in subjects, calendar summaries, sender names and file names as well."""
PARTS_SHOWN_FIRST = frozenset({"subject", "sender", "calendar", "file name"})


class PrivateWordInEmail(Exception):
    """An email would say something that may not leave; `part` says where, the word stays out."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def has_private_word(text: str, *, private_words: Iterable[str], shown_first: bool = False) -> bool:
    """Return whether the text says what no email may, or one of the caller’s words as a whole."""
    patterns = NEVER_IN_MAIL + NEVER_IN_SUBJECT if shown_first else NEVER_IN_MAIL
    return any(re.search(pattern, text) for pattern in patterns) or any(
        _says(text, word) for word in private_words
    )


def check_words(
    parts: Iterable[tuple[str, str]],
    *,
    private_words: Iterable[str],
    own_names: Iterable[str] = (),
) -> None:
    """Raise PrivateWordInEmail for the first part (its name, its text) that says too much.

    The names the reader goes by, for example of their own firm, may stand, whatever is in them.
    """
    words = tuple(word for word in private_words if word.strip())
    names = tuple(name for name in own_names if name.strip())
    for part, text in parts:
        rest = _without(text, names)
        if has_private_word(rest, private_words=words, shown_first=part in PARTS_SHOWN_FIRST):
            raise PrivateWordInEmail(part)


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return text


def _says(text: str, word: str) -> bool:
    """Return whether the word or phrase stands in the text, in any case and spacing."""
    phrase = r"\s+".join(re.escape(piece) for piece in word.split())
    return re.search(rf"(?<!\w){phrase}(?!\w)", text, re.IGNORECASE) is not None

"""What a school’s or college’s name may say outside."""

import re

REVEALING = (
    r"\bspecial(ist)?\b",
    r"\bSENC?O?D?\b",
    r"\bneeds\b",
    r"\bPRU\b",
    r"\bpupil referral\b",
    r"\balternative provision\b",
    r"\bAP\b",
    r"\bautis\w*",
    r"\bASD\b",
    r"\bdeaf\b",
    r"\bblind\b",
    r"\bdisab\w*",
    r"\bEHCP?\b",
    r"\bSEMH\b",
    r"\btherap\w*",
    r"\binclusion\b",
)
"""Words that tell an employer what kind of setting it is (docs/rules.md, Email and disclosure)."""


def revealing_word(name: str) -> str | None:
    """Return the first word of the name that would reveal SEND, or None."""
    for pattern in REVEALING:
        if found := re.search(pattern, name, re.IGNORECASE):
            return found[0]
    return None


def key_from(name: str) -> str:
    """Return the name as a short code: “Kestrel Park School” is kestrel-park-school."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return plain[:50].rstrip("-") or "school"

"""Words an employer is asked to take out: diagnoses, medical detail, family circumstances."""

import re

ANY_CASE = (
    r"autis\w*",
    r"asperger\w*",
    r"on the spectrum",
    r"adhd",
    r"dyslexi\w*",
    r"dyspraxi\w*",
    r"dyscalculi\w*",
    r"epilep\w*",
    r"seizures?",
    r"tourette\w*",
    r"bipolar",
    r"schizo\w*",
    r"depress(?:ed|ion)",
    r"self[ -]harm\w*",
    r"downs?(?:['’]s)? syndrome",
    r"cerebral palsy",
    r"diagnos\w*",
    r"disorders?",
    r"mental (?:health|age|illness)\w*",
    r"learning (?:difficult|disabilit)\w*",
    r"special[ -](?:needs|educational|school)\w*",
    r"medicat\w*",
    r"insulin",
    r"ehcps?",
    r"camhs",
    r"care (?:kid|child|leaver)s?",
    r"in care",
    r"looked[ -]after",
    r"foster (?:car|parent|famil|child|kid|home)\w*",
    r"social workers?",
    r"(?:low|high)[ -]functioning",
)
CAPITALS = (r"ASD", r"ADD", r"OCD", r"PTSD", r"PDA", r"SEN", r"SEND", r"SEMH", r"MLD", r"SLD")
"""Codes that are also words, or parts of them, when they are written small."""


def words_to_take_out(text: str) -> tuple[str, ...]:
    """Return what may not stay, as it was typed, each once, in order (docs/rules.md, debriefs)."""
    found: dict[int, str] = {}
    for patterns, flags in ((ANY_CASE, re.IGNORECASE), (CAPITALS, 0)):
        pattern = rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)"
        for match in re.finditer(pattern, text, flags):
            found.setdefault(match.start(), match.group())
    return tuple(dict.fromkeys(found[start] for start in sorted(found)))

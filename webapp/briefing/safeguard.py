"""Looks for what may not leave in everything of a pack, with what is known of the learner."""

from collections.abc import Iterable
from datetime import date
from email import message_from_bytes
from email.policy import default

from webapp.briefing import render
from webapp.briefing.block_list import BlockedWord, PrivateFacts, check_all, forbidden_words
from webapp.briefing.contents import PackContents
from webapp.briefing.disclosure import is_agreed, told_of, words_of
from webapp.learners.models import ConsentKind, Learner
from webapp.placements.models import Placement


def words_to_block(
    placement: Placement, contents: PackContents, *, open_html: str, today: date
) -> tuple[BlockedWord, ...]:
    """Return what may not stand in anything about this placement, as of today.

    What a pack says anyway, whoever it is about, gives nobody away: the part that names no
    learner (`open_html`) and the catalogue’s words for what was agreed.
    """
    ordinary = f"{render.words_of_html(open_html)} . {_catalogue_words(contents)}"
    return forbidden_words(facts_of(placement, today=today), ordinary=ordinary)


def facts_of(placement: Placement, *, today: date) -> PrivateFacts:
    """Return what is looked for of this learner."""
    learner = placement.learner
    said = words_of(placement, today=today)
    return PrivateFacts(
        first_names=tuple({learner.first_name, learner.known_as}),
        surname=learner.surname,
        surname_agreed=is_agreed(learner, ConsentKind.SURNAME, today=today),
        date_of_birth=learner.date_of_birth,
        postcode=learner.postcode,
        pupil_number=learner.upn,
        withheld=tuple((it.topic, it.text) for it, words in said if words != it.text.strip()),
        told=tuple(told.words for told in told_of(placement, today=today)),
        family=tuple(person.name for person in learner.people),
        restricted=tuple(_texts(learner)),
    )


def refuse_private_words(
    parts: Iterable[tuple[str, str]], words: Iterable[BlockedWord], *, employer: str
) -> None:
    """Raise PackBlocked for what stands in these parts; the employer’s own name does not count."""
    check_all(((part, text.replace(employer, " ")) for part, text in parts), words)


def refuse_in_email(
    content: bytes, words: Iterable[BlockedWord], *, link: str, employer: str
) -> None:
    """Raise PackBlocked for what stands in a message as it will go out, its link aside."""
    text = words_of_email(content).replace(link, " ")
    refuse_private_words([("email", text)], words, employer=employer)


def words_of_email(content: bytes) -> str:
    """Return all a reader or a mail program shows of a message: headers, texts, file names."""
    message = message_from_bytes(content, policy=default)
    pieces = [str(message["Subject"]), str(message["From"])]
    for part in message.walk():
        if part.is_multipart():
            continue
        pieces.append(str(part.get_filename("")))
        if part.get_content_type() == "text/html":
            pieces.append(render.words_of_html(str(part.get_content())))
        elif part.get_content_maintype() == "text":
            pieces.append(str(part.get_content()))
    return " . ".join(pieces)


def _catalogue_words(contents: PackContents) -> str:
    """Return the words of the catalogue that stand in the pack because they were agreed."""
    return " . ".join(f"{change.promise} . {change.instruction}" for change in contents.changes)


def _texts(learner: Learner) -> Iterable[str]:
    """Yield every text in the restricted part of the profile."""
    for value in learner.restricted.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (item for item in value if isinstance(item, str))

"""Short ways to write what would be long: “tue-fri”, “10:00-15:00”, lists of answers."""

from datetime import time

from webapp.catalogue.adjustments import Adjustment
from webapp.catalogue.answers import AdjustmentAnswer
from webapp.employers.registration import AdjustmentAnswerDetails
from webapp.scenarios.nodes import Node, nearest
from webapp.scenarios.reading import code, read, scalar

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def weekdays(node: Node) -> tuple[str, ...]:
    """Return the days of “tue-fri”, “mon, wed” or a list."""
    days: list[str] = []
    for item in node.items():
        for part in item.text().replace(",", " ").split():
            first, _, last = part.lower().partition("-")
            for day in filter(None, (first, last)):
                if day not in WEEKDAYS:
                    item.wrong(f"“{day}” is not a weekday. {nearest(day, list(WEEKDAYS))}")
            span = slice(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1)
            days += WEEKDAYS[span]
    if not days:
        node.wrong("name at least one weekday, like tue-fri.")
    return tuple(dict.fromkeys(days))


def hours(node: Node) -> tuple[time, time]:
    """Return start and end of “10:00-15:00”."""
    first, dash, last = node.text().replace("–", "-").partition("-")
    if not dash:
        node.wrong("write start and end like 10:00-15:00.")
    start = scalar(time, Node(node.file, node.line, first.strip()))
    finish = scalar(time, Node(node.file, node.line, last.strip()))
    if not start < finish:
        node.wrong("the end is before the start.")
    return start, finish


def answers(node: Node) -> tuple[AdjustmentAnswerDetails, ...]:
    """Return adjustment answers written by answer, by adjustment, or one by one.

    `will_do: [COM-01, COM-02]`, `COM` alone for a whole group, `SEN-02: {answer: will_do,
    area: office}`, or a list of `{adjustment, answer, site, area, note}`.
    """
    if isinstance(node.value, list):
        return tuple(read(AdjustmentAnswerDetails, item) for item in node.items())
    found: list[AdjustmentAnswerDetails] = []
    given = {answer.value for answer in AdjustmentAnswer}
    for key, below in node.mapping().items():
        named = Node(below.file, below.line, key)
        if key in given:
            answer = AdjustmentAnswer(key)
            for item in below.items():
                found += (
                    AdjustmentAnswerDetails(adjustment=adjustment, answer=answer)
                    for adjustment in _adjustments(item)
                )
        elif key in {adjustment.value for adjustment in Adjustment}:
            found += _answer_of(Adjustment(key), below)
        else:
            valid = [*given, *(adjustment.value for adjustment in Adjustment)]
            named.wrong(f"“{key}” is no answer and no adjustment. {nearest(key, valid)}")
    return tuple(found)


def _answer_of(adjustment: Adjustment, node: Node) -> list[AdjustmentAnswerDetails]:
    """Return one answer, repeated for each area it names."""
    if not isinstance(node.value, dict):
        answer = code(AdjustmentAnswer, node)
        return [AdjustmentAnswerDetails(adjustment=adjustment, answer=answer)]
    areas = node.get("areas")
    return [
        read(
            AdjustmentAnswerDetails,
            node,
            skip=frozenset({"areas"}),
            given={"adjustment": adjustment} | ({"area": area} if area else {}),
        )
        for area in ([item.text() for item in areas.items()] if areas else [None])
    ]


def _adjustments(node: Node) -> list[Adjustment]:
    """Return the adjustment of a code, or those of a group like COM."""
    word = node.text()
    group = [item for item in Adjustment if item.value.startswith(f"{word}-")]
    return group or [code(Adjustment, node)]

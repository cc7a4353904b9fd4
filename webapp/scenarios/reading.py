"""Reads a node into a frozen dataclass by the types of its fields.

The format of a scenario file is thus the shape that the services take: a field that a
form can fill, a file can fill, under the same name.
"""

import dataclasses
import types
import typing
import uuid
from collections.abc import Callable, Hashable, Mapping
from datetime import date, time
from enum import Enum, IntEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from webapp.scenarios.nodes import Node, nearest

T = TypeVar("T")
E = TypeVar("E", bound=Enum)
Spelling = Callable[[Node], dict[str, Any]]
"""Reads one key in a way of its own and returns the fields it fills; may call Node.wrong."""
Spellings = Mapping[type[Any], Mapping[str, Spelling]]
"""The keys of each shape that are written in a way of their own."""


def read(
    shape: type[T],
    node: Node,
    *,
    spellings: Spellings | None = None,
    skip: frozenset[str] = frozenset(),
    given: Mapping[str, Any] | None = None,
) -> T:
    """Return the node as this dataclass.

    `spellings` read a key in another way, `given` are values the file does not hold,
    `skip` are keys that someone else reads. An unknown key, a missing field or a value of
    the wrong kind raises ScenarioError with file and line.
    """
    hints = _hints(typing.cast(Hashable, shape))
    fields = {f.name: f for f in dataclasses.fields(shape)}  # type: ignore[arg-type]
    spelled = (spellings or {}).get(shape, {})
    values: dict[str, Any] = dict(given or {})
    for key, below in node.mapping().items():
        if key in skip:
            continue
        if key in spelled:
            values |= spelled[key](below)
        elif key in fields and key not in (given or {}):
            values[key] = value_of(hints[key], below, spellings=spellings)
        else:
            valid = sorted((set(fields) - set(given or {})) | skip | set(spelled))
            below.wrong(f"“{key}” is not known here. {nearest(key, valid)}")
    for name, field in fields.items():
        required = (
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        )
        if required and name not in values:
            node.wrong(f"“{name}” is missing.")
    return shape(**values)


@cache
def _hints(shape: Hashable) -> dict[str, Any]:
    """Return the types of the fields, worked out once."""
    return get_type_hints(shape)


def value_of(
    kind: Any,  # noqa: ANN401  any type a field may have
    node: Node,
    *,
    spellings: Spellings | None = None,
) -> Any:  # noqa: ANN401
    """Return the node as a value of this type, or raise ScenarioError."""
    origin = get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        if node.value is None:
            return None
        known = next(part for part in get_args(kind) if part is not type(None))
        return value_of(known, node, spellings=spellings)
    if origin in {tuple, list}:
        return origin(
            value_of(get_args(kind)[0], item, spellings=spellings) for item in node.items()
        )
    if origin is dict:
        inner = get_args(kind)[1]
        return {
            key: value_of(inner, below, spellings=spellings)
            for key, below in node.mapping().items()
        }
    if dataclasses.is_dataclass(kind):
        return read(typing.cast(type[Any], kind), node, spellings=spellings)
    return scalar(kind, node)


def scalar(kind: Any, node: Node) -> Any:  # noqa: ANN401
    """Return a single value of this type, or raise ScenarioError."""
    if kind is bool:
        if not isinstance(node.value, bool):
            node.wrong("write true or false here.")
        return node.value
    if isinstance(kind, type) and issubclass(kind, Enum):
        return code(kind, node)
    word = node.text()
    readers: dict[Any, tuple[Callable[[str], Any], str]] = {
        str: (str, ""),
        int: (int, "write a whole number here, like 3."),
        float: (float, "write a number here, like 4.5."),
        date: (date.fromisoformat, "write the date as year-month-day, like 2027-03-02."),
        time: (time.fromisoformat, "write the time like 09:30."),
        uuid.UUID: (uuid.UUID, "a key of the database does not belong in a file."),
    }
    reader, help_text = readers.get(kind, (str, ""))
    try:
        return reader(word)
    except ValueError:
        return node.wrong(f"“{word}” cannot be read; {help_text}")


def code(kind: type[E], node: Node) -> E:
    """Return the member with this code, or raise ScenarioError with the nearest valid one."""
    word = node.text()
    for member in kind:
        if str(member.value) == word or (
            not issubclass(kind, IntEnum) and str(member.value).casefold() == word.casefold()
        ):
            return member
    valid = [str(member.value) for member in kind]
    return node.wrong(f"“{word}” is not a known {words_of(kind)}. {nearest(word, valid)}")


def words_of(kind: type) -> str:
    """Return the name of a class as words: PlacementState is “placement state”."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in kind.__name__).strip()

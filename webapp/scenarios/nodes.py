"""YAML with the line of every value, so that a mistake is named where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

import yaml


class ScenarioError(Exception):
    """A scenario file is wrong; the message names file, line and how to put it right."""


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a file: text, a list or a mapping, and where it stands."""

    file: Path
    line: int
    value: "str | bool | list[Node] | dict[str, Node] | None"

    def wrong(self, message: str) -> NoReturn:
        """Raise ScenarioError for this value."""
        raise ScenarioError(f"{self.file.name}, line {self.line}: {message}")

    def mapping(self) -> "dict[str, Node]":
        """Return the value as a mapping, or raise ScenarioError."""
        if not isinstance(self.value, dict):
            self.wrong("keys and values are expected here, like “name: Jay”.")
        return self.value

    def items(self) -> "list[Node]":
        """Return the value as a list; a single value is a list of one."""
        if isinstance(self.value, list):
            return self.value
        return [] if self.value is None else [self]

    def text(self) -> str:
        """Return the value as text, or raise ScenarioError."""
        if self.value is None or isinstance(self.value, (dict, list)):
            self.wrong("one value is expected here.")
        return str(self.value)

    def get(self, key: str) -> "Node | None":
        """Return the value of a key of this mapping, or None."""
        return self.mapping().get(key)

    def walk(self) -> "Iterator[Node]":
        """Yield this value and every value below it."""
        yield self
        for node in self.value.values() if isinstance(self.value, dict) else self.items():
            if node is not self:
                yield from node.walk()


def nearest(word: str, valid: "list[str]") -> str:
    """Return a sentence that offers the nearest valid name, or all when there are few."""
    close = get_close_matches(word, valid, n=1, cutoff=0.5)
    if close:
        return f"Did you mean “{close[0]}”?"
    return f"Valid: {', '.join(sorted(valid))}." if len(valid) <= 30 else ""


def read_file(path: Path) -> Node:
    """Return the file as one node, with the files it includes put in before its own values."""
    try:
        tree = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except OSError as missing:
        raise ScenarioError(f"{path}: {missing.strerror}.") from None
    except yaml.YAMLError as broken:
        mark = getattr(broken, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise ScenarioError(f"{path.name}, line {line}: this is not YAML ({broken}).") from None
    if tree is None:
        raise ScenarioError(f"{path.name}, line 1: the file is empty.")
    return _with_includes(_node(tree, path), path)


def _with_includes(node: Node, path: Path) -> Node:
    """Return the mapping with the lists of its included files in front of its own."""
    own = dict(node.mapping())
    include = own.pop("include", None)
    for item in include.items() if include else []:
        below = read_file(path.parent / item.text())
        for key, value in below.mapping().items():
            if key not in own:
                own[key] = value
            elif isinstance(own[key].value, list):
                own[key] = Node(own[key].file, own[key].line, value.items() + own[key].items())
    return Node(node.file, node.line, own)


def _node(tree: yaml.Node, path: Path) -> Node:
    line = tree.start_mark.line + 1
    if isinstance(tree, yaml.MappingNode):
        found: dict[str, Node] = {}
        for key, value in tree.value:
            name = str(key.value)
            if name in found:
                _node(key, path).wrong(f"“{name}” stands here twice.")
            found[name] = _node(value, path)
        return Node(path, line, found)
    if isinstance(tree, yaml.SequenceNode):
        return Node(path, line, [_node(item, path) for item in tree.value])
    return Node(path, line, _scalar(tree))


def _scalar(tree: yaml.Node) -> str | bool | None:
    """Return text as it was written (“07:00” is no number of minutes), true, false or nothing."""
    if tree.tag == "tag:yaml.org,2002:null":
        return None
    if tree.tag == "tag:yaml.org,2002:bool" and tree.value.lower() in {"true", "false"}:
        return bool(tree.value.lower() == "true")
    return str(tree.value)

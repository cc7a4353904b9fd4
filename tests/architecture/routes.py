"""Every address of the site and who may open it, as the app says and as the list says."""

import re
import uuid
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter, Map, Rule, UUIDConverter

from webapp.accounts.access import OPEN_ENDPOINTS
from webapp.accounts.policies import Audience, allowed

LIST = Path(__file__).with_name("access.txt")
HEAD = """\
# Who may open what. One line a view: methods, address, who.
# Made by: UPDATE_ACCESS=1 pytest tests/architecture/test_access.py
# Read each changed line by eye: it decides who sees what.
"""


@dataclass(frozen=True, slots=True, order=True)
class Route:
    """One view at one address."""

    address: str
    methods: tuple[str, ...]
    who: frozenset[str]
    endpoint: str

    @property
    def line(self) -> str:
        """The line of the list."""
        return f"{' '.join(self.methods):5} {self.address:52} {' '.join(sorted(self.who))}"

    @property
    def has_keys(self) -> bool:
        """Whether the address has a part that may be anything; a word of a list is none."""
        return "<" in re.sub(r"<any\(.*?\):\w+>", "", self.address)

    @property
    def is_open(self) -> bool:
        """Whether the policy lets in who is not signed in."""
        return bool(self.who & {Audience.PUBLIC.value, Audience.LINK.value})


def routes_of(app: Flask) -> list[Route]:
    """Return every route but the files of the interface, in order of address."""
    return sorted(
        _route(app, rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in OPEN_ENDPOINTS
    )


def _route(app: Flask, rule: Rule) -> Route:
    who = allowed(app.view_functions[rule.endpoint]) or frozenset()
    return Route(
        address=rule.rule,
        methods=tuple(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})),
        who=frozenset(str(code.value) for code in who),
        endpoint=rule.endpoint,
    )


def address_with_unknown_keys(url_map: Map, route: Route) -> str:
    """Return the address with keys that belong to nothing."""
    rule = next(rule for rule in url_map.iter_rules(route.endpoint) if rule.rule == route.address)
    values = {name: _unknown(rule, name) for name in rule.arguments}
    built = rule.build(values)
    assert built is not None, f"cannot fill {route.address}"
    return built[1]


def _unknown(rule: Rule, name: str) -> object:
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return {UUIDConverter: uuid.uuid4(), IntegerConverter: 999}.get(type(converter), "nothing")

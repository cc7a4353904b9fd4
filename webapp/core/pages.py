"""What layouts and macros ask of Python: links that exist, errors in page order, missing names."""

from collections.abc import Iterable, Iterator, Mapping

from flask import Flask, current_app, request
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader, StrictUndefined, Undefined
from wtforms.form import BaseForm

from webapp.core.forms import ErrorLine, error_lines
from webapp.core.navigation import Area, NavLink, anyone, endpoint_of, nav_links


class StrictOutsideDicts(StrictUndefined):
    """Refuses a name or attribute that does not exist; a missing key of a dict is empty.

    The GOV.UK components ask their parameter dicts for keys that nobody gave, and
    whether they were called with a body.
    """

    __slots__ = ()

    def _is_expected(self) -> bool:
        return isinstance(self._undefined_obj, dict) or self._undefined_hint == "No caller defined"

    def __bool__(self) -> bool:  # type: ignore[override]  # StrictUndefined says it never returns
        return False if self._is_expected() else self._fail_with_undefined_error()

    def __str__(self) -> str:  # type: ignore[override]
        return "" if self._is_expected() else self._fail_with_undefined_error()

    def __iter__(self) -> Iterator[object]:  # type: ignore[override]
        return iter(()) if self._is_expected() else self._fail_with_undefined_error()

    def __len__(self) -> int:  # type: ignore[override]
        return 0 if self._is_expected() else self._fail_with_undefined_error()

    def __eq__(self, other: object) -> bool:  # type: ignore[override]
        if self._is_expected():
            return isinstance(other, Undefined)
        return self._fail_with_undefined_error()

    def __ne__(self, other: object) -> bool:  # type: ignore[override]
        return not self == other

    def __hash__(self) -> int:  # type: ignore[override]
        return id(type(self)) if self._is_expected() else self._fail_with_undefined_error()


def init_app(app: Flask) -> None:
    """Let templates find the GOV.UK components and these tools, and let no missing name pass."""
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_env.loader = ChoiceLoader([app.jinja_env.loader, components])  # type: ignore[list-item]  # Flask always has one
    app.jinja_env.undefined = StrictOutsideDicts
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        undefined=Undefined(),  # names the GOV.UK components compare with
        null=None,
        page_errors=page_errors,
        nav_for=nav_for,
        first_path=first_path,
        product=app.config["PRODUCT_NAME"],
    )


def page_errors(form: BaseForm | None, forms: Iterable[BaseForm] = ()) -> list[ErrorLine]:
    """Return the errors of all forms of a page, for the summary at its top."""
    every = [*forms] if form is None else [form, *forms]
    return [line for one in every for line in error_lines(one)]


def nav_for(
    area: str, *, current: str | None = None, counts: Mapping[str, int] | None = None
) -> tuple[NavLink, ...]:
    """Return the links of a layout for the page being drawn: those its reader may open."""
    return nav_links(
        Area(area),
        routes=current_app.url_map,
        current=current or request.path,
        counts=counts,
        may_open=current_app.extensions.get("may_open", anyone),
    )


def first_path(*paths: str) -> str | None:
    """Return the first of these addresses with a page that its reader may open, or None."""
    may_open = current_app.extensions.get("may_open", anyone)
    for path in paths:
        endpoint = endpoint_of(current_app.url_map, path)
        if endpoint and may_open(endpoint):
            return path
    return None

"""Rules of the house that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEBAPP = ROOT / "webapp"
MAY_COMMIT = {
    "views.py": "a view commits in one line before its redirect",
    "commands.py": "a command is its own request",
    "deliver.py": "each phase of a send is marked",
    "jobs/worker.py": "each step of a job is kept",
    "jobs/step.py": "the part of the worker that does one job",
    "core/audit.py": "a read is written in its own short transaction",
    "accounts/link_pages.py": "views that every kind of link shares",
    "accounts/demo.py": "views of the practice town",
}
READS_CLOCK = {"now", "today", "utcnow"}
DRAWS_ITS_OWN_SHAPES = "templates/macros/pictures.html"
TEMPLATES = sorted(WEBAPP.rglob("templates/**/*.html"))


def modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(WEBAPP.rglob("*.py")):
        name = file.relative_to(WEBAPP).as_posix()
        if not name.startswith("migrations/"):
            yield name, ast.parse(file.read_text(encoding="utf-8"))


def attribute_calls(tree: ast.Module) -> Iterator[ast.Attribute]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func


def test_only_views_and_their_like_commit() -> None:
    wrong = [
        f"webapp/{name}:{call.lineno}"
        for name, tree in modules()
        if "/views/" not in name
        and not any(name == allowed or name.endswith(f"/{allowed}") for allowed in MAY_COMMIT)
        for call in attribute_calls(tree)
        if call.attr == "commit"
    ]
    assert not wrong, f"commit in the view or command instead: {wrong}"


def test_only_the_clock_reads_the_clock() -> None:
    wrong = [
        f"webapp/{name}:{call.lineno}"
        for name, tree in modules()
        if name != "core/clock.py"
        for call in attribute_calls(tree)
        if call.attr in READS_CLOCK
        and isinstance(call.value, ast.Name)
        and call.value.id in {"datetime", "date"}
    ]
    assert not wrong, f"take now or today as an argument: {wrong}"


def test_only_the_settings_read_the_environment() -> None:
    wrong = [
        f"webapp/{name}:{node.lineno}"
        for name, tree in modules()
        if name != "config.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]
    assert not wrong, f"add a setting to webapp/config.py: {wrong}"


def test_rules_and_services_see_no_request_and_no_clock() -> None:
    wrong = [
        f"webapp/{name}:{node.lineno}"
        for name, tree in modules()
        if name.endswith(("/rules.py", "/services.py"))
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (
            (node.module or "").split(".")[0] in {"flask", "flask_login", "flask_wtf"}
            or (node.module == "webapp.core" and "clock" in {name.name for name in node.names})
        )
    ]
    assert not wrong, f"hand it over as an argument: {wrong}"


def test_flask_login_is_known_in_one_module_only() -> None:
    users = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom | ast.Import) and "flask_login" in ast.dump(node)
    }
    assert users == {"accounts/access.py"}


def test_nothing_is_exempt_from_the_form_token() -> None:
    wrong = [name for name, tree in modules() if "csrf.exempt" in ast.unparse(tree)]
    assert not wrong


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(WEBAPP).as_posix())
def test_a_template_trusts_no_text_and_carries_no_inline_code(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    if not file.as_posix().endswith(DRAWS_ITS_OWN_SHAPES):
        assert "|safe" not in text.replace(" ", ""), "escape it: people write what stands there"
    assert not re.search(r"\sstyle=|\son[a-z]+=[\"']|javascript:", text), "the CSP blocks it"
    assert not re.search(r"<script(?![^>]*(\bsrc=|nonce))", text), "give the script the nonce"

"""A real browser against the real site."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.site import ROOT, Site

AS1 = ROOT / "tests" / "acceptance" / "scenarios" / "as1.yaml"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    assert program, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not complaints, f"The browser complained: {complaints}"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "instance")
    site.folder.mkdir()
    yield site
    site.stop()


@pytest.fixture(scope="session")
def as1(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One running site with scenario AS1, for the journeys that only add to it."""
    site = Site(tmp_path_factory.mktemp("instance"))
    site.flask("scenario", "load", str(AS1))
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="session")
def as1_links(as1: Site) -> dict[str, str]:
    """The sign-in link of each person of that site."""
    return as1.demo_links()

"""Take a picture of every page a person of the practice town can reach, at two widths.

`make screens` writes screens/<person>/<address>-<width>.png, then walks the journeys of the tests,
which write screens/<journey>/<number>-<title>-<width>.png: the pages that only steps lead to.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlparse

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.conftest import FLAGS
from tests.journeys.crawl import kind_of, pages_from, sign_in
from tests.journeys.site import ROOT, Site

OUT = ROOT / "screens"
WIDTHS = (320, 1280)


def file_name(address: str) -> str:
    """Return the address of a page as the name of a file."""
    path = kind_of(urlparse(address).path).strip("/") or "home"
    return re.sub(r"[^a-z0-9-]+", "_", path.lower())


def shoot(page: Page, folder: Path, address: str) -> None:
    """Save the open page at each width."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=folder / f"{file_name(address)}-{width}.png", full_page=True)


def shoot_all(browser: Browser, person: str, link: str | None, home: str) -> int:
    """Save every page this person can reach; return how many."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    folder = OUT / re.sub(r"\W+", "-", person.lower())
    count = 0
    if link:
        sign_in(page, link)
        home = page.url
    for address in pages_from(page, home):
        shoot(page, folder, address)
        count += 1
    context.close()
    return count


def main() -> int:
    """Start the practice town, walk it as everyone, write the pictures."""
    shutil.rmtree(OUT, ignore_errors=True)
    site = Site(Path(tempfile.mkdtemp(prefix="screens-")))
    program = shutil.which("chromium")
    if program is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    try:
        for words in (("db", "upgrade"), ("demo", "load")):
            site.flask(*words)
        site.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
            for person, link in {"Anyone": None, **site.demo_links()}.items():
                if person in {"Everyone", "Their mail", "The practice town is open"}:
                    continue
                count = shoot_all(browser, person, link, site.url + "/")
                print(f"{person}: {count} pages", flush=True)
            browser.close()
    finally:
        site.stop()
        shutil.rmtree(site.folder, ignore_errors=True)
    journeys = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "tests/journeys"]
    return subprocess.run(journeys, cwd=ROOT, env=os.environ | {"SCREENS": str(OUT)}).returncode


if __name__ == "__main__":
    sys.exit(main())

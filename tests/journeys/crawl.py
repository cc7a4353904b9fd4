"""Opens every page a person can reach by links, one of each kind."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlparse

from playwright.sync_api import Page

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PUBLIC = re.compile(
    r"^/($|(accessibility|concern|credits|help|how-it-works|privacy|register|sign-in)(/|$))"
)
LEFT_OUT = re.compile(
    r"^/(demo|static|sign-out)|\.(csv|json|pdf|png|ics)$|/(pdf|template|file)$"
    r"|^/lead/employers/[^/]+/offer/"  # the employer’s own pages, held there
)
MOST_OF_A_KIND = 1


def kind_of(path: str) -> str:
    """Return the address with what differs between two pages of a kind left out."""
    return re.sub(r"/[A-Za-z0-9_-]{30,}", "/…", UUID.sub("…", path))


def sign_in(page: Page, link: str) -> None:
    """Become the demo person of this link."""
    page.goto(link)
    page.get_by_role("button").first.click()
    page.wait_for_load_state()


def pages_from(page: Page, start: str, *, public: bool = True) -> Iterator[str]:
    """Open every kind of page that links lead to from here; yield its address, open.

    Without `public`, what anyone may read is left out.
    """
    host = urlparse(start).netloc
    seen: dict[str, int] = {}
    waiting = [start]
    known = {start}
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(urlparse(address).path)
        if seen.get(kind, 0) >= MOST_OF_A_KIND:
            continue
        seen[kind] = seen.get(kind, 0) + 1
        answer = page.goto(address)
        assert answer, address
        assert answer.ok, f"{address} answers {answer.status}"
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        yield address
        for link in page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)"):
            target = urldefrag(urljoin(address, link)).url
            parts = urlparse(target)
            if parts.netloc != host or LEFT_OUT.search(parts.path) or target in known:
                continue
            if not public and PUBLIC.match(parts.path):
                continue
            known.add(target)
            waiting.append(target)

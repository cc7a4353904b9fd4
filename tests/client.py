"""The page client: opens and sends pages as a person does, and holds every page to the rules.

lead = PageClient(sign_in(cast.ben))
page = lead.get("/lead/learners")
page = lead.submit(page, {"name": "Ada Moss"}, button="Save")
assert page.h1 == "Learners"
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.house_rules import problems_of

REDIRECTS = {301, 302, 303, 307, 308}
MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of the site."""

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes
    soup: BeautifulSoup

    @property
    def html(self) -> str:
        """The page as text."""
        return self.data.decode()

    @property
    def h1(self) -> str:
        """The words of the main heading."""
        return words(self.soup.h1) if self.soup.h1 else ""

    @property
    def title(self) -> str:
        """The words in the browser’s tab."""
        return words(self.soup.title) if self.soup.title else ""

    @property
    def text(self) -> str:
        """The words of the main part, on one line."""
        main = self.soup.main
        return words(main) if main else words(self.soup)

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        return [words(line) for line in self.soup.select(".govuk-error-summary__list li")]

    @property
    def notes(self) -> list[str]:
        """What the page says happened: the flashed notes."""
        return [words(note) for note in self.soup.select(".notes .note")]

    @property
    def links(self) -> dict[str, str]:
        """The address of each link, by its words."""
        return {words(link): str(link["href"]) for link in self.soup.select("a[href]")}

    @property
    def buttons(self) -> list[str]:
        """The words of every button in the main part."""
        return [words(button) for button in self.soup.select("main button")]

    @property
    def location(self) -> str | None:
        """Where a redirect leads."""
        return self.headers.get("Location")

    def find(self, selector: str) -> Tag:
        """Return the one element of this selector."""
        found = self.soup.select(selector)
        assert len(found) == 1, f"{self.url}: {len(found)} elements for {selector}, expected 1"
        return found[0]

    def field(self, name: str) -> str:
        """Return what stands in a field."""
        values = MultiDict(fields_of(self.soup)).getlist(name)
        assert values, f"{self.url} has no field {name}"
        return values[0]


class PageClient:
    """A browser with one cookie jar and a strict eye."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.token: str | None = None

    def get(self, url: str, *, status: int = 200) -> Page:
        """Open a page."""
        return self._check(self.client.get(url), url, status)

    def follow(self, page: Page, link: str) -> Page:
        """Press a link by its words."""
        assert link in page.links, f"{page.url} has no link “{link}”, only {sorted(page.links)}"
        return self._landed(self.client.get(page.links[link]), page.links[link])

    def post(
        self,
        url: str,
        data: Mapping[str, Any] | None = None,
        *,
        status: int = 302,
        redirects_to: str | None = None,
    ) -> Page:
        """Send values with the token of the last page seen, and stay at the answer."""
        sent = {"csrf_token": self.token or "", **(data or {})}
        page = self._check(self.client.post(url, data=sent), url, status)
        if redirects_to is not None:
            assert page.location == redirects_to, f"{url} leads to {page.location}"
        return page

    def submit(
        self,
        page: Page,
        values: Mapping[str, Any] | None = None,
        *,
        button: str | None = None,
        status: int = 200,
    ) -> Page:
        """Fill in the form on a page, press its button, and return the page it leads to.

        The form is the one with this button, or the only one in the main part. What the
        page has in its boxes is sent too. A value may be a list, a file tuple, or None
        (the box is left out, as an unticked one).
        """
        form = find_form(page, button)
        sent = MultiDict(fields_of(form))
        known = {str(box["name"]) for box in form.select("[name]")}
        for name, value in (values or {}).items():
            assert name in known, f"{page.url} has no field {name}, only {sorted(known)}"
            sent.setlist(
                name, [] if value is None else value if isinstance(value, list) else [value]
            )
        press(form, button, sent)
        url = str(form["action"])
        if str(form["method"]).lower() == "get":
            return self._landed(self.client.get(url, query_string=sent), url, status)
        return self._landed(self.client.post(url, data=sent), url, status)

    def _landed(self, answer: TestResponse, url: str, status: int = 200) -> Page:
        for _ in range(MOST_REDIRECTS):
            if answer.status_code not in REDIRECTS:
                return self._check(answer, url, status)
            url = answer.headers["Location"]
            parts = urlsplit(url)
            url = parts.path + (f"?{parts.query}" if parts.query else "")
            answer = self.client.get(url)
        raise AssertionError(f"{url}: more than {MOST_REDIRECTS} redirects")

    def _check(self, answer: TestResponse, url: str, status: int) -> Page:
        page = Page(
            url=url,
            status=answer.status_code,
            headers=dict(answer.headers),
            data=answer.data,
            soup=BeautifulSoup(answer.data if answer.mimetype == "text/html" else b"", "html5lib"),
        )
        assert page.status == status, f"{url} answered {page.status}, expected {status}: {page.h1}"
        if answer.mimetype == "text/html" and page.status not in REDIRECTS:
            problems = problems_of(page.html)
            assert not problems, "\n".join([f"{url} breaks the rules of a page:", *problems])
            if token := page.soup.select_one("input[name=csrf_token]"):
                self.token = str(token["value"])
        return page


def words(tag: Tag) -> str:
    """Return the words inside, with single spaces."""
    return " ".join(tag.get_text(" ").split())


def find_form(page: Page, button: str | None) -> Tag:
    """Return the form with this button, or the only form of the main part."""
    forms = page.soup.select("main form")
    if button is not None:
        forms = [form for form in page.soup.select("form") if _buttons(form, button)]
    assert len(forms) == 1, f"{page.url}: {len(forms)} forms with “{button}”; has {page.buttons}"
    return forms[0]


def fields_of(form: Tag) -> list[tuple[str, str]]:
    """Return what a browser would send from these boxes as they stand."""
    sent = []
    for box in form.select("input[name], select[name], textarea[name]"):
        name = str(box["name"])
        if box.name == "textarea":
            sent.append((name, box.get_text().removeprefix("\n")))
        elif box.name == "select":
            options = box.select("option[selected]") or box.select("option")[:1]
            sent.extend((name, str(option.get("value", words(option)))) for option in options)
        elif box.get("type") in {"radio", "checkbox"}:
            if box.has_attr("checked"):
                sent.append((name, str(box.get("value", "on"))))
        elif box.get("type") not in {"submit", "button", "image", "file"}:
            sent.append((name, str(box.get("value", ""))))
    return sent


def press(form: Tag, button: str | None, sent: "MultiDict[str, Any]") -> None:
    """Add the pressed button’s own value, when it has one."""
    if button is None:
        return
    pressed = _buttons(form, button)[0]
    if pressed.get("name"):
        sent.add(str(pressed["name"]), str(pressed.get("value", "")))


def _buttons(form: Tag, button: str) -> list[Tag]:
    found = form.select("button:not([type=button])")
    exact = [one for one in found if words(one) == button]
    return exact or [one for one in found if words(one).startswith(button)]

"""The people of the practice town, each in a browser of their own."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from tests.journeys.checks import check_page
from tests.journeys.site import Site

WAIT_MS = 20_000


@dataclass
class Someone:
    """A person at a browser who reads pages and presses what they say."""

    page: Page
    site: Site
    learner: bool = False

    def open(self, path: str) -> "Someone":
        self.page.goto(path if path.startswith("http") else self.site.url + path)
        return self.look()

    def look(self) -> "Someone":
        """Hold the page that is open now to the rules every page must keep."""
        self.page.wait_for_load_state()
        check_page(self.page, learner=self.learner)
        return self

    def press(self, name: str, *, exact: bool = True) -> "Someone":
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        return self.look()

    def follow(self, name: str, *, exact: bool = True) -> "Someone":
        self.page.get_by_role("link", name=name, exact=exact).first.click()
        return self.look()

    def write(self, label: str, text: str) -> "Someone":
        self.page.get_by_label(label, exact=False).first.fill(text)
        return self

    def choose(self, label: str) -> "Someone":
        self.page.get_by_label(label, exact=True).first.check(force=True)
        return self

    def choose_tile(self, question: str, number: int) -> "Someone":
        """Answer a scale of five with one of its numbers."""
        group = self.page.get_by_role("group", name=question)
        group.get_by_role("radio").nth(number - 1).check(force=True)
        return self

    def write_date(self, day: int, month: int, year: int, *, group: str = "") -> "Someone":
        where = self.page.get_by_role("group", name=group) if group else self.page
        for label, value in (("Day", day), ("Month", month), ("Year", year)):
            where.get_by_label(label, exact=True).first.fill(str(value))
        return self

    def sees(self, *words: str) -> "Someone":
        text = self.text
        for expected in words:
            assert expected in text, f"{self.page.url} does not say “{expected}”:\n{text[:3000]}"
        return self

    def does_not_see(self, *words: str) -> "Someone":
        text = self.text
        for unwanted in words:
            assert unwanted not in text, f"{self.page.url} says “{unwanted}”"
        return self

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()


@dataclass
class SomeoneWithoutScripts(Someone):
    """A person whose browser runs no scripts; a second browser reads what they see to check it.

    axe is a script, so each page is handed to `reader`, which may run scripts, as it stands.
    """

    reader: Page | None = None
    held: set[str] = field(default_factory=set)
    """Texts of pages that were held to the rules before."""

    def look(self) -> "SomeoneWithoutScripts":
        assert self.reader
        self.page.wait_for_load_state()
        over = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, f"{self.page.url} scrolls sideways by {over} px"
        if self.text in self.held:
            return self
        self.held.add(self.text)
        seen, address = self.page.content(), self.page.url
        self.reader.route(
            address, lambda route: route.fulfill(body=seen, content_type="text/html; charset=utf-8")
        )
        self.reader.goto(address)
        self.reader.unroute(address)
        check_page(self.reader)
        return self


@dataclass
class People:
    """Opens a browser for each person the first time they act."""

    browser: Browser
    site: Site
    links: dict[str, str]
    here: dict[str, Someone] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def someone(self, *, learner: bool = False) -> Someone:
        context = self.browser.new_context(
            locale="en-GB", viewport={"width": 1280, "height": 900}, accept_downloads=True
        )
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._heard)
        return Someone(page, self.site, learner=learner)

    def without_scripts(
        self, *, width: int, height: int, held: set[str] | None = None
    ) -> SomeoneWithoutScripts:
        context = self.browser.new_context(
            locale="en-GB", viewport={"width": width, "height": height}, java_script_enabled=False
        )
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        return SomeoneWithoutScripts(
            page, self.site, reader=self.someone().page, held=set() if held is None else held
        )

    def _heard(self, message) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"{message.location.get('url')}: {message.text}")

    def __call__(self, name: str, *, learner: bool = False) -> Someone:
        if name not in self.here:
            person = self.someone(learner=learner)
            person.page.goto(self.links[name])
            person.page.get_by_role("button").first.click()
            person.look()
            self.here[name] = person
        return self.here[name]

    def close(self) -> None:
        for person in self.here.values():
            person.page.context.close()

"""The rules every HTML page of the product keeps. Each problem says how to put it right."""

import re
from collections import Counter
from collections.abc import Iterator

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

OWN_WORDS = ("script", "style", "code", "pre", "textarea", "svg")
"""Where straight quotes are right; an element with data-user holds words people typed."""
HIDDEN_CLASSES = {"vh", "govuk-visually-hidden"}


def problems_of(html: str) -> list[str]:
    """Return what is wrong with a page, in the order of the rules below."""
    soup = BeautifulSoup(html, "html5lib")
    found = list(invalid_html(html))
    for rule in RULES:
        found.extend(rule(soup))
    return found


def invalid_html(html: str) -> Iterator[str]:
    """HTML that a browser would have to guess at."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(html)
    lines = html.splitlines()
    for (line, _column), name, _details in parser.errors:
        text = lines[line - 1].strip()[:80] if 0 < line <= len(lines) else ""
        yield f"not valid HTML ({name}) in line {line}: {text}"


def wrong_language(soup: BeautifulSoup) -> Iterator[str]:
    """Screen readers choose the voice by the language."""
    if soup.html is None or soup.html.get("lang") != "en-GB":
        yield 'write <html lang="en-GB">: extend a layout'


def headings(soup: BeautifulSoup) -> Iterator[str]:
    """One h1, and no level left out on the way down."""
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile(r"^h[1-6]$"))]
    if levels.count(1) != 1:
        yield f"the page has {levels.count(1)} h1: set h1 in the page, the layout draws it"
    shown = [level for level in levels if level != 1]
    for before, after in zip([1, *shown], shown, strict=False):
        if after > before + 1:
            yield f"an h{after} follows an h{before}: do not skip a level"


def title(soup: BeautifulSoup) -> Iterator[str]:
    """The title starts with the h1, or with “Error:” and the h1 when something is wrong."""
    words = soup.title.get_text(" ", strip=True) if soup.title else ""
    h1 = _words(soup.h1) if soup.h1 else ""
    has_errors = soup.select_one(".govuk-error-summary") is not None
    wanted = f"Error: {h1}" if has_errors else h1
    if not words.startswith(wanted):
        yield f"the title is “{words}”: it must start with “{wanted}”"


def repeated_ids(soup: BeautifulSoup) -> Iterator[str]:
    """An id names one thing."""
    for name, times in Counter(str(tag["id"]) for tag in soup.find_all(id=True)).items():
        if times > 1:
            yield f'id="{name}" stands {times} times: give the field or macro another id'


def broken_references(soup: BeautifulSoup) -> Iterator[str]:
    """What describes or labels a thing must be on the page."""
    ids = {str(tag["id"]) for tag in soup.find_all(id=True)}
    for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for tag in soup.find_all(attrs={name: True}):
            for target in str(tag[name]).split():
                if target not in ids:
                    yield f'<{tag.name} {name}="{target}"> points at nothing'
    for link in soup.select('a[href^="#"]'):
        if str(link["href"])[1:] not in ids:
            yield f'the link to "{link["href"]}" leads nowhere on the page'


def unlabelled_fields(soup: BeautifulSoup) -> Iterator[str]:
    """Every box has words that belong to it."""
    for field in soup.find_all(["input", "select", "textarea"]):
        if field.name == "input" and field.get("type") in {"hidden", "submit", "button", "image"}:
            continue
        if not _label(soup, field):
            yield f'the field name="{field.get("name")}" has no label: use a macro of fields.html'


def groups_without_legend(soup: BeautifulSoup) -> Iterator[str]:
    """Radios and checkboxes stand under their question."""
    h1 = _words(soup.h1) if soup.h1 else ""
    names = Counter(
        (str(field.get("name")), str(field.get("type")))
        for field in soup.select("input[type=radio], input[type=checkbox]")
    )
    for (name, kind), times in names.items():
        if kind == "checkbox" and times == 1:
            continue  # one box to tick: its label is the question
        field = soup.select_one(f'input[type={kind}][name="{name}"]')
        fieldset = field.find_parent("fieldset") if field else None
        legend = fieldset.find("legend") if fieldset else None
        if legend is None or not _words(legend):
            yield f'the answers of name="{name}" have no legend with words in it'
        elif HIDDEN_CLASSES & set(legend.get("class") or ()) and _words(legend) not in h1:
            yield f'the legend of name="{name}" is hidden, and it is not the h1'


def forms_without_target(soup: BeautifulSoup) -> Iterator[str]:
    """A form says where it goes and how, and carries the token."""
    for form in soup.find_all("form"):
        method = str(form.get("method", "")).lower()
        if method not in {"get", "post"} or not form.get("action"):
            yield "a form has no method or no action: use f.page_form"
        if method == "post" and form.find("input", attrs={"name": "csrf_token"}) is None:
            yield f"the form to {form.get('action')} has no csrf_token: use f.page_form"


def inline_code(soup: BeautifulSoup) -> Iterator[str]:
    """The content security policy stops these in silence."""
    for tag in soup.find_all(True):
        for name in tag.attrs:
            if name == "style" or (name.startswith("on") and tag.name != "option"):
                yield f"<{tag.name}> has {name}=: move it to the style sheet or a script file"
    for script in soup.find_all("script"):
        if not script.get("src") and not script.get("nonce"):
            yield "an inline script has no nonce"
    if soup.find("style"):
        yield "a <style> element: move it to the style sheet"


def straight_quotes(soup: BeautifulSoup) -> Iterator[str]:
    """Words of ours have curly quotes."""
    for text in soup.find_all(string=re.compile("['\"]")):
        if type(text) is not NavigableString:
            continue  # a comment or the doctype
        parents = list(text.parents)
        if any(parent.name in OWN_WORDS or parent.has_attr("data-user") for parent in parents):
            continue
        yield f"straight quote in “{text.strip()[:60]}”: use ’ “ ” (or data-user for typed words)"


def pictures_without_alt(soup: BeautifulSoup) -> Iterator[str]:
    """A picture says what it shows, or says that it is decoration."""
    for image in soup.find_all("img"):
        if not image.has_attr("alt"):
            yield f"<img src={image.get('src')}> has no alt: use the picture macro"
    for drawing in soup.find_all("svg"):
        if drawing.get("aria-hidden") != "true" and not drawing.find("title"):
            yield "an <svg> has neither aria-hidden nor a title"


def repeated_navigation(soup: BeautifulSoup) -> Iterator[str]:
    """Two lists of links need two names."""
    names = Counter(str(nav.get("aria-label", "")) for nav in soup.find_all("nav"))
    for name, times in names.items():
        if times > 1 or not name:
            yield f"{times} <nav> called “{name}”: give each its own aria-label"


def empty_links(soup: BeautifulSoup) -> Iterator[str]:
    """A link and a button have words and go somewhere."""
    for tag in soup.find_all(["a", "button"]):
        if not _words(tag) and not tag.get("aria-label"):
            yield f"<{tag.name}> without words: {str(tag)[:80]}"
        if tag.name == "a" and tag.get("href") in {None, "", "#"}:
            yield f"the link “{_words(tag)}” goes nowhere"


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _label(soup: BeautifulSoup, field: Tag) -> str:
    if field.get("aria-label"):
        return str(field["aria-label"])
    if field.get("aria-labelledby"):
        named = soup.find(id=str(field["aria-labelledby"]).split()[0])
        return _words(named) if named else ""
    label = soup.find("label", attrs={"for": field.get("id")}) if field.get("id") else None
    label = label or field.find_parent("label")
    return _words(label) if label else ""


RULES = (
    wrong_language,
    headings,
    title,
    repeated_ids,
    broken_references,
    unlabelled_fields,
    groups_without_legend,
    forms_without_target,
    inline_code,
    straight_quotes,
    pictures_without_alt,
    repeated_navigation,
    empty_links,
)

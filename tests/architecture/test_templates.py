"""Templates use what they import, and show only pictures that exist."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from webapp.catalogue.sectors import SECTORS

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "webapp" / "static"
TEMPLATES = sorted((ROOT / "webapp").glob("**/templates/**/*.html"))
FROM = re.compile(r"{%-? from [^%]+? import ([^%]+?) -?%}")
WHOLE = re.compile(r"{%-? import [^%]+? as (\w+)")
PICTURE = re.compile(r"""(?:picture|seat|draw|easy_row|h1_picture =)\(?\s*"([a-z_]+)\"""")


def imported(text: str) -> set[str]:
    names = set(WHOLE.findall(text))
    for group in FROM.findall(text):
        listed = group.strip().removesuffix("with context").split(",")
        names |= {name.split(" as ")[-1].strip() for name in listed}
    return names - {""}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT / "webapp"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_imported_and_left_unused(path: Path):
    text = path.read_text(encoding="utf-8")
    used = re.sub(r"{%-? (?:from|import) [^%]+%}|{#.*?#}", "", text, flags=re.DOTALL)
    unused = [one for one in sorted(imported(text)) if not re.search(rf"\b{one}\b", used)]
    assert not unused, f"take out the import of {unused}"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_picture_named_in_a_template_exists(path: Path):
    for key in PICTURE.findall(path.read_text(encoding="utf-8")):
        assert (STATIC / "pictures" / f"{key}.svg").exists(), key


def test_every_sector_has_its_picture():
    for sector in SECTORS:
        assert (STATIC / "pictures" / f"{sector.picture}.svg").exists(), sector.picture


def test_files_made_by_others_are_as_they_were_taken_in():
    for line in (STATIC / "vendor" / "CHECKSUMS").read_text(encoding="ascii").splitlines():
        wanted, path = line.split(maxsplit=1)
        assert sha256((ROOT / path).read_bytes()).hexdigest() == wanted, path

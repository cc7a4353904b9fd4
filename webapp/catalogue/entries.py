"""What every catalogue is: entries in a fixed order, found by code."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Generic, TypeVar

Code = TypeVar("Code", bound=Enum)
Code_co = TypeVar("Code_co", bound=Enum, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry(Generic[Code_co]):
    """One code; its subclasses add the words."""

    code: Code_co


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(CatalogueEntry[Code_co]):
    """A code with one name, for lists that only staff choose from."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded(CatalogueEntry[Code_co]):
    """A code in the words of an employer and in the words of a learner."""

    employer: str
    learner: str


Entry = TypeVar("Entry", bound=CatalogueEntry[Enum])


class CatalogueError(Exception):
    """A catalogue does not hold what was asked of it."""


class UnknownCode(CatalogueError, LookupError):
    """A value that is no code of the catalogue, with the nearest one that is."""

    def __init__(self, value: object, *, known: Iterable[object]) -> None:
        self.value = str(value)
        self.nearest = nearest_name(self.value, names=[str(name) for name in known])
        hint = f"; did you mean {self.nearest!r}?" if self.nearest else ""
        super().__init__(f"unknown code {self.value!r}{hint}")


class IncompleteCatalogue(CatalogueError):
    """The entries of a catalogue are not exactly one for each of its codes."""


def nearest_name(value: str, *, names: list[str]) -> str | None:
    """The name most like the value, whatever its case, or None if none is like it."""
    folded = {name.casefold().replace("_", "-"): name for name in reversed(names)}
    wanted = value.strip().casefold().replace("_", "-").replace(" ", "-")
    found = get_close_matches(wanted, list(folded), n=1, cutoff=0.5)
    return folded[found[0]] if found else None


class Catalogue(Generic[Code, Entry]):
    """The entries of one kind of code, exactly one for each, in the order of the codes."""

    def __init__(self, codes: type[Code], entries: Iterable[Entry]) -> None:
        listed = list(entries)
        self._codes = codes
        self._entries: dict[Enum, Entry] = {entry.code: entry for entry in listed}
        missing = [str(code.value) for code in codes if code not in self._entries]
        if missing or len(listed) != len(self._entries):
            raise IncompleteCatalogue(f"{codes.__name__}: missing {missing} or listed twice")

    def __iter__(self) -> Iterator[Entry]:
        return (self._entries[code] for code in self._codes)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, value: object) -> bool:
        try:
            self._codes(value)
        except ValueError:
            return False
        return True

    def __getitem__(self, value: str | int | Code) -> Entry:
        """The entry of a code; raises UnknownCode."""
        return self._entries[self.code(value)]

    def code(self, value: str | int | Code) -> Code:
        """The code with this value; raises UnknownCode with the nearest valid one."""
        try:
            return self._codes(value)
        except ValueError:
            raise UnknownCode(value, known=[code.value for code in self._codes]) from None

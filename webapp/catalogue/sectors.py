"""The 24 sectors of work and the job families in each."""

from dataclasses import dataclass
from enum import StrEnum

from webapp.catalogue.entries import Catalogue, UnknownCode, Worded
from webapp.catalogue.sheets import Row, tables, text, toml_rows


class Sector(StrEnum):
    """The codes of the sectors."""

    ANIMALS = "animals"
    HORT = "hort"
    CATERING = "catering"
    HOSPITALITY = "hospitality"
    CLEANING = "cleaning"
    WAREHOUSE = "warehouse"
    RETAIL = "retail"
    IT = "it"
    HERITAGE = "heritage"
    SPORT = "sport"
    PERFORMING = "performing"
    CREATIVE = "creative"
    HAIR = "hair"
    CHILDCARE = "childcare"
    SCIENCE = "science"
    CARE = "care"
    MOTOR = "motor"
    TEXTILES = "textiles"
    ENGINEERING = "engineering"
    CONSTRUCT = "construct"
    SECURITY = "security"
    TRANSPORT = "transport"
    MANUFACTURING = "manufacturing"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFamily:
    """A family of jobs in one sector; its code is stable, its words are what people say."""

    code: str
    sector: Sector
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorEntry(Worded[Sector]):
    """A sector; `employer` is its name, `picture` the key of the picture beside it."""

    covers: str
    picture: str
    job_families: tuple[JobFamily, ...]

    def job_family(self, name: str) -> JobFamily:
        """The family of this sector with this name; raises UnknownCode."""
        for family in self.job_families:
            if family.name == name:
                return family
        raise UnknownCode(name, known=[family.name for family in self.job_families])


def _family(sector: Sector, row: Row) -> JobFamily:
    return JobFamily(
        code=text(row, "code"),
        sector=sector,
        name=text(row, "name"),
        words=tuple(text(row, "words").split()),
    )


def _entry(code: str, row: Row) -> SectorEntry:
    sector = Sector(code)
    return SectorEntry(
        code=sector,
        employer=text(row, "name"),
        learner=text(row, "learner"),
        covers=text(row, "covers"),
        picture=code,
        job_families=tuple(_family(sector, family) for family in tables(row, "families")),
    )


SECTORS: Catalogue[Sector, SectorEntry] = Catalogue(
    Sector, (_entry(code, row) for code, row in toml_rows("sectors.toml"))
)
JOB_FAMILIES: tuple[JobFamily, ...] = tuple(
    family for sector in SECTORS for family in sector.job_families
)


def job_family(code: str) -> JobFamily:
    """The job family with this code; raises UnknownCode with the nearest valid one."""
    for family in JOB_FAMILIES:
        if family.code == code:
            return family
    raise UnknownCode(code, known=[family.code for family in JOB_FAMILIES])

"""School years and the key stages they belong to."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from webapp.catalogue.entries import Catalogue, CatalogueEntry


class KeyStage(IntEnum):
    """The key stages that careers rules speak of."""

    KS3 = 3
    KS4 = 4
    KS5 = 5


class SchoolYear(StrEnum):
    """Year groups, as staff write them."""

    Y7 = "7"
    Y8 = "8"
    Y9 = "9"
    Y10 = "10"
    Y11 = "11"
    Y12 = "12"
    Y13 = "13"
    Y14 = "14"
    COLLEGE_1 = "college_1"
    COLLEGE_2 = "college_2"
    COLLEGE_3 = "college_3"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYearEntry(CatalogueEntry[SchoolYear]):
    """A year group with its key stage; college years have none of their own."""

    name: str
    key_stage: KeyStage | None


def _school_year(code: SchoolYear, key_stage: KeyStage) -> SchoolYearEntry:
    return SchoolYearEntry(code=code, name=f"Year {code.value}", key_stage=key_stage)


SCHOOL_YEARS: Catalogue[SchoolYear, SchoolYearEntry] = Catalogue(
    SchoolYear,
    (
        _school_year(SchoolYear.Y7, KeyStage.KS3),
        _school_year(SchoolYear.Y8, KeyStage.KS3),
        _school_year(SchoolYear.Y9, KeyStage.KS3),
        _school_year(SchoolYear.Y10, KeyStage.KS4),
        _school_year(SchoolYear.Y11, KeyStage.KS4),
        _school_year(SchoolYear.Y12, KeyStage.KS5),
        _school_year(SchoolYear.Y13, KeyStage.KS5),
        _school_year(SchoolYear.Y14, KeyStage.KS5),
        SchoolYearEntry(code=SchoolYear.COLLEGE_1, name="College year 1", key_stage=None),
        SchoolYearEntry(code=SchoolYear.COLLEGE_2, name="College year 2", key_stage=None),
        SchoolYearEntry(code=SchoolYear.COLLEGE_3, name="College year 3", key_stage=None),
    ),
)

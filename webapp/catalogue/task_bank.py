"""The task bank: concrete tasks of every sector, in the words young people use for them."""

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from webapp.catalogue.sectors import SECTORS, JobFamily, Sector
from webapp.catalogue.sheets import csv_rows, sheet_path

COLUMNS = ("sector", "job_family", "task", "words")
TASK_BANK_PATH = sheet_path("task_bank.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTask:
    """A task of the bank: a verb and an object, with everyday words that lead to it."""

    sector: Sector
    job_family: JobFamily
    task: str
    words: tuple[str, ...]


def load_task_bank(path: Path = TASK_BANK_PATH) -> tuple[BankTask, ...]:
    """The tasks of a sheet in its order; raises UnknownCode on a sector or family not ours."""
    bank = []
    for row in csv_rows(path, columns=COLUMNS):
        sector = SECTORS[row["sector"]]
        bank.append(
            BankTask(
                sector=sector.code,
                job_family=sector.job_family(row["job_family"]),
                task=row["task"],
                words=tuple(row["words"].split()),
            )
        )
    return tuple(bank)


TASK_BANK: tuple[BankTask, ...] = load_task_bank()
TASKS_OF: MappingProxyType[Sector, tuple[BankTask, ...]] = MappingProxyType(
    {sector: tuple(task for task in TASK_BANK if task.sector is sector) for sector in Sector}
)


def tasks_in(job_family: JobFamily) -> tuple[BankTask, ...]:
    """The tasks of one job family, in the order of the bank."""
    return tuple(task for task in TASKS_OF[job_family.sector] if task.job_family == job_family)

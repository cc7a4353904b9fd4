"""The database: engine settings, base class, column types."""

import logging
import sqlite3
import uuid
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from enum import Enum, StrEnum
from types import ModuleType
from typing import Any, ClassVar, dataclass_transform

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, relationship

log = logging.getLogger(__name__)

BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for another before the request answers 503 with the form kept."""

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

read_only: ContextVar[bool] = ContextVar("read_only", default=False)
"""True while a request that may not write is answered (GET, HEAD)."""


class UTCDateTime(sa.types.TypeDecorator[datetime]):
    """An aware instant, stored as UTC; a naive one is refused."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC without its zone, or raise ValueError when it has none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored instant as aware UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Codes(sa.types.TypeDecorator[list[Any]]):
    """A short list of codes of one enumeration, stored as a JSON array in the order given."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, codes: type[StrEnum]) -> None:
        super().__init__()
        self.codes = codes

    def process_bind_param(self, value: list[Any] | None, dialect: Dialect) -> list[str] | None:
        """Return the codes as plain strings; an unknown one raises ValueError."""
        return None if value is None else [self.codes(item).value for item in value]

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> list[Any] | None:
        """Return the stored strings as members of the enumeration."""
        return None if value is None else [self.codes(item) for item in value]


def _sqlite_module() -> ModuleType:
    """Return the SQLite driver: pysqlite3, which carries a current SQLite, or Python's own."""
    try:
        import pysqlite3.dbapi2 as driver
    except ImportError:
        return sqlite3
    return driver  # type: ignore[no-any-return]


def has_safe_wal(version: tuple[int, ...]) -> bool:
    """Return whether this SQLite has the fix for the WAL-reset fault.

    Versions 3.7.0 to 3.51.2 can lose commits when a checkpoint and a WAL reset race;
    fixed in 3.51.3 and 3.53, backported to 3.50.7 and 3.44.6; 3.52.0 was withdrawn
    (SQLite release notes, 13 March 2026).
    """
    backports: dict[tuple[int, ...], tuple[int, ...]] = {
        (3, 44, 0): (3, 44, 6),
        (3, 50, 0): (3, 50, 7),
    }
    release = (*version[:2], 0)
    if release in backports:
        return version >= backports[release]
    return version >= (3, 51, 3) and release != (3, 52, 0)


SQLITE = _sqlite_module()
USES_WAL = has_safe_wal(tuple(SQLITE.sqlite_version_info))


def engine_options(url: str) -> dict[str, Any]:
    """Return what the engine needs for this address."""
    if not url.startswith("sqlite"):
        return {"pool_pre_ping": True}
    if not USES_WAL:
        log.warning("sqlite %s has the WAL-reset fault, using DELETE", SQLITE.sqlite_version)
    return {"module": SQLITE, "pool_size": 16, "max_overflow": 16}


db = SQLAlchemy(metadata=sa.MetaData(naming_convention=NAMING))


@dataclass_transform(kw_only_default=True, field_specifiers=(mapped_column, relationship))
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """The base of every model."""

    metadata = db.metadata
    type_annotation_map: ClassVar = {
        datetime: UTCDateTime(),
        date: sa.Date(),
        time: sa.Time(),
        uuid.UUID: sa.Uuid(),
        dict[str, Any]: sa.JSON(),
        list[str]: sa.JSON(),
        Enum: sa.Enum(
            Enum,
            native_enum=False,
            create_constraint=False,
            length=40,
            values_callable=lambda codes: [code.value for code in codes],
        ),
    }


def key_column() -> Mapped[uuid.UUID]:
    """Return a primary key made when the object is made."""
    return mapped_column(primary_key=True, default_factory=uuid.uuid4, init=False)


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: Any, _record: object) -> None:  # noqa: ANN401  DBAPI connection
    """Set what SQLite forgets at each connection."""
    if not isinstance(connection, SQLITE.Connection):
        return
    connection.isolation_level = None  # SQLAlchemy emits BEGIN itself, see below
    journal = "WAL" if USES_WAL else "DELETE"
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        f"journal_mode={journal}",
        "synchronous=FULL",  # NORMAL may drop the last commits at power loss
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Take the write lock at the start of anything that may write.

    A deferred transaction that upgrades to a write fails at once when another wrote
    in between; taking the lock first makes writers queue.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if read_only.get() else "BEGIN IMMEDIATE")

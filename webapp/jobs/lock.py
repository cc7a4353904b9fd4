"""The worker lock: while one process holds it, no other is at work on this database."""

import os
import sys
from pathlib import Path
from types import TracebackType

from sqlalchemy.engine import URL


def lock_file(database: URL, *, instance_path: Path) -> Path:
    """Return the file that is locked for this database: beside it, or in the instance folder."""
    if database.get_backend_name() == "sqlite" and database.database:
        return Path(f"{database.database}.worker")
    return instance_path / "worker.lock"


class WorkerLock:
    """An exclusive lock of the operating system, which frees it when the process dies.

    That makes it a sign of life that no clock can get wrong.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Return whether this process now holds the lock; never waits."""
        if self._descriptor is not None:
            return True
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(descriptor):
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let another worker start."""
        if self._descriptor is not None:
            os.close(self._descriptor)  # closing frees the lock
            self._descriptor = None

    def __enter__(self) -> "WorkerLock":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

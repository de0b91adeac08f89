"""A lock on a folder: what several runs at once would each read, change and write is changed by one after another."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Wait for the lock on a folder, and hold it. The system releases it when the process ends, in whatever way."""
    descriptor = _opened(folder)
    try:
        _acquire(descriptor)
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _opened(folder: Path) -> int:
        """A file of its own for the folder: a folder cannot be locked there."""
        name = hashlib.sha256(os.path.realpath(folder).encode("utf-8", "surrogateescape")).hexdigest()
        path = os.path.join(tempfile.gettempdir(), f"aidscore-{name}.lock")
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def _acquire(descriptor: int) -> None:
        """Lock the first byte; the system gives up after ten seconds, so ask again."""
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
            except OSError:
                continue
            return

else:
    import fcntl

    def _opened(folder: Path) -> int:
        """The folder itself, so that no file is left in it."""
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def _acquire(descriptor: int) -> None:
        """Lock the folder against other runs."""
        fcntl.flock(descriptor, fcntl.LOCK_EX)

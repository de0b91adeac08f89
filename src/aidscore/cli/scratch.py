"""Scratch folders, in which output files are made whole beside the files that they replace.

A scratch folder is locked while its run lives. One that can be locked by another run was left by a crash.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX, SUFFIX = ".aidscore-", ".tmp"
_NAME = re.compile(r"\.aidscore-[a-z0-9_]{8}\.tmp")


@contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """A new, locked folder in `parent`, removed at the end with what is left in it.

    Raises:
        OSError: the folder cannot be made.
    """
    path, lock = _new_folder(parent)
    try:
        yield path
    finally:
        with suppress(OSError):
            _remove(path)
        if lock is not None:
            os.close(lock)


def remove_abandoned(parent: Path) -> list[str]:
    """Remove the scratch folders that crashed runs of this user left in a folder.

    Returns the paths of the outputs that were made in them but did not replace the older files.
    """
    left: list[str] = []
    with suppress(OSError):
        for name in sorted(filter(_NAME.fullmatch, os.listdir(parent))):
            left += (str(parent / output) for output in _remove_if_abandoned(parent / name))
    return left


def _new_folder(parent: Path) -> tuple[Path, int | None]:
    """A new folder and its lock; made anew if another run removes it before it is locked, or is about to."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=PREFIX, suffix=SUFFIX, dir=parent))
        with suppress(FileNotFoundError, BlockingIOError):
            lock = _lock(path)
            if lock is None or _is_at(path, lock):
                return path, lock
            os.close(lock)


def _remove_if_abandoned(path: Path) -> list[str]:
    """Remove a scratch folder whose run has ended; the names of the files that were in it."""
    with suppress(OSError):
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != _user(found.st_uid):
            return []
        if sys.platform == "win32":
            return _remove(path) if time.time() - found.st_mtime > _A_DAY else []
        lock = _lock(path)
        if lock is not None:
            try:
                return _remove(path)
            finally:
                os.close(lock)
    return []


def _remove(path: Path) -> list[str]:
    """Remove a folder and the files in it; their names. A folder within it was not made here, and stays."""
    names = sorted(os.listdir(path))
    for name in names:
        os.unlink(path / name)
    os.rmdir(path)
    return names


def _user(default: int) -> int:
    """The user of this process; where the system has none, any."""
    return os.getuid() if sys.platform != "win32" else default


def _is_at(path: Path, descriptor: int) -> bool:
    """Whether a path still names what was opened."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    _A_DAY = 86_400
    """No folder can be locked there: one is taken for abandoned after this many seconds."""

    def _lock(path: Path) -> int | None:
        """No lock."""
        return None

else:
    import fcntl

    def _lock(path: Path) -> int | None:
        """A lock on a folder, held until it is closed; None where there are no locks.

        Raises:
            BlockingIOError: another run has it.
            FileNotFoundError: the folder is gone.
        """
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise
        except OSError:
            os.close(descriptor)
            return None
        return descriptor

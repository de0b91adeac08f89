"""The one way in which files are opened: ordinary files only, of a bounded size, unchanged while they are read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.words import _
from aidscore.xlsx import kinds

LARGEST_FILE = 4 * 1024 * 1024
"""The most bytes of a file that is not a workbook."""
_FLAGS = sum(getattr(os, name, 0) for name in ("O_RDONLY", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
"""A pipe must not be waited for until somebody writes into it, and no terminal be taken over."""


def read_bytes(path: str | Path, largest: int | None = None) -> bytes | Diagnostic:
    """All bytes of a file: at most `largest`, or else 4 MiB, or 32 MiB of a workbook.

    Pipes, devices, folders and sockets are refused, and are never waited for; so is what is too large, cannot be read,
    or changes while it is read. A link is followed to what it points to.
    """
    if largest is None:
        largest = kinds.LARGEST if kinds.is_named_workbook(str(path)) else LARGEST_FILE
    return _read(path, largest, whole=True)


def read_head(path: str | Path, size: int) -> bytes | Diagnostic:
    """The first bytes of a file, at most `size`; refused like `read_bytes`, except that the file may be of any size."""
    return _read(path, size, whole=False)


def is_there(path: str | Path) -> bool:
    """Whether a path names anything: what cannot be looked at, and a link to nothing, are there as well."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True
    return True


def _read(path: str | Path, largest: int, *, whole: bool) -> bytes | Diagnostic:
    """At most `largest` bytes of a file; with `whole` a file that has more is refused."""
    place = Place(str(path))
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as problem:
        return _unreadable(place, problem)
    try:
        return _content(descriptor, place, largest, whole=whole)
    except OSError as problem:
        return _unreadable(place, problem)
    finally:
        os.close(descriptor)


def _content(descriptor: int, place: Place, largest: int, *, whole: bool) -> bytes | Diagnostic:
    """What an open file contains, if it is an ordinary one and stays as it is."""
    before = os.fstat(descriptor)
    if not stat.S_ISREG(before.st_mode):
        return Diagnostic("not-a-regular-file", place)
    if whole and before.st_size > largest:
        return Diagnostic("file-too-large", place, {"size": before.st_size, "largest": largest})
    one_more = min(before.st_size + 1, largest)  # a buffer for the largest file would take longer than the reading
    data = b"".join(_pieces(descriptor, one_more))
    after = os.fstat(descriptor)
    grown = len(data) != min(before.st_size, largest)
    if grown or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return Diagnostic("file-changed", place)
    return data


def _pieces(descriptor: int, largest: int) -> Iterator[bytes]:
    """The bytes of a file to its end, at most `largest`."""
    while largest > 0 and (piece := os.read(descriptor, largest)):
        largest -= len(piece)
        yield piece


def _unreadable(place: Place, problem: OSError | ValueError) -> Diagnostic:
    """The diagnostic of a file that the system does not let us read."""
    reason = getattr(problem, "strerror", None) or str(problem)
    return Diagnostic("unreadable-file", place, {"problem": _(reason)})

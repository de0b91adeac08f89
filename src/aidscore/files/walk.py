"""The files that a command is given: named ones, and everything below a folder, each with what kind of entry it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.files.another_format import YAML, another_format
from aidscore.words import _
from aidscore.xlsx.kinds import ENDINGS as WORKBOOKS

EntryKind: TypeAlias = Literal["named", "yaml", "workbook", "hidden", "link", "lock-file", "other", "unread"]
"""What an entry is by its name.

- `named`: given by the user, hence read whatever it is called
- `lock-file`: says that a workbook is open in Excel
- `unread`: cannot be read, or may be a record in another format; its `problem` says which
"""

LOCK_FILE = "~$"
"""The beginning of the name of the file that Excel keeps beside a workbook while it is open."""


class Entry(NamedTuple):
    """A path that was given or found."""

    path: str
    kind: EntryKind
    problem: Diagnostic | None = None
    """Why an `unread` entry is refused."""

    @property
    def is_checked(self) -> bool:
        """Whether there is something to check: the file is read, or is refused unread."""
        return self.kind in ("named", "yaml", "workbook", "unread")


Progress: TypeAlias = Callable[[Sequence[Entry]], Iterable[Entry]]
"""Passes on the entries of a run one by one, showing how far it is."""


def entries_of(paths: Sequence[str]) -> list[Entry]:
    """The files of paths, each once, in the order of the paths; those below folders by path."""
    named = {os.path.abspath(path) for path in paths if not os.path.isdir(path)}
    entries: dict[str, Entry] = {}
    for path in paths:
        for entry in walk(path) if os.path.isdir(path) else [Entry(path, "named")]:
            whole = os.path.abspath(entry.path)
            if entry.kind == "named" or whole not in named:
                entries.setdefault(whole, entry)
    return list(entries.values())


def walk(folder: str) -> list[Entry]:
    """Everything below a folder that is not a folder itself, by path; a folder that cannot be listed is an entry.

    Hidden folders are not entered, links are not followed.
    """
    return sorted(_below(folder), key=lambda entry: entry.path.replace(os.sep, "/"))


def unreadable_folder(path: str | Path, error: OSError | ValueError) -> Diagnostic:
    """The refusal of a folder that cannot be listed: nobody knows what is in it."""
    problem = getattr(error, "strerror", None) or str(error)
    return Diagnostic("unreadable-folder", Place(str(path)), {"problem": _(problem)})


def _below(folder: str) -> Iterator[Entry]:
    """Everything below a folder, in no order. A stack and no recursion: folders may be nested deeply."""
    folders = [folder]
    while folders:
        path = folders.pop()
        try:
            with os.scandir(path) as found:
                for item in found:
                    if item.is_symlink() or not item.is_dir():
                        yield _entry(item)
                    elif not item.name.startswith("."):
                        folders.append(item.path)
        except OSError as error:
            yield Entry(path, "unread", unreadable_folder(path, error))


def _entry(item: os.DirEntry[str]) -> Entry:
    """The entry of something that is not a folder."""
    name = item.name.lower()
    if item.is_symlink():
        return Entry(item.path, "link")
    if name.startswith("."):
        return Entry(item.path, "hidden")
    if name.startswith(LOCK_FILE):
        return Entry(item.path, "lock-file")
    if name.endswith(YAML):
        return Entry(item.path, "yaml")
    if name.endswith(WORKBOOKS):
        return Entry(item.path, "workbook")
    problem = another_format(item.path)
    return Entry(item.path, "other" if problem is None else "unread", problem)

"""The files that a command is given: named ones, and every file below a folder, each with what its name tells of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from aidscore.xlsx.kinds import ENDINGS as WORKBOOKS

EntryKind: TypeAlias = Literal["named", "yaml", "workbook", "hidden", "link", "lock-file", "other"]
"""`named`: given by the user, hence read whatever it is called. `lock-file`: says that a workbook is open in Excel."""

YAML = (".yaml", ".yml")
LOCK_FILE = "~$"
"""The beginning of the name of the file that Excel keeps beside a workbook while it is open."""


class Entry(NamedTuple):
    """A path that was given or found, and what kind of file its name says it is."""

    path: str
    kind: EntryKind

    @property
    def may_be_ours(self) -> bool:
        """Whether the file is read to see what it is."""
        return self.kind in ("named", "yaml", "workbook")


Progress: TypeAlias = Callable[[Sequence[Entry]], Iterable[Entry]]
"""Passes on the entries of a run one by one, showing how far it is."""


def entries_of(paths: Sequence[str]) -> list[Entry]:
    """The files of paths, each once, in the order of the paths; those below folders by path."""
    named = {path for path in paths if not os.path.isdir(path)}
    found = (entry for path in paths for entry in ([Entry(path, "named")] if path in named else walk(path)))
    return list({entry.path: entry for entry in found if entry.kind == "named" or entry.path not in named}.values())


def walk(folder: str) -> list[Entry]:
    """Every file below a folder, by path. Hidden folders are not entered, links are not followed."""
    return sorted(_below(folder), key=lambda entry: entry.path.replace(os.sep, "/"))


def _below(folder: str) -> Iterator[Entry]:
    """Every file below a folder, in no order. A stack and no recursion: folders may be nested deeply."""
    folders = [folder]
    while folders:
        with os.scandir(folders.pop()) as found:
            for item in found:
                if item.is_symlink() or not item.is_dir():
                    yield Entry(item.path, _kind(item))
                elif not item.name.startswith("."):
                    folders.append(item.path)


def _kind(item: os.DirEntry[str]) -> EntryKind:
    """What the name of a file tells of it."""
    name = item.name.lower()
    if item.is_symlink():
        return "link"
    if name.startswith("."):
        return "hidden"
    if name.startswith(LOCK_FILE):
        return "lock-file"
    if name.endswith(YAML):
        return "yaml"
    return "workbook" if name.endswith(WORKBOOKS) else "other"

"""One folder of standards, `<id>/<version>.yaml`: its files, and which of them is which version."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from aidscore.diagnostics.message import Diagnostic
from aidscore.files.document import read_document
from aidscore.files.published import Published
from aidscore.files.walk import unreadable_folder
from aidscore.model.standard import Standard
from aidscore.read.bytes import is_there, read_head

_SUFFIXES = (".yaml", ".yml")
_HEAD = 4096
"""The number of bytes that are searched for the version that a file says it is."""


@dataclass(frozen=True)  # without slots, for what is looked up once
class StandardsFolder:
    """One folder of standards."""

    folder: Path

    @cached_property
    def published(self) -> Published:
        """The digests of its published versions."""
        return Published(self.folder)

    @cached_property
    def _listed(self) -> tuple[list[Path], list[Diagnostic]]:
        """Every standard's file, by path, and the folders that cannot be listed."""
        folders, problems = _listing(self.folder)
        files: list[Path] = []
        for folder in folders:
            if os.path.islink(folder) or not os.path.isfile(folder):
                inside, unreadable = _listing(folder)
                files += (path for path in inside if path.suffix.lower() in _SUFFIXES)
                problems += unreadable
        return sorted(files), problems

    @property
    def files(self) -> list[Path]:
        """Every standard's file, by path."""
        return self._listed[0]

    @cached_property
    def _heads(self) -> dict[Path, bytes | Diagnostic]:
        """The first bytes of every file, or why it cannot be read."""
        return {path: read_head(path, _HEAD) for path in self.files}

    def problems(self, name: str | None = None) -> list[Diagnostic]:
        """What is there and cannot be read, so that it may be a version that is looked for or one that replaces it.

        With the id of a standard only what concerns it: its own folder, and the whole.
        """
        problems = [*self._listed[1], *(head for head in self._heads.values() if isinstance(head, Diagnostic))]
        own = [self.folder, self.folder / name] if name is not None else []
        return [
            problem
            for problem in problems
            if name is None or Path(problem.place.path) in own or Path(problem.place.path).parent in own[1:]
        ]

    def _saying(self, **values: str) -> Iterator[Path]:
        """The files whose first lines give some keys these values."""
        for path, head in self._heads.items():
            if isinstance(head, bytes):
                text = head.decode("utf-8", "replace")
                if all(_says(text, key, value) for key, value in values.items()):
                    yield path

    def candidates(self, name: str, version: str) -> list[Path]:
        """The files of a version: those whose path says so, then those of which only the content says so."""
        placed = [path for path in self.files if (path.parent.name, path.stem) == (name, version)]
        return [*placed, *(path for path in self._saying(id=name, version=version) if path not in placed)]

    def replaced_on(self, standard: Standard) -> date | None:
        """The first day of the version that replaces a standard without an end; drafts replace nothing yet."""
        if standard.effective.end is not None:
            return None
        contents = (read_document(str(path)).content for path in self._saying(replaces=standard.version))
        heirs = [one for one in contents if isinstance(one, Standard) and one.id == standard.id and not one.is_draft]
        return min((heir.effective.start for heir in heirs), default=None)


def _listing(folder: Path) -> tuple[list[Path], list[Diagnostic]]:
    """What is in a folder, if it is one and can be listed; a folder that is not there has nothing in it."""
    try:
        return sorted(folder.iterdir()), []
    except (OSError, ValueError) as error:
        return [], ([unreadable_folder(folder, error)] if is_there(folder) else [])


def _says(head: str, key: str, value: str) -> bool:
    """Whether the first lines of a file give a key this value; the file is read strictly later."""
    return re.search(rf"""^{key}:\s*["']?{re.escape(value)}["']?\s*(#.*)?$""", head, re.MULTILINE) is not None

"""One folder of standards, `<id>/<version>.yaml`: its files, and which of them is which version."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import NamedTuple

from aidscore.check.versions import corrected_together
from aidscore.diagnostics.message import Diagnostic
from aidscore.files.document import read_document
from aidscore.files.published import Published
from aidscore.files.walk import unreadable_folder
from aidscore.model.standard import Standard
from aidscore.read.bytes import is_there, read_head

_SUFFIXES = (".yaml", ".yml")
_KEY = re.compile(
    r"""^(id|version|replaces|corrects):[ \t]*["']?([A-Za-z0-9._-]+)["']?[ \t]*\r?(?:#.*)?$""", re.MULTILINE
)
_HEAD = 4096
"""The number of bytes that are searched for the version that a file says it is."""


class _Index(NamedTuple):
    """The files of a folder, found by what they say that they are."""

    by_path: dict[tuple[str, str], list[Path]]
    """By id and version as the path says them."""
    by_content: dict[tuple[str, str], list[Path]]
    """By id and version as the first lines say them."""
    by_replaced: dict[str, list[Path]]
    """By the version that the first lines say is replaced."""
    corrections: list[tuple[str, str, str]]
    """The id, the version and the corrected version of each file that says that it corrects one."""
    problems: list[Diagnostic]
    """Why files cannot be read."""


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
    def _index(self) -> _Index:
        """What the first lines of every file say."""
        index = _Index(defaultdict(list), defaultdict(list), defaultdict(list), [], [])
        for path in self.files:
            index.by_path[path.parent.name, path.stem].append(path)
            head = read_head(path, _HEAD)
            if isinstance(head, Diagnostic):
                index.problems.append(head)
                continue
            values = _values_in(head.decode("utf-8", "replace"))
            for version in values["version"]:
                for name in values["id"]:
                    index.by_content[name, version].append(path)
            for version in values["replaces"]:
                index.by_replaced[version].append(path)
            index.corrections.extend(product(values["id"], values["version"], values["corrects"]))
        return index

    def problems(self, name: str | None = None) -> list[Diagnostic]:
        """What is there and cannot be read, so that it may be a version that is looked for or one that replaces it.

        With the id of a standard only what concerns it: its own folder, and the whole.
        """
        problems = [*self._listed[1], *self._index.problems]
        if name is None or not problems:
            return problems
        own = self.folder / name
        return [one for one in problems if (path := Path(one.place.path)) in (self.folder, own) or path.parent == own]

    def candidates(self, name: str, version: str) -> list[Path]:
        """The files of a version: those whose path says so, then those of which only the content says so."""
        index = self._index
        return list(
            dict.fromkeys([*index.by_path.get((name, version), ()), *index.by_content.get((name, version), ())])
        )

    def replaced_on(self, standard: Standard) -> date | None:
        """The first day of the version that replaces a standard without an end, or a correction of its text.

        Drafts replace nothing yet; nor does a version that begins no later: a period does not end before it begins.
        """
        if standard.effective.end is not None:
            return None
        family = corrected_together(standard.version, self._corrections(standard))
        paths = dict.fromkeys(path for version in family for path in self._index.by_replaced.get(version, ()))
        contents = (read_document(str(path)).content for path in paths)
        starts = [
            one.effective.start
            for one in contents
            if isinstance(one, Standard) and one.id == standard.id and not one.is_draft and one.version not in family
        ]
        return min((start for start in starts if start > standard.effective.start), default=None)

    def _corrections(self, standard: Standard) -> dict[str, str]:
        """The version that each correction of a standard corrects."""
        own = {standard.version: standard.corrects} if standard.corrects else {}
        return {version: corrected for name, version, corrected in self._index.corrections if name == standard.id} | own


def _listing(folder: Path) -> tuple[list[Path], list[Diagnostic]]:
    """What is in a folder, if it is one and can be listed; a folder that is not there has nothing in it."""
    try:
        return sorted(folder.iterdir()), []
    except (OSError, ValueError) as error:
        return [], ([unreadable_folder(folder, error)] if is_there(folder) else [])


def _values_in(head: str) -> dict[str, set[str]]:
    """The values that the first lines of a file give to its keys `id`, `version`, `replaces` and `corrects`.

    The file is read strictly later.
    """
    values: dict[str, set[str]] = {"id": set(), "version": set(), "replaces": set(), "corrects": set()}
    for key, value in _KEY.findall(head):
        values[key].add(value)
    return values

"""Checks of a standard against the folder that it is in: its path, other files of its version, its published digest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aidscore.files.document import Document
from aidscore.files.published import PUBLISHED
from aidscore.files.standards_folder import StandardsFolder
from aidscore.model.source import Problem
from aidscore.model.standard import Standard
from aidscore.read.bytes import read_bytes


def path_agrees(standard: Standard, document: Document, folder: StandardsFolder) -> Iterator[Problem]:
    """The path says what the content says."""
    yield from is_in_its_place(standard, Path(document.path).absolute())


def is_in_its_place(standard: Standard, path: Path) -> Iterator[Problem]:
    """A standard is found as `<id>/<version>.yaml` (spec, section 3); the ending may be another one of YAML."""
    expected = f"{standard.id}/{standard.version}"
    if f"{path.parent.name}/{path.stem}" != expected:
        arguments = {"path": _in_folder(path), "reference": standard.reference, "expected": f"{expected}.yaml"}
        yield Problem("path-disagrees", ("id",), arguments)


def is_the_only_one(standard: Standard, document: Document, folder: StandardsFolder) -> Iterator[Problem]:
    """No other file of the folder says that it is the same version, unless it is a copy to the byte."""
    candidates = folder.candidates(standard.id, standard.version)
    if different := [path for path in candidates if read_bytes(path) != document.data]:
        files = tuple(sorted(map(_in_folder, [Path(document.path).absolute(), *different])))
        yield Problem("two-files-for-one-version", ("id",), {"reference": standard.reference, "files": files})


def is_as_published(standard: Standard, document: Document, folder: StandardsFolder) -> Iterator[Problem]:
    """A published file never changes; a draft is not official."""
    if standard.is_draft:
        yield Problem("draft-standard", ("status",), {"reference": standard.reference})
        return
    path = _in_folder(Path(document.path).absolute())
    arguments = {"reference": standard.reference, "file": PUBLISHED, "path": path}
    if path not in folder.published.digests:
        yield Problem("not-in-published", ("version",), arguments)
    elif not folder.published.is_as_published(path, document.sha256):
        yield Problem("published-file-changed", ("version",), arguments)


def _in_folder(path: Path) -> str:
    """The path of a standard's file relative to its folder of standards."""
    return f"{path.parent.name}/{path.name}"


PLACE_CHECKS = (path_agrees, is_the_only_one, is_as_published)

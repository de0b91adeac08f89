"""`aidscore verify`: whether a result follows from the files that are there now (spec, section 17)."""

from __future__ import annotations

import os
from collections.abc import Iterator

from aidscore.model.written_results import ValueChange, Verification
from aidscore.written_results.files import file_changes
from aidscore.written_results.read import Object, WrittenResult, parsed
from aidscore.written_results.values import count_of, value_changes

COMPARED = ("campaign", "as_if", "found", "scored", "results", "phases", "refused", "ignored")
"""The parts of a document that follow from its inputs."""
LEFT_OUT = frozenset({"help", "excerpt"})
"""What tells the reader of a refused file what to do, and follows from nothing that is not compared."""
NAMING = ("source", "path", "replaced_by")
"""The keys whose values are paths of files."""


def verified(written: WrittenResult, computed: str, folder: str) -> Verification:
    """A result held against the document that is computed from a folder now, with the same options."""
    now = WrittenResult.of(parsed(computed))
    assert now is not None
    before, after = _from(written.document, written.options.folder), _from(now.document, folder)
    values = tuple(_changes(before, after))
    return Verification(tuple(file_changes(written, now)), values, count_of(before, LEFT_OUT))


def _changes(before: Object, after: Object) -> Iterator[ValueChange]:
    """The values that differ, part by part."""
    for part in COMPARED:
        if part in before:
            yield from value_changes(before[part], after.get(part), LEFT_OUT, (part,))


def _from(document: Object, folder: str) -> Object:
    """The parts that are compared, with paths as they are from the folder."""
    start = os.path.normpath(folder).replace(os.sep, "/") + "/"
    return {part: _shortened(document[part], start) for part in COMPARED if part in document}


def _shortened(value: object, start: str) -> object:
    """A value of a document in which files are named as they are from the folder."""
    if isinstance(value, list):
        return [_shortened(part, start) for part in value]
    if not isinstance(value, dict):
        return value
    return {
        key: part.replace(os.sep, "/").removeprefix(start)
        if key in NAMING and isinstance(part, str)
        else _shortened(part, start)
        for key, part in value.items()
    }

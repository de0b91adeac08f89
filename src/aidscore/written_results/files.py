"""The inputs of a result held against those of another, by path and digest."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore.model.written_results import FileChange
from aidscore.written_results.read import WrittenResult


def file_changes(before: WrittenResult, after: WrittenResult) -> Iterator[FileChange]:
    """The inputs that are missing, changed or added. A file that was never read is only asked for by its name."""
    for path in sorted({**before.inputs, **after.inputs}):
        old, new = before.inputs.get(path), after.inputs.get(path)
        if new is None and old is not None:
            yield FileChange(path, str(old.get("kind")), "missing")
        elif old is None and new is not None:
            yield FileChange(path, str(new.get("kind")), "added")
        elif old is not None and new is not None and old.get("sha256") != new.get("sha256"):
            yield FileChange(path, str(new.get("kind")), "changed")

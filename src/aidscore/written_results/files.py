"""The inputs of a result held against those of another, by path and digest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from aidscore.model.written_results import FileChange
from aidscore.written_results.read import Object, WrittenResult


def file_changes(before: WrittenResult, after: WrittenResult) -> Iterator[FileChange]:
    """The inputs that are missing, changed or added, or of which something else became, each with what became of it.

    A file that was never read is only asked for by its name.
    """
    for path in sorted({**before.inputs, **after.inputs}):
        old, new = before.inputs.get(path), after.inputs.get(path)
        change = _change(old, new)
        one = old if new is None else new
        if change is not None and one is not None:
            yield FileChange(path, str(one.get("kind")), change, _outcome(old), _outcome(new))


def _change(old: Object | None, new: Object | None) -> Literal["missing", "changed", "added", "same"] | None:
    """What happened to an input; None where nothing did."""
    if new is None:
        return "missing"
    if old is None:
        return "added"
    if old.get("sha256") != new.get("sha256"):
        return "changed"
    return None if old.get("outcome") == new.get("outcome") else "same"


def _outcome(input_: Object | None) -> str | None:
    """What became of an input."""
    return None if input_ is None else str(input_.get("outcome"))

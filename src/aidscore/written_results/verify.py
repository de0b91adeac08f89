"""`aidscore verify`: whether a result follows from the files that are there now (spec, section 17)."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore.model.written_results import ValueChange, Verification
from aidscore.written_results.files import file_changes
from aidscore.written_results.read import WrittenResult, objects, parsed
from aidscore.written_results.values import count_of, value_changes

COMPARED = ("campaign", "as_if", "found", "scored", "results", "phases", "refused", "ignored")
"""The parts of a document that follow from its inputs."""
LEFT_OUT = frozenset({"help", "excerpt"})
"""What tells the reader of a refused file what to do, and follows from nothing that is not compared."""
OF_REFUSED = LEFT_OUT | {"message"}
"""What is not compared of refused files: their messages, too, for these name files as they were given."""


def verified(written: WrittenResult, computed: str) -> Verification:
    """A result held against the document that is computed from a folder now, with the same options.

    Keys that the result does not have are no difference where another version of the program wrote it.
    """
    now = WrittenResult.of(parsed(computed))
    assert now is not None
    is_whole = written.document.get("tool") == now.document.get("tool")
    values = tuple(_changes(written, now, is_whole=is_whole))
    compared = sum(count_of(written.document.get(part), _left_out(part)) for part in COMPARED)
    return Verification(tuple(file_changes(written, now)), values, compared, _names(written))


def _names(written: WrittenResult) -> dict[str, str]:
    """The names of the centers of a result, by id."""
    centers = (one for phase in objects(written.document.get("phases")) for one in objects(phase.get("centers")))
    return {str(one.get("id")): str(one.get("name")) for one in centers}


def _changes(written: WrittenResult, now: WrittenResult, *, is_whole: bool) -> Iterator[ValueChange]:
    """The values that differ, part by part; a part that is not there is one."""
    for part in COMPARED:
        before, after = written.document.get(part), now.document.get(part)
        yield from value_changes(before, after, _left_out(part), (part,), added=is_whole)


def _left_out(part: str) -> frozenset[str]:
    """The keys of a part that are not compared."""
    return OF_REFUSED if part == "refused" else LEFT_OUT

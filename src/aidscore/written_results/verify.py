"""`aidscore verify`: whether a result follows from the files that are there now (spec, section 17)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from aidscore.model.written_results import ValueChange, Verification
from aidscore.written_results.files import file_changes
from aidscore.written_results.read import Object, WrittenResult, objects, parsed
from aidscore.written_results.values import count_of, value_changes

COMPARED = ("campaign", "as_if", "found", "scored", "results", "phases", "refused", "ignored")
"""The parts of a document that follow from its inputs."""
SENTENCES = frozenset({"message", "help"})
"""What is told about a refused file: another version of the program may tell it in other words."""
_PATH = re.compile(r"\S*[/\\]\S*")
"""A word in a sentence that may be a path, which is named from wherever the command ran."""


def verified(written: WrittenResult, computed: str) -> Verification:
    """A result held against the document that is computed from a folder now, with the same options.

    Keys that the result does not have are no difference where another version of the program wrote it.
    """
    now = WrittenResult.of(parsed(computed))
    assert now is not None
    is_whole = written.document.get("tool") == now.document.get("tool")
    values = tuple(_changes(written, now, is_whole=is_whole))
    left_out = _left_out(is_whole=is_whole)
    compared = sum(count_of(written.document.get(part), left_out[part]) for part in COMPARED)
    return Verification(tuple(file_changes(written, now)), values, compared, _names(written))


def _names(written: WrittenResult) -> dict[str, str]:
    """The names of the centers of a result, by id."""
    centers = (one for phase in objects(written.document.get("phases")) for one in objects(phase.get("centers")))
    return {str(one.get("id")): str(one.get("name")) for one in centers}


def _changes(written: WrittenResult, now: WrittenResult, *, is_whole: bool) -> Iterator[ValueChange]:
    """The values that differ, part by part; a part that is not there is one."""
    left_out = _left_out(is_whole=is_whole)
    for part in COMPARED:
        before, after = (_without_paths(part, result) for result in (written, now))
        yield from value_changes(before, after, left_out[part], (part,), added=is_whole)
    yield from option_changes(written, now)
    yield from _kinds(written, now)


def _left_out(*, is_whole: bool) -> Mapping[str, frozenset[str]]:
    """The keys that are not compared, by part."""
    return {part: SENTENCES if part == "refused" and not is_whole else frozenset() for part in COMPARED}


def _without_paths(part: str, result: WrittenResult) -> object:
    """A part of a document; in the sentences about refused files without the paths."""
    content = result.document.get(part)
    if part != "refused":
        return content
    start = result.options.folder.rstrip("/") + "/"
    return [
        {**file, "diagnostics": [_told(one, start) for one in objects(file.get("diagnostics"))]}
        for file in objects(content)
    ]


def _told(diagnostic: Object, start: str) -> Object:
    """A diagnostic, in its sentences an ellipsis for each path that is not named from the folder."""
    sentences = {key: diagnostic[key] for key in SENTENCES if isinstance(diagnostic.get(key), str)}
    plain = {key: str(text).replace(start, "").replace("'", "") for key, text in sentences.items()}
    return {**diagnostic, **{key: _PATH.sub("…", text) for key, text in plain.items()}}


def option_changes(written: WrittenResult, now: WrittenResult) -> Iterator[ValueChange]:
    """The version that everything is said to be scored by, where that is not the one of the file."""
    before, after = ({"as_if": options.get("as_if")} for options in map(_options, (written, now)))
    yield from value_changes(before, after, where=("options",))


def _options(result: WrittenResult) -> Object:
    """The options of a result as they were written."""
    options = result.document.get("options")
    return options if isinstance(options, dict) else {}


def _kinds(written: WrittenResult, now: WrittenResult) -> Iterator[ValueChange]:
    """The inputs of both that are said to be of another kind than they are."""
    for path, input_ in written.inputs.items():
        if path in now.inputs:
            before, after = ({"kind": one.get("kind")} for one in (input_, now.inputs[path]))
            yield from value_changes(before, after, where=("inputs", path))

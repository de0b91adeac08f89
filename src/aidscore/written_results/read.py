"""Reading a result that `aidscore batch` wrote as JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.media.json.settings import FORMAT
from aidscore.model.results import Options
from aidscore.read.bytes import read_bytes

LARGEST = 1 << 30
"""The most bytes of a result: it has a line for every finding of a campaign."""
MOST_NESTED = 64
"""The most levels of a result; those that are written have about a dozen."""
NAMING = ("source", "path", "replaced_by")
"""The keys whose values are paths of files."""
Object = Mapping[str, object]
"""A JSON object that this or another version of the program wrote: nothing in it is certain."""


@dataclass(frozen=True, slots=True)
class WrittenResult:
    """A result as it was written; its numbers have the digits that they were written with."""

    document: Object
    """Its files are named as they are from the folder of the records, wherever the command ran."""
    inputs: Mapping[str, Object]
    """The inputs by path."""
    options: Options
    language: str

    @classmethod
    def of(cls, document: object) -> WrittenResult | None:
        """The result that a JSON document is; None where it does not say what it was made from."""
        if not isinstance(document, dict):
            return None
        inputs, options = document.get("inputs"), document.get("options")
        if not isinstance(inputs, list) or not isinstance(options, dict):
            return None
        folder = str(options.get("folder", "."))
        by_path = {str(one.get("path")): one for one in inputs if isinstance(one, dict)}
        standards = options.get("standards")
        asked = Options(
            folder=folder,
            phase=_text(options.get("phase")),
            campaign=_text(options.get("campaign")),
            standards=tuple(map(str, standards)) if isinstance(standards, list) else (),
            as_if_file=_text(options.get("as_if_file")),
        )
        shortened = {key: _from_folder(value, folder) for key, value in document.items()}
        return cls(shortened, by_path, asked, "zh" if options.get("language") == "zh" else "en")


def read_result(path: str) -> WrittenResult | Diagnostic:
    """The result in a file, or why it is none."""
    data = read_bytes(path, LARGEST)
    if isinstance(data, Diagnostic):
        return data
    try:
        document = parsed(data.decode("utf-8-sig"))
    except ValueError:
        return Diagnostic("not-a-result", Place(path))
    if not isinstance(document, dict) or document.get("aidscore") != FORMAT:
        return Diagnostic("not-a-result", Place(path))
    return WrittenResult.of(document) or Diagnostic("not-a-result/without-inputs", Place(path))


def parsed(text: str) -> object:
    """A JSON document, with the digits of its numbers.

    Raises ValueError where it is none, is nested too deeply, or has a key twice in one object.
    """
    try:
        document: object = json.loads(text, parse_float=Decimal, object_pairs_hook=_object)
    except (ArithmeticError, RecursionError) as problem:
        raise ValueError("no JSON document of ours") from problem
    level = [document]
    for _ in range(MOST_NESTED):
        level = [part for value in level for part in _parts(value)]
    if level:
        raise ValueError("nested too deeply")
    return document


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """An object; readers would not agree on the value of a key that it has twice. Raises ValueError."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in an object")
    return found


def _parts(value: object) -> Iterable[object]:
    """The parts of an object or a list; a text, a number and null have none."""
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def objects(elements: object) -> list[Object]:
    """The objects of a list; none where it is no list."""
    return [one for one in elements if isinstance(one, dict)] if isinstance(elements, list) else []


def _from_folder(value: object, folder: str) -> object:
    """A value of a document in which files are named as they are from the folder of the records."""
    if isinstance(value, list):
        return [_from_folder(part, folder) for part in value]
    if not isinstance(value, dict):
        return value
    start = folder.replace(os.sep, "/").rstrip("/") + "/"
    return {
        key: part.replace(os.sep, "/").removeprefix(start)
        if key in NAMING and isinstance(part, str)
        else _from_folder(part, folder)
        for key, part in value.items()
    }


def _text(value: object) -> str | None:
    """A text, or None where there is none."""
    return None if value is None else str(value)

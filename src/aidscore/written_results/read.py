"""Reading a result that `aidscore batch` wrote as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.model.results import Options
from aidscore.read.bytes import read_bytes

FORMAT = "batch/1"
LARGEST = 1 << 30
"""The most bytes of a result: it has a line for every finding of a campaign."""
Object = Mapping[str, object]
"""A JSON object that this or another version of the program wrote: nothing in it is certain."""


@dataclass(frozen=True, slots=True)
class WrittenResult:
    """A result as it was written; its numbers have the digits that they were written with."""

    document: Object
    inputs: Mapping[str, Object]
    """The inputs by path."""
    options: Options
    as_if: str | None
    language: str

    @classmethod
    def of(cls, document: object) -> WrittenResult | None:
        """The result that a JSON document is; None where it does not say what it was made from."""
        if not isinstance(document, dict):
            return None
        inputs, options = document.get("inputs"), document.get("options")
        if not isinstance(inputs, list) or not isinstance(options, dict):
            return None
        by_path = {str(one.get("path")): one for one in inputs if isinstance(one, dict)}
        standards = options.get("standards")
        asked = Options(
            folder=str(options.get("folder", ".")),
            phase=_text(options.get("phase")),
            campaign=_text(options.get("campaign")),
            standards=tuple(map(str, standards)) if isinstance(standards, list) else (),
        )
        return cls(
            document, by_path, asked, _text(options.get("as_if")), "zh" if options.get("language") == "zh" else "en"
        )


def read_result(path: str) -> WrittenResult | Diagnostic:
    """The result in a file, or why it is none."""
    data = read_bytes(path, LARGEST)
    if isinstance(data, Diagnostic):
        return data
    try:
        document = parsed(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Diagnostic("not-a-result", Place(path))
    if not isinstance(document, dict) or document.get("aidscore") != FORMAT:
        return Diagnostic("not-a-result", Place(path))
    return WrittenResult.of(document) or Diagnostic("not-a-result/without-inputs", Place(path))


def parsed(text: str) -> object:
    """A JSON document, with the digits of its numbers. Raises ValueError where it is none."""
    document: object = json.loads(text, parse_float=Decimal)
    return document


def _text(value: object) -> str | None:
    """A text, or None where there is none."""
    return None if value is None else str(value)

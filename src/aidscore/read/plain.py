"""A quick reader for records as they are usually written; anything else is left to the strict reader.

What it reads it reads as the strict reader does: the same tree, the same lines, no diagnostics; a property test and
`make fuzz` compare them. It knows few places; the others are found when somebody asks for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from aidscore.model.source import LinePlaces
from aidscore.read.text import has_odd_characters
from aidscore.read.tree import LONGEST_TEXT, Tree

_KEY = "[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff]*"
_START = r"(?!(?:null|Null|NULL)(?:$|[,\]}]))[^\s\-?:,\[\]{}#&*!|>'\"%@`~]"
"""What a plain text may begin with: a little less than YAML allows, and none of the words for null."""

_TEXT = rf"{_START}[^\n:]*(?::+[^\s:][^\n:]*)*(?<! )"
_QUOTED = r"'[^'\\\n]*'|\"[^\"\\\n]*\""
_ITEM = rf"{_START}(?:[^\n,\[\]{{}}:#'\"]*[^\s,\[\]{{}}:#'\"])?"
_TEXTS = rf"\[(?:{_ITEM}(?:, {_ITEM})*)?\]"
_LINES = re.compile(
    rf"^(?:(    |  - |)({_KEY}):(?: (?:({_TEXT})|({_QUOTED}|{_TEXTS}|\{{.*\}}|\[\{{.*\}}\])))?|  - (\{{.*\}})|#.*|)$",
    re.MULTILINE,
)
"""A line: its indentation, its key, its plain text or other value; or an element on one line; or a blank or comment.

The content of braces is matched by `_MAPPING` later.
"""
_PAIR = rf"({_KEY}): ({_ITEM}|{_TEXTS})"
_MAPPING = re.compile(rf"\{{{_PAIR}(?:, {_PAIR})*\}}")
_EACH_PAIR = re.compile(_PAIR)


class Quick(NamedTuple):
    """A tree, and the places that are known without a second look."""

    tree: dict[str, Tree]
    lines: LinePlaces


class _NotPlain(Exception):
    """The text has something that only the strict reader reads."""


def read_plain(text: str) -> Quick | None:
    """The tree of a plainly written text; None where any part of it is not plain, or may not be."""
    if " #" in text or len(text) > LONGEST_TEXT or has_odd_characters(text):
        return None
    lines = _LINES.findall(text)
    try:
        return _read(lines) if len(lines) == text.count("\n") + 1 else None
    except _NotPlain:
        return None


def _read(lines: Sequence[tuple[str, str, str, str, str]]) -> Quick:
    """Read keys of the file, elements of a list after two spaces, further keys of an element after four."""
    tree: dict[str, Tree] = {}
    keys: dict[str, int] = {}
    starts: dict[str, list[int]] = {}
    elements: list[Tree] | None = None
    numbers: list[int] = []
    element: dict[str, Tree] = {}
    for number, (indent, key, text, other, inline) in enumerate(lines, 1):
        if indent == "    ":
            if not element or key in element:
                raise _NotPlain
            element[key] = text or _value(other)
        elif indent or inline:
            if elements is None:
                raise _NotPlain
            element = {} if inline else {key: text or _value(other)}
            elements.append(element or _mapping(inline))
            numbers.append(number)
        elif key:
            if key in tree or elements == []:
                raise _NotPlain
            elements, element = None, {}
            if text or other:
                tree[key] = value = text or _value(other)
                keys[key] = number
                if other[-2:] == "}]":
                    starts[key] = [number] * len(value or ())
            else:
                tree[key], starts[key] = elements, numbers = [], []
    if elements == [] or not tree:
        raise _NotPlain
    return Quick(tree, LinePlaces(keys, {key: tuple(found) for key, found in starts.items()}))


def _value(written: str) -> Tree:
    """The value after a colon that is not plain text: a quoted text, or a short list or mapping."""
    match written[:1]:
        case "[":
            return _list(written)
        case "{":
            return _mapping(written)
        case "":
            raise _NotPlain
        case _:
            return written[1:-1]


def _list(written: str) -> list[Tree]:
    """A short list of plain texts, or of short mappings."""
    if "{" not in written:
        return list(written[1:-1].split(", ")) if written != "[]" else []
    return [_mapping(element) for element in _split(written[1:-1])]


def _split(written: str) -> list[str]:
    """The short mappings of a list; each but the last gets back the brace at which the list was split."""
    *elements, last = written.split("}, ")
    return [*(element + "}" for element in elements), last]


def _mapping(written: str) -> dict[str, Tree]:
    """A short mapping of plain texts and short lists."""
    if not _MAPPING.fullmatch(written):
        raise _NotPlain
    found: dict[str, Tree] = {}
    for key, value in _EACH_PAIR.findall(written):
        if key in found:
            raise _NotPlain
        found[key] = _list(value) if value[0] == "[" else value
    return found

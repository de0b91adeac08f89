"""A quick reader for the way records are usually written; anything else is left to the strict one.

What it reads it reads as the strict reader does, which a property test holds it to: the same tree, the same lines, and
nothing to remark. It keeps no other places: a file with a problem is read again, strictly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from aidscore.read.text import has_odd_characters
from aidscore.read.tree import LONGEST_TEXT, NULLS, Tree

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`~")
"""What a plain text may not begin with, here: a little more than YAML forbids."""

_START = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~]"
_ITEM = rf"{_START}(?:[^\n,\[\]{{}}:#'\"]*[^\s,\[\]{{}}:#'\"])?"
_TEXTS = rf"\[(?:{_ITEM}(?:, {_ITEM})*)?\]"
_PAIR = rf"[a-z_]+: (?:{_ITEM}|{_TEXTS})"
_MAPPING = rf"\{{{_PAIR}(?:, {_PAIR})*\}}"
_ELEMENT = rf"(?:{_ITEM}|{_MAPPING})"
_TEXTS_LINE = re.compile(_TEXTS)
_LIST_LINE = re.compile(rf"\[{_ELEMENT}(?:, {_ELEMENT})*\]")
_MAPPING_LINE = re.compile(_MAPPING)
_ELEMENTS = re.compile(_ELEMENT)
_PAIRS = re.compile(rf"([a-z_]+): ({_ITEM}|{_TEXTS})")


class Quick(NamedTuple):
    """A tree, and the lines of the elements of its lists of mappings, counted from 1, by key."""

    tree: dict[str, Tree]
    lines: dict[str, tuple[int, ...]]


class _NotPlain(Exception):
    """Something stands here that only the strict reader reads."""


def read_plain(text: str) -> Quick | None:
    """The tree of a text written plainly; None where anything in it is not, or may not be."""
    if " #" in text or len(text) > LONGEST_TEXT or has_odd_characters(text):
        return None
    try:
        return _read(text.split("\n"))
    except _NotPlain:
        return None


def _read(lines: Sequence[str]) -> Quick:
    """Line by line: keys of the file, elements of a list two spaces in, further keys of an element four spaces in."""
    tree: dict[str, Tree] = {}
    starts: dict[str, tuple[int, ...]] = {}
    elements: list[Tree] | None = None
    element: dict[str, Tree] | None = None
    open_key = ""
    for number, line in enumerate(lines, 1):
        if line.startswith("    ") and element is not None:
            _add(element, line[4:])
        elif line.startswith("  - ") and elements is not None:
            element = None
            if line[4:5] == "{":
                elements.append(_mapping(line[4:]))
            else:
                element = {}
                _add(element, line[4:])
                elements.append(element)
            starts[open_key] += (number,)
        elif line and line[0] != "#":
            if elements == []:
                raise _NotPlain
            elements = element = None
            if line[-1] == ":" and line[:-1] not in tree and line[:-1].isidentifier():
                open_key, elements = line[:-1], []
                tree[open_key], starts[open_key] = elements, ()
            else:
                key, value = _add(tree, line)
                if line[-1] == "]" and any(isinstance(inline, dict) for inline in value or ()):
                    starts[key] = (number,) * len(value or ())
    if elements == [] or not tree:
        raise _NotPlain
    return Quick(tree, starts)


def _add(mapping: dict[str, Tree], line: str) -> tuple[str, Tree]:
    """Add the pair of a line."""
    key, colon, value = line.partition(": ")
    if not colon or key in mapping or not (key.isascii() and key.isidentifier()):
        raise _NotPlain
    mapping[key] = found = _value(value)
    return key, found


def _value(written: str) -> Tree:
    """What stands behind a colon: a plain text, a quoted one without escapes, or a short list or mapping."""
    first, last = written[:1], written[-1:]
    if first == "[":
        return _list(written)
    if first == "{":
        return _mapping(written)
    if first in "\"'" and first:
        if len(written) < 2 or last != first or first in written[1:-1] or "\\" in written:
            raise _NotPlain
        return written[1:-1]
    if first in _INDICATORS or not first or first == " " or last in " :" or ": " in written or written in NULLS:
        raise _NotPlain
    return written


def _list(written: str) -> list[Tree]:
    """A short list of plain texts, or of short mappings too."""
    if _TEXTS_LINE.fullmatch(written):
        return [_item(item) for item in written[1:-1].split(", ")] if written != "[]" else []
    if not _LIST_LINE.fullmatch(written):
        raise _NotPlain
    elements = (match[0] for match in _ELEMENTS.finditer(written, 1))
    return [_mapping(element) if element[0] == "{" else _item(element) for element in elements]


def _mapping(written: str) -> dict[str, Tree]:
    """A short mapping of plain texts and short lists."""
    if not _MAPPING_LINE.fullmatch(written):
        raise _NotPlain
    found: dict[str, Tree] = {}
    for key, value in _PAIRS.findall(written):
        if key in found:
            raise _NotPlain
        found[key] = _list(value) if value[0] == "[" else _item(value)
    return found


def _item(written: str) -> str:
    """A plain text in a list or mapping."""
    if written in NULLS:
        raise _NotPlain
    return written

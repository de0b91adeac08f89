"""A quick reader for records, by parts: most of a record is text that other records have as well.

Its parts are each key with its value, and each finding. The strict reader reads a part once for each distinct text;
only notes and evidence of findings, which differ, are taken as they stand, where they are plain. A record that cannot
be divided so, or with a part that is not in order, is left to the strict reader. A property test and `make fuzz` hold
the two equal: the record, its places, and nothing to remark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, replace
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any, NamedTuple, TypeAlias

from aidscore.model.record import Finding, Record
from aidscore.model.source import KeyPath, LinePlaces, Source
from aidscore.read.hints import Hint, fields_of
from aidscore.read.parse import parse
from aidscore.read.shape import fitting
from aidscore.read.text import has_odd_characters
from aidscore.read.translate import in_english
from aidscore.read.tree import LONGEST_TEXT, Tree

KEPT = 1 << 14
"""The number of parts of each kind that are kept."""
LONGEST_KEPT = 400
"""The number of characters of the longest part that is kept: a longer one will hardly come again."""

_TEXT_KEYS = ("note", "evidence")
_ENGLISH = frozenset((*_TEXT_KEYS, None))

_LETTER = "[A-Za-z_\u4e00-\u9fff]"
_FIRST = r"(?!(?:null|Null|NULL)(?:$|[,\]}]))[^\s\-?:,\[\]{}#&*!|>'\"%@`~]"
"""What a plain text may begin with: a little less than YAML allows, and none of the words for null."""
_TEXT = rf"{_FIRST}[^\n:]*+(?::++[^\s:][^\n:]*+)*+(?<! )"
_ELEMENT = rf"{_FIRST}(?:[^\n,\[\]{{}}:#'\"]*[^\s,\[\]{{}}:#'\"])?"
_TEXTS = rf"\[(?:{_ELEMENT}(?:, {_ELEMENT})*)?\]"

_COMMENTS = re.compile(r"(?:(?:#[^\n]*)?\n)*")
"""What may precede the first key."""
_NEXT_PART = re.compile(r"\n(?=[^ \n#-])")
"""The end of a line before one on which no value goes on."""
_BLOCK = re.compile(_LETTER)
"""How a part in block form begins: what it opens, no other part closes."""
_FINDINGS = re.compile(r"(findings|扣分事实):(?=\n  - )")
_FINDING = re.compile(
    rf"\n  - (?:({_LETTER}[^\n]*+(?:\n    (?!(?:note|事实|evidence|证据):)[^\n]*+)*+)"
    rf"(?:\n    (note|事实): ({_TEXT}))?(?:\n    (evidence|证据): ({_TEXTS}))?(\n*)(?=\n  - |\Z)"
    r"|([^\n]*+(?:\n(?!  - )[^\n]*+)*+))",
    re.MULTILINE,
)
"""A finding: its measure, the keys and texts of its note and its evidence, blank lines; or any other finding.

The measure is what precedes note and evidence: `rule: A2.1` and the lines that say how much.
"""

Written: TypeAlias = Mapping[KeyPath, str]
"""The keys as a file writes them, by their key paths in English, where they are not the English ones."""


class Quick(NamedTuple):
    """A record that has no problem of its own, and where its parts are."""

    record: Record
    lines: LinePlaces
    written: Written


class _Part(NamedTuple):
    """A key of the file with its value."""

    field: str
    value: Any
    """What the record has at the field."""
    height: int
    """The number of lines."""
    is_beside: bool
    """Whether the value begins on the line of its key, one space after the colon."""
    elements: Sequence[int]
    """The lines of the mappings of a list, counted from 0 at the line of the key."""
    written: Written


class _Measure(NamedTuple):
    """A finding, to which note and evidence may still be added."""

    finding: Finding
    height: int
    """The number of lines."""
    has_texts: bool
    """Whether it has a note or evidence already."""
    written: Written


class _NotInOrder(Exception):
    """There is something that only the strict reader can tell."""


def read_quickly(text: str) -> Quick | None:
    """The record that a text says, if there is nothing to remark; None where only the strict reader can tell."""
    if " #" in text or len(text) > LONGEST_TEXT or has_odd_characters(text) or _ends_in_block(text):
        return None
    comments = _COMMENTS.match(text)
    start = comments.end() if comments else 0
    parts = _NEXT_PART.split(text[start:].removesuffix("\n"))
    try:
        return _joined([_part(part) for part in parts], text.count("\n", 0, start) + 1)
    except _NotInOrder:
        return None


def _ends_in_block(text: str) -> bool:
    """Whether the last line may belong to a text in block form: then it matters that no new line follows it."""
    return not text.endswith("\n") and ("|" in text or ">" in text)


def _joined(parts: Sequence[_Part], first: int) -> Quick:
    """The record of these parts, which begin at line `first`."""
    found = {part.field: part.value for part in parts}
    if len(found) < len(parts) or not found.keys() >= _required():
        raise _NotInOrder
    written = {path: key for part in parts if part.written for path, key in part.written.items()}
    keys, elements, line = {}, {}, first
    for part in parts:
        key = written.get((part.field,), part.field) if written else part.field
        if part.is_beside:
            keys[key] = line
        if part.elements:
            elements[key] = tuple([line + number for number in part.elements])
        line += part.height
    return Quick(Record(**found), LinePlaces(keys, elements), written)


@cache
def _required() -> frozenset[str]:
    """The fields that every record has."""
    return frozenset(field.name for field in fields(Record) if field.default is MISSING)


@cache
def _hints() -> Mapping[str, Hint]:
    """The type of each field of a record, whose key is its name."""
    return {key: hint for _field, key, hint in fields_of(Record)}


def _part(text: str) -> _Part:
    """A key of the file with its value."""
    if found := _FINDINGS.match(text):
        return _findings(text, found[1])
    return _any_part(text) if len(text) <= LONGEST_KEPT else _any_part.__wrapped__(text)


@lru_cache(KEPT)
def _any_part(text: str) -> _Part:
    """A key of the file with its value, read by the strict reader."""
    key, value, source = _read_strictly(text)
    found = fitting(_hints()[key], value) if key in _hints() else None
    if found is None:
        raise _NotInOrder
    has_mappings = isinstance(value, list) and all(isinstance(element, dict) for element in value)
    elements = [line - 1 for line in source.lines_of(key)] if has_mappings else ()
    start = f"{source.written.get((key,), key)}: "
    return _Part(key, found, _height(text), _is_beside(text, start), elements, source.written)


def _is_beside(text: str, start: str) -> bool:
    """Whether a part begins so, and its value just there."""
    return text.startswith(start) and text[len(start) : len(start) + 1] not in ("", " ", "\n")


def _read_strictly(text: str) -> tuple[str, Tree, Source]:
    """The key of a part in English, its value and their places, where there is nothing to remark.

    It begins with a letter: it is in block form then, and nothing that another part opens goes on in it.
    """
    parsed = parse(f"{text}\n", "")
    tree, done = in_english(Record, parsed.tree)
    if not _BLOCK.match(text) or parsed.diagnostics or done.problems or not isinstance(tree, dict) or len(tree) != 1:
        raise _NotInOrder
    [(key, value)] = tree.items()
    return key, value, replace(parsed.source, written=done.written)


def _height(text: str) -> int:
    """The number of lines of a part."""
    return text.count("\n") + 1


def _findings(text: str, key: str) -> _Part:
    """The findings of a record, each of which begins with a dash after two spaces."""
    split = _FINDING.split(text[len(key) + 1 :])
    measures, note_keys, notes, evidence_keys, evidence, gaps, others = (split[n::8] for n in range(1, 8))
    known = [_measure(measure or other) for measure, other in zip(measures, others, strict=True)]
    findings = tuple(map(_finding, known, notes, evidence))
    heights = map(_height_of, known, notes, evidence, gaps)
    *starts, _end = accumulate(heights, initial=1)
    written = _written(key, known, note_keys, evidence_keys)
    return _Part("findings", findings, _height(text), is_beside=False, elements=starts, written=written)


def _measure(text: str) -> _Measure:
    """A finding without the texts that follow its measure, or any other finding."""
    return _known_measure(text) if len(text) <= LONGEST_KEPT else _known_measure.__wrapped__(text)


@lru_cache(KEPT)
def _known_measure(text: str) -> _Measure:
    """A finding read by the strict reader."""
    _key, value, source = _read_strictly(f"findings:\n  - {text}")
    element = value[0] if isinstance(value, list) and len(value) == 1 else None
    finding = fitting(Finding, element)
    if finding is None or not isinstance(element, dict):
        raise _NotInOrder
    written = {path[2:]: key for path, key in source.written.items()}
    return _Measure(finding, _height(text), not element.keys().isdisjoint(_TEXT_KEYS), written)


def _finding(measure: _Measure, note: str | None, evidence: str | None) -> Finding:
    """A finding with its texts."""
    if note is None and evidence is None:
        return measure.finding
    if measure.has_texts:
        raise _NotInOrder
    texts = () if evidence is None or evidence == "[]" else tuple(evidence[1:-1].split(", "))
    finding: Any = _Draft(measure.finding, note, texts)
    finding.__class__ = Finding
    finished: Finding = finding
    return finished


class _Draft:
    """A finding before it is finished: what is frozen from the beginning takes five times as long to make."""

    __slots__ = tuple(field.name for field in fields(Finding))

    def __init__(self, measure: Finding, note: str | None, evidence: tuple[str, ...]) -> None:
        self.rule = measure.rule
        self.count = measure.count
        self.sample = measure.sample
        self.missing = measure.missing
        self.points = measure.points
        self.level = measure.level
        self.value = measure.value
        self.note = note
        self.evidence = evidence
        self.status = measure.status
        self.status_note = measure.status_note


def _height_of(measure: _Measure, note: str | None, evidence: str | None, blank: str | None) -> int:
    """The number of lines of a finding."""
    return measure.height + (note is not None) + (evidence is not None) + len(blank or "")


def _written(key: str, known: Sequence[_Measure], notes: Sequence[str], evidence: Sequence[str]) -> Written:
    """The keys of the findings as the file writes them; most often all are the English ones."""
    if key == "findings" and _ENGLISH.issuperset((*notes, *evidence)) and not any(measure.written for measure in known):
        return {}
    found: dict[KeyPath, str] = {("findings",): key}
    for index, (measure, *texts) in enumerate(zip(known, notes, evidence, strict=True)):
        found |= {("findings", index, *path): name for path, name in measure.written.items()}
        found |= {("findings", index, field): name for field, name in zip(_TEXT_KEYS, texts, strict=True) if name}
    return found

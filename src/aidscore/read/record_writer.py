"""A record as the YAML file that says it: one key a line, quotes only where they are needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aidscore.model.quantity import exact
from aidscore.model.record import Finding, Inspector, Record

_PLAIN = re.compile(r"""[^\s\-?:,\[\]{}#&*!|>'"%@`~－＃][^\t\n]*""")
_NOT_PLAIN = re.compile(r": |:$| #|[\x00-\x1f\x7f]")
_IN_LIST = re.compile(r"[,\[\]{}]")
_NULLS = frozenset(("null", "Null", "NULL"))
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def record_file(record: Record) -> str:
    """The text of a record's file."""
    return "".join(f"{line}\n" for line in _lines(record))


def _lines(record: Record) -> Iterator[str]:
    """The lines, in the order in which people write them."""
    yield f"aidscore: {record.aidscore}"
    yield f"standard: {_text(record.standard, None)}"
    yield f"center: {_text(record.center, None)}"
    yield f"channel: {record.channel}"
    yield f"date: {record.date}"
    if record.visit is not None:
        yield f"visit: {_text(record.visit, 0)}"
    if record.inspectors is not None:
        yield f"inspectors: {_list([_inspector(inspector) for inspector in record.inspectors])}"
    yield "examined: " + ("all" if isinstance(record.examined, str) else _list(map(_item, record.examined)))
    yield "findings:" + ("" if record.findings else " []")
    for finding in record.findings:
        yield from _block(_finding(finding))
    if record.not_applicable:
        yield "not_applicable:"
    for entry in record.not_applicable:
        yield from _block([("sub_item", _text(entry.sub_item, None)), ("reason", _text(entry.reason, 4))])
    if record.declared_score is not None:
        yield f"declared_score: {exact(record.declared_score)}"


def _inspector(inspector: Inspector) -> str:
    """An inspector, with the center that the inspector comes from."""
    name = _item(inspector.name)
    return name if inspector.center is None else f"{{name: {name}, from: {_item(inspector.center)}}}"


def _finding(finding: Finding) -> Iterator[tuple[str, str]]:
    """The keys of a finding with what stands behind them."""
    yield "rule", _text(finding.rule, None)
    if finding.count is not None:
        yield "count", str(finding.count)
    if finding.sample is not None:
        yield "sample", f"{{drawn: {finding.sample.drawn}, failed: {finding.sample.failed}}}"
    if finding.missing is not None:
        yield "missing", _list(map(_item, finding.missing))
    if finding.points is not None:
        yield "points", exact(finding.points)
    if finding.level is not None:
        yield "level", _text(finding.level, 4)
    if finding.value is not None:
        yield "value", str(finding.value)
    if finding.note is not None:
        yield "note", _text(finding.note, 4)
    if finding.evidence:
        yield "evidence", _list(map(_item, finding.evidence))
    if finding.status != "confirmed":
        yield "status", finding.status
    if finding.status_note is not None:
        yield "status_note", _text(finding.status_note, 4)


def _block(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """An element of a list, a key a line."""
    for number, (key, said) in enumerate(pairs):
        yield f"{'    ' if number else '  - '}{key}: {said}"


def _list(parts: Iterable[str]) -> str:
    """A list on one line."""
    return f"[{', '.join(parts)}]"


def _item(said: str) -> str:
    """A text within a list."""
    return _quoted(said) if _IN_LIST.search(said) or ":" in said else _text(said, None)


def _text(said: str, indent: int | None) -> str:
    """A text as a value: plain, in quotes, or with lines of its own, which a list on one line cannot have."""
    lines = said.split("\n")
    if indent is not None and len(lines) > 1 and all(line and line == line.strip() for line in lines):
        return "|-" + "".join(f"\n{' ' * (indent + 2)}{line}" for line in lines)
    if _PLAIN.fullmatch(said) and not _NOT_PLAIN.search(said) and said == said.strip() and said not in _NULLS:
        return said
    return _quoted(said)


def _quoted(said: str) -> str:
    """A text in single quotes; in double ones where it needs escapes."""
    if any(character in said for character in "\n\t\r"):
        return '"' + "".join(_ESCAPES.get(character, character) for character in said) + '"'
    return "'" + said.replace("'", "''") + "'"

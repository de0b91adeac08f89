"""A line of the user's file as it should be written: its text in quotes."""

from __future__ import annotations

import re

from aidscore.model.source import Mark, Source

LONGEST = 120
"""A longer text is cut in a message."""

_START = re.compile(r"\s*(?:- +)*(?:([^\s:{}\[\],'\"]+): +)?")
_FLOW_START = re.compile(r"[{\[,]\s*(?:([^\s:{}\[\],'\"]+): *)?")
_FLOW_END = re.compile(r",\s*[^\s:{}\[\],]+: |\s*[}\]]+\s*,?\s*$|$")


def in_quotes(source: Source, mark: Mark, *, in_flow: bool | None = None) -> str:
    """The text around a mark in quotes, with its key: note: '@张三'. `in_flow` says whether it is within brackets."""
    line = source.lines[mark.line] if mark.line < len(source.lines) else ""
    match = _START.match(line)
    start, key = (match.end(), match[1]) if match else (0, None)
    if mark.column < start:
        return quoted(line.strip())
    rest = line[start:]
    if in_flow if in_flow is not None else rest[:1] in ("{", "[") and mark.column > start:
        key, rest = _flow_text(rest, mark.column - start)
    text = quoted(rest.strip())
    return f"{key}: {text}" if key else text


def _flow_text(rest: str, column: int) -> tuple[str | None, str]:
    """The key and the text around a column of a mapping or list on one line."""
    starts = [match for match in _FLOW_START.finditer(rest) if match.end() <= column]
    if not starts:
        return None, rest
    start = ([match for match in starts if match[1]] or starts)[-1]
    end = _FLOW_END.search(rest, max(column, start.end()))
    return start[1], rest[start.end() : end.start() if end else None]


def quoted(text: str) -> str:
    """A text in quotes: in double ones where it has single quotes and nothing that needs an escape."""
    text = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    if text[:1] == text[-1:] == '"' and len(text) > 1:
        text = text[1:-1]
    if "'" in text and not re.search(r'["\\]', text):
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def flow(tree: object) -> str:
    """A tree on one line: {rule: A1.1, evidence: [照片03]}."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in tree.items()) + "}"
    return "[" + ", ".join(map(flow, tree)) + "]" if isinstance(tree, list) else str(tree)

"""Errors of syntax: where they really are, and what was probably meant, in our sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from aidscore.diagnostics.message import Diagnostic
from aidscore.model.chinese import KEY_PATTERN
from aidscore.model.quantity import narrow
from aidscore.model.source import START, Mark, Position, Source
from aidscore.read.lines import inside_texts, swallowed_keys
from aidscore.read.quote import in_quotes
from aidscore.read.text import odd_indents

_SENTENCES = (
    ("mapping values are not allowed", "colon-in-text"),
    ("found character that cannot start any token", "special-character"),
    ("block sequence entries are not allowed", "special-character"),
    ("mapping keys are not allowed", "special-character"),
    ("did not find expected node content", "special-character"),
    ("did not find expected alphabetic or numeric", "special-character"),
    ("did not find expected tag", "special-character"),
    ("did not find expected whitespace or line break", "special-character"),
    ("did not find URI escaped", "special-character"),
    ("found undefined tag handle", "special-character"),
    ("scanning a block scalar", "special-character"),
    ("scanning a tag", "special-character"),
    ("found unexpected ':'", "missing-space"),
    ("found a tab character", "tab-indentation"),
    ("directive", "yaml-directive"),
    ("incompatible YAML document", "yaml-directive"),
    ("found unknown escape", "unknown-escape"),
    ("did not find expected hexdecimal number", "unknown-escape"),
    ("found invalid Unicode character escape", "unknown-escape"),
    ("unexpected end of stream", "unclosed-quote"),
    ("found unexpected document indicator", "unclosed-quote"),
    ("could not find expected ':'", "no-colon"),
    ("did not find expected ',' or", "unclosed-bracket"),
    ("did not find expected key", "wrong-indentation"),
    ("did not find expected '-' indicator", "wrong-indentation"),
    ("did not find expected <document start>", "text-after-end"),
)
"""A part of libyaml's message, and the code that it becomes."""

SYNTAX_CODES = frozenset(code for _, code in _SENTENCES) | {"invalid-yaml"}
"""The codes of errors of syntax, at which the reading ends."""
_AT_THE_OPENING = ("unclosed-quote", "unclosed-bracket", "no-colon", "yaml-directive")
_BEHIND = {'"': "text-after-quote", "'": "text-after-quote", "]": "text-after-bracket", "}": "text-after-bracket"}
_WIDE_IN_BRACKETS = re.compile(rf""""[^"]*"|'[^']*'|([，、](?=\s*{KEY_PATTERN}\s*[:：])|[｛｝［］])""")


def syntax_problems(source: Source, error: yaml.YAMLError) -> Iterator[Diagnostic]:
    """What was probably meant; libyaml's own complaint only where that does not explain it."""
    mark = source.within(getattr(error, "problem_mark", None) or getattr(error, "context_mark", None) or START)
    code, at = _worded(source, error, mark)
    causes = list(_causes(source, code, at, mark))
    yield from causes
    since = at.line if code == "unclosed-bracket" else _line_above(source, mark.line)
    if code == "unclosed-quote" or not any(cause.place.line > since for cause in causes):
        in_flow = False if code == "text-after-bracket" else None
        yield source.diagnose_at(code, at, line=mark.line + 1, quoted=in_quotes(source, at, in_flow=in_flow))


def _worded(source: Source, error: yaml.YAMLError, mark: Mark) -> tuple[str, Mark]:
    """The code of a complaint, and the mark at which its cause begins."""
    opened: Mark = getattr(error, "context_mark", None) or mark
    context = str(getattr(error, "context", None))
    complaint = f"{context} {getattr(error, 'problem', None)}"
    code = next((code for words, code in _SENTENCES if words in complaint), "invalid-yaml")
    here = source.lines[mark.line][mark.column :]
    if code == "special-character" and here.startswith("\t"):
        return "tab-indentation", mark
    if code == "unclosed-bracket" and here.startswith(":") and _is_text_of_mapping(source, opened, mark):
        return "colon-in-text", mark
    if code in ("wrong-indentation", "unclosed-bracket", "text-after-end"):
        before = source.lines[mark.line][: mark.column].rstrip()[-1:]
        behind = _BEHIND.get(before)
        if behind and here and here[0] not in "\"'[]{},:" and (code != "unclosed-bracket" or before in "\"'"):
            return behind, mark
    if code in _AT_THE_OPENING or (code == "special-character" and context.startswith("while scanning a")):
        return code, opened
    return code, mark


def _is_text_of_mapping(source: Source, opened: Mark, mark: Mark) -> bool:
    """Whether what is at a mark belongs to a mapping that opens on its line, and has no full-width marks."""
    line = source.lines[mark.line]
    if opened.line != mark.line or line[opened.column : opened.column + 1] != "{":
        return False
    return not any(match[1] for match in _WIDE_IN_BRACKETS.finditer(line, opened.column))


def _causes(source: Source, code: str, at: Mark, mark: Mark) -> Iterator[Diagnostic]:
    """Lines up to the complaint that are written so that YAML must stumble."""
    last = at.line if code == "unclosed-quote" else mark.line
    texts = inside_texts(source)
    yield from odd_indents(source, lambda _: texts, last)
    yield from (problem for problem in swallowed_keys(source, 0, last) if problem.place.line - 1 not in texts)
    if code == "unclosed-bracket":
        for number in range(at.line, mark.line + 1):
            for match in _WIDE_IN_BRACKETS.finditer(source.lines[number], at.column if number == at.line else 0):
                if match[1]:
                    position = Position(number, match.start(1))
                    yield source.diagnose_at("full-width-mark", position, found=match[1], ascii=narrow(match[1]))


def _line_above(source: Source, number: int) -> int:
    """The nearest line above that is not blank, counted from 0."""
    return next((above for above in range(number - 1, -1, -1) if source.lines[above].strip()), 0)

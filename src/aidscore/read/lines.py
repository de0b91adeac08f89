"""What only the lines of a file show, not its events: keys within a text, comments that cut a text short."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.events import ScalarEvent, StreamEndEvent

from aidscore.diagnostics.message import Diagnostic
from aidscore.model.chinese import KEY_PATTERN
from aidscore.model.quantity import narrow
from aidscore.model.source import Position, Source
from aidscore.read.quote import in_quotes

_ASCII_KEY = re.compile(r"[ ]*(?:[-－][ ]?)?[A-Za-z_]+[ ]?(：|:(?=[^\s:/]))")
_ANY_KEY = re.compile(rf"[ ]*(?:[-－][ ]?)?{KEY_PATTERN}[ ]?(：|:(?=[^\s:/]))")
_WIDE_MARK = re.compile(r"[ ]*([－＃])")
_COMMENT_BEHIND = re.compile(r"^ *[^ #\n].* #", re.MULTILINE)
_CUT = re.compile(r"( +)#(.?)")


def scalars(text: str) -> Iterator[Any]:  # Any: libyaml's events have no common type with marks that are set
    """The scalars of a text, as far as it can be read."""
    parser = CParser(text)
    try:
        while type(event := parser.get_event()) is not StreamEndEvent:
            if type(event) is ScalarEvent:
                yield event
    except yaml.YAMLError:
        return


class LineRanges:
    """Ranges of lines in ascending order, counted from 0."""

    def __init__(self, ranges: Iterable[range]) -> None:
        self.ranges = [lines for lines in ranges if lines]

    def __contains__(self, line: int) -> bool:
        place = bisect_right(self.ranges, line, key=lambda lines: lines.start) - 1
        return place >= 0 and line in self.ranges[place]


def inside_texts(source: Source) -> LineRanges:
    """The lines, counted from 0, that continue a text in quotes or in block form: none of them is checked as YAML."""
    texts = (scalar for scalar in scalars(source.text) if scalar.style)
    return LineRanges(
        range(text.start_mark.line + 1, text.end_mark.line + (text.end_mark.column > 0)) for text in texts
    )


def swallowed_keys(source: Source, first: int, last: int, *, in_text: bool = False) -> Iterator[Diagnostic]:
    """Lines, counted from 0, that look like YAML's marks in full width, or like a key whose colon has no space.

    Lines that continue a text (`in_text`) may well begin with a Chinese word and its colon: 事实：….
    """
    key = _ASCII_KEY if in_text else _ANY_KEY
    for number, line in enumerate(source.lines[first : last + 1], first):
        match = key.match(line) or _WIDE_MARK.match(line)
        if match and match[1] == ":":
            yield source.diagnose_at("missing-space", Position(number, match.start(1)))
        elif match:
            mark = Position(number, match.start(1))
            yield source.diagnose_at("full-width-mark", mark, found=match[1], ascii=narrow(match[1]))


def comment_cuts(source: Source) -> Iterator[Diagnostic]:
    """Texts for people whose end is a comment: 合格 #2. Two spaces before # and one after it show that it is meant."""
    if " #" not in source.text or not _COMMENT_BEHIND.search(source.text.replace("\r", "\n")):
        return
    for scalar in scalars(source.text):
        if scalar.style or (scalar.value.isascii() and " " not in scalar.value):
            continue
        end = scalar.end_mark
        match = _CUT.match(source.lines[end.line], end.column)
        if match and not (len(match[1]) > 1 and match[2] in (" ", "")):
            position = Position(end.line, match.end(1))
            yield source.diagnose_at("comment-cuts-text", position, quoted=in_quotes(source, position))

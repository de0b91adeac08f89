"""Texts that a comma splits since they are written within braces: the rest of such a text looks like a key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from aidscore.diagnostics.message import Diagnostic
from aidscore.model.source import Mark, Source
from aidscore.read.hints import key_sets
from aidscore.read.quote import quoted

if TYPE_CHECKING:
    from aidscore.read.tree import Tree

_NUMBER = re.compile(r"[1-9][0-9]{0,2}(, ?[0-9]{3})+")


def is_split(source: Source, key: Any, value: Any, values: dict[str, Tree]) -> bool:  # noqa: ANN401 - libyaml's events
    """Whether a key without a colon and a value is the rest of the text before it, which a comma split."""
    if key is None or key.style or value.style or not values or not isinstance(values[next(reversed(values))], str):
        return False
    start, end = key.end_mark, value.start_mark
    between = source.lines[start.line][start.column : end.column if start.line == end.line else None]
    if ":" in between or "：" in key.value:
        return False
    return not any(key.value in keys and not keys.isdisjoint(values) for keys in key_sets())


def joined(source: Source, text: str, rest: Any) -> str:  # noqa: ANN401 - one of libyaml's events
    """A text and its rest, with the comma between them as it is in the file."""
    mark = rest.start_mark
    return f"{text}{', ' if source.lines[mark.line][: mark.column].endswith(' ') else ','}{rest.value}"


def comma_in_text(source: Source, mark: Mark, key: str, text: str) -> Diagnostic:
    """The diagnostic of a text that commas split; digits in groups are one number."""
    if _NUMBER.fullmatch(text):
        return source.diagnose_at("comma-in-text/number", mark, hint=re.sub("[, ]", "", text))
    return source.diagnose_at("comma-in-text", mark, quoted=f"{key}: {quoted(text)}")

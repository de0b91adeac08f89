"""Texts that a comma splits since they are written within braces: the rest of such a text looks like a key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from aidscore.diagnostics.message import Diagnostic
from aidscore.model.chinese import keys_meant
from aidscore.model.source import Mark, Source
from aidscore.read.hints import LISTS_OF_TEXTS, key_sets
from aidscore.read.quote import quoted

if TYPE_CHECKING:
    from aidscore.read.tree import Tree

_ONE_VALUE = frozenset(("center", "channel", "corrects", "level", "replaces", "rule", "standard", "status", "sub_item"))
"""Keys whose values are ids or words of a closed set, which have no commas."""
_LISTS = LISTS_OF_TEXTS | {"channels", "range"}
_NUMBER = re.compile(r"[1-9][0-9]{0,2}(, ?[0-9]{3})+")


def is_split(source: Source, key: Any, value: Any, values: dict[str, Tree]) -> bool:  # noqa: ANN401 - libyaml's events
    """Whether a key without a colon and a value is the rest of the text before it, which a comma split."""
    if key is None or value.style or not values or not isinstance(values[next(reversed(values))], str):
        return False
    start, end = key.end_mark, value.start_mark
    between = source.lines[start.line][start.column : end.column if start.line == end.line else None]
    if ":" in between or (not key.style and "：" in key.value):
        return False
    return not any(key.value in keys and not keys.isdisjoint(values) for keys in key_sets())


def joined(source: Source, text: str, rest: Any) -> str:  # noqa: ANN401 - one of libyaml's events
    """A text and its rest, with the comma between them as it is in the file."""
    mark = rest.start_mark
    return f"{text}{', ' if source.lines[mark.line][: mark.column].endswith(' ') else ','}{rest.value}"


def kept(key: str, text: str, whole: str) -> str:
    """What a value that a comma split is taken for: the whole, or its beginning where that alone may be right."""
    return text if _means(key, _ONE_VALUE | {"name"}) else whole


def comma_in_text(source: Source, mark: Mark, key: str, text: str) -> Diagnostic:
    """The diagnostic of a text that commas split; digits in groups are one number, and a list needs its brackets."""
    if _means(key, _LISTS):
        return source.diagnose_at("comma-in-text/list", mark, written=f"{key}: [{text}]")
    if _NUMBER.fullmatch(text):
        return source.diagnose_at("comma-in-text/number", mark, hint=re.sub("[, ]", "", text))
    if _means(key, _ONE_VALUE):
        return source.diagnose_at("comma-in-text/one", mark, key=key)
    return source.diagnose_at("comma-in-text", mark, quoted=f"{key}: {quoted(text)}")


def _means(key: str, keys: frozenset[str]) -> bool:
    """Whether a key, in either language, is one of these."""
    return not keys.isdisjoint((key, *keys_meant(key)))

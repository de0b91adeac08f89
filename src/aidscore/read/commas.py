"""Texts that a comma splits since they are written within braces: the rest of such a text looks like a key.

With a colon in it, the rest even has a value: `{rule: A1.1, note: 大厅, 二楼: 一处}`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from aidscore.diagnostics.message import Diagnostic
from aidscore.model.chinese import Term, keys_meant
from aidscore.model.source import Mark, Source
from aidscore.read.hints import LISTS_OF_TEXTS, key_sets
from aidscore.read.nearest import nearest_term
from aidscore.read.quote import quoted

if TYPE_CHECKING:
    from aidscore.read.tree import Tree

_ONE_VALUE = frozenset(("center", "channel", "corrects", "level", "replaces", "rule", "standard", "status", "sub_item"))
"""Keys whose values are ids or words of a closed set, which have no commas."""
_FREE = frozenset(
    (
        *("excluded", "motto", "name", "note", "reason", "requirement", "revision_note", "status_note", "text"),
        *("title", "visit"),
    )
)
"""Keys whose values are texts in people's own words."""
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


def is_split_with_colon(source: Source, key: Any, values: dict[str, Tree]) -> bool:  # noqa: ANN401 - the same
    """Whether a key with a value is the rest of a text in people's own words: it follows a comma, and is like no key.

    A word of ASCII letters may be a key that is misspelt, whatever it is like.
    """
    if key is None or key.style or not values or (key.value.isascii() and " " not in key.value):
        return False
    owner = next(reversed(values))
    if not isinstance(values[owner], str) or not _means(owner, _FREE):
        return False
    mark = key.start_mark
    if not source.lines[mark.line][: mark.column].rstrip().endswith(","):
        return False
    known = {form for keys in key_sets() if not keys.isdisjoint(values) for form in keys}
    return key.value not in known and not nearest_term(key.value, map(Term, known))


def joined(source: Source, text: str, rest: Any, value: str = "") -> str:  # noqa: ANN401 - one of libyaml's events
    """A text and its rest, which may have a value as a key has, with the comma between them as it is in the file."""
    mark = rest.start_mark
    comma = ", " if source.lines[mark.line][: mark.column].endswith(" ") else ","
    return f"{text}{comma}{rest.value}" + (f": {value}" if value else "")


def kept(key: str, text: str, whole: str) -> str:
    """What a value that a comma split is taken for: the whole, or its beginning where that alone may be right."""
    return text if _means(key, _ONE_VALUE | {"name"}) else whole


def comma_in_text(source: Source, mark: Mark, key: str, text: str) -> Diagnostic:
    """The diagnostic of a text that commas split; digits in groups are one number, and a list needs its brackets."""
    if ": " in text and _means(key, _FREE):
        return source.diagnose_at("comma-in-text/colon", mark, quoted=f"{key}: {quoted(text)}")
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

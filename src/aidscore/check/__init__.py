"""What a shape cannot say: one small generator per check, listed in a tuple.

A check gets nouns and yields problems. On a partial document a check that needs what does not fit ends quietly, since
that was reported already; all others still run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVarTuple

from aidscore.model.source import Problem
from aidscore.read.shape import Unreadable

Nouns = TypeVarTuple("Nouns")


def run(checks: Iterable[Callable[[*Nouns], Iterator[Problem]]], *nouns: *Nouns) -> Iterator[Problem]:
    """What the checks yield for these nouns."""
    for check in checks:
        try:
            yield from check(*nouns)
        except Unreadable:
            continue


def elements(owner: object, field: str) -> Iterator[tuple[int, Any]]:  # Any: the type of the field's elements
    """The elements of a list with their numbers; of a list that does not fit whole, those that can be had."""
    whole = getattr(owner, field, None)
    found = enumerate(whole) if whole is not None else getattr(owner, "loose", {}).get(field, ())
    return ((index, part) for index, part in found if getattr(part, "loose", None) != {})


def says(owner: object, field: str) -> bool:
    """Whether a file says something at a field, rightly or wrongly."""
    said: Mapping[str, object] | None = getattr(owner, "loose", None)
    return field in said if said is not None else getattr(owner, field) is not None

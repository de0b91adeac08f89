"""Checks of what a shape cannot express: one small generator per check, listed in a tuple.

A check is given models and yields problems. On a partial model a check that needs a field that does not fit ends
without a problem, since that was reported already; all others still run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVarTuple

from aidscore.model.source import Problem
from aidscore.read.partial import Unreadable

Models = TypeVarTuple("Models")


def run(checks: Iterable[Callable[[*Models], Iterator[Problem]]], *models: *Models) -> Iterator[Problem]:
    """The problems that the checks find in these models."""
    for check in checks:
        try:
            yield from check(*models)
        except Unreadable:
            continue


def elements(owner: object, field: str) -> Iterator[tuple[int, Any]]:  # Any: the type of the field's elements
    """The elements of a list with their numbers; of a list that does not fit whole, those that can be had."""
    whole = getattr(owner, field, None)
    found = enumerate(whole) if whole is not None else getattr(owner, "loose", {}).get(field, ())
    return ((index, part) for index, part in found if getattr(part, "loose", None) != {})


def says(owner: object, field: str) -> bool:
    """Whether a file has a value for a field, valid or not."""
    written: Mapping[str, object] | None = getattr(owner, "loose", None)
    return field in written if written is not None else getattr(owner, field) is not None

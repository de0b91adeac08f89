"""Tree to model: pydantic finds what does not fit, our catalog words it, and what does fit can still be checked."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from aidscore.model.source import KeyPath, Problem
from aidscore.read.hints import Hint, ways_to, without_kinds
from aidscore.read.misfits import problems_of, value_at
from aidscore.read.partial import PartialBuilder, adapter
from aidscore.read.tree import Tree

Model = TypeVar("Model")


def fitting(model: type[Model], tree: Tree) -> Model | None:
    """The model that a tree says; None where any part of it does not fit."""
    declared: Hint = model
    try:
        whole: Model = adapter(declared).validate_python(tree)
    except ValidationError:
        return None
    return whole


def shape(
    model: type[Model], tree: Tree, unfinished: KeyPath | None = None, *, damaged: bool = False
) -> tuple[Model | None, list[Problem]]:
    """The model that a tree says, and what does not fit.

    With problems the model is partial: asking it for what does not fit raises Unreadable, so that every check that
    does not depend on it still runs. None where not even the outermost mapping is there. `unfinished` is the way to
    what was still open where the reading had to end: nothing is missing there, it was only not read. `damaged` says
    that the reader refused something, so that there may be keys without a value.
    """
    declared: Hint = model
    entries: list[Mapping[str, Any]] = []
    without_value = list(_without_value(tree, ())) if damaged else []
    try:
        whole: Model = adapter(declared).validate_python(tree)
        if unfinished is None and not without_value:
            return whole, []
    except ValidationError as error:
        entries = [typing.cast("Mapping[str, Any]", entry) for entry in error.errors(include_url=False)]
    opened = ways_to([unfinished]) if unfinished is not None else set()
    entries = [entry for entry in entries if _is_telling(entry, tree, opened)]
    problems = list(problems_of(entries, tree, model))
    if not isinstance(tree, dict):
        return None, problems
    wrong = [*without_value, *(tuple(entry["loc"]) for entry in entries)]
    return typing.cast(Model, PartialBuilder(wrong, opened).model(model, tree, ())), problems


def _is_telling(entry: Mapping[str, Any], tree: Tree, opened: set[KeyPath]) -> bool:
    """Whether an error says something.

    What was not read to its end cannot be judged; and pydantic calls a list too short whose elements are only wrong.
    """
    path = without_kinds(entry["loc"])
    if entry["type"] == "missing":
        return path[:-1] not in opened
    return path not in opened and not (entry["type"] == "too_short" and value_at(tree, path))


def _without_value(tree: Tree, path: KeyPath) -> Iterator[KeyPath]:
    """The ways to keys and elements without a value."""
    if tree is None:
        yield path
    elif not isinstance(tree, str):
        for step, part in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from _without_value(part, (*path, step))

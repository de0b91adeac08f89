"""Partial models: they have the fields that fit, and raise Unreadable for the others."""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from dataclasses import MISSING
from functools import cache
from typing import Any, TypeAlias

from pydantic import TypeAdapter

from aidscore.model.rule import HIDDEN
from aidscore.model.source import KeyPath
from aidscore.read.hints import Hint, bare, fields_of, is_model, origin, tags_of, ways_to, without_kinds
from aidscore.read.tree import Tree

Value: TypeAlias = Any
"""What a field holds, or MISSING."""


class Unreadable(AttributeError):
    """A check asked for a value that does not fit; that was reported already."""


@cache
def adapter(model: Hint) -> TypeAdapter[Any]:
    """The typing of a model."""
    return TypeAdapter(model)


class PartialBuilder:
    """Builds instances that have only what fits, knowing what is `wrong` and what is still `opened`."""

    def __init__(self, wrong: Sequence[KeyPath], opened: set[KeyPath]) -> None:
        self.wrong = set(map(without_kinds, wrong))
        self.opened = opened
        self.touched = ways_to(self.wrong) | opened
        self.kinds = {
            without_kinds(path[:length]): step
            for path in wrong
            for length, step in enumerate(path)
            if isinstance(step, str) and step.startswith(HIDDEN)
        }
        """Which of several kinds a file means, by the path of what may be of several."""

    def model(self, model: Hint, tree: Mapping[str, Tree], path: KeyPath) -> object:
        """An instance of the model that has only the fields that fit."""
        partial: object = object.__new__(_partial_class(model))
        loose: dict[str, list[tuple[int, Any]]] = {}
        for field, key, hint in fields_of(model):
            here = (*path, key)
            if key in tree:
                value, parts = self.fitting(hint, tree[key], here)
                loose[field.name] = parts
            elif here in self.wrong or path in self.wrong or path in self.opened:
                value = MISSING
            else:
                value = field.default if field.default_factory is MISSING else field.default_factory()
            if value is not MISSING:
                object.__setattr__(partial, field.name, value)
        object.__setattr__(partial, "loose", loose)
        return partial

    def fitting(self, hint: Hint, tree: Tree, path: KeyPath) -> tuple[Any, list[tuple[int, Any]]]:
        """The value at a path, partial where a part of it does not fit, and the elements of a list.

        MISSING where the value as a whole does not fit; of such a list only the elements that fit are returned.
        """
        if path not in self.touched:
            return adapter(hint).validate_python(tree), []
        if path in self.wrong:
            return MISSING, []
        inner = bare(hint)
        if kind := self.kinds.get(path):
            inner = bare(next(part for part in typing.get_args(inner) if kind in tags_of(part)))
        if is_model(inner) and isinstance(tree, dict):
            return self.model(inner, tree, path), []
        if origin(inner) is tuple and isinstance(tree, list) and typing.get_args(inner)[1:] == (Ellipsis,):
            return self.elements(typing.get_args(inner)[0], tree, path)
        return MISSING, []

    def elements(self, hint: Hint, tree: Sequence[Tree], path: KeyPath) -> tuple[Any, list[tuple[int, Any]]]:
        """The elements of a list, each as far as it fits."""
        parts = [self.fitting(hint, part, (*path, index))[0] for index, part in enumerate(tree)]
        if is_model(bare(hint)):
            # an element of which nothing fits keeps its place, so that the others keep theirs
            parts = [_partial_of_nothing(bare(hint)) if part is MISSING else part for part in parts]
        loose = [(index, part) for index, part in enumerate(parts) if part is not MISSING]
        return (tuple(parts) if MISSING not in parts and path not in self.opened else MISSING), loose


def _partial_of_nothing(model: Hint) -> object:
    """An instance without a single field that fits."""
    partial: object = object.__new__(_partial_class(model))
    object.__setattr__(partial, "loose", {})
    return partial


@cache
def _partial_class(model: type) -> type:
    """The model with Unreadable in the place of every field that was not set."""

    def unreadable(self: object, field: str) -> Value:
        raise Unreadable(field)

    return type(model.__name__, (model,), {"__slots__": ("loose",), "__getattr__": unreadable})

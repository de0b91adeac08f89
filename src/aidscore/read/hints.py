"""What the types of a model's fields say: keys, kinds, elements."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from dataclasses import Field, fields, is_dataclass
from functools import cache
from typing import Any, TypeAlias

from aidscore.model.campaign import Campaign
from aidscore.model.chinese import Term, key_term
from aidscore.model.record import Record
from aidscore.model.rule import HIDDEN
from aidscore.model.source import KeyPath
from aidscore.model.standard import Standard

LISTS_OF_TEXTS = frozenset(
    ("also", "basis", "evidence", "examined", "general", "inspectors", "methods", "missing", "was")
)
"""Keys whose values are lists of texts; `missing` is one in a finding."""
Hint: TypeAlias = Any
"""A type as a field declares it, which need not be a type: Annotated, a union."""


@cache
def fields_of(model: type) -> tuple[tuple[Field[Any], str, Any], ...]:
    """The fields of a model, each with its key in a file and its type."""
    hints = typing.get_type_hints(model, include_extras=True)
    return tuple((field, _key(hints[field.name]) or field.name, _valued(hints[field.name])) for field in fields(model))


def origin(hint: Hint) -> object:
    """What a type is made of: Annotated, a union, a tuple."""
    return typing.get_origin(hint)


def is_model(hint: Hint) -> bool:
    """Whether a type is one of our models, whose fields can be asked for one by one."""
    return is_dataclass(hint)


def _key(hint: Hint) -> str | None:
    """The key by which a file names a field, where it is not the field's own name."""
    if origin(hint) is typing.Annotated:
        return next((meta.alias for meta in hint.__metadata__ if getattr(meta, "alias", None)), None)
    return None


def _valued(hint: Hint) -> Hint:
    """The type of a field's value by itself: without the key by which a file names the field."""
    if _key(hint) is None:
        return hint
    metadata = [meta for meta in hint.__metadata__ if not getattr(meta, "alias", None)]
    return typing.Annotated[hint.__origin__, *metadata] if metadata else hint.__origin__


def bare(hint: Hint) -> Hint:
    """A type without its annotations and without `| None`."""
    while origin(hint) is typing.Annotated:
        hint = hint.__origin__
    if origin(hint) in (typing.Union, types.UnionType):
        inner = [part for part in typing.get_args(hint) if part is not type(None)]
        return bare(inner[0]) if len(inner) == 1 else hint
    return hint


def tags_of(hint: Hint) -> list[str]:
    """The name of the kind that a part of a union is for."""
    return [meta.tag for meta in getattr(hint, "__metadata__", ()) if hasattr(meta, "tag")]


def model_at(model: Hint, path: KeyPath) -> Hint:
    """The type of what is at a path, without its annotations; None where the path leads nowhere."""
    for step in path:
        model = bare(model)
        if isinstance(step, int) and origin(model) is tuple:
            model = typing.get_args(model)[0]
        elif isinstance(step, str) and step.startswith(HIDDEN):
            model = next(part for part in typing.get_args(model) if step in tags_of(part))
        elif is_model(model):
            model = next((hint for _, key, hint in fields_of(model) if key == step), None)
    return bare(model)


def keys_at(model: Hint, path: KeyPath) -> list[Term]:
    """The keys that a mapping at a path may have."""
    found = model_at(model, path)
    return [key_term(found, key) for _, key, _ in fields_of(found)] if is_model(found) else []


def ways_to(paths: Iterable[KeyPath]) -> set[KeyPath]:
    """The paths, and everything on the way to them."""
    return {path[:length] for path in paths for length in range(len(path) + 1)}


def without_kinds(path: KeyPath) -> KeyPath:
    """A key path without the names of rule kinds that pydantic puts into it."""
    return tuple(step for step in path if not (isinstance(step, str) and step.startswith(HIDDEN)))


@cache
def key_sets() -> tuple[frozenset[str], ...]:
    """The keys of each mapping of a standard, a record or a campaign, in every form."""
    models = set().union(*map(models_below, (Standard, Record, Campaign)))
    return tuple(
        frozenset(form for _, key, _ in fields_of(model) for form in key_term(model, key).forms) for model in models
    )


@cache
def models_below(hint: Hint) -> frozenset[type]:
    """A model and every model in it."""
    inner = bare(hint)
    parts = [part for _, _, part in fields_of(inner)] if is_model(inner) else typing.get_args(inner)
    below = frozenset().union(*map(models_below, parts))
    return below | {inner} if is_model(inner) else below

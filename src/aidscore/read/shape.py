"""Tree to model: pydantic finds what does not fit, our catalog words it, and what does fit can still be checked."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError

from aidscore.model.quantity import narrow
from aidscore.model.rule import HIDDEN
from aidscore.model.source import KeyPath, Problem
from aidscore.read.text import name, straightened
from aidscore.read.tree import Tree

Model = TypeVar("Model")
Hint: TypeAlias = Any
"""A type as a field declares it, which need not be a type: Annotated, a union."""
Value: TypeAlias = Any
"""What a field holds, or MISSING."""

MOST_KEYS = 200
"""In a mapping with more keys it is not guessed what each of them was meant to be."""


class Unreadable(AttributeError):
    """A check asked for a value that the file does not say rightly; it was reported already."""


@cache
def adapter(model: Hint) -> TypeAdapter[Any]:
    """The typing of a model."""
    return TypeAdapter(model)


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
    opened = _ways_to([unfinished]) if unfinished is not None else set()
    entries = [entry for entry in entries if _is_telling(entry, tree, opened)]
    problems = list(_worded(entries, tree, model))
    if not isinstance(tree, dict):
        return None, problems
    wrong = [*without_value, *(tuple(entry["loc"]) for entry in entries)]
    return typing.cast(Model, _Partly(wrong, opened).model(model, tree, ())), problems


def _is_telling(entry: Mapping[str, Any], tree: Tree, opened: set[KeyPath]) -> bool:
    """Whether an error says something.

    What was not read to its end cannot be judged; and pydantic calls a list too short whose elements are only wrong.
    """
    path = _without_kinds(entry["loc"])
    if entry["type"] == "missing":
        return path[:-1] not in opened
    return path not in opened and not (entry["type"] == "too_short" and _at(tree, path))


def _without_value(tree: Tree, path: KeyPath) -> Iterator[KeyPath]:
    """The ways to keys and elements without a value."""
    if tree is None:
        yield path
    elif not isinstance(tree, str):
        for step, part in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from _without_value(part, (*path, step))


def _ways_to(paths: Iterable[KeyPath]) -> set[KeyPath]:
    """The paths, and everything on the way to them."""
    return {path[:length] for path in paths for length in range(len(path) + 1)}


def _without_kinds(path: KeyPath) -> KeyPath:
    """A key path without the names of rule kinds that pydantic puts into it."""
    return tuple(step for step in path if not (isinstance(step, str) and step.startswith(HIDDEN)))


class _Partly:
    """Builds instances that have only what fits, knowing what is `wrong` and what is still `opened`."""

    def __init__(self, wrong: Sequence[KeyPath], opened: set[KeyPath]) -> None:
        self.wrong = set(map(_without_kinds, wrong))
        self.opened = opened
        self.touched = _ways_to(self.wrong) | opened
        self.kinds = {
            _without_kinds(path[:length]): step
            for path in wrong
            for length, step in enumerate(path)
            if isinstance(step, str) and step.startswith(HIDDEN)
        }
        """Which of several kinds a file means, by the path of what may be of several."""

    def model(self, model: Hint, tree: Mapping[str, Tree], path: KeyPath) -> object:
        """An instance of the model that has only the fields that fit."""
        partial: object = object.__new__(_partial_class(model))
        loose: dict[str, list[tuple[int, Any]]] = {}
        for field, key, hint in _fields(model):
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

        MISSING where nothing can be said of it as a whole; of such a list only the elements that fit are there.
        """
        if path not in self.touched:
            return adapter(hint).validate_python(tree), []
        if path in self.wrong:
            return MISSING, []
        inner = _bare(hint)
        if kind := self.kinds.get(path):
            inner = _bare(next(part for part in typing.get_args(inner) if kind in _tags(part)))
        if _is_model(inner) and isinstance(tree, dict):
            return self.model(inner, tree, path), []
        if _origin(inner) is tuple and isinstance(tree, list) and typing.get_args(inner)[1:] == (Ellipsis,):
            return self.elements(typing.get_args(inner)[0], tree, path)
        return MISSING, []

    def elements(self, hint: Hint, tree: Sequence[Tree], path: KeyPath) -> tuple[Any, list[tuple[int, Any]]]:
        """The elements of a list, each as far as it fits."""
        parts = [self.fitting(hint, part, (*path, index))[0] for index, part in enumerate(tree)]
        if _is_model(_bare(hint)):
            # an element of which nothing fits keeps its place, so that the others keep theirs
            parts = [_partial_of_nothing(_bare(hint)) if part is MISSING else part for part in parts]
        loose = [(index, part) for index, part in enumerate(parts) if part is not MISSING]
        return (tuple(parts) if MISSING not in parts and path not in self.opened else MISSING), loose


def _partial_of_nothing(model: Hint) -> object:
    """An instance of which nothing can be said."""
    partial: object = object.__new__(_partial_class(model))
    object.__setattr__(partial, "loose", {})
    return partial


@cache
def _fields(model: type) -> tuple[tuple[Field[Any], str, Any], ...]:
    """The fields of a model, each with its key in a file and its type."""
    hints = typing.get_type_hints(model, include_extras=True)
    return tuple((field, _key(hints[field.name]) or field.name, _valued(hints[field.name])) for field in fields(model))


def _origin(hint: Hint) -> object:
    """What a type is made of: Annotated, a union, a tuple."""
    return typing.get_origin(hint)


def _is_model(hint: Hint) -> bool:
    """Whether a type is one of our models, whose fields can be asked for one by one."""
    return is_dataclass(hint)


def _key(hint: Hint) -> str | None:
    """The key by which a file names a field, where it is not the field's own name."""
    if _origin(hint) is typing.Annotated:
        return next((meta.alias for meta in hint.__metadata__ if getattr(meta, "alias", None)), None)
    return None


def _valued(hint: Hint) -> Hint:
    """The type of a field's value by itself: without the key by which a file names the field."""
    if _key(hint) is None:
        return hint
    metadata = [meta for meta in hint.__metadata__ if not getattr(meta, "alias", None)]
    return typing.Annotated[hint.__origin__, *metadata] if metadata else hint.__origin__


def _bare(hint: Hint) -> Hint:
    """A type without its annotations and without `| None`."""
    while _origin(hint) is typing.Annotated:
        hint = hint.__origin__
    if _origin(hint) in (typing.Union, types.UnionType):
        inner = [part for part in typing.get_args(hint) if part is not type(None)]
        return _bare(inner[0]) if len(inner) == 1 else hint
    return hint


@cache
def _partial_class(model: type) -> type:
    """The model with Unreadable in the place of every field that was not set."""

    def unreadable(self: object, field: str) -> Value:
        raise Unreadable(field)

    return type(model.__name__, (model,), {"__slots__": ("loose",), "__getattr__": unreadable})


_PLAIN = {
    "string_type": "expected-text",
    "tuple_type": "expected-list",
    "dataclass_type": "expected-mapping",
    "dict_type": "expected-mapping",
    "mapping_type": "expected-mapping",
    "string_too_long": "id-too-long",
    "too_short": "empty-list",
    "union_tag_not_found": "unknown-rule-kind",
}


def _worded(entries: Sequence[Mapping[str, Any]], tree: Tree, model: type) -> Iterator[Problem]:
    """The problems that pydantic's errors are; a key that was only misspelt is not missing as well."""
    problems = [problem for entry in entries for problem in _problem(entry, tree, model)]
    meant = {(*problem.path[:-1], problem.arguments.get("near")) for problem in problems if problem.on_key}
    for problem in problems:
        if problem.code != "missing-key" or (*problem.path, problem.arguments["key"]) not in meant:
            yield problem


def _problem(entry: Mapping[str, Any], tree: Tree, model: type) -> Iterator[Problem]:
    """The problem that one of pydantic's errors is, in our words."""
    path: KeyPath = tuple(entry["loc"])
    value, kind = _at(tree, path), entry["type"]
    if kind == "missing" and isinstance(path[-1], str):
        yield Problem("missing-key", path[:-1], {"key": path[-1]})
    elif kind == "missing":
        yield Problem("wrong-length", path[:-1])
    elif kind == "unexpected_keyword_argument":
        yield _unknown_key(path, model, _at(tree, path[:-1]))
    elif kind == "literal_error" and path[-1] == "[key]":
        yield _not_one_of(path[:-1], str(path[-2]), entry["ctx"]["expected"], on_key=True)
    elif value is not None:  # a key without a value was reported by the reader
        yield from _unfit(kind, path, value, entry.get("ctx", {}))


def _unfit(kind: str, path: KeyPath, value: Tree, context: Mapping[str, Any]) -> Iterator[Problem]:
    """The problem of a value that does not fit."""
    match kind:
        case "too_long":
            yield Problem("wrong-length", path)
        case "tuple_type" if isinstance(value, dict) and value and all(key.startswith("－") for key in value):
            marks = {"found": "－", "ascii": "-"}
            yield from (Problem("full-width-mark", (*path, key), marks, on_key=True) for key in value)
        case "dataclass_type" | "dict_type" | "mapping_type" if isinstance(value, str):
            yield _text_for_mapping(path, value)
        case _ if kind in _PLAIN:
            yield Problem(_PLAIN[kind], path, {"text": short(value)})
        case _ if isinstance(value, str) and not value.strip():
            yield Problem("empty-text", path)
        case "string_pattern_mismatch":
            yield _unfit_text(path, str(value), context["pattern"])
        case "literal_error":
            yield _not_one_of(path, value, context["expected"])
        case _:
            yield Problem(kind, path, {**context, "text": short(value)})


def _at(tree: Tree, path: KeyPath) -> Tree:
    """What the file says at a path, or at the nearest thing around it."""
    for step in path:
        if isinstance(tree, dict) and step in tree:
            tree = tree[str(step)]
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
    return tree


def _unknown_key(path: KeyPath, model: type, around: Tree) -> Problem:
    """A key that the file may not have there, with the nearest one that it may."""
    key, known = str(path[-1]), _keys_at(model, path[:-1])
    straight = narrow(key).strip()
    if (colon := re.match(r"([a-z_]+) ?([：:])", key)) and colon[1] in known:
        return _odd_colon(path, colon, on_key=True)
    others = around if isinstance(around, dict) else {}
    free = [name for name in known if name not in others]
    near = straight if straight in known else None
    if near is None and len(others) <= MOST_KEYS:
        near = _nearest(straight.lower(), tuple(free))
    code = "unknown-key" if near is None else "unknown-key/near"
    return Problem(code, path, {"key": short(key), "near": near, "known": tuple(free)}, on_key=True)


def _odd_colon(path: KeyPath, match: re.Match[str], on_key: bool = False) -> Problem:
    """A key whose colon is full-width, or has no space behind it."""
    inside = match.start(2)
    if match[2] == ":":
        return Problem("missing-space", path, {"near": match[1]}, on_key, inside)
    return Problem("full-width-mark", path, {"found": "：", "ascii": ":", "near": match[1]}, on_key, inside)


@cache
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    """The one of some words that another was probably meant to be."""
    return next(iter(get_close_matches(word, known, 1, 0.5)), None)


def _keys_at(model: Hint, path: KeyPath) -> list[str]:
    """The keys that a mapping at a path may have."""
    for step in path:
        model = _bare(model)
        if isinstance(step, int) and _origin(model) is tuple:
            model = typing.get_args(model)[0]
        elif isinstance(step, str) and step.startswith(HIDDEN):
            model = next(part for part in typing.get_args(model) if step in _tags(part))
        elif _is_model(model):
            model = next((hint for _, key, hint in _fields(model) if key == step), None)
    model = _bare(model)
    return [key for _, key, _ in _fields(model)] if _is_model(model) else []


def _tags(hint: Hint) -> list[str]:
    """The name of the kind that a part of a union is for."""
    return [meta.tag for meta in getattr(hint, "__metadata__", ()) if hasattr(meta, "tag")]


def _unfit_text(path: KeyPath, text: str, pattern: str) -> Problem:
    """A text that is no id, or no `id@version`; the odd character is named, and what was probably meant."""
    ascii_text, near = narrow(text), straightened(text)
    odd = re.search(r"[^A-Za-z0-9._@-]" if "@" in pattern else r"[^A-Za-z0-9._-]", text)
    if odd is None or ("@" in pattern and "@" not in ascii_text):
        return Problem("not-a-reference", path, {"text": short(text)})
    if ascii_text != text:
        return Problem("full-width-characters", path, {"text": short(text), "ascii": ascii_text})
    code = "not-an-id/near" if re.fullmatch(pattern, near) else "not-an-id"
    arguments = {"text": short(text), "number": odd.start() + 1, "character": name(odd[0]), "near": near}
    return Problem(code, path, arguments)


def _not_one_of(path: KeyPath, value: Tree, expected: str, on_key: bool = False) -> Problem:
    """A word that is none of those that may stand there."""
    choices = re.findall(r"'([^']*)'", expected)
    if path == ("aidscore",):
        return Problem("unknown-format", path, {"text": short(value), "choices": tuple(choices)})
    near = _nearest(straightened(value).lower(), tuple(choices)) if isinstance(value, str) else None
    code = "not-one-of" if near is None else "not-one-of/near"
    return Problem(code, path, {"text": short(value), "choices": tuple(choices), "near": near}, on_key)


def _text_for_mapping(path: KeyPath, text: str) -> Problem:
    """A text where keys are expected; often a full-width colon, or one without its space, made it so."""
    if match := re.match(r"([A-Za-z_]+) ?(：|:(?=\S))", text):
        return _odd_colon(path, match)
    return Problem("expected-mapping", path, {"text": short(text)})


def short(value: Tree) -> str:
    """A value as a message quotes it."""
    if isinstance(value, str):
        text = value if len(value) <= 60 else value[:60] + "…"
        return text if text == text.strip() and text else f"“{text}”"
    return "{…}" if isinstance(value, dict) else "[…]"

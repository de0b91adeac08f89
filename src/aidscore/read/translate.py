"""Keys and closed words in two languages: a tree as its file says it, with the English forms, or with the Chinese."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias

from aidscore.model.chinese import key_term, word_term
from aidscore.model.source import KeyPath, Problem, as_written
from aidscore.read.hints import Hint, bare, fields_of, is_model, origin
from aidscore.read.tree import Tree


@dataclass
class Translation:
    """What was translated in one file."""

    written: dict[KeyPath, str] = field(default_factory=dict)
    """The key as the file writes it, by the key path in English, where it is another."""
    problems: list[Problem] = field(default_factory=list)
    """Keys that stand there in both forms; their paths are as the file writes them."""

    def english(self, path: KeyPath) -> KeyPath:
        """The key path in English of one as the file writes it."""
        found: KeyPath = ()
        for step in path:
            keys = (way[-1] for way, key in self.written.items() if way[:-1] == found and key == step)
            found = (*found, next(keys, step))
        return found


Translate: TypeAlias = Callable[[Tree, KeyPath, Translation], Tree]
"""Gives the value at a key path in English, and notes what it translated."""


def in_english(model: type, tree: Tree) -> tuple[Tree, Translation]:
    """The tree of a file with the English form of every key and closed word, and what was translated."""
    done = Translation()
    translate = _translator(model)
    return (translate(tree, (), done) if translate else tree), done


def in_chinese(hint: Hint, tree: Tree) -> Tree:
    """The tree of a value of a type with the Chinese form of every key and closed word."""
    translate = _translator(hint, to=1)
    return translate(tree, (), Translation()) if translate else tree


@cache
def _translator(hint: Hint, to: int = 0) -> Translate | None:
    """What translates the values of a type into English (0) or Chinese (1).

    None where they have neither keys nor closed words of ours.
    """
    inner = bare(hint)
    if is_model(inner):
        return _of_model(inner, to)
    parts = typing.get_args(inner)
    if origin(inner) is typing.Literal:
        return _of_words(parts, to)
    if origin(inner) is tuple:
        return _of_list(_translator(parts[0], to))
    if isinstance(origin(inner), type) and issubclass(typing.cast(type, origin(inner)), Mapping):
        return _of_mapping(*(_translator(part, to) for part in parts))
    return _of_several([(bare(part), _translator(part, to)) for part in parts])


def _of_words(words: Iterable[str], to: int) -> Translate:
    """Closed words."""
    meant = {form: term.forms[min(to, len(term.forms) - 1)] for term in map(word_term, words) for form in term.forms}
    return lambda tree, _path, _done: meant.get(tree, tree) if isinstance(tree, str) else tree


def _of_list(element: Translate | None) -> Translate | None:
    """A list, element by element."""
    if element is None:
        return None

    def translate(tree: Tree, path: KeyPath, done: Translation) -> Tree:
        if not isinstance(tree, list):
            return tree
        return [element(part, (*path, index), done) for index, part in enumerate(tree)]

    return translate


def _of_mapping(key: Translate | None, value: Translate | None) -> Translate | None:
    """A mapping whose keys are closed words, or names of a standard."""
    if key is None and value is None:
        return None

    def named(word: str) -> tuple[str, Translate | None]:
        return str(key(word, (), Translation())) if key else word, value

    return lambda tree, path, done: _renamed(tree, named, path, done) if isinstance(tree, dict) else tree


def _of_model(model: type, to: int) -> Translate:
    """A mapping with the keys of a model; the text that may stand for a model of one field."""
    known: dict[str, tuple[str, Translate | None]] = {}
    for _, key, hint in fields_of(model):
        forms = key_term(model, key).forms
        known |= dict.fromkeys(forms, (forms[min(to, len(forms) - 1)], _translator(hint, to)))
    alone = _translator(fields_of(model)[0][2], to) if len(fields_of(model)) == 1 else None

    def named(word: str) -> tuple[str, Translate | None]:
        return known.get(word, (word, None))

    def translate(tree: Tree, path: KeyPath, done: Translation) -> Tree:
        if isinstance(tree, dict):
            return _renamed(tree, named, path, done)
        return alone(tree, path, done) if alone is not None and isinstance(tree, str) else tree

    return translate


def _renamed(
    tree: dict[str, Tree], named: Callable[[str], tuple[str, Any]], path: KeyPath, done: Translation
) -> dict[str, Tree]:
    """A mapping with translated keys; a key that stands there in both forms is reported, and its first value holds."""
    found: dict[str, Tree] = {}
    for written, value in tree.items():
        key, translate = named(written)
        if key in found:
            first = done.written.get((*path, key), key)
            arguments = {"key": written, "other": first}
            place = (*as_written(path, done.written), written)
            done.problems.append(Problem("duplicate-key/forms", place, arguments, on_key=True))
            continue
        if key != written:
            done.written[*path, key] = written
        found[key] = translate(value, (*path, key), done) if translate else value
    return found


def _of_several(parts: Sequence[tuple[Hint, Translate | None]]) -> Translate | None:
    """A value of one of several types: a text may be any of their words, a mapping is of the one that it fits best."""
    words = [translate for _, translate in parts if translate]
    models = [(_forms(part), translate) for part, translate in parts if is_model(part)]

    def translate(tree: Tree, path: KeyPath, done: Translation) -> Tree:
        if isinstance(tree, dict) and models:
            keys = frozenset(tree)
            best = max(models, key=lambda one: len(one[0] & keys))[1]
            return best(tree, path, done) if best else tree
        for one in words:
            tree = one(tree, path, done)
        return tree

    return translate if words else None


def _forms(model: type) -> frozenset[str]:
    """Every form of every key of a model."""
    return frozenset(form for _, key, _ in fields_of(model) for form in key_term(model, key).forms)

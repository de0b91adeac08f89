"""What does not fit, in our words: pydantic's errors become problems of our catalog."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aidscore.model.chinese import KEY_PATTERN, Term, choices, word_term
from aidscore.model.field import ID_PATTERN
from aidscore.model.quantity import narrow
from aidscore.model.rule import HIDDEN
from aidscore.model.source import KeyPath, Problem
from aidscore.read.forms import example_of
from aidscore.read.hints import keys_at
from aidscore.read.nearest import nearest_term
from aidscore.read.text import name, straightened
from aidscore.read.tree import Tree

MOST_KEYS = 200
"""In a mapping with more keys it is not guessed what each of them was meant to be."""

_COMMA_BEFORE_KEY = re.compile(rf"，(?=\s*{KEY_PATTERN} ?[：:])")
"""A full-width comma that was meant to end the value: the next key follows."""
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


def problems_of(entries: Sequence[Mapping[str, Any]], tree: Tree, model: type) -> Iterator[Problem]:
    """The problems that pydantic's errors are; a key that was only misspelt is not missing as well."""
    problems = [problem for entry in entries for problem in _problem(entry, tree, model)]
    meant = {
        (*problem.path[:-1], near.english)
        for problem in problems
        if problem.on_key and problem.code == "unknown-key/near"
        for near in typing.cast("tuple[Term, ...]", problem.arguments["near"])
    }
    for problem in problems:
        missing = problem.arguments["key"] if problem.code == "missing-key" else None
        if not isinstance(missing, Term) or (*problem.path, missing.english) not in meant:
            yield problem


def _problem(entry: Mapping[str, Any], tree: Tree, model: type) -> Iterator[Problem]:
    """The problem that one of pydantic's errors is, in our words."""
    path: KeyPath = tuple(entry["loc"])
    value, kind = value_at(tree, path), entry["type"]
    if kind == "missing" and isinstance(path[-1], str):
        (term,) = choices(term for term in keys_at(model, path[:-1]) if term.english == path[-1])
        yield Problem("missing-key", path[:-1], {"key": term})
    elif kind == "missing":
        yield Problem("wrong-length", path[:-1])
    elif kind == "unexpected_keyword_argument":
        yield _unknown_key(path, model, value_at(tree, path[:-1]))
    elif kind == "literal_error" and path[-1] == "[key]":
        yield _not_one_of(path[:-1], str(path[-2]), entry["ctx"]["expected"], on_key=True)
    elif value is not None:  # a key without a value was reported by the reader
        yield from _unfit(kind, path, value, entry.get("ctx", {}), model)


def _unfit(kind: str, path: KeyPath, value: Tree, context: Mapping[str, Any], model: type) -> Iterator[Problem]:
    """The problem of a value that does not fit."""
    match kind:
        case _ if isinstance(value, str) and (comma := _COMMA_BEFORE_KEY.search(value)):
            yield Problem("full-width-mark", path, {"found": "，", "ascii": ","}, inside=comma.start())
        case "too_long":
            yield Problem("wrong-length", path)
        case "tuple_type" if isinstance(value, dict) and value and all(key.startswith("－") for key in value):
            marks = {"found": "－", "ascii": "-"}
            yield from (Problem("full-width-mark", (*path, key), marks, on_key=True) for key in value)
        case "dataclass_type" | "dict_type" | "mapping_type" if isinstance(value, str):
            yield _text_for_mapping(path, value, model)
        case _ if kind in _PLAIN:
            yield _of_another_form(_PLAIN[kind], path, value, model)
        case _ if isinstance(value, str) and not value.strip():
            yield Problem("empty-text", path)
        case "unknown-rule-kind":
            yield _of_another_form(kind, path, value, model)
        case "not-a-decimal" if path[-1] == "fixed":
            yield _of_another_form("not-a-decimal/form", path[:-1], value, model)
        case "string_pattern_mismatch":
            yield _unfit_text(path, str(value), context["pattern"])
        case "literal_error":
            yield _not_one_of(path, value, context["expected"])
        case _:
            yield Problem(kind, path, {**context, "text": short(value)})


def value_at(tree: Tree, path: KeyPath) -> Tree:
    """What the file says at a path, or at the nearest thing around it."""
    for step in path:
        if isinstance(tree, dict) and step in tree:
            tree = tree[str(step)]
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
    return tree


def _unknown_key(path: KeyPath, model: type, around: Tree) -> Problem:
    """A key that the file may not have there, with the nearest one that it may."""
    key, known = str(path[-1]), keys_at(model, path[:-1])
    if (colon := re.match(r"([^ ：:]+) ?([：:])", key)) and any(colon[1] in term.forms for term in known):
        return _odd_colon(path, colon, on_key=True)
    others = around if isinstance(around, dict) else {}
    free = [term for term in known if term.english not in others]
    near = nearest_term(key, free) if len(others) <= MOST_KEYS else ()
    is_kind = any(isinstance(step, str) and step.startswith(HIDDEN) for step in path)
    variant = "/near" if near else "/kind" if is_kind else "" if free else "/all-given"
    listed = choices(free if variant == "" else known)
    arguments = {"key": short(key), "near": near, "known": listed, "example": example_of(model, path[:-1])}
    return Problem(f"unknown-key{variant}", path, arguments, on_key=True)


def _odd_colon(path: KeyPath, match: re.Match[str], on_key: bool = False) -> Problem:
    """A key whose colon is full-width, or has no space behind it."""
    inside = match.start(2)
    if match[2] == ":":
        return Problem("missing-space", path, {}, on_key, inside)
    return Problem("full-width-mark", path, {"found": "：", "ascii": ":"}, on_key, inside)


def _unfit_text(path: KeyPath, text: str, pattern: str) -> Problem:
    """A text that is not an id, or not `id@version`: names the first odd character, and what was probably meant."""
    ascii_text, near = narrow(text), straightened(text)
    odd = re.search(r"[^A-Za-z0-9._@-]|(^|@)[._-]" if "@" in pattern else r"[^A-Za-z0-9._-]|^[._-]", text)
    if odd is None or ("@" in pattern and "@" not in ascii_text):
        return Problem("not-a-reference", path, {"text": short(text)})
    if ascii_text != text:
        return _full_width(path, text, ascii_text)
    code = "not-an-id/near" if re.fullmatch(pattern, near) else "not-an-id"
    arguments = {"text": short(text), "number": odd.end(), "character": name(odd[0][-1]), "near": near}
    return Problem(code, path, arguments)


def not_an_id(path: KeyPath, text: str) -> Problem:
    """A text that would have to be an id."""
    return _unfit_text(path, text, ID_PATTERN)


def _full_width(path: KeyPath, text: str, ascii_text: str) -> Problem:
    """A text with full-width characters; in a list, full-width commas should have separated entries."""
    is_several = "," in ascii_text and isinstance(path[-1], int)
    shown = ", ".join(part.strip() for part in ascii_text.split(",")) if is_several else ascii_text
    code = "full-width-characters/entries" if is_several else "full-width-characters"
    return Problem(code, path, {"text": short(text), "ascii": shown})


def _not_one_of(path: KeyPath, value: Tree, expected: str, on_key: bool = False) -> Problem:
    """A word that is not one of the allowed ones."""
    terms = [word_term(word) for word in re.findall(r"'([^']*)'", expected)]
    if isinstance(value, str) and (ascii_text := narrow(value)) != value and "," in ascii_text and not on_key:
        return _full_width(path, value, ascii_text)
    arguments = {"text": short(value), "choices": choices(terms)}
    if path == ("aidscore",):
        return Problem("unknown-format", path, arguments)
    near = nearest_term(value, terms) if isinstance(value, str) else ()
    return Problem("not-one-of/near" if near else "not-one-of", path, {**arguments, "near": near}, on_key)


def _text_for_mapping(path: KeyPath, text: str, model: type) -> Problem:
    """A text where keys are expected; often a full-width colon, or one without its space, made it so."""
    if match := re.match(rf"({KEY_PATTERN}) ?(：|:(?=\S))", text):
        return _odd_colon(path, match)
    return _of_another_form("expected-mapping", path, text, model)


def _of_another_form(code: str, path: KeyPath, value: Tree, model: type) -> Problem:
    """A value that has not the form of its key; the help shows that form, with the text of the file where it fits."""
    example = example_of(model, path, value if isinstance(value, str) else None)
    return Problem(code, path, {"text": short(value), "example": example})


def short(value: Tree) -> str:
    """A value as a message quotes it."""
    if isinstance(value, str):
        text = value if len(value) <= 60 else value[:60] + "…"
        return text if text == text.strip() and text else f"“{text}”"
    return "{…}" if isinstance(value, dict) else "[…]"

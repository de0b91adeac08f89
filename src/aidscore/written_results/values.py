"""Where two JSON documents differ: element by element, whatever their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from aidscore.model.written_results import ValueChange

IDENTIFYING = ("id", "source", "rule")
"""The keys by which the elements of a list are told apart, the first that all of them have."""
ABSENT = "-"


def value_changes(
    before: object,
    after: object,
    leave_out: frozenset[str] = frozenset(),
    where: tuple[str, ...] = (),
    *,
    added: bool = True,
) -> Iterator[ValueChange]:
    """Every value of a document that the other does not have in the same place; keys of `leave_out` are passed over.

    Without `added` keys that only the later document has are passed over as well.
    """
    if isinstance(before, dict) and before and after is None:
        after = {}
    elif added and isinstance(after, dict) and after and before is None:
        before = {}
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after} if added else before:
            if key not in leave_out:
                yield from value_changes(before.get(key), after.get(key), leave_out, (*where, key), added=added)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _elements(before, after, leave_out, where, added=added)
    elif before != after or isinstance(before, bool) != isinstance(after, bool):
        yield ValueChange(where, _text(before), _text(after))


def _elements(
    before: Sequence[object], after: Sequence[object], leave_out: frozenset[str], where: tuple[str, ...], *, added: bool
) -> Iterator[ValueChange]:
    """The differences of two lists, each element held against the one with the same name."""
    name_of = _naming([*before, *after])
    first, second = (dict(_named(elements, name_of)) for elements in (before, after))
    for name in {**first, **second}:
        if name in first and name in second:
            yield from value_changes(first[name], second[name], leave_out, (*where, name), added=added)
        else:
            yield ValueChange((*where, name), _text(first.get(name)), _text(second.get(name)))


def _naming(elements: Sequence[object]) -> Callable[[object], str]:
    """What tells the elements of a list apart."""
    for key in IDENTIFYING:
        if elements and all(isinstance(one, dict) and isinstance(one.get(key), str) for one in elements):
            return partial(_value_of, key)
    return partial(_value_of, "")


def _value_of(key: str, one: object) -> str:
    """What an object has for a key, as text."""
    return str(one.get(key, "")) if isinstance(one, dict) else ""


def _named(elements: Sequence[object], name_of: Callable[[object], str]) -> Iterator[tuple[str, object]]:
    """Each element with its name; of several with one name each has its number, from 1."""
    seen: dict[str, int] = {}
    for one in elements:
        name = name_of(one)
        seen[name] = number = seen.get(name, 0) + 1
        yield (name if name and number == 1 else f"{name}#{number}"), one


def count_of(document: object, leave_out: frozenset[str] = frozenset()) -> int:
    """How many values a document has that `value_changes` compares."""
    if isinstance(document, dict):
        return sum(count_of(value, leave_out) for key, value in document.items() if key not in leave_out)
    return sum(count_of(one, leave_out) for one in document) if isinstance(document, list) else 1


def _text(value: object) -> str:
    """A value as a text; of an object what names it."""
    if value is None:
        return ABSENT
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        pairs = (f"{key} {_text(part)}" for key, part in value.items())
        return next((str(value[key]) for key in IDENTIFYING if key in value), ", ".join(pairs))
    return ", ".join(map(_text, value)) if isinstance(value, list) else str(value)

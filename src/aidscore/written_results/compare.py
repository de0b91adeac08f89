"""`aidscore compare`: what differs between two results, and because of what (spec, section 18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.written_results import OF_PHASE, CenterChange, FileChange, ResultComparison, ValueChange
from aidscore.written_results.files import file_changes
from aidscore.written_results.read import Object, WrittenResult, objects
from aidscore.written_results.values import value_changes

_OF_CENTER = ("verdict", "exact", "bounds", "grade", "provisional", "vetoes", "items")
_SETTINGS = ("options", "versions")
_NO_SETTING = frozenset({"folder", "language"})
"""Options that change no number."""


def compared(before: WrittenResult, after: WrittenResult) -> ResultComparison:
    """Two results of `aidscore batch`, the earlier one first."""
    files = tuple(file_changes(before, after))
    settings = tuple(
        change
        for key in _SETTINGS
        for change in value_changes(before.document.get(key), after.document.get(key), _NO_SETTING, (key,))
    )
    phases = _pairs(before.document.get("phases"), after.document.get("phases"))
    return ResultComparison(
        settings,
        files,
        tuple(change for name, old, new in phases for change in _picked(old, new, OF_PHASE, (name,) if name else ())),
        tuple(change for name, old, new in phases for change in _centers(name, old, new, files, settings)),
    )


def _pairs(before: object, after: object) -> list[tuple[str, Object, Object]]:
    """The elements of two lists by id, in the order of the first; where one has no such element it is empty."""
    first, second = ({str(one.get("id") or ""): one for one in objects(elements)} for elements in (before, after))
    return [(name, first.get(name, {}), second.get(name, {})) for name in {**first, **second}]


def _picked(before: Object, after: Object, keys: Sequence[str], where: tuple[str, ...]) -> Iterator[ValueChange]:
    """The differences in some keys of two objects."""
    for key in keys:
        yield from value_changes(before.get(key), after.get(key), where=(*where, key))


def _centers(
    phase: str,
    before: Object,
    after: Object,
    files: Sequence[FileChange],
    settings: Sequence[ValueChange],
) -> Iterator[CenterChange]:
    """The centers of a phase that came out otherwise."""
    for name, old, new in _pairs(before.get("centers"), after.get("centers")):
        values = tuple(_picked(old, new, _OF_CENTER, ()))
        clauses = tuple(_clauses(old, new))
        if values or clauses:
            called = str(new.get("name") or old.get("name") or name)
            yield CenterChange(phase, name, called, values, clauses, tuple(_because(old, new, files, settings)))


def _clauses(before: Object, after: Object) -> Iterator[ValueChange]:
    """What each clause takes away, where that differs."""
    old, new = _effective(before), _effective(after)
    for rule in {**old, **new}:
        if old.get(rule) != new.get(rule):
            yield ValueChange((rule,), old.get(rule, "0"), new.get(rule, "0"))


def _effective(center: Object) -> dict[str, str]:
    """The effective deduction of each clause; where several visits make the score, of one after the other."""
    found: dict[str, list[str]] = {}
    for one in objects(center.get("deductions")):
        found.setdefault(str(one.get("rule")), []).append(str(one.get("effective")))
    return {rule: " + ".join(points) for rule, points in found.items()}


def _because(
    before: Object,
    after: Object,
    files: Sequence[FileChange],
    settings: Sequence[ValueChange],
) -> Iterator[str]:
    """The center's own files that changed, and what changed for all centers."""
    sources = {str(visit.get("source")) for center in (before, after) for visit in objects(center.get("visits"))}
    for file in files:
        if file.path in sources or file.kind in ("standard", "campaign"):
            yield file.path
    yield from (".".join(change.where) for change in settings)

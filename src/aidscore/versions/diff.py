"""The changes between two matched standards, each with its kind and effect (spec, section 9). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from aidscore.model.change import INVERSE, Change, ChangeKind, Effect, Level, Value
from aidscore.model.quantity import Number
from aidscore.model.standard import BonusRule, Item, Policy, Rule, Standard, SubItem, Veto
from aidscore.versions.deductions import Part, cap_changes, deduct_changes, same_kind
from aidscore.versions.matching import Clause, Matching, level_of, match_clauses


def diff(old: Standard, new: Standard) -> tuple[Change, ...]:
    """All changes between two standards."""
    return changes_of(old, new, match_clauses(old, new))


def changes_of(old: Standard, new: Standard, matching: Matching) -> tuple[Change, ...]:
    """All changes in the new version's order; a removed clause comes where it was."""
    removed = _removed_after(matching)
    changes = [*_standard_changes(old, new), *_section_orders(matching, new.id), *removed.get(None, ())]
    for name in matching.new:
        changes += _clause_changes(matching, name)
        changes += removed.get(name, ())
    return tuple(changes)


# ---- clauses that come, go and move --------------------------------------------------------------


def _removed_after(matching: Matching) -> dict[str | None, list[Change]]:
    """The removed clauses by the clause of the new version that they come after: the last one before that stayed."""
    after: dict[str | None, list[Change]] = {}
    last = None
    for name, there in matching.old.items():
        heirs = matching.heirs[name]
        if not heirs:
            after.setdefault(last, []).append(_removed(matching, name))
        elif there.parent is None or matching.new[heirs[0]].parent in matching.heirs[there.parent]:
            last = heirs[0]
    return after


_ADDED: dict[Level, Effect] = {
    "item": "restructuring",
    "sub-item": "restructuring",
    "rule": "tightening",
    "veto": "tightening",
    "bonus": "loosening",
}
"""The effect of a clause that was not there before."""


def _removed(matching: Matching, name: str) -> Change:
    """A clause that nothing continues."""
    clause = matching.old[name].clause
    level = level_of(clause)
    return Change("removed", INVERSE[_ADDED[level]], level, name, None, "clause", clause, None)


def _clause_changes(matching: Matching, name: str) -> Iterator[Change]:
    """The changes of one clause of the new version."""
    here, origins = matching.new[name], matching.origins[name]
    level = level_of(here.clause)
    if not origins:
        yield Change("added", _ADDED[level], level, name, None, "clause", None, here.clause)
    elif len(origins) > 1 or matching.heirs[origins[0]] != (name,):
        for former in origins:  # split or joined: what belongs to which is not known, so `was` is always given
            there = matching.old[former].clause
            yield Change("renumbered", "restructuring", level, name, former, "clause", there, here.clause)
    else:
        yield from _pair_changes(matching, level, origins[0], name)


def _pair_changes(matching: Matching, level: Level, former: str, name: str) -> Iterator[Change]:
    """The changes between a clause and the one that alone continues it."""
    there, here = matching.old[former], matching.new[name]
    was = None if former == name else former

    def change(kind: ChangeKind, effect: Effect, aspect: str, old: Value, new: Value) -> Change:
        return Change(kind, effect, level, name, was, aspect, old, new)

    if was is not None:
        yield change("renumbered", "editorial", "id", former, name)
    if there.parent is not None and here.parent not in matching.heirs[there.parent]:
        yield change("moved", "restructuring", "parent", there.parent, here.parent)
    kept, order = matching.orders(former, name)
    if kept != order:
        yield change("moved", "editorial", "order", kept, order)
    yield from (replace(one, id=name, was=was) for one in _field_changes(level, there.clause, here.clause))


def _section_orders(matching: Matching, standard: str) -> Iterator[Change]:
    """Items, vetoes and bonus rules in another order, each section by itself."""
    kept, order = matching.orders(None, None)
    for kind in (Item, Veto, BonusRule):
        before, after = (
            tuple(name for name in names if isinstance(matching.new[name].clause, kind)) for names in (kept, order)
        )
        if before != after:
            yield Change("moved", "editorial", "standard", standard, None, "order", before, after)


# ---- fields --------------------------------------------------------------------------------------

_REWORDED = ("name", "text", "requirement", "motto", "methods", "basis", "also", "note", "remedy", "owner")
"""Fields that people read and no score depends on."""


def _field_changes(level: Level, old: Clause, new: Clause) -> Iterator[Change]:
    """The changes of a clause's fields; the caller fills in the ids."""
    for aspect in _REWORDED:
        before, after = getattr(old, aspect, None), getattr(new, aspect, None)
        if before != after:
            yield Change("reworded", "editorial", level, "", None, aspect, before, after)
    match old:
        case Item():
            yield from _points(level, old.points, same_kind(old, new).points)
            yield from _floor(level, old.pass_score, same_kind(old, new).pass_score)
        case SubItem():
            yield from _points(level, old.points, same_kind(old, new).points)
        case Rule():
            parts = deduct_changes(old.deduct, same_kind(old, new).deduct)
            yield from (_part_change(level, part, part.effect) for part in parts)
        case BonusRule():
            parts = deduct_changes(old.add, same_kind(old, new).add)
            yield from (_part_change(level, part, INVERSE[part.effect]) for part in parts)
        case Veto():
            yield from _veto_effect(level, old, same_kind(old, new))
        case _:
            assert_never(old)


def _part_change(level: Level, part: Part, effect: Effect) -> Change:
    """A part of a deduction or of an addition; a change of the unit or of an element's label only rewords it."""
    is_word = part.aspect == "deduct.unit" or part.aspect.startswith("deduct.of.")
    kind: ChangeKind = "reworded" if is_word and effect == "editorial" else "deduction"
    return Change(kind, effect, level, "", None, part.aspect, part.old, part.new)


def _points(level: Level, old: Number, new: Number) -> Iterator[Change]:
    """Points moved: some centers gain by it and others lose."""
    if old != new:
        yield Change("points", "restructuring", level, "", None, "points", old, new)


def _floor(level: Level, old: Number | None, new: Number | None) -> Iterator[Change]:
    """The floor of an item; without one nothing is required."""
    if old != new:
        effect: Effect = "tightening" if (new or 0) > (old or 0) else "loosening"
        yield Change("pass mark", effect, level, "", None, "pass_score", old, new)


def _veto_effect(level: Level, old: Veto, new: Veto) -> Iterator[Change]:
    """What a veto does to the score."""
    if old.effect != new.effect:
        effect: Effect = "tightening" if new.effect == "zero" else "loosening"
        yield Change("policy", effect, level, "", None, "effect", old.effect, new.effect)


MILDEST_FIRST: tuple[Policy, ...] = ("full", "rescale", "zero")
"""Policies from the highest score to the lowest: s of p points rescaled are never above s + n of p + n, nor below s."""


def _standard_changes(old: Standard, new: Standard) -> Iterator[Change]:
    """What changed for the whole standard. Version, status and period are what makes it another version."""

    def change(kind: ChangeKind, effect: Effect, aspect: str, before: Value, after: Value) -> Iterator[Change]:
        if before != after:
            yield Change(kind, effect, "standard", new.id, None, aspect, before, after)

    for aspect in ("title", "language", "body", "summary", "note", "general"):
        yield from change("reworded", "editorial", aspect, getattr(old, aspect), getattr(new, aspect))
    yield from change("points", "restructuring", "points", old.points, new.points)
    up: Effect = "tightening" if new.pass_mark > old.pass_mark else "loosening"
    yield from change("pass mark", up, "pass", old.pass_mark, new.pass_mark)
    milder = MILDEST_FIRST.index(new.not_applicable) < MILDEST_FIRST.index(old.not_applicable)
    effect: Effect = "loosening" if milder else "tightening"
    yield from change("policy", effect, "not_applicable", old.not_applicable, new.not_applicable)
    yield from change("policy", "editorial", "rounding", old.rounding, new.rounding)
    yield from change("policy", "restructuring", "grades", old.grades, new.grades)
    if old.bonus and new.bonus:
        for part in cap_changes("bonus.max", old.bonus.max, new.bonus.max):
            yield from change("policy", INVERSE[part.effect], part.aspect, part.old, part.new)

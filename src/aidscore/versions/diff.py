"""Two standards compared: changes by identity and kind, each with its effect (spec, section 9). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TypeAlias

from aidscore.model.change import INVERSE, Change, ChangeKind, Effect, Level
from aidscore.model.quantity import Number, Quantity
from aidscore.model.rule import (
    Add,
    All,
    Band,
    Bands,
    Deduct,
    Each,
    Fixed,
    Levels,
    Missing,
    Proportion,
    Range,
    Shortfall,
)
from aidscore.model.standard import BonusRule, Item, Policy, Rule, Standard, SubItem, Veto

Clause: TypeAlias = Item | SubItem | Rule | Veto | BonusRule
LEVELS: dict[type[Clause], Level] = {
    Item: "item",
    SubItem: "sub-item",
    Rule: "rule",
    Veto: "veto",
    BonusRule: "bonus",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause and the one around it: a rule's sub-item, a sub-item's item."""

    clause: Clause
    parent: str | None


@dataclass(frozen=True, slots=True)
class Matching:
    """Which clause of the new version continues which of the old one, by ids."""

    old: Mapping[str, Placed]
    new: Mapping[str, Placed]
    heirs: Mapping[str, tuple[str, ...]]
    """The new ids that continue an old one; more than one where it was split."""
    origins: Mapping[str, tuple[str, ...]]
    """The old ids that a new one continues; more than one where they were joined."""

    def successor(self, former: str) -> str | None:
        """The new id that alone continues an old one, where there is just one."""
        heirs = self.heirs.get(former, ())
        return heirs[0] if len(heirs) == 1 and self.origins[heirs[0]] == (former,) else None


def placed(standard: Standard) -> dict[str, Placed]:
    """Every clause of a standard by its id, in the standard's order."""
    found: dict[str, Placed] = {}
    for item in standard.items:
        found[item.id] = Placed(item, None)
        for sub_item in item.sub_items:
            found[sub_item.id] = Placed(sub_item, item.id)
            found.update((rule.id, Placed(rule, sub_item.id)) for rule in sub_item.rules)
    found.update((veto.id, Placed(veto, None)) for veto in standard.vetoes)
    if standard.bonus:
        found.update((rule.id, Placed(rule, None)) for rule in standard.bonus.rules)
    return found


def match(old: Standard, new: Standard) -> Matching:
    """Clauses of one level continue each other by the same id, and by `was` in either direction."""
    before, after = placed(old), placed(new)
    links = [
        (former, name)
        for name, here in after.items()
        for former, there in before.items()
        if type(here.clause) is type(there.clause)
        and (former == name or former in _was(here.clause) or name in _was(there.clause))
    ]
    return Matching(
        before,
        after,
        {former: tuple(name for one, name in links if one == former) for former in before},
        {name: tuple(former for former, one in links if one == name) for name in after},
    )


def _was(clause: Clause) -> tuple[str, ...]:
    """The former ids of a clause; bonus rules have none."""
    return () if isinstance(clause, BonusRule) else clause.was


def diff(old: Standard, new: Standard) -> tuple[Change, ...]:
    """All changes, in the new version's order; what was removed stands where it stood."""
    matching = match(old, new)
    removed = _removed_behind(matching)
    changes = [*_standard_changes(old, new), *_section_orders(matching, new.id), *removed.get(None, ())]
    for name in matching.new:
        changes += _clause_changes(matching, name)
        changes += removed.get(name, ())
    return tuple(changes)


def _removed_behind(matching: Matching) -> dict[str | None, list[Change]]:
    """What was removed, by the clause of the new version that it stands behind: the last one before it that stayed."""
    behind: dict[str | None, list[Change]] = {}
    last = None
    for name, there in matching.old.items():
        heirs = matching.heirs[name]
        if not heirs:
            behind.setdefault(last, []).append(_removed(matching, name))
        elif there.parent is None or matching.new[heirs[0]].parent in matching.heirs[there.parent]:
            last = heirs[0]
    return behind


_ADDED: dict[Level, Effect] = {
    "item": "restructuring",
    "sub-item": "restructuring",
    "rule": "tightening",
    "veto": "tightening",
    "bonus": "loosening",
}
"""What a clause does that was not there before."""


def _removed(matching: Matching, name: str) -> Change:
    """A clause that nothing continues."""
    clause = matching.old[name].clause
    level = LEVELS[type(clause)]
    return Change("removed", INVERSE[_ADDED[level]], level, name, None, "clause", clause, None)


def _clause_changes(matching: Matching, name: str) -> Iterator[Change]:
    """The changes of one clause of the new version."""
    here, origins = matching.new[name], matching.origins[name]
    level = LEVELS[type(here.clause)]
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

    def change(kind: ChangeKind, effect: Effect, aspect: str, old: object, new: object) -> Change:
        return Change(kind, effect, level, name, was, aspect, old, new)

    if was is not None:
        yield change("renumbered", "editorial", "id", former, name)
    if there.parent is not None and here.parent not in matching.heirs[there.parent]:
        yield change("moved", "restructuring", "parent", there.parent, here.parent)
    kept, order = _orders(matching, former, name)
    if kept != order:
        yield change("moved", "editorial", "order", kept, order)
    yield from (replace(one, id=name, was=was) for one in _field_changes(level, there.clause, here.clause))


def _orders(matching: Matching, former: str | None, name: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The clauses that both clauses have inside, by their new ids, in the old order and in the new one."""
    heirs = [matching.successor(one) for one, there in matching.old.items() if there.parent == former]
    kept = tuple(heir for heir in heirs if heir is not None and matching.new[heir].parent == name)
    return kept, tuple(one for one in matching.new if one in kept)


def _section_orders(matching: Matching, standard: str) -> Iterator[Change]:
    """Items, vetoes and bonus rules in another order, each section by itself."""
    kept, order = _orders(matching, None, None)
    for kind in (Item, Veto, BonusRule):
        before, after = (
            tuple(name for name in names if isinstance(matching.new[name].clause, kind)) for names in (kept, order)
        )
        if before != after:
            yield Change("moved", "editorial", "standard", standard, None, "order", before, after)


_REWORDED = ("name", "text", "requirement", "motto", "methods", "basis", "also", "note")
"""Fields that people read and the score does not depend on."""


def _field_changes(level: Level, old: Clause, new: Clause) -> Iterator[Change]:
    """The changes of a clause's fields; the caller fills in the ids."""
    for aspect in _REWORDED:
        before, after = getattr(old, aspect, None), getattr(new, aspect, None)
        if before != after:
            yield Change("reworded", "editorial", level, "", None, aspect, before, after)
    match old, new:
        case Item(), Item():
            yield from _points(level, old.points, new.points)
            if old.pass_score != new.pass_score:
                effect: Effect = "tightening" if (new.pass_score or 0) > (old.pass_score or 0) else "loosening"
                yield Change("pass mark", effect, level, "", None, "pass_score", old.pass_score, new.pass_score)
        case SubItem(), SubItem():
            yield from _points(level, old.points, new.points)
        case Rule(), Rule():
            for aspect, effect, before, after in deduct_changes(old.deduct, new.deduct):
                yield Change(_kind(aspect, effect), effect, level, "", None, aspect, before, after)
        case BonusRule(), BonusRule():
            for aspect, effect, before, after in deduct_changes(old.add, new.add):
                yield Change(_kind(aspect, effect), INVERSE[effect], level, "", None, aspect, before, after)
        case Veto(), Veto() if old.effect != new.effect:
            yield Change(
                "policy", "tightening" if new.effect == "zero" else "loosening", level, "", None, "effect",
                old.effect, new.effect,
            )  # fmt: skip


def _kind(aspect: str, effect: Effect) -> ChangeKind:
    """A change of the unit or of an element's label only rewords a rule."""
    is_word = aspect == "deduct.unit" or aspect.startswith("deduct.of.")
    return "reworded" if is_word and effect == "editorial" else "deduction"


def _points(level: Level, old: Number, new: Number) -> Iterator[Change]:
    """Points moved: some centers gain by it and others lose."""
    if old != new:
        yield Change("points", "restructuring", level, "", None, "points", old, new)


MILDEST_FIRST: tuple[Policy, ...] = ("full", "rescale", "zero")
"""Policies from the highest score to the lowest: s of p points rescaled are never above s + n of p + n, nor below s."""


def _standard_changes(old: Standard, new: Standard) -> Iterator[Change]:
    """What changed for the whole standard. Version, status and period are what makes it another version."""

    def change(kind: ChangeKind, effect: Effect, aspect: str, before: object, after: object) -> Iterator[Change]:
        if before != after:
            yield Change(kind, effect, "standard", new.id, None, aspect, before, after)

    for aspect in ("title", "language", "summary", "note"):
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
        for aspect, pull, before, after in _cap_changes("bonus.max", old.bonus.max, new.bonus.max):
            yield from change("policy", INVERSE[pull], aspect, before, after)


Part: TypeAlias = tuple[str, Effect, object, object]
"""An aspect of a deduction, its effect, and what stood and stands there."""


def deduct_changes(old: Deduct | Add, new: Deduct | Add) -> Iterator[Part]:
    """The changes of a deduction, each pulling one way; for a bonus the caller turns the effects round."""
    if type(old) is not type(new) or getattr(old, "is_share", None) != getattr(new, "is_share", None):
        yield "deduct", _whole_effect(old, new), old, new
        return
    match old, new:
        case Fixed(before), Fixed(after):
            yield from _up("deduct.fixed", before, after, "tightening")
        case Each(), Each():
            yield from _up("deduct.each", old.each, new.each, "tightening")
            yield from _up("deduct.free", old.free, new.free, "loosening")
            yield from _said("deduct.unit", old.unit, new.unit)
            yield from _cap_changes("deduct.max", old.max, new.max)
        case Missing(), Missing():
            yield from _up("deduct.missing", old.missing, new.missing, "tightening")
            yield from _elements(old.of, new.of)
            yield from _cap_changes("deduct.max", old.max, new.max)
        case Range(), Range():
            yield from _ranges(old, new)
        case Levels(), Levels():
            yield from _levels(old.levels, new.levels)
            yield from _cap_changes("deduct.max", old.max, new.max)
        case Shortfall(), Shortfall():
            yield from _shortfalls(old, new)
        case Proportion(before), Proportion(after):
            yield from _measures("deduct.proportion_of", before, after, "tightening")
        case Bands(before), Bands(after):
            yield from _bands(before, after)
        case _:
            pass


def _whole_effect(old: Deduct | Add, new: Deduct | Add) -> Effect:
    """A deduction of another kind: the points of a sub-item are the most that any can take, else nothing is known."""
    match old, new:
        case Fixed(), All():
            return "tightening"
        case All(), Fixed():
            return "loosening"
        case _:
            return "restructuring"


def _up(aspect: str, old: Number, new: Number, effect: Effect) -> Iterator[Part]:
    """A number whose rise has an effect, and whose fall the inverse one."""
    if old != new:
        yield aspect, effect if new > old else INVERSE[effect], old, new


def _said(aspect: str, old: object, new: object) -> Iterator[Part]:
    """A word that no score depends on."""
    if old != new:
        yield aspect, "editorial", old, new


def _cap_changes(
    aspect: str, old: Number | None, new: Number | None, without: tuple[Number | None, ...] = (None,)
) -> Iterator[Part]:
    """A cap: a higher one, or none, lets more be deducted.

    `without` are the caps that hold where none is written: no limit, or either upper end of a range that changes too.
    """
    if old == new:
        return
    rises = [_cap_rises(end if old is None else old, end if new is None else new) for end in without]
    if True in rises and False in rises:
        yield aspect, "restructuring", old, new
    elif True in rises or False in rises:
        yield aspect, "tightening" if True in rises else "loosening", old, new
    else:
        yield aspect, "editorial", old, new


def _cap_rises(old: Number | None, new: Number | None) -> bool | None:
    """Whether a cap, or None for no limit, rises or falls; None where it stays."""
    if old == new:
        return None
    return new is None or (old is not None and new > old)


def _elements(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Part]:
    """The elements of a list: each that came or went by itself."""
    for key in (*old, *(key for key in new if key not in old)):
        if key not in new:
            yield f"deduct.of.{key}", "loosening", old[key], None
        elif key not in old:
            yield f"deduct.of.{key}", "tightening", None, new[key]
        else:
            yield from _said(f"deduct.of.{key}", old[key], new[key])


def _levels(old: Mapping[str, Number], new: Mapping[str, Number]) -> Iterator[Part]:
    """The levels: each by itself."""
    for level in (*old, *(level for level in new if level not in old)):
        before, after = old.get(level), new.get(level)
        if before != after:
            more = (after or 0) > (before or 0)
            yield f"deduct.levels.{level}", "tightening" if more else "loosening", before, after


def _ranges(old: Range, new: Range) -> Iterator[Part]:
    """A range: whether an inspector would have chosen other points in another range cannot be known."""
    if old.range != new.range:
        yield "deduct.range", "restructuring", old.range, new.range
    if old.step != new.step:
        yield "deduct.step", "restructuring", old.step, new.step
    yield from _cap_changes("deduct.max", old.max, new.max, (old.high, new.high))


STRICTNESS = ("floor", "exact", "ceil")
"""How a step that was begun counts, from the least to the most."""


def _shortfalls(old: Shortfall, new: Shortfall) -> Iterator[Part]:
    """A shortfall: limit, step, points and how a step begun counts, each by itself."""
    yield from _measures("deduct.below", old.below, new.below, "tightening")
    yield from _measures("deduct.every", old.every, new.every, "loosening")
    yield from _up("deduct.points", old.points, new.points, "tightening")
    if old.partial != new.partial:
        more = STRICTNESS.index(new.partial) > STRICTNESS.index(old.partial)
        yield "deduct.partial", "tightening" if more else "loosening", old.partial, new.partial
    yield from _cap_changes("deduct.max", old.max, new.max)


def _measures(aspect: str, old: Quantity, new: Quantity, effect: Effect) -> Iterator[Part]:
    """A measured limit; one that is only written in another way means the same."""
    if old.value != new.value:
        yield aspect, effect if new.value > old.value else INVERSE[effect], old, new


def _bands(old: Sequence[Band], new: Sequence[Band]) -> Iterator[Part]:
    """Bands: where some values lose more and others less, the change is split into its two halves."""
    if [(band.start.value, band.points) for band in old] == [(band.start.value, band.points) for band in new]:
        return
    starts = {band.start.value for band in (*old, *new)}
    compared = [(points_at(old, start), points_at(new, start)) for start in starts]
    up, down = any(after > before for before, after in compared), any(after < before for before, after in compared)
    if up:
        yield "deduct.bands", "tightening", tuple(old), tuple(new)
    if down:
        yield "deduct.bands", "loosening", tuple(old), tuple(new)
    if not up and not down:
        yield "deduct.bands", "editorial", tuple(old), tuple(new)


def points_at(bands: Sequence[Band], value: Number) -> Number:
    """The points of the band in which a value falls."""
    return next(band.points for band in bands if band.start.value <= value)


@dataclass(frozen=True, slots=True)
class Heir:
    """A clause that is gone, and clauses of the new version whose texts are like its; suggested, never assumed."""

    former: str
    text: str
    likely: tuple[str, ...]


LIKE = 0.5
"""Texts that have at least half of their characters in common are alike."""


def likely_heirs(old: Standard, new: Standard) -> tuple[Heir, ...]:
    """For each clause that vanishes without an heir, the added ones of its level with the likest texts, best first."""
    matching = match(old, new)
    fresh = [name for name, origins in matching.origins.items() if not origins]
    gone = [name for name, heirs in matching.heirs.items() if not heirs]
    return tuple(Heir(name, _words(matching.old[name].clause), _likest(matching, name, fresh)) for name in gone)


def _likest(matching: Matching, former: str, fresh: Sequence[str]) -> tuple[str, ...]:
    """Of added clauses of the same level, the three likest."""
    clause = matching.old[former].clause
    ratios = [
        (SequenceMatcher(None, _words(clause), _words(matching.new[name].clause), autojunk=False).ratio(), name)
        for name in fresh
        if type(matching.new[name].clause) is type(clause)
    ]
    return tuple(name for ratio, name in sorted(ratios, reverse=True)[:3] if ratio >= LIKE)


def _words(clause: Clause) -> str:
    """The text by which people know a clause."""
    return clause.name if isinstance(clause, Item | SubItem) else clause.text

"""Between two versions: the old standard with some of the changes made, and records carried over (spec, section 9).

A hybrid need not be a valid standard: its items may have lost all their sub-items. The old version and the new one are
the hybrids with no change and with all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from aidscore.check import run
from aidscore.check.findings import FINDING_CHECKS
from aidscore.check.measures import Scope
from aidscore.diagnostics.catalog import CATALOG
from aidscore.diagnostics.entry import Level
from aidscore.model.change import Change
from aidscore.model.quantity import Number, Quantity, plain
from aidscore.model.record import Finding, NotApplicable, Record
from aidscore.model.results import Fact, Visit
from aidscore.model.rule import Add, Band, Bands, Deduct, Levels, Missing
from aidscore.model.source import Source
from aidscore.model.standard import Bonus, BonusRule, Edition, Item, Rule, Standard, SubItem, Veto
from aidscore.scoring.score import score
from aidscore.scoring.sheet import examined_sub_items, sheet_of
from aidscore.versions.diff import Clause, Matching, diff, match, points_at

T = TypeVar("T")

GONE = "\0"
"""Begins the key of a clause that the new version does not have, where another has taken its id."""

KEPT = 1 << 10
"""How many hybrids are kept, so that a long revision cannot fill the memory."""


@dataclass(frozen=True, slots=True)
class Revision:
    """An old and a new edition, what continues what, and the changes between them."""

    old: Edition
    new: Edition
    matching: Matching
    changes: tuple[Change, ...]
    order: Mapping[str, int]
    """The place of each clause in the new version."""
    _made: dict[frozenset[int], Edition] = field(default_factory=dict, compare=False)
    _origins: dict[int, tuple[Edition, Mapping[str, Sequence[str]]]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, old: Edition, new: Edition) -> Revision:
        """The revision from one edition to another."""
        matching = match(old.standard, new.standard)
        order = {name: number for number, name in enumerate(matching.new)}
        return cls(old, new, matching, diff(old.standard, new.standard), order)

    def key(self, former: str) -> str:
        """The id under which a clause of the old version stands in every hybrid."""
        successor = self.matching.successor(former)
        if successor is not None:
            return successor
        return GONE + former if former in self.matching.new else former

    def hybrid(self, chosen: frozenset[int]) -> Edition:
        """The old version with the changes of these numbers made."""
        if chosen not in self._made:
            if len(self._made) >= KEPT:
                self._made.clear()
                self._origins.clear()
            draft = _Draft.of(self)
            for number in sorted(chosen):
                draft.make(self.changes[number])
            self._made[chosen] = draft.edition()
        return self._made[chosen]

    def candidates(self, former: str, edition: Edition) -> Sequence[str]:
        """The clauses of a hybrid that a finding of an old clause, or what an old sub-item says, may belong to."""
        key = self.key(former)
        if _has(edition, key):
            return (key,)
        return [heir for heir in self.matching.heirs.get(former, ()) if _has(edition, heir)]

    def origins(self, edition: Edition) -> Mapping[str, Sequence[str]]:
        """The old sub-items that each sub-item of a hybrid continues."""
        if id(edition) not in self._origins:
            found: dict[str, list[str]] = {}
            for former in self.old.sub_items:
                for name in self.candidates(former, edition):
                    found.setdefault(name, []).append(former)
            self._origins[id(edition)] = edition, found  # kept together, so that no other edition can get its id
        return self._origins[id(edition)][1]


def _has(edition: Edition, name: str) -> bool:
    """Whether an edition has a sub-item, or a clause that findings may name."""
    return any(name in table for table in (edition.rules, edition.sub_items, edition.vetoes, edition.bonus_rules))


@dataclass
class _Draft:
    """A hybrid in the making: every clause by its key; sub-items and rules with the key of what is around them."""

    revision: Revision
    standard: Standard
    items: dict[str, Item] = field(default_factory=dict)
    sub_items: dict[str, tuple[str, SubItem]] = field(default_factory=dict)
    rules: dict[str, tuple[str, Rule]] = field(default_factory=dict)
    vetoes: dict[str, Veto] = field(default_factory=dict)
    bonus_rules: dict[str, BonusRule] = field(default_factory=dict)

    @classmethod
    def of(cls, revision: Revision) -> _Draft:
        """The old version under the keys of the hybrids."""
        draft = cls(revision, revision.old.standard)
        keys = {former: revision.key(former) for former in revision.matching.old}
        for former, there in revision.matching.old.items():
            draft._put(replace(there.clause, id=keys[former]), keys[there.parent] if there.parent else "")
        return draft

    def _put(self, clause: Clause, parent: str) -> None:
        """Put a clause in its place."""
        match clause:
            case Item():
                self.items[clause.id] = clause
            case SubItem():
                self.sub_items[clause.id] = parent, clause
            case Rule():
                self.rules[clause.id] = parent, clause
            case Veto():
                self.vetoes[clause.id] = clause
            case BonusRule():
                self.bonus_rules[clause.id] = clause

    def make(self, change: Change) -> None:
        """Make one change. Those that no total and no verdict depends on are not made."""
        if change.level == "standard":
            self._whole(change.aspect)
        elif change.aspect == "clause":
            self._clause(change)
        elif change.aspect == "parent":
            self._move(change.id)
        else:
            self._field(change)

    def _clause(self, change: Change) -> None:
        """A clause that comes or goes, or takes the place of others."""
        if change.old is not None:
            former = self.revision.key(change.was or change.id)
            self.items.pop(former, None)
            self.sub_items.pop(former, None)
            self.rules.pop(former, None)
            self.vetoes.pop(former, None)
            self.bonus_rules.pop(former, None)
        if change.new is not None:
            here = self.revision.matching.new[change.id]
            self._put(here.clause, here.parent or "")

    def _move(self, name: str) -> None:
        """A sub-item or a rule that stands in another place."""
        parent = self.revision.matching.new[name].parent or ""
        if name in self.rules:
            self.rules[name] = parent, self.rules[name][1]
        else:
            self.sub_items[name] = parent, self.sub_items[name][1]

    def _field(self, change: Change) -> None:
        """One field of a clause."""
        match self.revision.matching.new[change.id].clause:
            case Item(id=name, pass_score=floor) if change.aspect == "pass_score":
                self.items[name] = replace(self.items[name], pass_score=floor)
            case SubItem(id=name, points=points) if change.aspect == "points":
                parent, part = self.sub_items[name]
                self.sub_items[name] = parent, replace(part, points=points)
            case Rule(id=name, deduct=deduct) if change.aspect.startswith("deduct"):
                parent, rule = self.rules[name]
                self.rules[name] = parent, replace(rule, deduct=changed(rule.deduct, deduct, change))
            case BonusRule(id=name, add=new) if change.aspect.startswith("deduct"):
                add = changed(self.bonus_rules[name].add, new, change)
                assert isinstance(add, Add)
                self.bonus_rules[name] = replace(self.bonus_rules[name], add=add)
            case Veto(id=name, effect=effect) if change.aspect == "effect":
                self.vetoes[name] = replace(self.vetoes[name], effect=effect)

    def _whole(self, aspect: str) -> None:
        """A change of what holds for the whole standard."""
        new = self.revision.new.standard
        if aspect == "pass":
            self.standard = replace(self.standard, passing=new.passing)
        elif aspect == "not_applicable":
            self.standard = replace(self.standard, not_applicable=new.not_applicable)
        elif aspect == "grades":
            self.standard = replace(self.standard, grades=new.grades)
        elif aspect == "bonus.max" and self.standard.bonus and new.bonus:
            self.standard = replace(self.standard, bonus=replace(self.standard.bonus, max=new.bonus.max))

    def edition(self) -> Edition:
        """The hybrid. Parts add up to wholes; items with nothing inside are left out."""
        rules: dict[str, list[Rule]] = {}
        for name, (parent, rule) in self._ordered(self.rules):
            rules.setdefault(self._home(name, parent, self.sub_items), []).append(rule)
        parts: dict[str, list[SubItem]] = {}
        for name, (parent, part) in self._ordered(self.sub_items):
            whole = replace(part, rules=tuple(rules.get(name, ())))
            parts.setdefault(self._home(name, parent, self.items), []).append(whole)
        items = tuple(_item_with(item, parts[name]) for name, item in self._ordered(self.items) if name in parts)
        standard = replace(
            self.standard,
            items=items,
            points=plain(sum(item.points for item in items)),
            vetoes=tuple(veto for _, veto in self._ordered(self.vetoes)),
            bonus=self._bonus(),
        )
        return Edition.of(standard, self.revision.new.sha256, self.revision.new.source)

    def _ordered(self, table: Mapping[str, T]) -> list[tuple[str, T]]:
        """Clauses in the new version's order; those that it does not have stand behind."""
        order = self.revision.order
        return sorted(table.items(), key=lambda pair: order.get(pair[0], len(order)))

    def _home(self, name: str, parent: str, known: Collection[str]) -> str:
        """What a clause stands in; where that is gone, by a split or a removal, what the new version has around it."""
        here = self.revision.matching.new.get(name)
        return parent if parent in known or here is None else here.parent or ""

    def _bonus(self) -> Bonus | None:
        """The bonus section, where there are rules for it."""
        section = self.standard.bonus or self.revision.new.standard.bonus
        rules = tuple(rule for _, rule in self._ordered(self.bonus_rules))
        return Bonus(rules, section.max if section else None) if rules else None


def _item_with(item: Item, parts: Sequence[SubItem]) -> Item:
    """An item with these sub-items, whose points it has; its floor is at most those, so that it can be reached."""
    points = plain(sum(part.points for part in parts))
    floor = None if item.pass_score is None else min(item.pass_score, points)
    return replace(item, sub_items=tuple(parts), points=points, pass_score=floor)


def changed(deduct: Deduct, new: Deduct, change: Change) -> Deduct:
    """A deduction with one of the changes made that lead to a new one."""
    aspect = change.aspect.removeprefix("deduct.")
    key = aspect.partition(".")[2]
    match deduct, new:
        case _ if change.aspect == "deduct":
            return new
        case Bands(bands), Bands(others):
            return Bands(tuple(_pointwise(bands, others, max if change.effect == "tightening" else min)))
        case Levels(levels), Levels(others) if key:
            return replace(deduct, levels=_with(levels, others, key))
        case Missing(_, elements), Missing(_, others) if key:
            return replace(deduct, of=_with(elements, others, key))
        case _:
            value = getattr(new, aspect)
            if isinstance(value, Quantity):  # whether values are shares must not hang on how one limit is written
                value = Quantity(value.value, getattr(deduct, aspect).written)
            return replace(deduct, **{aspect: value})


def _with(table: Mapping[str, T], others: Mapping[str, T], key: str) -> dict[str, T]:
    """A table that says of one key what another says: its value, or nothing."""
    rest = {name: value for name, value in table.items() if name != key}
    return {**rest, key: others[key]} if key in others else rest


def _pointwise(old: Sequence[Band], new: Sequence[Band], choose: Callable[[Number, Number], Number]) -> Iterator[Band]:
    """The bands whose points are chosen, for each value, from those of two."""
    starts = {band.start.value: band.start for band in (*old, *new)}
    for value in sorted(starts, reverse=True):
        yield Band(starts[value], choose(points_at(old, value), points_at(new, value)))


def carried(visit: Visit, revision: Revision, edition: Edition) -> tuple[Visit, tuple[int, ...]]:
    """A visit scored by a hybrid, and the numbers of its findings that could not be carried over to it."""
    return rescored(visit.record, visit.source, visit.lines, revision, edition)


def rescored(
    record: Record, source: str, lines: Sequence[int], revision: Revision, edition: Edition
) -> tuple[Visit, tuple[int, ...]]:
    """A record of the old version scored by a hybrid, and the numbers of its findings that are not carried over."""
    scope = _scope(record, revision, edition)
    findings = [_places(finding, revision, scope) for finding in record.findings]
    lost = tuple(number for number, places in enumerate(findings) if len(places) != 1)
    kept = [(places[0], line) for places, line in zip(findings, lines, strict=True) if len(places) == 1]
    return _scored(record, source, kept, revision, scope), lost


def standing(visit: Visit, revision: Revision, edition: Edition, clauses: Collection[str]) -> Visit:
    """A visit by the new version with what is not carried over of these old clauses still standing.

    It stands under every clause that it may belong to; where there is none, under the old one that the edition retains.
    """
    scope = _scope(visit.record, revision, revision.new)
    kept: list[tuple[Finding, int]] = []
    for finding, line in zip(visit.record.findings, visit.lines, strict=True):
        places = _places(finding, revision, scope)
        if not places and _has(edition, GONE + finding.rule):
            places = [replace(finding, rule=GONE + finding.rule)]
        if len(places) == 1 or finding.rule in clauses:
            kept += ((one, line) for one in places)
    return _scored(visit.record, visit.source, kept, revision, scope._replace(edition=edition))


def _scored(
    record: Record, source: str, kept: Sequence[tuple[Finding, int]], revision: Revision, scope: Scope
) -> Visit:
    """A record with these findings, each with its line, scored by the edition of the scope."""
    reasons = {
        name: entry.reason
        for entry in record.not_applicable
        for name in revision.candidates(entry.sub_item, scope.edition)
        if name in scope.not_applicable
    }
    inapplicable = tuple(NotApplicable(name, reason) for name, reason in reasons.items())
    moved = replace(
        record,
        standard=scope.edition.reference,
        examined=tuple(sorted(scope.examined)),
        findings=tuple(finding for finding, _ in kept),
        not_applicable=inapplicable,
    )
    facts = [Fact(finding, source, line) for finding, line in kept]
    assessment = score(sheet_of(scope.edition, moved.examined, inapplicable, facts))
    return Visit(Source(source), moved, assessment, tuple(line for _, line in kept))


def _scope(record: Record, revision: Revision, edition: Edition) -> Scope:
    """The sub-items of a hybrid of which a record says all that they continue; one that is new was never examined."""
    inapplicable = {entry.sub_item for entry in record.not_applicable}
    known = examined_sub_items(revision.old, record.examined) | inapplicable
    origins = revision.origins(edition)
    without = {name for name, formers in origins.items() if inapplicable.issuperset(formers)}
    examined = {name for name, formers in origins.items() if known.issuperset(formers)} - without
    return Scope(edition, frozenset(examined), frozenset(without), worked=True)


def _places(finding: Finding, revision: Revision, scope: Scope) -> list[Finding]:
    """The finding under each clause of a hybrid that it may belong to and fits; just one, where it is carried over."""
    moved = [replace(finding, rule=name) for name in revision.candidates(finding.rule, scope.edition)]
    return [one for one in moved if _fits(one, scope)]


def _fits(finding: Finding, scope: Scope) -> bool:
    """Whether a finding may stand under its clause in a hybrid."""
    problems = run(FINDING_CHECKS, finding, scope, ())
    return not any(CATALOG[problem.code].level is Level.ERROR for problem in problems)


def retaining(revision: Revision, clauses: Collection[str]) -> Edition:
    """The new version with these old clauses beside its own, each rule in what continues its sub-item."""
    old, new = revision.old, revision.new.standard
    inside: dict[str, list[Rule]] = {}
    for former in sorted(old.rules.keys() & clauses):
        part, rule = old.rules[former]
        heirs = sorted(revision.matching.heirs[part.id], key=lambda name: revision.new.sub_items[name].points)
        for heir in heirs[-1:]:
            inside.setdefault(heir, []).append(replace(rule, id=GONE + former))
    items = tuple(
        replace(item, sub_items=tuple(_also(part, inside.get(part.id, ())) for part in item.sub_items))
        for item in new.items
    )
    vetoes = tuple(replace(old.vetoes[name], id=GONE + name) for name in sorted(old.vetoes.keys() & clauses))
    adding = tuple(replace(old.bonus_rules[name], id=GONE + name) for name in sorted(old.bonus_rules.keys() & clauses))
    section = new.bonus or (old.standard.bonus if adding else None)
    bonus = section and replace(section, rules=(*(new.bonus.rules if new.bonus else ()), *adding))
    return Edition.of(
        replace(new, items=items, vetoes=(*new.vetoes, *vetoes), bonus=bonus),
        revision.new.sha256,
        revision.new.source,
    )


def _also(part: SubItem, rules: Sequence[Rule]) -> SubItem:
    """A sub-item with more rules."""
    return replace(part, rules=(*part.rules, *rules))

"""Two editions and the ones between them: the old standard with some of the changes made (spec, section 9).

An intermediate edition need not be a valid standard: its items may have lost all their sub-items. The old version and
the new one are the intermediate editions with no change and with all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar, assert_never

from aidscore.model.change import Change
from aidscore.model.quantity import plain
from aidscore.model.rule import Add
from aidscore.model.standard import Bonus, BonusRule, Edition, Item, Rule, Standard, SubItem, Veto
from aidscore.versions.deductions import with_change
from aidscore.versions.diff import changes_of
from aidscore.versions.matching import Clause, Matching, match_clauses

T = TypeVar("T")

GONE = "\0"
"""Begins the key of a clause that the new version does not have, where another has taken its id."""

KEPT = 1 << 10
"""How many intermediate editions are kept, so that a long list of changes cannot fill the memory."""


@dataclass(frozen=True, slots=True)
class VersionPair:
    """An old and a new edition, what continues what, and the changes between them."""

    old: Edition
    new: Edition
    matching: Matching
    changes: tuple[Change, ...]
    _made: dict[frozenset[int], Edition] = field(default_factory=dict, compare=False)
    _origins: dict[int, tuple[Edition, Mapping[str, Sequence[str]]]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, old: Edition, new: Edition) -> VersionPair:
        """Two editions matched and compared."""
        matching = match_clauses(old.standard, new.standard)
        return cls(old, new, matching, changes_of(old.standard, new.standard, matching))

    def key(self, former: str) -> str:
        """The id of a clause of the old version in every intermediate edition."""
        successor = self.matching.successor(former)
        if successor is not None:
            return successor
        return GONE + former if former in self.matching.new else former

    def partial(self, chosen: frozenset[int]) -> Edition:
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
        """The clauses of an edition to which a finding of an old clause, or what an old sub-item says, may belong."""
        key = self.key(former)
        if has_clause(edition, key):
            return (key,)
        return [heir for heir in self.matching.heirs.get(former, ()) if has_clause(edition, heir)]

    def origins(self, edition: Edition) -> Mapping[str, Sequence[str]]:
        """The old sub-items that each sub-item of an edition continues."""
        if id(edition) not in self._origins:
            found: dict[str, list[str]] = {}
            for former in self.old.sub_items:
                for name in self.candidates(former, edition):
                    found.setdefault(name, []).append(former)
            self._origins[id(edition)] = edition, found  # kept together, so that no other edition can get its id
        return self._origins[id(edition)][1]


def has_clause(edition: Edition, name: str) -> bool:
    """Whether an edition has a sub-item, or a clause that findings may name."""
    return any(name in table for table in (edition.rules, edition.sub_items, edition.vetoes, edition.bonus_rules))


@dataclass
class _Draft:
    """An intermediate edition in the making: clauses by key; sub-items and rules with the key of their parent."""

    pair: VersionPair
    standard: Standard
    items: dict[str, Item] = field(default_factory=dict)
    sub_items: dict[str, tuple[str, SubItem]] = field(default_factory=dict)
    rules: dict[str, tuple[str, Rule]] = field(default_factory=dict)
    vetoes: dict[str, Veto] = field(default_factory=dict)
    bonus_rules: dict[str, BonusRule] = field(default_factory=dict)

    @classmethod
    def of(cls, pair: VersionPair) -> _Draft:
        """The old version under the keys of intermediate editions."""
        draft = cls(pair, pair.old.standard)
        keys = {former: pair.key(former) for former in pair.matching.old}
        for former, there in pair.matching.old.items():
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
            case _:
                assert_never(clause)

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
            former = self.pair.key(change.was or change.id)
            self.items.pop(former, None)
            self.sub_items.pop(former, None)
            self.rules.pop(former, None)
            self.vetoes.pop(former, None)
            self.bonus_rules.pop(former, None)
        if change.new is not None:
            here = self.pair.matching.new[change.id]
            self._put(here.clause, here.parent or "")

    def _move(self, name: str) -> None:
        """A sub-item or a rule that stands in another place."""
        parent = self.pair.matching.new[name].parent or ""
        if name in self.rules:
            self.rules[name] = parent, self.rules[name][1]
        else:
            self.sub_items[name] = parent, self.sub_items[name][1]

    def _field(self, change: Change) -> None:
        """One field of a clause."""
        match self.pair.matching.new[change.id].clause:
            case Item(id=name, pass_score=floor) if change.aspect == "pass_score":
                self.items[name] = replace(self.items[name], pass_score=floor)
            case SubItem(id=name, points=points) if change.aspect == "points":
                parent, part = self.sub_items[name]
                self.sub_items[name] = parent, replace(part, points=points)
            case Rule(id=name, deduct=deduct) if change.aspect.startswith("deduct"):
                parent, rule = self.rules[name]
                self.rules[name] = parent, replace(rule, deduct=with_change(rule.deduct, deduct, change))
            case BonusRule(id=name, add=new) if change.aspect.startswith("deduct"):
                add = with_change(self.bonus_rules[name].add, new, change)
                assert isinstance(add, Add)
                self.bonus_rules[name] = replace(self.bonus_rules[name], add=add)
            case Veto(id=name, effect=effect) if change.aspect == "effect":
                self.vetoes[name] = replace(self.vetoes[name], effect=effect)

    def _whole(self, aspect: str) -> None:
        """A change of what holds for the whole standard."""
        new = self.pair.new.standard
        if aspect == "pass":
            self.standard = replace(self.standard, passing=new.passing)
        elif aspect == "not_applicable":
            self.standard = replace(self.standard, not_applicable=new.not_applicable)
        elif aspect == "grades":
            self.standard = replace(self.standard, grades=new.grades)
        elif aspect == "bonus.max" and self.standard.bonus and new.bonus:
            self.standard = replace(self.standard, bonus=replace(self.standard.bonus, max=new.bonus.max))

    def edition(self) -> Edition:
        """The intermediate edition. Parts add up to wholes; items with nothing inside are left out."""
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
        return Edition.of(standard, self.pair.new.sha256, self.pair.new.source)

    def _ordered(self, table: Mapping[str, T]) -> list[tuple[str, T]]:
        """Clauses in the new version's order; those that it does not have stand behind."""
        order = self.pair.matching.order
        return sorted(table.items(), key=lambda pair: order.get(pair[0], len(order)))

    def _home(self, name: str, parent: str, known: Collection[str]) -> str:
        """What a clause stands in; where that is gone, by a split or a removal, what the new version has around it."""
        here = self.pair.matching.new.get(name)
        return parent if parent in known or here is None else here.parent or ""

    def _bonus(self) -> Bonus | None:
        """The bonus section, where there are rules for it."""
        section = self.standard.bonus or self.pair.new.standard.bonus
        rules = tuple(rule for _, rule in self._ordered(self.bonus_rules))
        return Bonus(rules, section.max if section else None) if rules else None


def _item_with(item: Item, parts: Sequence[SubItem]) -> Item:
    """An item with these sub-items, whose points it has; its floor is at most those, so that it can be reached."""
    points = plain(sum(part.points for part in parts))
    floor = None if item.pass_score is None else min(item.pass_score, points)
    return replace(item, sub_items=tuple(parts), points=points, pass_score=floor)

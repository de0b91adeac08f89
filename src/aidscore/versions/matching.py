"""Which clause of a new version continues which clause of the old one (spec, section 9). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from aidscore.model.change import Level
from aidscore.model.standard import BonusRule, Item, Rule, Standard, SubItem, Veto

Clause: TypeAlias = Item | SubItem | Rule | Veto | BonusRule


def level_of(clause: Clause) -> Level:
    """The level of a clause."""
    match clause:
        case Item():
            return "item"
        case SubItem():
            return "sub-item"
        case Rule():
            return "rule"
        case Veto():
            return "veto"
        case BonusRule():
            return "bonus"
        case _:
            assert_never(clause)


def text_of(clause: Clause) -> str:
    """The text by which people know a clause."""
    return clause.name if isinstance(clause, Item | SubItem) else clause.text


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause and the id of the one around it: a rule's sub-item, a sub-item's item."""

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
    order: Mapping[str, int]
    """The place of each clause in the new version, counted from 0."""
    inside: Mapping[str | None, tuple[str, ...]]
    """The old ids inside each old clause; under None the items, vetoes and bonus rules."""

    def successor(self, former: str) -> str | None:
        """The new id that alone continues an old one, where there is just one."""
        heirs = self.heirs.get(former, ())
        return heirs[0] if len(heirs) == 1 and self.origins[heirs[0]] == (former,) else None

    def orders(self, former: str | None, name: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The clauses inside both an old clause and a new one, by their new ids: in the old order, in the new one."""
        heirs = [self.successor(one) for one in self.inside.get(former, ())]
        kept = tuple(heir for heir in heirs if heir is not None and self.new[heir].parent == name)
        return kept, tuple(sorted(kept, key=self.order.__getitem__))


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


def match_clauses(old: Standard, new: Standard) -> Matching:
    """Clauses of one level continue each other by the same id, and by `was` in either direction."""
    before, after = placed(old), placed(new)
    heirs: dict[str, list[str]] = {former: [] for former in before}
    origins: dict[str, list[str]] = {name: [] for name in after}
    for former, name in _links(before, after):
        heirs[former].append(name)
        origins[name].append(former)
    inside: dict[str | None, list[str]] = defaultdict(list)
    for former, there in before.items():
        inside[there.parent].append(former)
    return Matching(
        before,
        after,
        {former: tuple(names) for former, names in heirs.items()},
        {name: tuple(formers) for name, formers in origins.items()},
        {name: number for number, name in enumerate(after)},
        {parent: tuple(names) for parent, names in inside.items()},
    )


def _links(before: Mapping[str, Placed], after: Mapping[str, Placed]) -> Iterator[tuple[str, str]]:
    """Pairs of an old id and a new one that continues it, in the new version's order, then the old one's."""
    place = {former: number for number, former in enumerate(before)}
    named_by: dict[str, list[str]] = defaultdict(list)
    for former, there in before.items():
        for name in _was(there.clause):
            named_by[name].append(former)
    for name, here in after.items():
        formers = {name, *_was(here.clause), *named_by[name]} & before.keys()
        for former in sorted(formers, key=place.__getitem__):
            if type(before[former].clause) is type(here.clause):
                yield former, name


def _was(clause: Clause) -> tuple[str, ...]:
    """The former ids of a clause; bonus rules have none."""
    return () if isinstance(clause, BonusRule) else clause.was

"""Which clause of a new version continues which clause of the old one (spec, section 9). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from aidscore.model.change import Level
from aidscore.model.standard import BonusRule, Item, Rule, Standard, SubItem, Veto

Clause: TypeAlias = Item | SubItem | Rule | Veto | BonusRule
Later: TypeAlias = Literal["old", "new", "both"]


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
    """Clauses of one level continue each other by the `was` of the later version, else by the same id."""
    before, after = placed(old), placed(new)
    heirs: dict[str, list[str]] = {former: [] for former in before}
    origins: dict[str, list[str]] = {name: [] for name in after}
    for former, name in _links(before, after, _later(old, new)):
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


def _later(old: Standard, new: Standard) -> Later:
    """Which of two versions is the later one, so that its `was` tells of the other; both where nothing says so."""
    if old.version in (new.replaces, new.corrects) or old.effective.start < new.effective.start:
        return "new"
    if new.version in (old.replaces, old.corrects) or new.effective.start < old.effective.start:
        return "old"
    return "both"


def _links(before: Mapping[str, Placed], after: Mapping[str, Placed], later: Later) -> list[tuple[str, str]]:
    """Pairs of an old id and a new one that continues it, in the new version's order, then the old one's."""
    forward = _claims(before, after) if later != "old" else {}
    backward = _claims(after, before) if later != "new" else {}
    links = {(former, name) for name, formers in forward.items() for former in formers}
    links |= {(former, name) for former, names in backward.items() for name in names}
    reused = _reused(forward, after) | _reused(backward, before)
    links |= {(name, name) for name in before.keys() & after.keys() if _is_alike(before[name], after[name])} - {
        (name, name) for name in reused
    }
    old_place, new_place = ({name: number for number, name in enumerate(table)} for table in (before, after))
    return sorted(links, key=lambda link: (new_place[link[1]], old_place[link[0]]))


def _claims(earlier: Mapping[str, Placed], later: Mapping[str, Placed]) -> dict[str, tuple[str, ...]]:
    """The ids of the other version that each clause of one version continues by its `was`, where it says one."""
    return {
        name: tuple(former for former in was if former in earlier and _is_alike(earlier[former], here))
        for name, here in later.items()
        if (was := _was(here.clause)) is not None and not _is_kept(name, was, earlier, later)
    }


def _reused(claims: Mapping[str, tuple[str, ...]], later: Mapping[str, Placed]) -> set[str]:
    """Ids that another clause has now: the clause says its own `was`, and is new, or another continues the old one."""
    claimed = {former for name, formers in claims.items() for former in formers if former != name}
    return {
        name
        for name, formers in claims.items()
        if name not in formers and (name in claimed or not _was(later[name].clause))
    }


def _is_kept(name: str, was: tuple[str, ...], earlier: Mapping[str, Placed], later: Mapping[str, Placed]) -> bool:
    """Whether both versions say this `was` at this id: it tells of an earlier step, and nothing is claimed by it.

    Not where the text has moved to this id from a clause that it names: the same numbers were moved once more.
    """
    if name not in earlier or _was(earlier[name].clause) != was:
        return False
    text, same = text_of(later[name].clause), text_of(earlier[name].clause)
    return text == same or all(former not in earlier or text_of(earlier[former].clause) != text for former in was)


def _is_alike(one: Placed, other: Placed) -> bool:
    """Whether two clauses are of one level."""
    return type(one.clause) is type(other.clause)


def _was(clause: Clause) -> tuple[str, ...] | None:
    """The former ids that a clause says, None where it says nothing; bonus rules never do."""
    return None if isinstance(clause, BonusRule) else clause.was

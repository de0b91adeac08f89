"""Which visits a change touches: any other comes out the same with the change and without it (spec, section 9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from aidscore.model.change import Change
from aidscore.model.results import Visit
from aidscore.versions.intermediate import VersionPair


class Visits(Enum):
    """The visits that a change touches, where they are not those with a finding of one clause."""

    NONE = auto()
    ALL = auto()
    VERDICTS = auto()
    """All, but only their verdicts: no total depends on the change."""
    NOT_APPLICABLE = auto()
    """Those in which something did not apply."""
    BONUS = auto()
    """Those with a finding of a bonus rule."""


Touched: TypeAlias = Visits | str
"""Some visits; a text is the id of an old clause, and means those with a finding of it."""


def touched_by(change: Change, pair: VersionPair) -> Collection[Touched]:
    """The visits that may come out otherwise because of a change, whichever of the others are made."""
    if change.kind == "renumbered" and change.aspect == "clause" and change.level not in ("item", "sub-item"):
        return pair.matching.origins[change.id]  # where its sub-item is gone, any that was joined waits for the new one
    return (_touched_by(change),)


def _touched_by(change: Change) -> Touched:
    """The visits that a change touches which is not of joined or split clauses."""
    match change.level, change.aspect:
        case _ if change.effect == "editorial":
            return Visits.NONE
        case ("standard", "pass") | ("item", "pass_score"):
            return Visits.VERDICTS
        case "standard", "not_applicable":
            return Visits.NOT_APPLICABLE
        case "standard", "bonus.max":
            return Visits.BONUS
        case ("item", "clause") | ("sub-item", "clause" | "parent" | "points"):
            return Visits.ALL
        case "standard" | "item" | "sub-item", _:
            return Visits.NONE  # grades; points that follow from those of the sub-items
        case _ if change.kind == "added":
            return Visits.NONE  # no record has a finding of it; its id may have been that of another clause
        case _:
            return change.was or change.id


@dataclass(frozen=True, slots=True)
class Touching:
    """The numbers of the changes between two versions, by the visits that they touch."""

    numbers: Mapping[Touched, Collection[int]]
    bonus_rules: Collection[str]
    """The ids of the old version's bonus rules."""

    @classmethod
    def of(cls, pair: VersionPair) -> Touching:
        """The changes of a pair of versions."""
        numbers: dict[Touched, list[int]] = defaultdict(list)
        for number, change in enumerate(pair.changes):
            for touched in touched_by(change, pair):
                numbers[touched].append(number)
        return cls(dict(numbers), pair.old.bonus_rules.keys())

    def totals_of(self, visit: Visit) -> frozenset[int]:
        """The changes that touch the total of a visit, which was scored by the old version."""
        return frozenset(number for touched in self._with(visit) for number in self.numbers.get(touched, ()))

    @property
    def only_verdicts(self) -> frozenset[int]:
        """The changes that touch every verdict and no total."""
        return frozenset(self.numbers.get(Visits.VERDICTS, ()))

    def _with(self, visit: Visit) -> Iterator[Touched]:
        """The groups of visits, with a total to touch, to which a visit belongs."""
        named = {finding.rule for finding in visit.record.findings}
        yield Visits.ALL
        if visit.record.not_applicable:
            yield Visits.NOT_APPLICABLE
        if not named.isdisjoint(self.bonus_rules):
            yield Visits.BONUS
        yield from named

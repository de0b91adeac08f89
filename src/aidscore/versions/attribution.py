"""Each change's part in a center's difference: the parts add up to it exactly (spec, section 9).

The part of a change is what it adds to the score, averaged over all orders in which the changes can be made (the
Shapley value); with more than twelve changes that touch a center, what it adds in the declared order. Where the score
is a sum over sub-items, changes of different ones cannot meet, and only those that can are averaged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import TypeAlias

from aidscore.model.change import Change
from aidscore.model.comparison import Part
from aidscore.model.quantity import Number, plain
from aidscore.model.results import CenterResult, PhaseResult, Visit
from aidscore.scoring.combine import center_result
from aidscore.versions.carry import carried
from aidscore.versions.intermediate import VersionPair

MOST_BY_SHAPLEY = 12
"""With more changes that touch a center their parts are those of the declared order: each doubles the editions."""


def attributed(before: CenterResult, phase: PhaseResult, pair: VersionPair) -> tuple[tuple[Part, ...], bool]:
    """The parts of a center's difference, which add up to it exactly; whether in declared order."""
    visits = _deciding(before, phase)
    touching = [number for number, change in enumerate(pair.changes) if touches_total(change, visits, pair)]
    totals: dict[frozenset[int], Number] = {frozenset(): before.total or 0}

    def total(chosen: frozenset[int]) -> Number:
        """The center's total by an intermediate edition; where that has no score, the one before."""
        if chosen not in totals:
            edition = pair.partial(chosen)
            moved = [carried(visit, pair, edition)[0] for visit in visits]
            result = center_result(before.center, moved, edition, phase.phase)
            totals[chosen] = totals[frozenset()] if result.total is None else result.total
        return totals[chosen]

    in_order = len(touching) > MOST_BY_SHAPLEY
    parts: dict[int, Number] = {}
    if in_order:
        parts = _declared(touching, total)
    elif not _adds_up([pair.changes[number] for number in touching], visits, phase, pair):
        parts = shapley(touching, total)
    else:
        for group in _groups(touching, pair):
            parts |= _known_before(group, visits, pair, total)
    return tuple(Part(number, parts[number]) for number in sorted(parts) if parts[number]), in_order


def _deciding(center: CenterResult, phase: PhaseResult) -> list[Visit]:
    """The visits that a center's total comes from."""
    counting = [counted.visit for counted in center.visits if counted.counts]
    is_latest = phase.phase is None or phase.phase.combine in (None, "latest")
    return counting[-1:] if is_latest else counting


def touches_total(change: Change, visits: Sequence[Visit], pair: VersionPair) -> bool:
    """Whether a change can have to do with a center's total."""
    named = {finding.rule for visit in visits for finding in visit.record.findings}
    match change.level, change.aspect:
        case _ if change.effect == "editorial":
            return False
        case "rule" | "veto" | "bonus", _ if change.kind == "added":
            return False  # the record knows no finding of it; its id may have been that of another clause
        case "item", aspect:
            return aspect == "clause"
        case "sub-item", aspect:
            return aspect in ("clause", "parent", "points")
        case "standard", "not_applicable":
            return any(visit.record.not_applicable for visit in visits)
        case "standard", aspect:
            return aspect == "bonus.max" and not named.isdisjoint(pair.old.bonus_rules)
        case _:
            return (change.was or change.id) in named


def _known_before(group: Sequence[int], visits: Sequence[Visit], pair: VersionPair, total: Total) -> dict[int, Number]:
    """The parts of changes in a sum over sub-items; one visit with the same findings there gives the same parts."""
    if len(visits) > 1 or visits[0].record.not_applicable:
        return shapley(group, total)
    around = set().union(*(_around(pair.changes[number], pair) for number in group))
    findings = tuple(
        replace(finding, note=None, evidence=(), status_note=None)
        for finding in visits[0].record.findings
        if around & _places_of(finding.rule, pair)
    )
    key = tuple(group), findings
    if key not in pair.known_parts:
        pair.known_parts[key] = shapley(group, total)
    return pair.known_parts[key]


def _places_of(rule: str, pair: VersionPair) -> set[str]:
    """The sub-items, by their keys, in which a finding of an old rule may count."""
    parents = {pair.matching.new[heir].parent for heir in pair.matching.heirs[rule]}
    return {pair.key(pair.matching.old[rule].parent or ""), *(parent or "" for parent in parents)}


def _groups(changes: Sequence[int], pair: VersionPair) -> list[list[int]]:
    """Changes that may meet in a total that is a sum over sub-items: those that have one in common."""
    groups: list[list[int]] = []
    around = {number: _around(pair.changes[number], pair) for number in changes}
    for number in changes:
        meeting = [group for group in groups if any(around[one] & around[number] for one in group)]
        apart = [group for group in groups if group not in meeting]
        groups = [*apart, [*(one for group in meeting for one in group), number]]
    return groups


def _adds_up(changes: Sequence[Change], visits: Sequence[Visit], phase: PhaseResult, pair: VersionPair) -> bool:
    """Whether a total is a sum over sub-items, whichever of the changes are made.

    It is not where sub-items come, go or move, under a veto or a bonus, where the worst of several visits is taken,
    and where points change of which some are rescaled away.
    """
    apart = {*pair.old.vetoes, *pair.old.bonus_rules}
    named = {finding.rule for visit in visits for finding in visit.record.findings}
    kinds = {(change.level, change.aspect) for change in changes}
    rescaled = any(visit.record.not_applicable for visit in visits) and ("sub-item", "points") in kinds
    is_worst = phase.phase is not None and phase.phase.combine == "worst" and len(visits) > 1
    local = all(level == "rule" or (level, aspect) == ("sub-item", "points") for level, aspect in kinds)
    return local and named.isdisjoint(apart) and not rescaled and not is_worst


def _around(change: Change, pair: VersionPair) -> set[str]:
    """The sub-items that a local change has to do with, by their keys in intermediate editions."""
    if change.level == "sub-item":
        return {change.id}
    former, here = pair.matching.old.get(change.was or change.id), pair.matching.new.get(change.id)
    found = {pair.key(former.parent or "")} if former else set()
    return found | ({here.parent or ""} if here else set())


Total: TypeAlias = Callable[[frozenset[int]], Number]
"""A center's total with some of the changes made."""


def shapley(changes: Sequence[int], total: Total) -> dict[int, Number]:
    """What each change adds, averaged over all orders of making them: the only division that is fair to every order."""
    count = len(changes)
    parts: dict[int, Number] = {}
    for change in changes:
        others = [other for other in changes if other != change]
        part: Number = 0
        for size in range(count):
            weight = Fraction(factorial(size) * factorial(count - size - 1), factorial(count))
            for chosen in map(frozenset, combinations(others, size)):
                part += weight * (total(chosen | {change}) - total(chosen))
        parts[change] = plain(part)
    return parts


def _declared(changes: Sequence[int], total: Total) -> dict[int, Number]:
    """What each change adds when they are made one after another."""
    steps = [total(frozenset(changes[:number])) for number in range(len(changes) + 1)]
    return {change: plain(steps[number + 1] - steps[number]) for number, change in enumerate(changes)}

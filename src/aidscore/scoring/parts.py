"""What each finding adds to the points of its clause, before what is free and before the cap of the clause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, assert_never

from aidscore.model.quantity import Number
from aidscore.model.record import Finding
from aidscore.model.results import Fact
from aidscore.model.rule import All, Bands, Deduct, Each, Fixed, Levels, Missing, Proportion, Range, Shortfall
from aidscore.model.standard import BonusRule, Rule
from aidscore.scoring.deduct import counted, measured, values
from aidscore.scoring.sheet import findings_of

Clause: TypeAlias = Rule | BonusRule


def own_parts(clause: Clause, facts: Sequence[Fact], points: Number) -> tuple[Number, ...]:
    """The points of each finding of a clause, in their order; `points` is what the sub-item is worth.

    Their sum is the nominal deduction, except where something is free or the cap of the clause takes effect. What
    counts once is with the first finding that it comes from; the others then have 0.
    """
    deduct = clause.deduct if isinstance(clause, Rule) else clause.add
    return tuple(_parts(deduct, findings_of(facts), points))


def _parts(deduct: Deduct, findings: Sequence[Finding], points: Number) -> Sequence[Number]:
    """The points of each finding, by the kind of the rule."""
    match deduct:
        case Fixed(fixed):
            return _first_only(fixed, 0, findings)
        case All():
            return _first_only(points, 0, findings)
        case Each(each):
            return [each * counted(finding) for finding in findings]
        case Missing(missing):
            return [missing * number for number in _new_elements(findings)]
        case Range():
            return [finding.points or 0 for finding in findings]
        case Levels(levels):
            return [levels[finding.level or ""] * (finding.count or 1) for finding in findings]
        case Shortfall() | Proportion() | Bands():
            return _measured_parts(deduct, findings, points)
        case _:
            assert_never(deduct)


def _first_only(points: Number, index: int, findings: Sequence[Finding]) -> list[Number]:
    """The points with one finding, 0 with the others."""
    return [points if number == index else 0 for number in range(len(findings))]


def _new_elements(findings: Sequence[Finding]) -> list[int]:
    """For each finding, how many missing elements it names that none before it has named."""
    seen: set[str] = set()
    numbers = []
    for finding in findings:
        new = set(finding.missing or ()) - seen
        seen |= new
        numbers.append(len(new))
    return numbers


def _measured_parts(
    deduct: Shortfall | Proportion | Bands, findings: Sequence[Finding], points: Number
) -> list[Number]:
    """The points of the value that holds, with its finding; those of pooled samples with the first of them."""
    found = values(findings)
    costs = [measured(deduct, value, points) for value in found]
    holding = costs.index(max(costs))
    singles = [number for number, finding in enumerate(findings) if finding.value is not None]
    samples = [number for number, finding in enumerate(findings) if finding.sample]
    index = singles[holding] if holding < len(singles) else samples[0]
    return _first_only(costs[holding], index, findings)

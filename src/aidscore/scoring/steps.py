"""The steps of a score as values, so that a page can show each computation (spec, section 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from aidscore.model.quantity import Number, Quantity, ratio
from aidscore.model.record import Finding
from aidscore.model.results import Assessment, Deduction
from aidscore.model.rule import (
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
from aidscore.scoring.deduct import counted, measured, values
from aidscore.scoring.details import Details
from aidscore.scoring.sheet import findings_of
from aidscore.scoring.verdict import floor_score


@dataclass(frozen=True, slots=True)
class Once:
    """A number of points, however many findings there are."""

    points: Number


@dataclass(frozen=True, slots=True)
class Counted:
    """Points for each one that was counted, beyond those that are free. `points` is the product before the cap."""

    each: Number
    counts: tuple[int, ...]
    free: int
    points: Number
    cap: Number | None


@dataclass(frozen=True, slots=True)
class MissingElements:
    """Points for each missing element. `labels` are those of the distinct elements, `points` the product."""

    each: Number
    labels: tuple[str, ...]
    points: Number
    cap: Number | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The points that inspectors chose, added up."""

    chosen: tuple[Number, ...]
    points: Number
    cap: Number


@dataclass(frozen=True, slots=True)
class ByLevel:
    """Points by level: for each finding its level, the points of the level, and how many."""

    parts: tuple[tuple[str, Number, int], ...]
    points: Number
    cap: Number | None


@dataclass(frozen=True, slots=True)
class MeasuredValue:
    """The value that holds of a measured rule; with the pooled sample where it comes from one."""

    value: Number
    drawn: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Steps:
    """Points for each step that a value falls short. `steps` is exact, `taken` is how many of them count."""

    measured: MeasuredValue
    below: Quantity
    every: Quantity
    partial: Literal["floor", "ceil", "exact"]
    steps: Number
    taken: Number
    each: Number
    points: Number
    cap: Number | None


@dataclass(frozen=True, slots=True)
class InProportion:
    """The points of the sub-item in proportion to what a value falls short."""

    measured: MeasuredValue
    whole: Quantity
    worth: Number
    points: Number


@dataclass(frozen=True, slots=True)
class InBand:
    """The points of the band that a value falls in; `above` is the band above it, None for the highest."""

    measured: MeasuredValue
    band: Band
    above: Band | None


Working: TypeAlias = Once | Counted | MissingElements | Chosen | ByLevel | Steps | InProportion | InBand
"""How the nominal deduction of a rule comes about."""


@dataclass(frozen=True, slots=True)
class RuleStep:
    """A rule with a finding: how its points come about, and what the sub-item has left before and after it."""

    deduction: Deduction
    working: Working
    before: Number
    after: Number


@dataclass(frozen=True, slots=True)
class MarkStep:
    """A mark that the verdict tests: the pass mark (`item` is None) or the floor of an item."""

    item: str | None
    reached: Number
    mark: Number

    @property
    def is_reached(self) -> bool:
        """Whether the exact number is at or above the mark."""
        return self.reached >= self.mark


def rule_steps(details: Details) -> Iterator[RuleStep]:
    """A step for each rule with a finding, in the standard's order."""
    for part in details.sub_items():
        left: Number = part.sub_item.points
        for deduction in part.deductions:
            after = left - deduction.effective
            working = working_of(deduction.rule.deduct, findings_of(deduction.facts), part.sub_item.points)
            yield RuleStep(deduction, working, left, after)
            left = after


def mark_steps(assessment: Assessment) -> Iterator[MarkStep]:
    """The marks that were tested: the pass mark where there is a total, the floors of fully examined items."""
    standard = assessment.edition.standard
    if assessment.total is not None:
        yield MarkStep(None, assessment.total, standard.pass_mark)
    for item in assessment.items:
        floor, reached = item.item.pass_score, floor_score(item)
        if floor is not None and reached is not None and not item.unexamined:
            yield MarkStep(item.item.id, reached, floor)


def working_of(deduct: Deduct, findings: Sequence[Finding], points: Number) -> Working:
    """How the points of a rule come about. `points` is what the sub-item is worth."""
    match deduct:
        case Fixed(fixed):
            return Once(fixed)
        case All():
            return Once(points)
        case Each(each, _, cap, free):
            counts = tuple(map(counted, findings))
            return Counted(each, counts, free, each * max(0, sum(counts) - free), cap)
        case Missing(missing, of, cap):
            labels = _missing_labels(of, findings)
            return MissingElements(missing, labels, missing * len(labels), cap)
        case Range(_, _, most):
            chosen = tuple(finding.points or 0 for finding in findings)
            return Chosen(chosen, sum(chosen), deduct.high if most is None else most)
        case Levels(levels, cap):
            parts = tuple((name := finding.level or "", levels[name], finding.count or 1) for finding in findings)
            return ByLevel(parts, sum(worth * count for _, worth, count in parts), cap)
        case Shortfall():
            return _steps(deduct, _holding(deduct, findings, points))
        case Proportion(whole):
            value = _holding(deduct, findings, points)
            return InProportion(value, whole, points, measured(deduct, value.value, points))
        case Bands(bands):
            value = _holding(deduct, findings, points)
            index = next(index for index, band in enumerate(bands) if band.start.value <= value.value)
            return InBand(value, bands[index], bands[index - 1] if index else None)
        case _:
            assert_never(deduct)


def _missing_labels(labels: Mapping[str, str], findings: Sequence[Finding]) -> tuple[str, ...]:
    """The labels of the distinct missing elements, in the order in which they were found."""
    keys = dict.fromkeys(key for finding in findings for key in finding.missing or ())
    return tuple(labels.get(key, key) for key in keys)


def _holding(deduct: Shortfall | Proportion | Bands, findings: Sequence[Finding], points: Number) -> MeasuredValue:
    """The value with the largest deduction; of equals a single value comes before the pooled sample."""
    found = values(findings)
    value = max(found, key=lambda value: measured(deduct, value, points))
    samples = [finding.sample for finding in findings if finding.sample]
    if not samples or value != found[-1]:
        return MeasuredValue(value)
    return MeasuredValue(value, sum(sample.drawn for sample in samples), sum(sample.failed for sample in samples))


def _steps(deduct: Shortfall, value: MeasuredValue) -> Steps:
    """The steps of a value below the limit."""
    steps = max(0, ratio(deduct.below.value - value.value, deduct.every.value))
    taken: Number = {"floor": steps // 1, "ceil": -(-steps // 1), "exact": steps}[deduct.partial]
    return Steps(
        value,
        deduct.below,
        deduct.every,
        deduct.partial,
        steps,
        taken,
        deduct.points,
        deduct.points * taken,
        deduct.max,
    )

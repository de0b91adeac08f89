"""The whole-number units in which a form counts, and what is too fine for them.

A spreadsheet computes with doubles, which hold whole numbers exactly and compare them rightly up to about 10^14. So
every amount is counted in parts of a point, a measured value is two whole numbers, fractions are compared crosswise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from math import lcm
from typing import NamedTuple, TypeAlias, assert_never

from aidscore.model.form import LONGEST_RATIO, MOST_COUNTED, PLACES
from aidscore.model.quantity import Number, Quantity, exact, ratio
from aidscore.model.record import Finding, Record
from aidscore.model.rule import All, Bands, Deduct, Each, Fixed, Levels, Missing, Proportion, Range, Shortfall
from aidscore.model.standard import Edition, Standard
from aidscore.scoring.deduct import amounts
from aidscore.words import _

LIMIT = 10**13
"""No whole number in a form may be larger: ten times as much is still told apart from its neighbors everywhere."""
MOST_UNITS = 10**6
"""So many units may the points of a standard be: their square is a number that a form computes with."""
LARGEST_COEFFICIENT = 10**7
MOST_DECIMALS = 4
"""So many decimals may a standard show: a form tries six more."""
MORE_DECIMALS = 6
MOST_LEVELS = 100
"""The most levels of a rule: a formula compares each of them, and Excel takes 8,192 characters of a formula."""
POINTS_GRID = 100
"""The parts of a point that an inspector may choose where a range has no steps."""

Linear: TypeAlias = Shortfall | Proportion


class Line(NamedTuple):
    """A straight line over whole numbers: (start − slope × value) ÷ per."""

    start: int
    slope: int
    per: int


def unit_of(edition: Edition, record: Record | None = None) -> int:
    """How many units make a point, so that every amount of the standard and of the record is a whole number."""
    numbers = [*_numbers(edition.standard)]
    numbers += [finding.points for finding in record.findings if finding.points is not None] if record else []
    return lcm(*(number.denominator for number in numbers))


def _numbers(standard: Standard) -> Iterator[Number]:
    """Every number of points that a standard names, or that an inspector may choose."""
    yield from (standard.points, standard.pass_mark)
    yield from (grade.start for grade in standard.grades)
    for item, sub_item in standard.sub_items():
        yield sub_item.points
        yield 0 if item.pass_score is None else item.pass_score
        for rule in sub_item.rules:
            yield from amounts(rule.deduct)
            if isinstance(rule.deduct, Range):
                yield ratio(1, POINTS_GRID) if rule.deduct.step is None else rule.deduct.step
    if standard.bonus is not None:
        yield standard.bonus.max or 0
        for bonus_rule in standard.bonus.rules:
            yield from amounts(bonus_rule.add)


def line_of(deduct: Linear, points: int, unit: int) -> Line:
    """The line by which a rule measures: steps where they are whole, else units. `points` are the sub-item's, in units.

    A rule that counts whole steps measures in steps; others measure in units.
    """
    start: Number = points
    if isinstance(deduct, Proportion):
        slope = ratio(points, deduct.proportion_of.value)
    else:
        factor = deduct.points * unit if deduct.partial == "exact" else 1
        start, slope = ratio(factor * deduct.below.value, deduct.every.value), ratio(factor, deduct.every.value)
    per = lcm(start.denominator, slope.denominator)
    return Line(int(start * per), int(slope * per), per)


def coefficient_of(deduct: Deduct, points: int, unit: int) -> int:
    """The largest number by which a measured value is multiplied; 1 for a rule that measures nothing."""
    match deduct:
        case Bands(bands):
            return max(max(band.start.value.numerator, band.start.value.denominator) for band in bands)
        case Shortfall() | Proportion():
            line = line_of(deduct, points, unit)
            cap = in_units(deduct.max, unit) if isinstance(deduct, Shortfall) else 0
            return max(line.start, line.slope, line.per * max(1, cap))
        case Fixed() | All() | Each() | Missing() | Range() | Levels():
            return 1
        case _:
            assert_never(deduct)


def displayed(standard: Standard) -> tuple[int, int]:
    """The decimals of a number, and the most that are added so that it does not cross a mark."""
    decimals = standard.rounding.decimals
    room = 14 - len(str(int(standard.points)))
    return decimals, min(decimals + MORE_DECIMALS, room)


def too_fine(edition: Edition, record: Record | None = None) -> str | None:
    """Why a form of a standard, or of a record, could not be exact; None where it is."""
    return _standard_too_fine(edition, unit_of(edition, record)) or (_record_too_fine(record) if record else None)


def _standard_too_fine(edition: Edition, unit: int) -> str | None:
    """Why a form of a standard could not be exact."""
    standard = edition.standard
    if standard.points * unit > MOST_UNITS:
        return _("{standard}: its points have too many decimals to be exact in a form", standard=edition.reference)
    decimals, most = displayed(standard)
    if decimals > MOST_DECIMALS or most < decimals:
        return _(
            "{standard}: a form shows at most {most} decimals, the standard shows {decimals}",
            standard=edition.reference,
            most=MOST_DECIMALS,
            decimals=decimals,
        )
    for rule_id, levels in _levels(standard):
        if len(levels) > MOST_LEVELS:
            return _("{rule}: a form can compare at most {most} levels", rule=rule_id, most=MOST_LEVELS)
    for sub_item, rule in edition.rules.values():
        if coefficient_of(rule.deduct, int(sub_item.points * unit), unit) > LARGEST_COEFFICIENT:
            return _("{rule}: the limits of this rule have too many digits to be exact in a form", rule=rule.id)
    return None


def _levels(standard: Standard) -> Iterator[tuple[str, Mapping[str, Number]]]:
    """The levels of each rule and bonus rule that has some, with its id."""
    bonus = standard.bonus.rules if standard.bonus else ()
    deducts = ((rule.id, rule.deduct) for _, part in standard.sub_items() for rule in part.rules)
    for id_, deduct in chain(deducts, ((rule.id, rule.add) for rule in bonus)):
        if isinstance(deduct, Levels):
            yield id_, deduct.levels


def _record_too_fine(record: Record) -> str | None:
    """Why a form of a record could not be exact."""
    for finding in record.findings:
        counts = (finding.count or 0, finding.sample.drawn if finding.sample else 0)
        if max(counts) > MOST_COUNTED:
            return _("{rule}: a form counts to {most}", rule=finding.rule, most=MOST_COUNTED)
        if finding.value is not None and not _fits(finding):
            return _("{rule}: the value {value} has too many digits for a form", rule=finding.rule, value=finding.value)
    return None


def _fits(finding: Finding) -> bool:
    """Whether a measured value has room in a form."""
    if not isinstance(finding.value, Quantity):
        return True
    written = str(finding.value)
    if "/" in written:
        return all(len(part) <= LONGEST_RATIO for part in written.split("/"))
    _whole, _point, decimals = written.rstrip("%").partition(".")
    return len(decimals) <= PLACES and finding.value.value <= MOST_COUNTED


def in_units(number: Number | None, unit: int) -> int:
    """A number of points in units; 0 for none."""
    units = (number or 0) * unit
    assert units.denominator == 1, f"{exact(units)} is no whole number of units"
    return int(units)

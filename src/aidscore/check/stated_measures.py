"""Whether a clause states what its deduction measures: limits, where bands begin, the length of steps, what is free."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from operator import contains

from aidscore.check.clauses import BELOW_IT, DEDUCTED, EVERY, FROM_IT, NONE, OVER, WHOLE, WITHIN, Clause
from aidscore.check.figures import Figure
from aidscore.check.numerals import StatedNumber, Unit
from aidscore.model.quantity import Number, Quantity, exact, ratio


def states_limit(figure: Figure, figures: Collection[Figure], clause: Clause) -> bool:
    """Tell whether a clause states a limit of its deduction, at its turn."""
    if any(one.role == "step" for one in figures):
        clause = clause.without_steps(clause.steps(is_share=figure.quantity.is_share))
    if _is_another_limit(figure, figures, clause):
        return False
    return states_measure(figure.quantity, clause) or _states_none(figure.quantity, clause)


def _is_another_limit(figure: Figure, figures: Collection[Figure], clause: Clause) -> bool:
    """Tell whether a clause with as many limits as its bands has another one at the figure's turn.

    Bands that only stand in the wrong order are refused anyway, and their numbers are those of the clause.
    """
    limits = [one for one in figures if one.role == "limit" and not _states_none(one.quantity, clause)]
    if len(limits) < 2 or figure not in limits:
        return False
    expected = [one.value for one in limits]
    readings = [one for one in _limits_in(clause, is_share=figure.quantity.is_share) if len(one) == len(expected)]
    if not readings:
        return False
    likeliest = max(readings, key=lambda reading: sum(map(contains, reading, expected)))
    is_misplaced = all(map(contains, likeliest, sorted(expected, reverse=True)))
    return not is_misplaced and figure.value not in likeliest[limits.index(figure)]


def _limits_in(clause: Clause, *, is_share: bool) -> Iterator[list[set[Number]]]:
    """Yield the limits that a clause may state, the highest first as bands stand; each may be read as several numbers.

    差错率2%以内, 5%以内 are limits of 98% and 95%; 超过4人 is one of 5, or of 4.
    """
    if is_share:
        falling = sorted({one.value for one in clause.shares}, reverse=True)
        yield [{value} for value in falling]
        yield [{1 - value} for value in reversed(falling)]
    else:
        counts = {one.value: one for one in clause.counts if one.unit is Unit.COUNT}
        yield [{value, value + _is_before(one)} for value, one in sorted(counts.items(), reverse=True)]


def _is_before(number: StatedNumber) -> bool:
    """Tell whether a count is the last one that lies outside: 超过2次, 2次以下."""
    return bool(OVER.search(number.before) or BELOW_IT.match(number.after))


def states_measure(quantity: Quantity, clause: Clause) -> bool:
    """Tell whether a clause states a measured value: a limit, where a band begins, or the length of a step."""
    value = quantity.value
    if quantity.is_share:
        return _states_share(value, clause)
    return _states_first(value, clause) or any(
        (one.unit is Unit.POINTS and one.value == value and not DEDUCTED.search(one.before))
        or (one.unit is Unit.SHARE and value in (one.value, one.value * 100))
        for one in clause.numbers
    )


def _states_share(value: Number, clause: Clause) -> bool:
    """Tell whether a clause states a share; 全部 is 100%, and 差错率超过5% is a share of 95% without errors."""
    return (
        any(one.value == value for one in clause.shares)
        or any(one.unit is Unit.PLAIN and one.value in (value, value * 100) for one in clause.numbers)
        or (value == 1 and not clause.shares and bool(WHOLE.search(clause.text)))
        or any(one.value == 1 - value and _is_tolerated(one) for one in clause.shares)
    )


def _is_tolerated(share: StatedNumber) -> bool:
    """Tell whether a share is what may be wrong: 差错率超过5%, 5%以内."""
    return bool(OVER.search(share.before) or WITHIN.match(share.after))


def _states_first(value: Number, clause: Clause) -> bool:
    """Tell whether a clause states the first count of a band, or the one before it: 超过2次 and 2次以下 for 3."""
    return any(number.value == value or (_is_before(number) and number.value + 1 == value) for number in clause.counts)


def _states_none(limit: Quantity, clause: Clause) -> bool:
    """Tell whether a limit of 1 follows from the clause: 没有组织培训的."""
    return limit.value == 1 and not limit.is_share and bool(NONE.search(clause.text))


def states_step(step: Quantity, clause: Clause) -> bool:
    """Tell whether a clause states the length of a step; 每 without a number is a step of 1, or of 1%."""
    if plain := clause.steps(is_share=step.is_share):
        return states_measure(step, clause.with_only(plain))
    measured = [one for one in clause.numbers if one.unit in (Unit.SHARE, Unit.COUNT) and EVERY.search(one.before)]
    if not measured and step.value == (ratio(1, 100) if step.is_share else 1) and EVERY.search(clause.text):
        return True
    return states_measure(step, clause)


def states_free(value: Number, clause: Clause) -> bool:
    """Tell whether a clause states how many are forgiven, or the first that is not: 3次以上 for 2."""
    return any(number.value - bool(FROM_IT.match(number.after)) == value for number in clause.counts)


def has_other_measures(figures: Collection[Figure], clause: Clause) -> bool:
    """Tell whether a clause states a share or a count that none of its deduction's limits and steps is."""
    measures = [figure.quantity for figure in figures if figure.role in ("limit", "step")]
    known = {exact(one.value) for one in measures}
    unit = Unit.SHARE if any(one.is_share for one in measures) else Unit.COUNT
    return any(one.unit is unit and exact(one.value) not in known for one in clause.numbers)

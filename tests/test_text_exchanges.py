"""Text against numbers, measured: numbers of the shipped standards that are exchanged for others of the same clause.

A slip of the pen often leaves a number that the clause has, too, but for something else: the cap where the points for
each should be, a limit where a step should be. Each of them must be noticed, and the standards as they are must be
silent.
"""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from written import read

from aidscore.check.figures import figures_of
from aidscore.check.numerals import stated_numbers
from aidscore.check.text_numbers import unstated
from aidscore.model.quantity import Quantity
from aidscore.model.standard import Standard

SHIPPED = Path(__file__).parents[1] / "standards"
UNNOTICED = {("A3.6", "levels")}
"""Two levels that may change places, as the clause does not call them by their names."""


def clauses():
    """Every rule that has a text: id, text, deduction, what it is worth at most, requirement."""
    for path in sorted(SHIPPED.glob("*/*.yaml")):
        standard = read(path.read_text(encoding="utf-8"), Standard)
        for _, part in standard.sub_items():
            yield from ((rule.id, rule.text, rule.deduct, part.points, part.requirement or "") for rule in part.rules)
        yield from ((rule.id, rule.text, rule.add, standard.bonus.max, "") for rule in standard.bonus.rules)


def exchanged(node, path, value):
    """A deduction with another number at a key path."""
    if not path:
        return replace(node, value=value) if isinstance(node, Quantity) else value
    key, *rest = path
    if isinstance(node, tuple):
        return (*node[:key], exchanged(node[key], rest, value), *node[key + 1 :])
    if isinstance(node, dict):
        return {**node, key: exchanged(node[key], rest, value)}
    name = "start" if key == "from" else key
    return replace(node, **{name: exchanged(getattr(node, name), rest, value)})


def numbers_of(deduct):
    """The numbers of a deduction with their key paths within its model."""
    return [(figure.path or ("fixed",), figure.value) for figure in figures_of(deduct)]


def is_refused(one, two):
    """Whether two numbers that change places are refused anyway: a range that falls, bands that rise."""
    return {one[0], two[0]} == {"range"} or {one[-1], two[-1]} == {"from"}


CLAUSES = list(clauses())
CHANGES = [
    (clause, path, other)
    for clause in CLAUSES
    for path, value in numbers_of(clause[2])
    for other in sorted({number.value for number in stated_numbers(clause[1])} - {value, 0})
]
PAIRS = [
    (clause, one, two)
    for clause in CLAUSES
    for one, two in combinations(numbers_of(clause[2]), 2)
    if one[1] != two[1] and not is_refused(one[0], two[0])
]


def is_noticed(clause, deduct):
    """Whether a deduction that a rule's text does not state is noticed."""
    _, text, _, whole, requirement = clause
    return any(unstated(text, deduct, whole, requirement))


def test_there_is_something_to_measure():
    assert (len(CLAUSES), len(CHANGES) > 600, len(PAIRS) > 250) == (153, True, True)


@pytest.mark.parametrize("clause", CLAUSES, ids=[clause[0] for clause in CLAUSES])
def test_a_clause_as_it_is_is_silent(clause):
    assert not is_noticed(clause, clause[2])


def test_every_number_that_is_exchanged_for_another_of_its_clause_is_noticed():
    silent = [
        (clause[0], path, other)
        for clause, path, other in CHANGES
        if not is_noticed(clause, exchanged(clause[2], path, other))
    ]
    assert silent == []


def test_two_numbers_that_change_places_are_noticed():
    silent = {
        (clause[0], one[0][0])
        for clause, one, two in PAIRS
        if not is_noticed(clause, exchanged(exchanged(clause[2], one[0], two[1]), two[0], one[1]))
    }
    assert silent == UNNOTICED

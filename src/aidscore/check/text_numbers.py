"""Text against numbers (spec, section 14): the numbers of a rule's deduction that its text does not state.

A reader is the measure: what he would take from the clause counts as stated. A cap that equals the sub-item's points
needs no words, 得3分 of 4 states a deduction of 1, 每低百分点 a step of 1%, 超过2次 a band from 3. Where the text says
plainly what a number is (最多, 每低, 以上), the number at that place of the deduction must be the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import assert_never

from aidscore.check import elements, run
from aidscore.check.clauses import Clause
from aidscore.check.figures import Figure, figures_of
from aidscore.check.stated_measures import has_other_measures, states_free, states_limit, states_measure, states_step
from aidscore.check.stated_points import states_cap, states_interval, states_points
from aidscore.model.chinese import Term, key_term
from aidscore.model.quantity import Number
from aidscore.model.rule import Band, Deduct
from aidscore.model.source import KeyPath, Problem
from aidscore.model.standard import Bonus, BonusRule, Rule, Standard, SubItem


def check_texts(standard: Standard) -> Iterator[Problem]:
    """Yield the warning `text-differs` for each number of a deduction that its clause does not state.

    Only who writes a standard needs to know, and it takes longer than all other checks: scoring does not ask.
    """
    for index, item in elements(standard, "items"):
        for number, sub_item in elements(item, "sub_items"):
            at_rules: KeyPath = ("items", index, "sub_items", number, "rules")
            for place, rule in elements(sub_item, "rules"):
                yield from run(TEXT_CHECKS, rule, sub_item, (*at_rules, place))
    if (bonus := getattr(standard, "bonus", None)) is not None:
        at_bonus: KeyPath = ("bonus", "rules")
        for index, rule in elements(bonus, "rules"):
            yield from run(BONUS_TEXT_CHECKS, rule, bonus, (*at_bonus, index))


def rule_states_its_numbers(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """The text of a rule states the numbers of its deduction."""
    for place, number in unstated(rule.text, rule.deduct, sub_item.points, sub_item.requirement or ""):
        key = _key_of(rule.deduct, place) or key_term(Rule, "deduct")
        yield Problem("text-differs", (*path, "deduct", *place), {"id": rule.id, "number": number, "key": key})


def bonus_states_its_numbers(rule: BonusRule, bonus: Bonus, path: KeyPath) -> Iterator[Problem]:
    """The text of a bonus rule states what it adds."""
    for place, number in unstated(rule.text, rule.add, bonus.max):
        key = _key_of(rule.add, place) or key_term(BonusRule, "add")
        yield Problem("text-differs", (*path, "add", *place), {"id": rule.id, "number": number, "key": key})


TEXT_CHECKS = (rule_states_its_numbers,)
BONUS_TEXT_CHECKS = (bonus_states_its_numbers,)


def _key_of(deduct: Deduct, place: KeyPath) -> Term | None:
    """The key that a number of a deduction stands at, or the name of its level; None if it is the whole deduction."""
    keys = [step for step in place if isinstance(step, str)]
    if not keys:
        return None
    if keys[0] == "levels":
        return Term(keys[-1])
    return key_term(Band if keys[0] == "bands" else type(deduct), keys[-1])


def unstated(text: str, deduct: Deduct, whole: Number | None, requirement: str = "") -> Iterator[tuple[KeyPath, str]]:
    """Yield the numbers of a deduction that the clause does not state, each with its key path below `deduct`.

    `whole` is the sub-item's points, or the cap of the bonus section. A limit may be left to the sub-item's
    `requirement`, where the clause itself states no other one.
    """
    figures, clause = list(figures_of(deduct)), Clause.of(text, whole)
    for figure in figures:
        if not _is_stated(figure, figures, clause) and not _is_required(figure, figures, clause, requirement):
            yield figure.path, str(figure.quantity)


def _is_required(figure: Figure, figures: Collection[Figure], clause: Clause, requirement: str) -> bool:
    """Tell whether a limit that a clause leaves open is the one of the sub-item's requirement, or 100%."""
    if figure.role != "limit" or has_other_measures(figures, clause):
        return False
    if figure.quantity.is_share and figure.quantity.value == 1:
        return True
    return states_measure(figure.quantity, Clause.of(requirement, clause.whole))


def _is_stated(figure: Figure, figures: Collection[Figure], clause: Clause) -> bool:
    """Tell whether a clause states a figure of its deduction."""
    match figure.role:
        case "points" | "unit":
            return states_points(figure, figures, clause)
        case "cap":
            return states_cap(figure.value, figures, clause)
        case "limit":
            return states_limit(figure, figures, clause)
        case "step":
            return states_step(figure.quantity, clause)
        case "interval":
            return states_interval(figure, figures, clause)
        case "free":
            return states_free(figure.value, clause)
        case _:
            assert_never(figure.role)

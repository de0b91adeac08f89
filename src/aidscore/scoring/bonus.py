"""What each bonus rule adds to a sheet: nominal before, effective after the caps of the section and of the total."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aidscore.model.quantity import Number
from aidscore.model.results import Fact
from aidscore.model.standard import BonusRule
from aidscore.scoring.deduct import granted
from aidscore.scoring.details import Details
from aidscore.scoring.sheet import findings_of


class Addition(NamedTuple):
    """What one bonus rule adds, in points: after its own cap, and after the caps of the section and of the total."""

    rule: BonusRule
    nominal: Number
    effective: Number
    facts: tuple[Fact, ...]


def additions(details: Details) -> Iterator[Addition]:
    """An addition for each bonus rule with a finding, in the standard's order.

    Each takes effect until what was granted is used up: the effective additions are together the bonus.
    """
    left = details.assessment.bonus
    for name, facts in details.bonus_facts.items():
        rule = details.assessment.edition.bonus_rules[name]
        nominal = granted(rule.add, findings_of(facts))
        effective = min(nominal, left)
        left -= effective
        yield Addition(rule, nominal, effective, facts)

"""Conditions that options set for a result: if one is not met, the exit code is 1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aidscore.cli.options import wrong_usage
from aidscore.words import _

if TYPE_CHECKING:
    from aidscore.model.quantity import Number
    from aidscore.model.results import Outcome


def fail_limit(text: str | None) -> Number | None:
    """The number of --fail-under."""
    from aidscore.model.quantity import parse_decimal

    if text is None:
        return None
    try:
        return parse_decimal(text)
    except ValueError:
        wrong_usage(_("--fail-under takes a number such as 90 or 89.5, not {text}", text=text))


def below(totals: Iterable[Number | None], limit: Number | None) -> bool:
    """Whether a result is below the limit, or there is none."""
    return limit is not None and any(total is None or total < limit for total in totals)


def targets_met(outcome: Outcome) -> bool:
    """Whether there is a target and every target is met."""
    targets = [phase.target for phase in outcome.phases if phase.target is not None]
    return bool(targets) and all(target.met for target in targets)

"""The changes by clause: a clause that is reworded and changed in effect is one entry (spec, section 9)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from aidscore.model.change import EFFECTS, Change, Effect
from aidscore.model.comparison import ClauseChanges


def changes_by_clause(changes: Sequence[Change]) -> tuple[ClauseChanges, ...]:
    """An entry for each clause, in the order of its first change."""
    numbers: dict[Hashable, list[int]] = {}
    for number, change in enumerate(changes):
        numbers.setdefault(_identity(change), []).append(number)
    return tuple(_entry(changes, group) for group in numbers.values())


def _identity(change: Change) -> Hashable:
    """What changes of one clause have in common; another clause may have taken the id of one that was removed."""
    if change.level == "standard":
        return change.level, change.aspect
    return change.level, change.id, change.kind == "removed"


def _entry(changes: Sequence[Change], numbers: Sequence[int]) -> ClauseChanges:
    """The entry of the changes with these numbers."""
    own = [changes[number] for number in numbers]
    pulls = {change.effect for change in own}
    effects: tuple[Effect, ...] = tuple(effect for effect in EFFECTS if effect in pulls and effect != "editorial")
    formers = tuple(dict.fromkeys(change.was for change in own if change.was is not None))
    return ClauseChanges(own[0].level, own[0].id, formers, effects or ("editorial",), tuple(numbers))

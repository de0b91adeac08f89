"""Which changes decide that a center's verdict is another one by the new version (spec, section 9)."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore.model.comparison import ClauseChanges
from aidscore.versions.rescoring import IntermediateCenter
from aidscore.versions.weighing import Weighed


def deciding(center: IntermediateCenter, weighed: Weighed, clauses: Sequence[ClauseChanges]) -> tuple[int, ...]:
    """The numbers of the clauses that decide a verdict: without any one of them it would not be what it is.

    Where there is no such clause, those that each suffice alone; where there is none either, all that touch the center.
    A verdict that is open because findings are lost is decided by what became of their clauses.
    """
    if center.before.verdict == weighed.after.verdict:
        return ()
    if weighed.lost and weighed.after.verdict == "undecided":
        return _losing(clauses, {finding.rule for finding in weighed.lost})
    changes = {number for visit in center.counting for number in visit.touching}
    touching = [number for number, clause in enumerate(clauses) if not changes.isdisjoint(clause.changes)]
    every = frozenset(range(len(center.pair.changes)))
    after = center.by(every).verdict
    needed = [one for one in touching if center.by(every.difference(clauses[one].changes)).verdict != after]
    if needed:
        return tuple(needed)
    enough = [one for one in touching if center.by(frozenset(clauses[one].changes)).verdict == after]
    return tuple(enough or touching)


def _losing(clauses: Sequence[ClauseChanges], lost: set[str]) -> tuple[int, ...]:
    """The clauses of the old version whose findings are lost: removed, split, joined or changed."""
    return tuple(number for number, clause in enumerate(clauses) if lost & {*(clause.was or (clause.id,))})

"""Which changes decide that a center's verdict is another one by the new version (spec, section 9)."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore.model.change import Change
from aidscore.model.comparison import ClauseChanges
from aidscore.model.results import CenterResult, CenterVerdict, PhaseResult, Visit
from aidscore.scoring.combine import center_result
from aidscore.versions.attribution import touches_total
from aidscore.versions.carry import carried
from aidscore.versions.intermediate import VersionPair
from aidscore.versions.weighing import Weighed


def deciding(
    before: CenterResult, weighed: Weighed, phase: PhaseResult, pair: VersionPair, clauses: Sequence[ClauseChanges]
) -> tuple[int, ...]:
    """The numbers of the clauses that decide a verdict: without any one of them it would not be what it is.

    Where there is no such clause, those that each suffice alone; where there is none either, all that touch the center.
    A verdict that is open because findings are lost is decided by what became of their clauses.
    """
    if before.verdict == weighed.after.verdict:
        return ()
    if weighed.lost and weighed.after.verdict == "undecided":
        return _losing(clauses, {finding.rule for finding in weighed.lost})
    visits = [counted.visit for counted in before.visits if counted.counts]
    touching = [
        number
        for number, clause in enumerate(clauses)
        if any(_touches(pair.changes[one], visits, pair) for one in clause.changes)
    ]

    def verdict(chosen: frozenset[int]) -> CenterVerdict:
        """The center's verdict by an intermediate edition."""
        edition = pair.partial(chosen)
        moved = [carried(visit, pair, edition)[0] for visit in visits]
        return center_result(before.center, moved, edition, phase.phase).verdict

    every, after = frozenset(range(len(pair.changes))), verdict(frozenset(range(len(pair.changes))))
    needed = [number for number in touching if verdict(every.difference(clauses[number].changes)) != after]
    enough = (
        [number for number in touching if verdict(frozenset(clauses[number].changes)) == after] if not needed else []
    )
    return tuple(needed or enough or touching)


def _losing(clauses: Sequence[ClauseChanges], lost: set[str]) -> tuple[int, ...]:
    """The clauses of the old version whose findings are lost: removed, split, joined or changed."""
    return tuple(number for number, clause in enumerate(clauses) if lost & {*(clause.was or (clause.id,))})


def _touches(change: Change, visits: Sequence[Visit], pair: VersionPair) -> bool:
    """Whether a change can have to do with a center's verdict: with its total, the pass mark or a floor."""
    return change.kind == "pass mark" or touches_total(change, visits, pair)

"""Visits compared with earlier ones, and phases compared with the phases before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aidscore.follow_up.compare import Versions, compared
from aidscore.follow_up.examination import Examination, of_sheets, of_visit
from aidscore.model.follow_up import CenterFollowUp, FollowUp, Occasion, PhaseFollowUp
from aidscore.model.results import CenterResult, PhaseResult, Visit
from aidscore.scoring.standings import sheets_of


def visit_follow_up(visit: Visit, earlier: Iterable[Visit]) -> FollowUp | None:
    """A visit compared with earlier ones to the same center; None where none of them is.

    Visits of the same day or of a later one are left out, and self-inspections where there is another earlier visit.
    """
    center, day = visit.record.center, visit.record.date
    same = [other for other in earlier if other.record.center == center and other.record.date < day]
    inspections = [other for other in same if other.record.channel != "self"]
    found = compared(of_visit(visit), [of_visit(other) for other in inspections or same], Versions())
    return found if found.earlier else None


def phase_follow_ups(phases: Sequence[PhaseResult]) -> tuple[PhaseFollowUp, ...]:
    """Each phase compared with the phases before, center by center.

    A center is compared by the sheets that its result is made of, as its deductions are listed.
    """
    versions = Versions()
    columns = [_examinations(phase) for phase in phases]
    return tuple(
        PhaseFollowUp(phase, tuple(_centers(phase, columns[number], columns[:number], versions)))
        for number, phase in enumerate(phases)
    )


def _examinations(phase: PhaseResult) -> dict[str, Examination]:
    """What was examined and found in a phase, by the id of the center."""
    if phase.phase is None:
        return {}
    occasion = Occasion(phase.phase.id, phase.phase.start)
    sheets = {center.center.id: sheets_of(center) for center in phase.centers}
    return {name: of_sheets(occasion, found) for name, found in sheets.items() if found}


def _centers(
    phase: PhaseResult,
    examined: dict[str, Examination],
    before: Sequence[dict[str, Examination]],
    versions: Versions,
) -> Iterator[CenterFollowUp]:
    """The centers of a phase, each compared with itself in the phases before."""
    for center in phase.centers:
        yield CenterFollowUp(center.center, _center(center, examined, before, versions))


def _center(
    center: CenterResult,
    examined: dict[str, Examination],
    before: Sequence[dict[str, Examination]],
    versions: Versions,
) -> FollowUp | None:
    """A center compared with itself in the phases before."""
    name = center.center.id
    earlier = [column[name] for column in before if name in column]
    return compared(examined[name], earlier, versions) if name in examined and earlier else None

"""The visits to one center in one phase make one result (spec, section 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from aidscore.model.campaign import Center, Combine, Phase, Weights
from aidscore.model.record import CHANNELS, Channel
from aidscore.model.results import Assessment, CenterResult, CountedVisit, Reason, Visit
from aidscore.model.standard import Edition
from aidscore.scoring.average import averaged, item_scores, vetoes_of
from aidscore.scoring.score import score
from aidscore.scoring.union import union


def center_result(
    center: Center, visits: Sequence[Visit], edition: Edition, phase: Phase | None, refused: int = 0, blank: int = 0
) -> CenterResult:
    """The result of a center from its visits of a phase.

    `refused` is how many of its records were refused, `blank` how many forms of it have no entry.
    """
    channels = counting_channels(phase)
    ordered = sorted(visits, key=_order)
    counting = [visit for visit in ordered if visit.record.channel in channels]
    if counting:
        result = _combined(center, combine_of(phase), channels, counting, edition)
    else:
        result = CenterResult(center, "not-assessed", reasons=_not_assessed(center, phase, refused, blank))
    reasons = result.reasons
    if refused:
        reasons = (*reasons, Reason("refused-records", None, {"number": refused}))
    shown = tuple(CountedVisit(visit, visit.record.channel in channels) for visit in ordered)
    return replace(result, visits=shown, reasons=reasons)


def _not_assessed(center: Center, phase: Phase | None, refused: int, blank: int) -> tuple[Reason, ...]:
    """Why a center without a counting visit is not assessed; refused records are a reason of their own."""
    if phase is not None and not phase.includes(center.id):
        return (Reason("not-in-phase"),)
    if blank:
        return (Reason("blank-form"),)
    return () if phase is None and refused else (Reason("no-visit"),)


def counting_channels(phase: Phase | None) -> tuple[Channel, ...]:
    """The channels whose visits count; without a campaign all but self."""
    return phase.counting if phase else tuple(channel for channel in CHANNELS if channel != "self")


def combine_of(phase: Phase | None) -> Combine:
    """How a phase combines visits; without a campaign the latest decides."""
    return (phase.combine if phase else None) or "latest"


def clashing(combine: Combine, counting: Sequence[Visit]) -> list[Visit]:
    """The counting visits of one day whose order would matter and is not known."""
    by_day: dict[date, list[Visit]] = defaultdict(list)
    for visit in counting:
        by_day[visit.record.date].append(visit)
    several = {day: visits for day, visits in by_day.items() if len(visits) > 1}
    if not several:
        return []
    match combine:
        case "latest":
            return several.get(max(by_day), [])
        case "union":
            follow_ups = {visit.record.date for visit in counting if visit.record.channel == "follow-up"}
            return [visit for day, visits in several.items() if day in follow_ups for visit in visits]
        case "mean" | "worst" | Weights():
            return []
        case _:
            assert_never(combine)


def _order(visit: Visit) -> tuple[date, int, str, str]:
    """The order in which visits are shown and combined; it does not depend on file names where records are unique."""
    record = visit.record
    return record.date, CHANNELS.index(record.channel), record.visit or "", visit.source


def _combined(
    center: Center, combine: Combine, channels: Sequence[Channel], counting: Sequence[Visit], edition: Edition
) -> CenterResult:
    """The result of the counting visits (at least one), which are in order of date."""
    if clash := clashing(combine, counting):
        return _undecided(center, clash, counting, edition)
    match combine:
        case "latest":
            return _decided_by(center, counting[-1].assessment)
        case "union":
            return _open_if_lost(_decided_by(center, score(union(edition, counting))), counting)
        case "mean" | "worst" | Weights():
            return averaged(center, combine, channels, counting, edition)
        case _:
            assert_never(combine)


def _open_if_lost(result: CenterResult, counting: Sequence[Visit]) -> CenterResult:
    """A result without a score where a visit has findings without a place in the correction that scored it."""
    lost = [reason for visit in counting for reason in visit.assessment.reasons if reason.code == "not-carried-over"]
    if not lost:
        return result
    reasons = (*result.reasons, *lost)
    return replace(result, verdict="undecided", total=None, bounds=None, grade=None, items=None, reasons=reasons)


def _undecided(center: Center, clash: Sequence[Visit], counting: Sequence[Visit], edition: Edition) -> CenterResult:
    """The result of a center whose visits of one day cannot be put in order."""
    days = sorted({visit.record.date.isoformat() for visit in clash})
    return CenterResult(
        center=center,
        verdict="undecided",
        provisional=any(visit.assessment.provisional for visit in counting),
        vetoes=vetoes_of(edition, counting),
        reasons=(Reason("same-day-visits", None, {"dates": tuple(days)}),),
    )


def _decided_by(center: Center, sheet: Assessment) -> CenterResult:
    """The result of a center where one sheet decides."""
    return CenterResult(
        center=center,
        verdict=sheet.verdict,
        total=sheet.total,
        bounds=sheet.bounds,
        grade=sheet.grade,
        provisional=sheet.provisional,
        vetoes={veto: sheet.edition.vetoes[veto] for veto in sheet.vetoes},
        reasons=sheet.reasons,
        items=item_scores(sheet) or None,
        deciding=sheet,
    )

"""Sensitivity: what other pass marks, and a point more or less in an item, would change. All exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from aidscore.model.campaign import Center
from aidscore.model.quantity import Number, plain, ratio
from aidscore.model.results import Assessment, Bounds, CenterResult, CenterVerdict, PhaseResult
from aidscore.model.standard import Item
from aidscore.scoring.average import averaged
from aidscore.scoring.combine import combine_of, counting_channels
from aidscore.scoring.details import sheet_of
from aidscore.scoring.score import bonus_facts, bonus_of
from aidscore.scoring.statistics import UNTOLD
from aidscore.scoring.verdict import misses, verdict_of

LOWEST, HIGHEST = 60, 100
"""The marks that are tried, in hundredths of the standard's points."""
NEAR = 1
"""A center is near a mark where its total is at most so many points away from it."""


class AtMark(NamedTuple):
    """How many centers would pass with another pass mark; floors and vetoes hold as they are."""

    mark: Number
    """In points."""
    passed: int


class Turned(NamedTuple):
    """A center whose verdict would be another one."""

    center: Center
    before: CenterVerdict
    after: CenterVerdict


class Nudge(NamedTuple):
    """One point more or less in an item, for every center and every visit; never below 0 or above what is possible."""

    item: Item
    points: Literal[1, -1]
    turned: tuple[Turned, ...]
    """In the campaign's order."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How firmly a phase stands. All numbers are exact points."""

    marks: tuple[AtMark, ...]
    """Every hundredth of the points from 60 to 100."""
    target_mark: Number | None
    """The highest pass mark at which the target is reached; None without a target, or where no mark reaches it."""
    near_pass: tuple[CenterResult, ...]
    """The centers with a total within 1 point of the pass mark, in the campaign's order."""
    near_target: tuple[CenterResult, ...]
    """The centers with a total within 1 point of `target_mark`."""
    nudges: tuple[Nudge, ...]
    """For each item a point more and a point less, in the standard's order."""


def sensitivity(phase: PhaseResult) -> Sensitivity:
    """The sensitivity of a phase (issue 11)."""
    standard = phase.edition.standard
    reached: list[Number] = [mark for one in phase.centers if (mark := highest_mark(one)) is not None]
    highest = sorted(reached, reverse=True)
    tried = (ratio(standard.points * hundredth, 100) for hundredth in range(LOWEST, HIGHEST + 1))
    target = _target_mark(phase, highest)
    return Sensitivity(
        marks=tuple(AtMark(mark, sum(mark <= one for one in highest)) for mark in tried),
        target_mark=target,
        near_pass=_near(phase, standard.pass_mark),
        near_target=() if target is None else _near(phase, target),
        nudges=tuple(_nudges(phase)),
    )


def highest_mark(center: CenterResult) -> Number | None:
    """The highest pass mark with which a center passes; None where no mark lets it pass."""
    is_missed = any(reason.code in ("item-below-floor", *UNTOLD) for reason in center.reasons)
    if is_missed or center.vetoes:
        return None
    if center.total is not None or center.bounds is None or center.deciding is None:
        return center.total
    sheet, low = center.deciding, center.bounds.low
    floors = misses(sheet.edition.standard, sheet.items, low, full=False)
    return None if any(miss.code == "item-below-floor" for miss in floors) else low


def _target_mark(phase: PhaseResult, highest: Sequence[Number]) -> Number | None:
    """The mark that as many centers reach as the target needs; `highest` is in order, the highest first."""
    needed = phase.target.needed if phase.target else 0
    return highest[needed - 1] if 0 < needed <= len(highest) else None


def _near(phase: PhaseResult, mark: Number) -> tuple[CenterResult, ...]:
    """The centers with a total near a mark."""
    return tuple(one for one in phase.centers if one.total is not None and -NEAR <= one.total - mark <= NEAR)


# ---- a point more or less


def _nudges(phase: PhaseResult) -> Iterator[Nudge]:
    """What a point more and a point less in each item would turn."""
    for index, item in enumerate(phase.edition.standard.items):
        for points in (1, -1):
            changed = ((center, _verdict(center, phase, index, points)) for center in phase.centers)
            turned = (Turned(one.center, one.verdict, after) for one, after in changed if after != one.verdict)
            yield Nudge(item, 1 if points > 0 else -1, tuple(turned))


def _verdict(center: CenterResult, phase: PhaseResult, index: int, points: int) -> CenterVerdict:
    """The verdict of a center with some points more in an item; its own where that cannot be told."""
    visits = [counted.visit for counted in center.visits if counted.counts]
    if not visits or any(reason.code in UNTOLD for reason in center.reasons):
        return center.verdict
    match combine_of(phase.phase):
        case "latest" | "union":
            return center.verdict if center.deciding is None else nudged(center.deciding, index, points).verdict
        case combine:
            changed = [replace(visit, assessment=nudged(visit.assessment, index, points)) for visit in visits]
            return averaged(center.center, combine, counting_channels(phase.phase), changed, phase.edition).verdict


def nudged(sheet: Assessment, index: int, points: int) -> Assessment:
    """A sheet with some points more in an item, within what was examined and is possible of it; its grade stays."""
    item = sheet.items[index]
    earned = max(0, min(item.possible - item.unexamined, item.earned + points))
    items = (*sheet.items[:index], item._replace(earned=earned), *sheet.items[index + 1 :])
    total = plain(sheet.earned + earned - item.earned)
    low, high = (_total(sheet, points_) for points_ in (total, total + sum(one.unexamined for one in items)))
    applicable = len(sheet.not_applicable) < len(sheet.edition.sub_items)
    standard = sheet.edition.standard
    totals = Bounds(low, high)
    verdict, reasons = verdict_of(standard, items, sheet.vetoes, totals, sheet.unexamined, applicable=applicable)
    return replace(
        sheet,
        items=items,
        earned=total,
        total=None if sheet.total is None else low,
        bounds=None if sheet.bounds is None else totals,
        verdict=verdict,
        reasons=reasons,
    )


def _total(sheet: Assessment, earned: Number) -> Number:
    """The total of a sheet that earned some points, with its bonus and its vetoes (spec, section 6)."""
    edition, full = sheet.edition, sheet.edition.standard.points
    if any(edition.vetoes[veto].effect == "zero" for veto in sheet.vetoes):
        return 0
    base = ratio(earned * full, sheet.possible) if sheet.possible else 0
    bonus = 0 if sheet.vetoes else bonus_of(edition, bonus_facts(sheet_of(sheet)))
    return min(plain(base + bonus), full)

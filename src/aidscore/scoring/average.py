"""`combine: mean`, `worst` and weights: one total of the totals of several visits (spec, section 7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias, assert_never

from aidscore.model.campaign import Center, Combine, Weights
from aidscore.model.quantity import Number, plain, ratio, total_of
from aidscore.model.record import Channel
from aidscore.model.results import Assessment, CenterResult, Reason, Visit
from aidscore.model.standard import Edition, Verdict, Veto
from aidscore.scoring.verdict import floor_score, grade_of

Average: TypeAlias = Literal["mean", "worst"] | Weights


def averaged(
    center: Center, combine: Average, channels: Sequence[Channel], counting: Sequence[Visit], edition: Edition
) -> CenterResult:
    """The result of a center from the exact totals of its counting visits (at least one).

    A visit without a total, or a weighted channel without a visit, leaves it without a score; a `zero` veto makes the
    score 0 whatever is missing.
    """
    vetoes = vetoes_of(edition, counting)
    gaps = _gaps(combine, channels, counting)
    total: Number | None = None
    if any(veto.effect == "zero" for veto in vetoes.values()):
        total = 0
    elif not gaps:
        total = _average(combine, [(visit, visit.assessment.total or 0) for visit in counting])
    failures = [Reason("veto", veto) for veto in vetoes]
    failures += [] if total is None else _misses(edition, total, counting)
    verdict: Verdict = "fail" if failures else "undecided" if total is None else "pass"
    deciding = worst_of(counting).assessment if combine == "worst" and not gaps else None
    return CenterResult(
        center=center,
        verdict=verdict,
        total=total,
        grade=None if total is None else grade_of(edition.standard, total, verdict),
        provisional=any(visit.assessment.provisional for visit in counting),
        vetoes=vetoes,
        reasons=(*failures, *gaps),
        items=_items(combine, channels, counting, deciding) or None,
        deciding=deciding,
    )


def vetoes_of(edition: Edition, counting: Sequence[Visit]) -> dict[str, Veto]:
    """The vetoes of an edition that hold in any of the visits, by id, in the standard's order."""
    held = {veto for visit in counting for veto in visit.assessment.vetoes}
    return {veto.id: veto for veto in edition.standard.vetoes if veto.id in held}


def item_scores(assessment: Assessment) -> dict[str, Number]:
    """The items' scores of a deciding sheet, by id: earned, of what is possible."""
    return {item.item.id: item.score for item in assessment.items if item.score is not None}


def worst_of(visits: Sequence[Visit]) -> Visit:
    """The visit with the lowest total; of equal totals the later date, then the channel's name, then the visit's."""
    by_name = sorted(visits, key=lambda visit: (visit.record.channel, visit.record.visit or ""))
    latest_first = sorted(by_name, key=lambda visit: visit.record.date, reverse=True)
    return min(latest_first, key=lambda visit: visit.assessment.total or 0)


def _gaps(combine: Average, channels: Sequence[Channel], counting: Sequence[Visit]) -> list[Reason]:
    """Why there is no combined score: visits without a score, weighted channels without a visit."""
    gaps = {
        (reason.code, visit.source): reason
        for visit in counting
        if visit.assessment.total is None or visit.assessment.verdict == "undecided"
        for reason in visit.assessment.reasons
        if reason.code in ("not-fully-examined", "nothing-applicable", "not-carried-over")
    }
    absent = [Reason("channel-without-visit", channel) for channel in _absent(combine, channels, counting)]
    return [*gaps.values(), *absent]


def _absent(combine: Average, channels: Sequence[Channel], visits: Sequence[Visit]) -> list[Channel]:
    """The weighted channels, out of the channels that count, that have none of the visits."""
    match combine:
        case "mean" | "worst":
            return []
        case Weights(weights):
            visited = {visit.record.channel for visit in visits}
            return [channel for channel in channels if channel in weights and channel not in visited]
        case _:
            assert_never(combine)


def _misses(edition: Edition, total: Number, counting: Sequence[Visit]) -> list[Reason]:
    """The pass mark, if the total misses it, and the item floors that any of the visits misses, each once."""
    mark = edition.standard.pass_mark
    below = [Reason("below-pass-mark", None, {"total": total, "mark": mark})] if total < mark else []
    floors: dict[str | None, Reason] = {}
    for visit in counting:
        for reason in visit.assessment.reasons:
            if reason.code == "item-below-floor":
                floors.setdefault(reason.id, reason)
    return [*below, *floors.values()]


def _average(combine: Average, numbers: Sequence[tuple[Visit, Number]]) -> Number:
    """One number of several visits' numbers: the least, the mean, or the mean within each channel, then weighted."""
    match combine:
        case "worst":
            return min(number for _, number in numbers)
        case "mean":
            return ratio(total_of([number for _, number in numbers]), len(numbers))
        case Weights(weights):
            total: Number = 0
            for channel, weight in weights.items():
                within = [number for visit, number in numbers if visit.record.channel == channel]
                total += weight * ratio(total_of(within), len(within))
            return plain(total)
        case _:
            assert_never(combine)


def _items(
    combine: Average, channels: Sequence[Channel], counting: Sequence[Visit], deciding: Assessment | None
) -> dict[str, Number]:
    """The items' scores, by id: those of the deciding sheet, or their means.

    Without a score, what can be told are means of the items that every visit examined fully; which visit is the worst
    cannot be told.
    """
    if combine == "worst":
        return item_scores(deciding) if deciding else {}
    return _item_means(combine, channels, counting)


def _item_means(combine: Average, channels: Sequence[Channel], counting: Sequence[Visit]) -> dict[str, Number]:
    """The items' means, by id, over earned ÷ possible × points; an item needs the channels that the total needs."""
    means: dict[str, Number] = {}
    for columns in zip(*(visit.assessment.items for visit in counting), strict=True):
        if any(item.unexamined for item in columns):
            continue
        mean = part_average(combine, channels, [*zip(counting, map(floor_score, columns), strict=True)])
        if mean is not None:
            means[columns[0].item.id] = mean
    return means


def part_average(
    combine: Combine, channels: Sequence[Channel], scores: Sequence[tuple[Visit, Number | None]]
) -> Number | None:
    """One score of several visits' scores in a part that all of them examined; None where they cannot make one.

    A score is None where nothing of the part applies. Every weighted channel needs a score.
    """
    known = [(visit, score) for visit, score in scores if score is not None]
    match combine:
        case "latest" | "union" | "worst":
            return None
        case "mean" | Weights():
            is_complete = bool(known) and not _absent(combine, channels, [visit for visit, _ in known])
            return _average(combine, known) if is_complete else None
        case _:
            assert_never(combine)

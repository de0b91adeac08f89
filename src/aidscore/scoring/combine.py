"""Several visits to one center make one result (spec, section 7); centers make citywide counts (section 8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import assert_never

from aidscore.model.campaign import Campaign, Center, Combine, Phase, Weights
from aidscore.model.quantity import Number, plain, ratio, total_of
from aidscore.model.record import CHANNELS, Channel
from aidscore.model.results import (
    Assessment,
    CenterResult,
    CenterVerdict,
    CountedVisit,
    Counts,
    Fact,
    PhaseResult,
    Reason,
    Refused,
    Sheet,
    Target,
    Visit,
)
from aidscore.model.standard import Edition, Verdict, Veto
from aidscore.scoring.score import floor_score, grade_of, score, sheet_of


def phase_result(
    campaign: Campaign | None,
    phase: Phase | None,
    edition: Edition,
    visits: Sequence[Visit],
    refused: Sequence[Refused] = (),
) -> PhaseResult:
    """A phase: each participating center from its visits, and the counts that always add up.

    Without a campaign there is one phase, `combine: latest`, and the centers seen are the denominator.
    """
    if campaign is None:
        seen = sorted({visit.record.center for visit in visits})
        participating = tuple(Center(name, name) for name in seen)
    else:
        participating = campaign.participating
    excluded = tuple(center for center in campaign.centers if center.excluded is not None) if campaign else ()
    by_center: dict[str, list[Visit]] = {center.id: [] for center in participating}
    for visit in visits:
        by_center[visit.record.center].append(visit)
    refusals = Counter(file.center for file in refused)
    centers = tuple(
        center_result(center, by_center[center.id], edition, phase, refusals[center.id]) for center in participating
    )
    counts = _counts(centers, len(excluded))
    rate = ratio(counts.passed, counts.participating) if counts.participating else None
    target = phase.target if phase else None
    return PhaseResult(
        phase=phase,
        edition=edition,
        centers=centers,
        excluded=excluded,
        counts=counts,
        pass_rate=rate,
        target=None if target is None else _target(target, counts),
    )


def _counts(centers: Sequence[CenterResult], excluded: int) -> Counts:
    """How many centers came out how."""
    verdicts = [center.verdict for center in centers]
    return Counts(
        registered=excluded + len(centers),
        excluded=excluded,
        passed=verdicts.count("pass"),
        failed=verdicts.count("fail"),
        undecided=verdicts.count("undecided"),
        not_assessed=verdicts.count("not-assessed"),
    )


def _target(rate: Number, counts: Counts) -> Target:
    """A target said as a number of centers: 1/3 of 20 needs 7."""
    needed = ceil(rate * counts.participating)
    return Target(rate, needed, counts.participating > 0 and counts.passed >= needed)


def counting_channels(phase: Phase | None) -> tuple[Channel, ...]:
    """The channels whose visits count; without a campaign all but self."""
    return phase.counting if phase else tuple(channel for channel in CHANNELS if channel != "self")


def center_result(
    center: Center, visits: Sequence[Visit], edition: Edition, phase: Phase | None, refused: int = 0
) -> CenterResult:
    """What a center comes out as from its visits of a phase; `refused` is how many of its records were refused."""
    channels = counting_channels(phase)
    ordered = sorted(visits, key=_order)
    counting = [visit for visit in ordered if visit.record.channel in channels]
    combine: Combine = (phase.combine if phase else None) or "latest"
    result = _undecided_order(combine, counting) or _combined(combine, channels, counting, edition)
    reasons = result.reasons
    if refused:
        reasons = (*reasons, Reason("refused-records", None, {"number": refused}))
    shown = tuple(CountedVisit(visit, visit.record.channel in channels) for visit in ordered)
    return replace(result, center=center, visits=shown, reasons=reasons)


def _order(visit: Visit) -> tuple[str, int, str, str]:
    """The order in which visits are shown and taken; it never depends on file names, save between refused twins."""
    record = visit.record
    return record.date.isoformat(), CHANNELS.index(record.channel), record.visit or "", visit.source


def clashing(combine: Combine, counting: Sequence[Visit]) -> list[Visit]:
    """Counting visits of one day whose order would matter (spec, section 7)."""
    if not counting:
        return []
    by_day: dict[str, list[Visit]] = {}
    for visit in counting:
        by_day.setdefault(visit.record.date.isoformat(), []).append(visit)
    if combine == "latest":
        last = by_day[max(by_day)]
        return last if len(last) > 1 else []
    if combine == "union":
        return [
            visit
            for visits in by_day.values()
            if len(visits) > 1 and any(visit.record.channel == "follow-up" for visit in visits)
            for visit in visits
        ]
    return []


_NOBODY = Center("-", "-")


def _bare(verdict: CenterVerdict, *reasons: Reason) -> CenterResult:
    """A result without a score."""
    return CenterResult(_NOBODY, verdict, None, None, None, False, {}, reasons, None, (), None)


def _undecided_order(combine: Combine, counting: Sequence[Visit]) -> CenterResult | None:
    """The result of a center whose visits cannot be put in order."""
    clash = clashing(combine, counting)
    if not clash:
        return None
    days = sorted({visit.record.date.isoformat() for visit in clash})
    return replace(
        _bare("undecided", Reason("same-day-visits", None, {"dates": tuple(days)})),
        provisional=any(visit.assessment.provisional for visit in counting),
        vetoes=_vetoes(counting),
    )


def _combined(
    combine: Combine, channels: Sequence[Channel], counting: Sequence[Visit], edition: Edition
) -> CenterResult:
    """The result of a center's counting visits, in order of date."""
    if not counting:
        return _bare("not-assessed", Reason("no-visit"))
    match combine:
        case "latest":
            return _decided_by(counting[-1].assessment)
        case "union":
            return _decided_by(score(union(edition, counting)))
        case "worst" | "mean" | Weights():
            return _averaged(combine, channels, counting, edition)
        case _:
            assert_never(combine)


def _decided_by(deciding: Assessment) -> CenterResult:
    """The result where one sheet decides."""
    return CenterResult(
        center=_NOBODY,
        verdict=deciding.verdict,
        total=deciding.total,
        bounds=deciding.bounds,
        grade=deciding.grade,
        provisional=deciding.provisional,
        vetoes={veto: deciding.edition.vetoes[veto] for veto in deciding.vetoes},
        reasons=deciding.reasons,
        items=None if deciding.total is None else _item_scores(deciding),
        visits=(),
        deciding=deciding,
    )


def _item_scores(assessment: Assessment) -> dict[str, Number]:
    """The items' scores of a deciding sheet: earned, of what is possible."""
    return {item.item.id: item.score for item in assessment.items if item.score is not None}


def union(edition: Edition, counting: Sequence[Visit]) -> Sheet:
    """One sheet of all findings of the visits together, in order of date; a follow-up replaces what it examined."""
    facts: dict[str, list[tuple[Visit, Fact]]] = {}
    examined: frozenset[str] = frozenset()
    inapplicable: set[str] = set()
    for visit in counting:
        sheet = _sheet(edition, visit)
        if visit.record.channel == "follow-up":
            for sub_item in sheet.examined:
                for rule in edition.sub_items[sub_item].rules:
                    earlier = facts.get(rule.id, ())
                    facts[rule.id] = [pair for pair in earlier if pair[0].record.date >= visit.record.date]
        examined |= sheet.examined
        inapplicable |= sheet.not_applicable
        for rule_id, found in sheet.facts.items():
            facts.setdefault(rule_id, []).extend((visit, fact) for fact in found)
    kept = {rule_id: tuple(fact for _, fact in pairs) for rule_id, pairs in facts.items() if pairs}
    return Sheet(edition, examined, frozenset(inapplicable - examined), kept)


def _sheet(edition: Edition, visit: Visit) -> Sheet:
    """The sheet of one visit."""
    record = visit.record
    pairs = zip(record.findings, visit.lines, strict=True)
    facts = [Fact(finding, visit.source, line) for finding, line in pairs]
    return sheet_of(edition, record.examined, record.not_applicable, facts)


def _averaged(
    combine: Combine, channels: Sequence[Channel], counting: Sequence[Visit], edition: Edition
) -> CenterResult:
    """The result under worst, mean and weights, from the exact totals of the counting visits."""
    standard = edition.standard
    vetoes = _vetoes(counting)
    veto_reasons = [Reason("veto", veto) for veto in vetoes]
    gaps = _gaps(combine, channels, counting)
    deciding = worst_of(counting).assessment if combine == "worst" and not gaps else None
    total: Number | None = None
    if any(veto.effect == "zero" for veto in vetoes.values()):
        total = 0
    elif not gaps:
        total = _average(combine, [(visit, visit.assessment.total or 0) for visit in counting])
    if total is None:
        verdict: Verdict = "fail" if vetoes else "undecided"
        reasons = [*veto_reasons, *gaps]
    else:
        below = Reason("below-pass-mark", None, {"total": total, "mark": standard.pass_mark})
        reasons = [*veto_reasons, *([below] if total < standard.pass_mark else []), *_floors_missed(counting)]
        verdict = "fail" if reasons else "pass"
        reasons += gaps
    return CenterResult(
        center=_NOBODY,
        verdict=verdict,
        total=total,
        bounds=None,
        grade=None if total is None else grade_of(standard, total, verdict),
        provisional=any(visit.assessment.provisional for visit in counting),
        vetoes=vetoes,
        reasons=tuple(reasons),
        items=None if total is None or gaps else _item_means(combine, counting, deciding, edition),
        visits=(),
        deciding=deciding,
    )


def _vetoes(counting: Sequence[Visit]) -> dict[str, Veto]:
    """The vetoes that hold in any of the visits, in the standard's order."""
    held = {veto for visit in counting for veto in visit.assessment.vetoes}
    return {
        veto.id: veto for visit in counting[:1] for veto in visit.assessment.edition.standard.vetoes if veto.id in held
    }


def _gaps(combine: Combine, channels: Sequence[Channel], counting: Sequence[Visit]) -> list[Reason]:
    """Why there is no combined score: visits without a score, weighted channels without a visit."""
    gaps = {
        (reason.code, visit.source): reason
        for visit in counting
        if visit.assessment.total is None
        for reason in visit.assessment.reasons
        if reason.code in ("not-fully-examined", "nothing-applicable")
    }
    if isinstance(combine, Weights):
        visited = {visit.record.channel for visit in counting}
        absent = [Reason("channel-without-visit", channel) for channel in channels if channel not in visited]
        return [*gaps.values(), *absent]
    return list(gaps.values())


def _floors_missed(counting: Sequence[Visit]) -> list[Reason]:
    """The item floors that any of the visits misses, each once."""
    missed: dict[str | None, Reason] = {}
    for visit in counting:
        for reason in visit.assessment.reasons:
            if reason.code == "item-below-floor":
                missed.setdefault(reason.id, reason)
    return list(missed.values())


def _average(combine: Combine, numbers: Sequence[tuple[Visit, Number]]) -> Number:
    """One number of several visits' numbers: the least, the mean, or the mean within each channel, then weighted."""
    if combine == "worst":
        return min(number for _, number in numbers)
    if not isinstance(combine, Weights):
        return ratio(total_of([number for _, number in numbers]), len(numbers))
    total: Number = 0
    for channel, weight in combine.weights.items():
        within = [number for visit, number in numbers if visit.record.channel == channel]
        total += weight * ratio(total_of(within), len(within))
    return plain(total)


def worst_of(visits: Sequence[Visit]) -> Visit:
    """The visit with the lowest total; of equal totals the later date, then the channel's name."""
    by_name = sorted(visits, key=lambda visit: (visit.record.channel, visit.record.visit or ""))
    latest_first = sorted(by_name, key=lambda visit: visit.record.date, reverse=True)
    return min(latest_first, key=lambda visit: visit.assessment.total or 0)


def _item_means(
    combine: Combine, counting: Sequence[Visit], deciding: Assessment | None, edition: Edition
) -> dict[str, Number]:
    """The items' scores of the worst visit, or their means over earned ÷ possible × points."""
    if deciding is not None:
        return _item_scores(deciding)
    means: dict[str, Number] = {}
    for index, item in enumerate(edition.standard.items):
        scores = [(visit, floor_score(visit.assessment.items[index], edition.standard)) for visit in counting]
        known = [(visit, number) for visit, number in scores if number is not None]
        if known and not _gaps(combine, list(_weighted(combine)), [visit for visit, _ in known]):
            means[item.id] = _average(combine, known)
    return means


def _weighted(combine: Combine) -> Mapping[Channel, Number]:
    """The channels that a combination weights."""
    return combine.weights if isinstance(combine, Weights) else {}

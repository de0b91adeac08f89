"""The words and numbers that results are shown with, in the language in use: one place for each."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import assert_never

from aidscore.model.assessment import Assessment, CenterResult, ItemResult, Outcome, PhaseResult, Reason
from aidscore.model.quantity import Number, exact, ratio
from aidscore.model.record import Finding
from aidscore.model.rule import (
    Add,
    All,
    Bands,
    Deduct,
    Each,
    Fixed,
    Levels,
    Missing,
    Proportion,
    Range,
    Shortfall,
)
from aidscore.model.standard import Edition, Standard
from aidscore.present.page import Cell, Tone
from aidscore.words import N_, _, listed, plural, together

VERDICTS = {
    "pass": N_("pass"),
    "fail": N_("fail"),
    "undecided": N_("undecided"),
    "not-assessed": N_("not assessed"),
}
VERDICT_TONES: dict[str, Tone] = {"pass": "good", "fail": "bad", "undecided": "open", "not-assessed": "muted"}
CHANNEL_WORDS = {
    "announced": N_("announced"),
    "unannounced": N_("unannounced"),
    "spot-check": N_("spot-check"),
    "self": N_("self-inspection"),
    "follow-up": N_("follow-up"),
    "acceptance": N_("acceptance"),
}
STATES = {
    "met": N_("met"),
    "not-met": N_("not met"),
    "not-examined": N_("not examined"),
    "not-applicable": N_("not applicable"),
}
STATUSES = {"confirmed": N_("confirmed"), "disputed": N_("disputed"), "withdrawn": N_("withdrawn")}
COMBINE_WAYS = {
    "latest": N_("the last visit decides"),
    "union": N_("all findings of the visits together"),
    "mean": N_("the mean of the visits"),
    "worst": N_("the visit with the lowest score"),
    "weights": N_("the channels' means, weighted"),
}
POLICIES = {
    "rescale": N_("what does not apply is taken out and the rest is rescaled"),
    "full": N_("what does not apply gives its points"),
    "zero": N_("what does not apply gives no points"),
}
PARTIAL = {
    "floor": N_(", nothing for less than {every}"),
    "ceil": N_(", as much for less than {every}"),
    "exact": N_(", in proportion for less than {every}"),
}
ROUNDING_MODES = {
    "half-up": N_("halves are rounded up"),
    "half-even": N_("halves are rounded to the even digit"),
    "down": N_("further decimals are cut off"),
}
STANDARD_STATUSES = {"draft": N_("draft"), "pilot": N_("pilot"), "in-force": N_("in force")}


def shown(number: Number, standard: Standard, *landmarks: Number) -> Decimal:
    """A number as it is displayed everywhere: rounded by the standard, never across a landmark."""
    return standard.rounding.display(number, landmarks)


def plain(number: Decimal) -> str:
    """The digits of a displayed number."""
    return format(number, "f")


def number_cell(number: Number | None, standard: Standard, *landmarks: Number, tone: Tone = "plain") -> Cell:
    """A cell of a number; a dash where there is none."""
    if number is None:
        return Cell("-", None, "muted")
    value = shown(number, standard, *landmarks)
    return Cell(plain(value), value, tone)


def exact_cell(number: Number, tone: Tone = "plain") -> Cell:
    """A cell of an exact decimal, such as the points of a rule."""
    said = exact(number)
    return Cell(said, None if "/" in said else Decimal(said), tone)


def figure_cell(number: Number | None, standard: Standard, tone: Tone = "plain") -> Cell:
    """A cell of points that are shown as they are where they are a short decimal, else rounded by the standard."""
    decimals = 0 if number is None else len(exact(number).partition(".")[2])
    if number is not None and standard.rounding.decimals < decimals <= 4 and "/" not in exact(number):
        return exact_cell(number, tone)
    return number_cell(number, standard, tone=tone)


def check_word(holds: bool) -> str:
    """How a check of a figure came out."""
    return _("agrees") if holds else _("differs")


def total_landmarks(standard: Standard) -> tuple[Number, ...]:
    """The numbers that a total may not be rounded across."""
    return (standard.pass_mark,)


def total_cell(total: Number | None, standard: Standard, tone: Tone = "plain") -> Cell:
    """A total, or one of its bounds."""
    return number_cell(total, standard, *total_landmarks(standard), tone=tone)


def item_landmarks(item: ItemResult) -> tuple[Number, ...]:
    """The floor of an item, as points of what is possible of it."""
    floor = item.item.pass_score
    if floor is None or not item.possible:
        return ()
    return (ratio(floor * item.possible, item.item.points),)


def center_item_cell(center: CenterResult, index: int, standard: Standard) -> Cell:
    """A center's score in one item, which may not be rounded across the item's floor."""
    item = standard.items[index]
    if center.deciding is not None:
        landmarks = item_landmarks(center.deciding.items[index])
    else:
        landmarks = () if item.pass_score is None else (item.pass_score,)
    return number_cell((center.items or {}).get(item.id), standard, *landmarks)


def percent(rate: Number, standard: Standard, *landmarks: Number) -> Decimal:
    """A rate as the number before %, rounded by the standard, never across a target."""
    return shown(rate * 100, standard, *(mark * 100 for mark in landmarks))


def percent_cell(rate: Number, standard: Standard, *landmarks: Number, tone: Tone = "plain") -> Cell:
    """A cell of a rate: 35.0%."""
    number = percent(rate, standard, *landmarks)
    return Cell(f"{plain(number)}%", number, tone)


def rate_text(phase: PhaseResult) -> str:
    """The pass rate of a phase with its counts: 35.0% (7/20)."""
    if phase.pass_rate is None:
        return "-"
    marks = (phase.target.rate,) if phase.target else ()
    value = percent(phase.pass_rate, phase.edition.standard, *marks)
    counts = phase.counts
    return _(
        "{percent}% ({passed}/{participating})",
        percent=plain(value),
        passed=counts.passed,
        participating=counts.participating,
    )


def target_text(phase: PhaseResult) -> str:
    """The target of a phase as a number of centers, and whether it is met; empty without a target."""
    if phase.target is None:
        return ""
    return _(
        "{rate} of {participating} needs {needed}: {met}",
        rate=share_text(phase.target.rate),
        participating=phase.counts.participating,
        needed=phase.target.needed,
        met=_("reached") if phase.target.met else _("not reached"),
    )


def share_text(share: Number) -> str:
    """A share as people say it: 90%, or 1/3 where it is no short percentage."""
    percentage = exact(share * 100)
    return f"{percentage}%" if "/" not in percentage else exact(share)


def first_sentence(note: str) -> str:
    """The first sentence of a remark: where there is little room it says that a draft is a draft."""
    return re.split(r"(?<=[。！？])|(?<=[.!?]) ", note, maxsplit=1)[0]


def as_if_text(outcome: Outcome) -> str:
    """That nothing is official where everything was scored by one version."""
    return _("not official: scored as if {version} had held throughout", version=outcome.as_if) if outcome.as_if else ""


def verdict_cell(verdict: str, provisional: bool = False) -> Cell:
    """A verdict in its color; a provisional one says so."""
    word = _(VERDICTS[verdict])
    return Cell(_("{verdict} (provisional)", verdict=word) if provisional else word, None, VERDICT_TONES[verdict])


def channel_word(channel: str) -> str:
    """A channel in words."""
    return _(CHANNEL_WORDS[channel])


def reason_text(reason: Reason, edition: Edition) -> str:
    """The sentence of a reason."""
    arguments = reason.arguments
    match reason.code:
        case "below-pass-mark" | "item-below-floor":
            return _miss_text(reason, edition.standard)
        case "veto":
            return _("veto {id}: {text}", id=reason.id, text=edition.vetoes[reason.id or ""].text)
        case "not-fully-examined":
            return _("not examined: {ids}", ids=arguments.get("ids"))
        case "not-carried-over":
            return _("not carried over: {ids}", ids=arguments.get("ids"))
        case "nothing-applicable":
            return _("no sub-item applies")
        case "channel-without-visit":
            return _("no visit of the channel {channel}", channel=channel_word(reason.id or ""))
        case "same-day-visits":
            return _("the order of visits of one day is not known: {dates}", dates=arguments["dates"])
        case "no-visit":
            return _("no visit that counts")
        case "refused-records":
            return _("records refused: {number}", number=arguments["number"])


def _miss_text(reason: Reason, standard: Standard) -> str:
    """The sentence of a mark or a floor that is not reached."""
    arguments, unfinished = reason.arguments, reason.arguments.get("at_most")
    if reason.code == "below-pass-mark":
        total, mark = _number(arguments["total"]), standard.pass_mark
        sentence = N_("{score} points are below the pass mark {mark}")
        if unfinished:
            sentence = N_("at most {score} points can be reached, below the pass mark {mark}")
        return _(sentence, score=_said(total, standard, mark), mark=exact(mark))
    score, floor = _number(arguments["score"]), _number(arguments["floor"])
    sentence = N_("item {id} {name} has {score} points, below its floor {floor}")
    if unfinished:
        sentence = N_("item {id} {name} can reach at most {score} points, below its floor {floor}")
    return _(sentence, id=reason.id, name=arguments["name"], score=_said(score, standard, floor), floor=exact(floor))


def _number(value: object) -> Number:
    """A number among the arguments of a reason."""
    assert isinstance(value, Number)
    return value


def _said(number: Number, standard: Standard, mark: Number) -> str:
    """A number beside the mark that it misses."""
    return plain(shown(number, standard, mark))


def reasons_text(result: Assessment | CenterResult, edition: Edition) -> str:
    """All reasons in one line."""
    return together(reason_text(reason, edition) for reason in result.reasons)


def fact_text(finding: Finding, deduct: Deduct | Add | None) -> str:
    """What a finding says, as short as on a paper sheet: 3 份, 20 drawn, 3 failed, 91.9%."""
    parts = []
    unit = deduct.unit if isinstance(deduct, Each) and deduct.unit else ""
    if finding.count is not None:
        parts.append(_("{count} {unit}", count=finding.count, unit=unit) if unit else str(finding.count))
    if finding.sample is not None:
        parts.append(_("{drawn} drawn, {failed} failed", drawn=finding.sample.drawn, failed=finding.sample.failed))
    if finding.missing is not None:
        labels = deduct.of if isinstance(deduct, Missing) else {}
        parts.append(_("missing: {elements}", elements=tuple(labels.get(key, key) for key in finding.missing)))
    if finding.level is not None:
        parts.insert(0, finding.level)
    if finding.points is not None:
        parts.append(counted("{points} point", "{points} points", finding.points))
    if finding.value is not None:
        parts.append(str(finding.value))
    return listed(parts)


def counted(one: str, many: str, points: Number, **arguments: object) -> str:
    """A sentence about a number of points, which may be a fraction; `{points}` stands for it."""
    return plural(one, many, 1 if points == 1 else 2, points=exact(points), **arguments)


def deduct_text(deduct: Deduct | Add) -> str:
    """How a rule deducts, or a bonus rule adds, in one line."""
    most = getattr(deduct, "max", None)
    return _without_cap(deduct) + (_(", at most {most}", most=exact(most)) if most is not None else "")


def _without_cap(deduct: Deduct | Add) -> str:
    """How a rule deducts, without its cap."""
    match deduct:
        case Fixed(points):
            return counted("{points} point, once", "{points} points, once", points)
        case All():
            return _("all points of the sub-item")
        case Each(each, unit, _most, free):
            said = counted(
                "{points} point for each {unit}", "{points} points for each {unit}", each, unit=unit or _("case")
            )
            return said + (_(", {free} {unit} free", free=free, unit=unit or _("case")) if free else "")
        case Missing(missing, of, _most):
            return counted(
                "{points} point for each missing: {labels}",
                "{points} points for each missing: {labels}",
                missing,
                labels=listed(of.values()),
            )
        case Range(_range, step, _most):
            said = _("{low} to {high} points as the case requires", low=exact(deduct.low), high=exact(deduct.high))
            return said + (_(", in steps of {step}", step=exact(step)) if step is not None else "")
        case Levels(levels, _most):
            return listed(
                counted("{level} {points} point", "{level} {points} points", n, level=level)
                for level, n in levels.items()
            )
        case Shortfall(below, every, points, partial, _most):
            said = counted(
                "{points} point for every {every} below {below}",
                "{points} points for every {every} below {below}",
                points,
                every=every,
                below=below,
            )
            return said + _(PARTIAL[partial], every=every)
        case Proportion(whole):
            return _("in proportion to what is missing of {whole}", whole=whole)
        case Bands(bands):
            return listed(
                counted("from {start}: {points} point", "from {start}: {points} points", b.points, start=b.start)
                for b in bands
            )
        case _:
            assert_never(deduct)

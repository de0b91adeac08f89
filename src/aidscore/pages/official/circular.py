"""The circular on the results of a phase (通报), field by field: method, result, problems, demands, tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from aidscore.model.results import CenterResult, Outcome, PhaseResult
from aidscore.model.standard import Standard
from aidscore.pages.official.losses import losses_text, problem_groups
from aidscore.pages.official.notice import activity_of, issued_after, remark_text, version_text
from aidscore.pages.official.problems import ProblemRow, problems_of
from aidscore.pages.official.standing import Group, disputed_text, groups
from aidscore.pages.report.names import common_start, short_names
from aidscore.reporting.result import CenterReport, PhaseReport
from aidscore.scoring.figures import rate_shown
from aidscore.scoring.standings import in_order_of_scores
from aidscore.wording.codes import VERDICTS, channel_word, verdict_cell
from aidscore.wording.numbers import center_item_cell, plain, score_cell
from aidscore.wording.official import Style, day_text, issue_date, numeral, share_words, style_on
from aidscore.wording.standards import body_word
from aidscore.wording.visits import labels_of
from aidscore.words import N_, _, listed, plural, together

MOST_GROUPS = 99
"""The most groups that are numbered."""


class ScoreRow(NamedTuple):
    """A center in the table of scores; every cell is a text."""

    number: str
    center: str
    score: str
    items: tuple[str, ...]
    grade: str
    verdict: str
    remark: str


class Failed(NamedTuple):
    """A center that failed, with everything that was deducted."""

    center: str
    rows: tuple[ProblemRow, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Circular:
    """A circular on a phase. Every field is a text that a template may use."""

    remark: str
    year: str
    activity: str
    phase: str
    period: str
    standard: str
    version: str
    body: str
    """What the assessed bodies are called."""
    first: str
    last: str
    """The days of the first and the last visit that counts."""
    visits: str
    """How many visits count, and through which channels."""
    participating: str
    counts: str
    rate: str
    target: str
    """The target and whether it is met; empty without one."""
    groups: tuple[Group, ...]
    losses: str
    problems: tuple[Group, ...]
    """The items by what they cost, each with its most costly rules."""
    has_failed: bool
    has_open: bool
    """Whether a center is undecided or was not assessed."""
    disputes: str
    """What disputes can still change; empty without any."""
    way: str
    """The fewest findings to the target; empty where it is met."""
    numerals: tuple[str, ...]
    """一, 二, 三 …, to number groups with."""
    item_names: tuple[str, ...]
    scores: tuple[ScoreRow, ...]
    failed: tuple[Failed, ...]
    issue_date: str
    is_signed: bool


def circular(outcome: Outcome, report: PhaseReport, style: Style | None = None) -> Circular:
    """The circular on one phase."""
    phase, standard = report.phase, report.phase.edition.standard
    issued = issued_after(phase)
    style = style or style_on(issued)
    full = labels_of(outcome)
    names = short_names({center.center.id: full[center.center.id] for center in phase.centers})
    return Circular(
        remark=remark_text(outcome, standard),
        year=str(issued.year) if issued else _("[year]"),
        activity=activity_of(outcome),
        phase=phase.phase.name if phase.phase else "",
        period=_period(phase),
        standard=standard.title,
        version=version_text(standard),
        body=_body(phase, standard),
        first=day_text(report.visits.first) if report.visits.first else _("[date]"),
        last=day_text(report.visits.last) if report.visits.last else _("[date]"),
        visits=_visits(report),
        participating=str(phase.counts.participating),
        counts=_counts(phase),
        rate=_rate(phase),
        target=_target(phase),
        groups=tuple(groups(phase, names)),
        losses=losses_text(report, standard),
        problems=tuple(problem_groups(report, standard)),
        has_failed=bool(phase.counts.failed),
        has_open=bool(phase.counts.undecided or phase.counts.not_assessed),
        disputes=_disputes(report, names),
        way=_way(report, names),
        numerals=tuple(numeral(number) for number in range(1, MOST_GROUPS + 1)),
        item_names=tuple(item.name for item in standard.items),
        scores=tuple(_scores(phase, full)),
        failed=tuple(_failed(report, full, standard)),
        issue_date=issue_date(issued, style),
        is_signed=style == "2012",
    )


# ---- method and result


def _period(phase: PhaseResult) -> str:
    """The days of a phase."""
    if phase.phase is None:
        return _("[period]")
    return _("{start} to {end}", start=day_text(phase.phase.start), end=day_text(phase.phase.end))


def _body(phase: PhaseResult, standard: Standard) -> str:
    """What the assessed bodies are called: by the standard, or else by what all their names end with."""
    ending = common_start(center.center.name[::-1] for center in phase.centers)[::-1]
    return standard.body or (ending if len(ending) > 1 and not ending.isascii() else body_word(standard))


def _visits(report: PhaseReport) -> str:
    """How many visits count, and through which channels."""
    by_channel = report.visits.by_channel
    number = plural("{n} visit", "{n} visits", sum(by_channel.values()))
    if len(by_channel) < 2:
        return number
    parts = [_("{channel}: {number}", channel=channel_word(channel), number=n) for channel, n in by_channel.items()]
    return _("{visits} ({parts})", visits=number, parts=listed(parts))


def _counts(phase: PhaseResult) -> str:
    """Participating = passed + failed + undecided + not assessed."""
    counts = phase.counts
    numbers = (counts.passed, counts.failed, counts.undecided, counts.not_assessed)
    pairs = zip(VERDICTS.values(), numbers, strict=True)
    return listed(_("{verdict}: {number}", verdict=_(verdict), number=number) for verdict, number in pairs)


def _rate(phase: PhaseResult) -> str:
    """The pass rate."""
    if phase.pass_rate is None:
        return "–"
    marks = (phase.target.rate,) if phase.target else ()
    return f"{plain(rate_shown(phase.pass_rate, phase.edition.standard, *marks))}%"


def _target(phase: PhaseResult) -> str:
    """The target as a share and as a number of centers, and whether it is met."""
    if phase.target is None:
        return ""
    return _(
        "The target of this phase is {rate}, which needs {needed} to pass; it is {met}",
        rate=share_words(phase.target.rate),
        needed=phase.target.needed,
        met=_("reached") if phase.target.met else _("not reached"),
    )


# ---- demands


def _disputes(report: PhaseReport, names: Mapping[str, str]) -> str:
    """Which disputes can change a verdict, and which cannot."""
    same: list[str] = []
    other: list[str] = []
    for one in report.centers:
        if one.upheld is not None:
            is_same = one.upheld.verdict == one.result.verdict
            (same if is_same else other).append(_dispute(one, names, is_same=is_same))
    parts = list(other)
    if same:
        sentence = _(
            "The disputes of {centers} change no verdict, whether they are upheld or not", centers=listed(same)
        )
        parts.append(sentence)
    return together(parts)


def _dispute(one: CenterReport, names: Mapping[str, str], *, is_same: bool) -> str:
    """A center with disputes; what it would be if they were upheld, where that is another verdict."""
    name = names[one.result.center.id]
    if is_same or one.upheld is None:
        return name
    return _(
        "If the disputes of {center} are upheld, its verdict is {verdict}",
        center=name,
        verdict=_(VERDICTS[one.upheld.verdict]),
    )


def _way(report: PhaseReport, names: Mapping[str, str]) -> str:
    """The fewest findings to rectify until the target is reached."""
    plan = report.plan
    if not plan.lacking or plan.chosen is None or plan.fewest is None:
        return ""
    sentence = N_(
        "{lacking} more have to pass to reach the target; for it at least {findings} are rectified, in {names}"
    )
    return _(
        sentence,
        lacking=plan.lacking,
        findings=plural("{n} finding", "{n} findings", plan.fewest),
        names=listed(names[one.center.center.id] for one in plan.chosen),
    )


# ---- tables


def _scores(phase: PhaseResult, labels: Mapping[str, str]) -> Iterator[ScoreRow]:
    """The table of scores: those that passed first, by score."""
    standard = phase.edition.standard
    for number, center in enumerate(in_order_of_scores(phase.centers), 1):
        yield ScoreRow(
            number=str(number),
            center=labels[center.center.id],
            score=score_cell(center, standard).text,
            items=tuple(center_item_cell(center, place, standard).text for place in range(len(standard.items))),
            grade=center.grade or "",
            verdict=verdict_cell(center.verdict).text,
            remark=_remark(center),
        )


def _remark(center: CenterResult) -> str:
    """What is said behind the scores of a center."""
    veto = _("under separate investigation") if center.vetoes else ""
    return together(filter(None, [veto, disputed_text(center)]))


def _failed(report: PhaseReport, labels: Mapping[str, str], standard: Standard) -> Iterator[Failed]:
    """The centers that failed, each with its deductions."""
    for one in report.centers:
        if one.result.verdict == "fail":
            problems = problems_of(one.plan, standard)
            if problems.rows:
                yield Failed(labels[one.result.center.id], problems.rows, problems.total)

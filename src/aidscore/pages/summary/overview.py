"""The first tab of a summary: verdict of the campaign, counts that add up, pass rate, files, chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from aidscore.model.page import Block, Cell, Chart, Column, Page, Paragraph, Tab, Table, Tone, row
from aidscore.model.quantity import Number, ratio
from aidscore.model.results import CenterVerdict, Outcome, PhaseResult
from aidscore.pages.summary.checks import Equality, check_cell, counted, rounded_off, value
from aidscore.pages.summary.labels import Labels, phase_label
from aidscore.scoring.standings import Standing
from aidscore.wording.codes import STANDARD_STATUSES, VERDICT_TONES, VERDICTS
from aidscore.wording.numbers import exact_cell, percent_cell
from aidscore.wording.phases import rate_text, target_cell, target_text
from aidscore.words import _, listed

MOST_NAMES = 30
"""So many centers are named in a row; how many more there are is said."""
MOST_BARS = 40
"""So many centers have room in a chart."""


def overview_tab(outcome: Outcome, centers: Sequence[Standing]) -> Tab:
    """The tab that is read first."""
    labels = Labels.of(outcome)
    blocks: list[Block] = [_result(outcome, phase) for phase in outcome.phases]
    if not outcome.phases:
        blocks.append(Paragraph(_("No phase was scored."), "open"))
    for number, phase in enumerate(outcome.phases):
        blocks.append(Table(_columns(), tuple(_Section(outcome, phase, f"phase-{number}", labels).rows())))
    blocks.append(Table(_columns(), tuple(_file_rows(outcome))))
    below = len(outcome.phases)
    charts = [chart for n, phase in enumerate(outcome.phases) for chart in _charts(outcome, phase, centers, below + n)]
    page = Page(_("Overview"), tuple(blocks))
    return Tab("overview", _("Overview"), page, charts=tuple(charts), one_sheet=len(outcome.phases) <= 1)


def _columns() -> tuple[Column, ...]:
    """The columns of the overview's tables."""
    return (
        Column(_("what"), width=24),
        Column(_("number"), "right", 12, "number"),
        Column(_("remarks"), width=92),
        Column(_("check"), "center", 10),
    )


def _result(outcome: Outcome, phase: PhaseResult) -> Paragraph:
    """The verdict of the campaign in one sentence."""
    rate = _("pass rate {rate}", rate=rate_text(phase))
    target = _("target {target}", target=target_text(phase)) if phase.target else _("no target is set")
    said = "  ".join(filter(None, [phase_label(outcome, phase), rate, target]))
    return Paragraph(said, "strong" if phase.target is None else "good" if phase.target.met else "bad")


@dataclass(frozen=True, slots=True)
class _Section:
    """The rows of a phase. `name` begins the names of its cells."""

    outcome: Outcome
    phase: PhaseResult
    name: str
    labels: Labels

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """What it was judged by, its counts, its rate against its target."""
        standard = self.phase.edition.standard
        if label := phase_label(self.outcome, self.phase):
            yield row(_("phase"), "", Cell(label, None, "strong", self.name), "")
        status = _(STANDARD_STATUSES[standard.status])
        yield row(_("standard"), "", f"{standard.title}  {standard.reference}  ({status})", "")
        yield from self._registered()
        for verdict, number in self._by_verdict().items():
            yield self._with_verdict(verdict, number)
        yield self._provisional()
        if self.phase.pass_rate is not None:
            yield self._rate(self.phase.pass_rate)
        if self.phase.target is not None:
            yield self._target()

    def _counted(self, column: str, word: str) -> str:
        """The formula for how many cells of a column are a word, in this phase."""
        return counted(column, word, *self._within())

    def _within(self) -> list[str]:
        """The condition that a center is of this phase, where there are several."""
        return [f"({{scores!phase}}={{#{self.name}}})"] if len(self.outcome.phases) > 1 else []

    def _registered(self) -> Iterator[tuple[Cell, ...]]:
        """Registered = excluded + participating."""
        counts, name = self.phase.counts, self.name
        formula = f"{{#{name}-excluded}}+{{#{name}-participating}}"
        parts = counts.excluded + counts.participating
        yield _count(_("registered"), counts.registered, _("= excluded + participating"), formula, parts)
        excluded = [self.labels.center(center) for center in self.phase.excluded]
        formula = counted("left-out!what", _("excluded center"))
        yield _count(_("excluded"), counts.excluded, _names(excluded), formula, len(excluded), f"{name}-excluded")
        formula = "+".join(f"{{#{name}-{verdict}}}" for verdict in VERDICTS)
        said = _("= passed + failed + undecided + not assessed")
        total = sum(self._by_verdict().values())
        yield _count(_("participating"), counts.participating, said, formula, total, f"{name}-participating")

    def _by_verdict(self) -> dict[CenterVerdict, int]:
        """The numbers of centers by verdict."""
        counts = self.phase.counts
        return {
            "pass": counts.passed,
            "fail": counts.failed,
            "undecided": counts.undecided,
            "not-assessed": counts.not_assessed,
        }

    def _with_verdict(self, verdict: CenterVerdict, number: int) -> tuple[Cell, ...]:
        """The centers of one verdict."""
        found = [self.labels.center(center.center) for center in self.phase.centers if center.verdict == verdict]
        label = Cell(_(VERDICTS[verdict]), None, VERDICT_TONES[verdict])
        formula = self._counted("scores!verdict", _(VERDICTS[verdict]))
        return _count(label, number, _names(found), formula, len(found), f"{self.name}-{verdict}")

    def _provisional(self) -> tuple[Cell, ...]:
        """The centers whose results are provisional."""
        found = [self.labels.center(center.center) for center in self.phase.centers if center.provisional]
        formula = self._counted("scores!provisional", _("provisional"))
        return _count(_("of them provisional"), len(found), _names(found), formula, len(found))

    def _rate(self, rate: Number) -> tuple[Cell, ...]:
        """The pass rate, and how it came about."""
        target = self.phase.target
        cell = percent_cell(rate, self.phase.edition.standard, *([target.rate] if target else []), tone="strong")
        formula = f"{{#{self.name}-pass}}/{{#{self.name}-participating}}"
        check = Equality(formula, "{number}", rate, ratio(value(cell), 100), ratio(rounded_off(cell, rate * 100), 100))
        said = _("= passed / participating = {passed}/{participating}", **_fraction(self.phase))
        return row(_("pass rate"), cell, said, check_cell(check))

    def _target(self) -> tuple[Cell, ...]:
        """The target as a number of centers."""
        target = self.phase.target
        assert target is not None
        rate = f"{target.rate.numerator}/{target.rate.denominator}"
        formula = f"ROUNDUP({{#{self.name}-participating}}*{rate},0)"
        check = Equality(formula, "{number}", target.needed, target.needed)
        return row(
            _("centers that the target needs"), exact_cell(target.needed), target_cell(self.phase), check_cell(check)
        )


def _fraction(phase: PhaseResult) -> dict[str, int]:
    """Both sides of a pass rate."""
    return {"passed": phase.counts.passed, "participating": phase.counts.participating}


def _count(label: str | Cell, number: int, said: str, formula: str, recount: int, name: str = "") -> tuple[Cell, ...]:
    """A count with what it counts, tested by a formula."""
    cell = Cell(str(number), exact_cell(number).number, "strong", name)
    return row(label, cell, said, check_cell(Equality(formula, "{number}", recount, number)))


def _names(found: Sequence[str]) -> str:
    """Names in one line; of many the first, and how many more there are."""
    said = listed(found[:MOST_NAMES])
    more = len(found) - MOST_NAMES
    return said if more <= 0 else _("{names} and {more} more, see the next tabs", names=said, more=more)


def _file_rows(outcome: Outcome) -> Iterator[tuple[Cell, ...]]:
    """Found = scored + refused + ignored."""
    numbers = {"scored": len(outcome.visits), "refused": len(outcome.refused), "ignored": len(outcome.ignored)}
    formula = "+".join(f"{{#files-{kind}}}" for kind in numbers)
    said = _("= scored + refused + ignored")
    yield _count(_("files found"), outcome.found, said, formula, sum(numbers.values()))
    labels = {"scored": _("scored"), "refused": _("refused"), "ignored": _("ignored")}
    refused = _names([file.source for file in outcome.refused])
    for kind, number in numbers.items():
        cell = Cell(str(number), exact_cell(number).number, "plain", f"files-{kind}")
        tone: Tone = "bad" if kind == "refused" and number else "plain"
        yield row(labels[kind], cell, Cell(refused if kind == "refused" else "", None, tone), "")


def _charts(outcome: Outcome, phase: PhaseResult, centers: Sequence[Standing], below: int) -> Iterator[Chart]:
    """The scores of a phase's centers beside the pass mark; none without scores."""
    scored = [standing for standing in centers if standing.phase is phase and standing.result.total is not None]
    if not scored:
        return
    first = scored[0].number - 1
    bars = min(len(scored), MOST_BARS)
    title = _("Scores by center, with the pass mark")
    if bars < len(scored):
        title = _("Scores by center, with the pass mark: the first {bars} of {all}", bars=bars, all=len(scored))
    label = phase_label(outcome, phase)
    title = f"{label}  {title}" if len(outcome.phases) > 1 else title
    top = ceil(phase.edition.standard.points)
    yield Chart(title, "scores", "center", "score", "mark", range(first, first + bars), top, below)

"""The last tab: what the figures rest on, which is printed; checks, exact scores, files and codes, which are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from aidscore.model.page import Block, Cell, Column, ManyRows, Page, Paragraph, Tab, Table, row, text
from aidscore.model.quantity import exact
from aidscore.model.results import Input, Outcome, PhaseResult
from aidscore.pages.inputs import inputs_table
from aidscore.pages.summary.center_cells import item_titles
from aidscore.pages.summary.charts import chart_table
from aidscore.pages.summary.check_rows import check_rows
from aidscore.pages.summary.deductions import DetailTable
from aidscore.pages.summary.grounds import grounds
from aidscore.pages.summary.labels import Labels
from aidscore.scoring.disputes import withdrawn_facts
from aidscore.scoring.standings import Standing
from aidscore.wording.codes import VERDICTS, channel_word
from aidscore.wording.ignored import ignored_text
from aidscore.wording.numbers import exact_bounds_text, exact_cell
from aidscore.wording.standards import body_word
from aidscore.words import _


def proof_tab(
    outcome: Outcome,
    centers: Sequence[Standing],
    details: DetailTable,
    inputs: Sequence[Input],
    *,
    by_details: bool,
) -> Tab:
    """The tab for whoever checks the figures."""
    printed = grounds(outcome, by_details=by_details)
    note = _(
        "From here on nothing is printed: checks, exact scores, files and codes, and what the charts are drawn from."
    )
    blocks: list[Block] = [*printed, Paragraph(note, "muted")]
    blocks.append(_checks_table(outcome, centers, by_details=by_details))
    blocks += [_exact_table(outcome, centers), _standards_table(outcome)]
    blocks += [table for table in (_places_table(details), _files_table(outcome)) if table.rows]
    blocks.append(inputs_table(inputs))
    for phase in outcome.phases:
        blocks.append(chart_table(outcome, phase, [one for one in centers if one.phase is phase]))
    return Tab(
        "proof",
        _("Grounds and checks"),
        Page(_("What the figures rest on"), tuple(blocks)),
        portrait=True,
        dense=True,
        printed_blocks=len(printed),
    )


def _checks_table(outcome: Outcome, centers: Sequence[Standing], *, by_details: bool) -> Table:
    """Every check with how it came out."""
    columns = (
        Column(_("what"), width=42),
        Column(_("phase"), width=14, key="phase"),
        Column(_("of what"), width=28, key="subject"),
        Column(_("check"), "center", 14),
    )
    return Table(columns, tuple(check_rows(outcome, centers, by_details=by_details)), _("Checks"))


def _exact_table(outcome: Outcome, centers: Sequence[Standing]) -> Table:
    """The centers with their ids and their unrounded scores."""
    labels, titles = Labels.of(outcome), item_titles(outcome)
    columns = (
        Column(_("phase"), width=14, key="phase"),
        Column(_("id"), width=14, key="id"),
        Column(body_word(*(phase.edition.standard for phase in outcome.phases)), width=28, key="center"),
        Column(_("verdict"), "center", 14, "verdict"),
        Column(_("provisional"), "center", 14, "provisional"),
        Column(_("exact score, or bounds"), width=28, key="exact"),
        *(Column(title, width=14) for title in titles),
    )
    return Table(columns, tuple(_exact_row(one, labels, titles) for one in centers), _("Exact scores"), key="exact")


def _exact_row(standing: Standing, labels: Labels, titles: Sequence[str]) -> tuple[Cell, ...]:
    """One center."""
    result = standing.result
    items = {f"{item.id} {item.name}": (result.items or {}).get(item.id) for item in standing.standard.items}
    score = "-" if result.bounds is None else exact_bounds_text(result.bounds)
    return row(
        _phase_text(standing.phase, labels),
        result.center.id,
        labels.center(result.center),
        _(VERDICTS[result.verdict]),
        _("provisional") if result.provisional else "",
        score if result.total is None else exact(result.total),
        *("-" if (number := items.get(title)) is None else exact(number) for title in titles),
    )


def _phase_text(phase: PhaseResult, labels: Labels) -> str:
    """The label of a phase as the tables of the workbook say it; empty where there is just one."""
    return labels.phases[phase.phase.id] if labels.phases and phase.phase else ""


def _standards_table(outcome: Outcome) -> Table:
    """The standards with their digests."""
    editions = {phase.edition.reference: phase.edition for phase in outcome.phases}
    columns = (Column(_("standard"), width=42), Column(_("sha256"), width=84))
    rows = tuple(row(reference, edition.sha256 or "-") for reference, edition in editions.items())
    return Table(columns, rows, _("Standards"))


def _places_table(details: DetailTable) -> Table:
    """Where each finding of the details stands."""
    columns = (Column(_("No."), "center", 14), Column(_("file and line"), width=112))
    return Table(columns, ManyRows(partial(_places, details), len(details)), _("Files of the findings"))


def _places(details: DetailTable) -> Iterator[tuple[Cell, ...]]:
    """The file and the line of each finding."""
    return ((exact_cell(number), text(f"{fact.source}:{fact.line}")) for number, fact in details.facts())


def _files_table(outcome: Outcome) -> Table:
    """The files and findings that do not count, one by one, with the codes of what is wrong."""
    columns = (
        Column(_("what"), width=14),
        Column(_("file and place"), width=70),
        Column(_("code"), width=28),
        Column(_("reason"), width=56),
        Column(_("what to do"), width=56),
    )
    return Table(columns, tuple(_file_rows(outcome)), _("Files that are not counted"))


def _file_rows(outcome: Outcome) -> Iterator[tuple[Cell, ...]]:
    """Every problem of every refused file, every visit and finding that does not count, every ignored file."""
    for refused in outcome.refused:
        for one in refused.diagnostics:
            yield row(_("refused record"), str(one.place), one.code, one.message, one.help)
    for phase in outcome.phases:
        for center in phase.centers:
            for counted in center.visits:
                if not counted.counts:
                    channel = channel_word(counted.visit.record.channel)
                    reason = _("{channel} visits do not count in this phase", channel=channel)
                    yield row(_("visit not counted"), counted.visit.source, "", reason, "")
                for fact in withdrawn_facts(counted.visit):
                    yield row(_("finding withdrawn"), f"{fact.source}:{fact.line}", fact.finding.rule, "", "")
    for ignored in outcome.ignored:
        yield row(_("ignored file"), ignored_text(ignored), "", _(ignored.reason), "")

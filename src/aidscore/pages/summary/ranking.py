"""The tab of a phase: the ranking of those that passed, the others behind, a chart, the most frequent problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from aidscore.model.page import Block, Cell, Column, Page, Paragraph, Tab, Table, Tone, text
from aidscore.model.results import Outcome, PhaseResult
from aidscore.pages.summary.center_cells import item_cell, named_score_cell
from aidscore.pages.summary.charts import scores_chart
from aidscore.pages.summary.cover import DASH, MOST_ON_A_PAGE, result_text, signatures
from aidscore.pages.summary.labels import Labels, phase_key, phase_label, sheet_title
from aidscore.pages.summary.problems import problem_tables
from aidscore.scoring.agreements import CenterFigures, center_figures
from aidscore.scoring.figures import Figure
from aidscore.scoring.standings import Standing
from aidscore.wording.codes import VERDICT_TONES, VERDICTS
from aidscore.wording.numbers import cell_of, exact_cell
from aidscore.wording.reasons import reasons_text
from aidscore.wording.remarks import center_remarks
from aidscore.wording.standards import body_word
from aidscore.words import _, plural, together


def phase_tab(outcome: Outcome, phase: PhaseResult, centers: Sequence[Standing]) -> Tab:
    """The tab of a phase; `centers` are those of the phase."""
    columns = _columns(phase)
    rows = tuple(_rows(centers, columns, Labels.of(outcome)))
    blocks: list[Block] = [
        result_text(outcome, phase),
        Paragraph(_("unit: points"), "plain", "right"),
        Table(columns, rows, key=f"{phase_key(outcome, phase)}-ranking"),
    ]
    charts = tuple(scores_chart(outcome, phase, centers, len(blocks) - 1))
    frequent, others = problem_tables(outcome, phase)
    blocks += [*frequent, signatures()]
    return Tab(
        phase_key(outcome, phase),
        phase_label(outcome, phase) or _("Scores"),
        Page(sheet_title(outcome, phase), (*blocks, *others)),
        charts=charts,
        one_sheet=len(centers) <= MOST_ON_A_PAGE,
        portrait=True,
        printed_blocks=len(blocks),
    )


def _columns(phase: PhaseResult) -> tuple[Column, ...]:
    """The columns; those of bonus and grade only where there is such a thing."""
    standard = phase.edition.standard
    return (
        Column(_("rank"), "center", 6, "rank"),
        Column(body_word(phase.edition.standard), width=21, key="center"),
        Column(_("score"), "right", 14, "score"),
        *([Column(_("grade"), "center", 9, "grade")] if standard.grades else []),
        *(Column(f"{item.id} {item.name}", "right", 11, f"item-{n}") for n, item in enumerate(standard.items)),
        Column(_("attainable"), "right", 8, "attainable"),
        Column(_("deducted"), "right", 8, "deducted"),
        *([Column(_("bonus"), "right", 7, "bonus")] if standard.bonus else []),
        Column(_("reason and remarks"), width=58, key="remark"),
    )


def _rows(centers: Sequence[Standing], columns: Sequence[Column], labels: Labels) -> Iterator[tuple[Cell, ...]]:
    """The centers of each verdict below a row that names the verdict."""
    for verdict, found in groupby(centers, key=lambda standing: standing.result.verdict):
        group = list(found)
        heading = plural("{verdict}: {n} center", "{verdict}: {n} centers", len(group), verdict=_(VERDICTS[verdict]))
        yield (Cell(heading, None, VERDICT_TONES[verdict]),)
        for standing in group:
            cells = _cells(standing, labels)
            yield tuple(cells[column.key] for column in columns)


def _cells(standing: Standing, labels: Labels) -> dict[str, Cell]:
    """The cells of a center; figures have names, by which they are checked."""
    result, figures = standing.result, center_figures(standing)
    name = f"center-{standing.number}"
    return {
        "rank": DASH if standing.rank is None else exact_cell(standing.rank, "strong"),
        "center": Cell(labels.center(result.center), name=f"{name}-center"),
        "score": named_score_cell(standing, name),
        "grade": text(result.grade) if result.grade else DASH,
        **{f"item-{n}": item_cell(standing, n, name) for n in range(len(standing.standard.items))},
        **_sums(figures, name),
        "remark": text(_remark(standing)),
    }


def _sums(figures: CenterFigures, name: str) -> dict[str, Cell]:
    """What could be earned, was deducted, and added."""
    found = {"attainable": figures.attainable, "deducted": figures.deducted, "bonus": figures.bonus}
    return {key: named(figure, f"{name}-{key}") for key, figure in found.items()}


def named(figure: Figure | None, name: str, tone: Tone = "plain") -> Cell:
    """The cell of a figure with a name; a dash where there is none."""
    cell = cell_of(figure, tone)
    return Cell(cell.text, cell.number, cell.tone, name)


def _remark(standing: Standing) -> str:
    """Why the verdict is what it is, and what else has to be known of the figures."""
    provisional = _("provisional") if standing.result.provisional else ""
    remarks = center_remarks(standing.result, standing.phase)
    return together([reasons_text(standing.result, standing.phase.edition), provisional, *remarks])

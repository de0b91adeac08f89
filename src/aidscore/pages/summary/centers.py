"""The centers of a summary in order of their scores: the tab, and the columns that the CSV has too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.page import Cell, Column, Highlight, Page, Tab, Table, text
from aidscore.model.quantity import Number, exact
from aidscore.model.results import CenterResult, Outcome
from aidscore.pages.summary.center_checks import CenterFigures
from aidscore.pages.summary.checks import check_cell
from aidscore.pages.summary.labels import Labels
from aidscore.scoring.standings import Standing, attainable, deducted
from aidscore.wording.codes import VERDICT_TONES, VERDICTS
from aidscore.wording.numbers import (
    center_item_cell,
    deducted_cell,
    exact_bounds_text,
    exact_cell,
    figure_cell,
    total_cell,
)
from aidscore.wording.reasons import reasons_text
from aidscore.wording.remarks import center_remarks
from aidscore.wording.standards import body_word
from aidscore.words import _, together

DASH = text("-", "muted")


def item_titles(outcome: Outcome) -> tuple[str, ...]:
    """The titles of the item columns: id and name, each once over all phases, in the standards' order."""
    standards = [phase.edition.standard for phase in outcome.phases]
    return tuple(dict.fromkeys(f"{item.id} {item.name}" for standard in standards for item in standard.items))


def item_cells(standing: Standing, titles: Sequence[str]) -> list[tuple[Cell, Number | None]]:
    """The scores of the items with their exact numbers; a dash for items of other phases. Missed floors are marked."""
    missed = {reason.id for reason in standing.result.reasons if reason.code == "item-below-floor"}
    found: dict[str, tuple[Cell, Number | None]] = {}
    for index, item in enumerate(standing.standard.items):
        cell = center_item_cell(standing.result, index, standing.standard)
        marked = Cell(cell.text, cell.number, "bad") if item.id in missed and cell.number is not None else cell
        found[f"{item.id} {item.name}"] = marked, (standing.result.items or {}).get(item.id)
    return [found.get(title, (DASH, None)) for title in titles]


def exact_text(result: CenterResult) -> str:
    """The unrounded score; without one the bounds that enclose it."""
    if result.total is not None:
        return exact(result.total)
    return "-" if result.bounds is None else exact_bounds_text(result.bounds)


def scores_tab(outcome: Outcome, centers: Sequence[Standing], *, by_details: bool) -> Tab:
    """The tab of the centers. `by_details`: whether each center is checked against its deductions too."""
    labels, titles = Labels.of(outcome), item_titles(outcome)
    columns = _columns(outcome, labels)
    rows = tuple(_row(standing, columns, labels, titles, by_details=by_details) for standing in centers)
    pinned = [column.key for column in columns].index("center") + 1
    page = Page(_("Scores by center"), (Table(columns, rows),))
    return Tab("scores", _("Scores"), page, pinned, tuple(_highlights()))


def _highlights() -> Iterator[Highlight]:
    """Verdicts in their colors; scores below the pass mark; what is provisional."""
    for verdict, tone in VERDICT_TONES.items():
        yield Highlight("verdict", f'{{verdict}}="{_(VERDICTS[verdict])}"', tone)
    yield Highlight("score", "AND(ISNUMBER({score}),{score}<{mark})", "bad")
    yield Highlight("provisional", '{provisional}<>""', "open")


def _columns(outcome: Outcome, labels: Labels) -> tuple[Column, ...]:
    """The columns; those of phase, bonus and grade only where there is such a thing."""
    standards = [phase.edition.standard for phase in outcome.phases]
    return (
        Column(_("No."), "center", 6, "no"),
        *labels.columns(),
        Column(_("rank"), "center", 6, "rank"),
        Column(body_word(*standards), width=22, key="center"),
        Column(_("verdict"), "center", 13, "verdict"),
        Column(_("score"), "right", 9, "score"),
        Column(_("pass mark"), "right", 11, "mark"),
        *(Column(title, "right", 10, f"item-{n}") for n, title in enumerate(item_titles(outcome))),
        Column(_("attainable"), "right", 11, "attainable"),
        Column(_("deducted"), "right", 10, "deducted"),
        *([Column(_("bonus"), "right", 8, "bonus")] if any(standard.bonus for standard in standards) else []),
        *([Column(_("grade"), "center", 10, "grade")] if any(standard.grades for standard in standards) else []),
        Column(_("exact score, or bounds"), "center", 14, "exact"),
        Column(_("provisional"), "center", 12, "provisional"),
        Column(_("reason"), width=42, key="reason"),
        Column(_("remarks"), width=36, key="remark"),
        Column(_("check"), "center", 9, "check"),
    )


def _row(
    standing: Standing, columns: Sequence[Column], labels: Labels, titles: Sequence[str], *, by_details: bool
) -> tuple[Cell, ...]:
    """One center."""
    result, sheet = standing.result, standing.scored_sheet
    items = item_cells(standing, titles)
    numbers: dict[str, Number | None] = {
        "score": result.total,
        "attainable": attainable(sheet) if sheet else None,
        "deducted": deducted(sheet) if sheet else None,
        "bonus": sheet.bonus if sheet else None,
        **{f"item-{n}": number for n, (_cell, number) in enumerate(items)},
    }
    cells = {
        **{key: figure_cell(number, standing.standard) for key, number in numbers.items()},
        **{f"item-{n}": cell for n, (cell, _number) in enumerate(items)},
        **_described(standing, labels.center(standing.result.center)),
    }
    if sheet is not None:
        cells["deducted"] = deducted_cell(sheet)
    cells |= labels.by_key(standing.phase)
    shown = CenterFigures(standing, numbers, cells)
    cells["check"] = check_cell(*shown.equalities(by_details=by_details))
    return tuple(cells[column.key] for column in columns)


def _described(standing: Standing, name: str) -> dict[str, Cell]:
    """The cells of a row beside the figures that add up."""
    result, standard = standing.result, standing.standard
    return {
        "no": exact_cell(standing.number),
        "rank": DASH if standing.rank is None else exact_cell(standing.rank),
        "center": text(name),
        "verdict": text(_(VERDICTS[result.verdict])),
        "score": total_cell(result.total, standard, "strong"),
        "mark": exact_cell(standard.pass_mark, "muted"),
        "grade": text(result.grade) if result.grade else DASH,
        "exact": text(exact_text(result)) if result.total is not None or result.bounds else DASH,
        "provisional": text(_("provisional") if result.provisional else ""),
        "reason": text(reasons_text(result, standing.phase.edition)),
        "remark": text(together(center_remarks(result, standing.phase))),
    }

"""The cells of a center's scores."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore.model.page import Cell, text
from aidscore.model.quantity import Number
from aidscore.model.results import Outcome
from aidscore.scoring.standings import Standing
from aidscore.wording.numbers import center_item_cell, score_cell


def named_score_cell(standing: Standing, name: str) -> Cell:
    """A score, or the bounds that enclose it, with a name by which it is checked."""
    cell = score_cell(standing.result, standing.standard)
    is_failed = standing.result.verdict == "fail" and cell.number is not None
    return Cell(cell.text, cell.number, "bad" if is_failed else cell.tone, f"{name}-score")


def item_cell(standing: Standing, index: int, name: str = "") -> Cell:
    """The score in an item; a missed floor is marked."""
    item = standing.standard.items[index]
    cell = center_item_cell(standing.result, index, standing.standard)
    missed = any(one.code == "item-below-floor" and one.id == item.id for one in standing.result.reasons)
    tone = "bad" if missed and cell.number is not None else cell.tone
    return Cell(cell.text, cell.number, tone, f"{name}-item-{index}" if name else "")


def item_titles(outcome: Outcome) -> tuple[str, ...]:
    """The titles of the item columns: id and name, each once over all phases, in the standards' order."""
    standards = [phase.edition.standard for phase in outcome.phases]
    return tuple(dict.fromkeys(f"{item.id} {item.name}" for standard in standards for item in standard.items))


def by_title(standing: Standing, titles: Sequence[str]) -> list[tuple[Cell, Number | None]]:
    """The scores of the items with their exact numbers; a dash for items of other phases."""
    found = {
        f"{item.id} {item.name}": (item_cell(standing, index), (standing.result.items or {}).get(item.id))
        for index, item in enumerate(standing.standard.items)
    }
    return [found.get(title, (text("-", "muted"), None)) for title in titles]

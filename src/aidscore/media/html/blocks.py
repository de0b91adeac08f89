"""Blocks of a page as sections of an HTML file: facts as a list of terms, tables with captions, headers and groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from rich.cells import cell_len

from aidscore.media.html.elements import Html, element, joined, markup
from aidscore.model.page import Cell, Column, Facts, Heads, Paragraph, Table, grouped, pieces

SHORT, LONG = 16, 30
"""Texts that are no longer than the first, in half-width characters, stay in one line where their column is no wider;
columns from the second width on are wide, and do not become narrow where there is room."""


class Blocks:
    """Writes blocks. The first cell that names a clause becomes the target of links, later ones links to it."""

    def __init__(self) -> None:
        self._targets: set[str] = set()

    def paragraph(self, block: Paragraph) -> Html:
        """A paragraph."""
        return element("p", block.text, class_=block.tone if block.tone != "plain" else "")

    def section(self, block: Facts | Table, key: str) -> Html:
        """A section of facts or of a table with its heading."""
        if isinstance(block, Facts):
            heading = [element("h2", block.title)] if block.title else []
            return element("section", *heading, self._facts(block), id=key)
        if any(column.group == 1 for column in block.columns):
            heading = [element("h2", block.title)] if block.title else []
            tables = (self._table(table, self._caption(heads)) for heads, table in grouped(block, 1))
            return element("section", *heading, *tables, id=key)
        caption = [element("h2", block.title)] if block.title else []
        return element("section", self._table(block, caption), id=key)

    def _facts(self, block: Facts) -> Html:
        """Labels and values."""
        pairs = (
            part
            for label, cell in block.pairs
            for part in (element("dt", label), element("dd", self._content(cell), class_=_tone(cell)))
        )
        return element("dl", *pairs)

    # ---- tables

    def _caption(self, heads: Heads) -> list[Html]:
        """What is said of a group that is a table of its own: its name as a heading, then the rest."""
        (_column, name), *others = heads
        facts = [element("p", self._labeled(others), class_="facts")] if others else []
        return [element("h3", self._content(name)), *facts]

    def _labeled(self, heads: Sequence[tuple[Column, Cell]]) -> Html:
        """What is said of a group besides its name."""
        return joined(
            [
                element("span", element("i", column.title), self._content(cell), class_=_tone(cell))
                for column, cell in heads
                if cell.text
            ]
        )

    def _table(self, table: Table, caption: Sequence[Html]) -> Html:
        """A table; its inner groups are parts of it."""
        bodies = list(grouped(table, 2))
        columns = bodies[0][1].columns if bodies else table.columns
        titles = (element("th", column.title, class_=_classes(column), scope="col") for column in columns)
        head = element("thead", element("tr", *titles))
        title = [element("caption", *caption)] if caption else []
        return element("table", *title, head, *(self._body(heads, part) for heads, part in bodies))

    def _body(self, heads: Heads, part: Table) -> Html:
        """A group of rows below what is said of it."""
        rows = [self._row(part.columns, cells) for cells in part.rows]
        if heads:
            (_column, name), *others = heads
            facts = [element("div", self._labeled(others), class_="facts")] if any(c.text for _, c in others) else []
            named = element("strong", self._content(name))
            said = element("th", named, *facts, scope="rowgroup", colspan=str(len(part.columns)))
            rows.insert(0, element("tr", said, class_="group"))
        return element("tbody", *rows)

    def _row(self, columns: Sequence[Column], cells: Sequence[Cell]) -> Html:
        """A row; its first cell is its header."""
        return element("tr", *self._cells(columns, cells))

    def _cells(self, columns: Sequence[Column], cells: Sequence[Cell]) -> Iterator[Html]:
        """The cells of a row, each with the title of its column for where the titles are not in view."""
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            content, classes = self._content(cell), _classes(column, cell)
            if place == 0 and cell.text:
                yield element("th", content, scope="row", class_=classes)
            else:
                yield element("td", content, class_=classes, data_label=column.title)

    # ---- cells

    def _content(self, cell: Cell) -> Html:
        """The text of a cell, with what changed in it marked, as the target of links or a link."""
        parts = [
            element({"gone": "del", "new": "ins"}[kind], part) if kind else markup(part) for part, kind in pieces(cell)
        ]
        if not cell.anchor:
            return joined(parts)
        is_target = cell.anchor not in self._targets
        self._targets.add(cell.anchor)
        return element("a", *parts, id=cell.anchor if is_target else "", href=fragment(cell.anchor))


def fragment(anchor: str) -> str:
    """The address of an anchor on the same page."""
    return f"#{quote(anchor, safe='@')}"


def _tone(cell: Cell) -> str:
    """The class of a tone."""
    return "" if cell.tone == "plain" else cell.tone


def _classes(column: Column, cell: Cell | None = None) -> str:
    """The classes of a cell: its side, its tone, and whether it stays in one line."""
    text = column.title if cell is None else cell.text
    is_short = column.width <= SHORT and cell_len(text) <= SHORT
    width = "short" if is_short else "long" if column.width >= LONG else "middle"
    names = [column.align if column.align != "left" else "", width]
    return " ".join(filter(None, [*names, _tone(cell) if cell else ""]))

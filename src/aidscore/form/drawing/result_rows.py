"""The rows of the sheet 得分汇总 as they are drawn."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.form.drawing.keyed_sheet import KeyedSheet
from aidscore.form.drawing.result_sheet import FIRST_LINE, Line, ResultPage
from aidscore.form.drawing.styles import style_of
from aidscore.form.formulas.units import displayed
from aidscore.form.layout import Layout
from aidscore.model.standard import Verdict
from aidscore.wording.codes import VERDICTS
from aidscore.words import _
from aidscore.xlsx.formula import literal
from aidscore.xlsx.style import GENERAL, Align, Tone

RESULT_WIDTHS = {
    "label": 28.0,
    "required": 10.0,
    "possible": 10.0,
    "lost": 12.0,
    "actual": 10.0,
    "self": 10.0,
    "result": 12.0,
    "said": 26.0,
    "check": 44.0,
}
PRINTED = "said"
"""The last column that is printed."""
TONES: Mapping[Verdict, Tone] = {"pass": "good", "fail": "bad", "undecided": "open"}


class ResultSheet:
    """The sheet 得分汇总 while its rows are written."""

    def __init__(self, sheet: KeyedSheet, layout: Layout) -> None:
        self.sheet, self.layout = sheet, layout
        decimals, _most = displayed(layout.edition.standard)
        self.number_format = f"0.{'0' * decimals}######" if decimals else GENERAL

    def write(self, page: ResultPage) -> int:
        """Write all rows; returns the number of the last one."""
        for row, line in enumerate(page.lines, FIRST_LINE):
            self._line(row, line)
        verdict = page.cell("verdict", "required")
        for word, tone in [(_(VERDICTS[verdict]), tone) for verdict, tone in TONES.items()]:
            self.sheet.writer.highlight(verdict, f"LEFT({verdict},{len(word)})={literal(word)}", tone)
        check = page.cell("verdict", "check")
        self.sheet.writer.highlight(check, f'{check}<>""', "bad")
        self.sheet.writer.protect(sizes=True)
        return FIRST_LINE + len(page.lines) - 1

    def _line(self, row: int, line: Line) -> None:
        """Write a row."""
        text = line.cells.get("label")
        match line.role:
            case "title" | "mark":
                self.sheet.banner(row, text or None, style_of(line.role if text else "plain"), "label", PRINTED)
                self.sheet.height(row, 34 if line.role == "title" else 20)
            case "fact" | "verdict":
                self._fact(row, line)
            case "header" | "body" | "sum":
                self._figures(row, line)
            case "blank":
                self.sheet.height(row, 12)

    def _fact(self, row: int, line: Line) -> None:
        """A label, and what it names, across the sheet."""
        self.sheet.put("label", row, line.cells["label"], style_of("fact"))
        role = style_of("body" if line.role == "fact" else "verdict", "left", self.number_format)
        self.sheet.across(row, "required", PRINTED, line.cells["required"], role)
        if "check" in line.cells:
            self.sheet.put("check", row, line.cells["check"], style_of("hint"))
        self.sheet.height(row, 22 if line.role == "fact" else 32)

    def _figures(self, row: int, line: Line) -> None:
        """A row of the table of items."""
        for column in list(self.sheet.widths)[:-1]:
            align: Align = "left" if column in ("label", "said") else "center"
            style = style_of("fact" if column == "label" or line.role == "sum" else "body", align, self.number_format)
            style = style_of("header", "center") if line.role == "header" else style
            self.sheet.put(column, row, line.cells.get(column), style)
        if line.link:
            target = f"{self.layout.quoted('scores')}!{self.sheet.letter('label')}{line.link}"
            self.sheet.link("label", row, target)
        self.sheet.height(row, 26 if line.role == "header" else 24)

"""The rows of the sheet 得分汇总 as they are drawn."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.form.drawing.keyed_sheet import KeyedSheet
from aidscore.form.drawing.result_sheet import FIRST_LINE, Line, ResultPage
from aidscore.form.drawing.styles import style_of
from aidscore.form.formulas.units import displayed
from aidscore.model.standard import Standard, Verdict
from aidscore.wording.codes import VERDICTS
from aidscore.words import _
from aidscore.xlsx.formula import literal
from aidscore.xlsx.style import GENERAL, Tone

RESULT_WIDTHS = {"label": 30.0, "required": 13.0, "possible": 13.0, "actual": 13.0, "result": 15.0, "said": 46.0}
TONES: Mapping[Verdict, Tone] = {"pass": "good", "fail": "bad", "undecided": "open"}


def write_result(sheet: KeyedSheet, page: ResultPage, standard: Standard) -> int:
    """Write all rows; returns the number of the last one."""
    decimals, _most = displayed(standard)
    number_format = f"0.{'0' * decimals}######" if decimals else GENERAL
    for row, line in enumerate(page.lines, FIRST_LINE):
        _write_line(sheet, row, line, number_format)
    cell = page.cell("verdict", "required")
    for verdict, tone in TONES.items():
        word = _(VERDICTS[verdict])
        sheet.writer.highlight(cell, f"LEFT({cell},{len(word)})={literal(word)}", tone)
    sheet.writer.protect(sizes=True)
    return FIRST_LINE + len(page.lines) - 1


def _write_line(sheet: KeyedSheet, row: int, line: Line, number_format: str) -> None:
    """Write a row."""
    match line.role:
        case "title" | "mark":
            text = line.cells["label"]
            sheet.banner(row, text or None, style_of(line.role if text else "plain"), "label")
            if line.role == "title":
                sheet.height(row, 34)
        case "fact" | "verdict":
            sheet.put("label", row, line.cells["label"], style_of("fact"))
            role = style_of("body" if line.role == "fact" else "verdict", "left", number_format)
            sheet.across(row, "required", "said", line.cells["required"], role)
            sheet.height(row, 22 if line.role == "fact" else 32)
        case "header":
            for column in sheet.widths:
                sheet.put(column, row, line.cells.get(column), style_of("header", "center"))
            sheet.height(row, 26)
        case "body" | "sum":
            _write_figures(sheet, row, line, number_format)
        case "sign":
            sheet.put("label", row, line.cells["label"], style_of("plain"))
            for column in list(sheet.widths)[1:]:
                sheet.put(column, row, None, style_of("line"))
            sheet.height(row, 40)
        case "blank":
            sheet.height(row, 20)


def _write_figures(sheet: KeyedSheet, row: int, line: Line, number_format: str) -> None:
    """Write a row of the table of items and conditions."""
    for column in sheet.widths:
        is_bold = column == "label" or line.role == "sum"
        align = "left" if column in ("label", "said") else "center"
        style = style_of("fact" if is_bold else "body", align, number_format)
        sheet.put(column, row, line.cells.get(column), style)
    sheet.height(row, 24)

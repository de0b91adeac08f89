"""The sheet 扣分确认单: every deduction with its facts, room for the opinion of the center, and the signatures."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore.form.drawing.keyed_sheet import KeyedSheet
from aidscore.form.drawing.styles import Role, style_of
from aidscore.form.drawing.visit_facts import visit_line
from aidscore.form.formulas.deductions import LINES, Deductions
from aidscore.form.layout import Layout
from aidscore.words import _
from aidscore.xlsx.formula import Formula
from aidscore.xlsx.printing import Fit

SIGNED_WIDTHS = {"clause": 22.0, "facts": 66.0, "points": 16.0}
FIRST, LAST = "clause", "points"
LINE_HEIGHT = 30.0
"""The height of a deduction: two lines."""
OPINION_LINES = 5
CODE_DIGITS = 12
"""The digits of the standard's digest that a form shows."""


class SignedSheet:
    """The sheet while its rows are written, one below the other."""

    def __init__(self, sheet: KeyedSheet, layout: Layout, verdict: Formula) -> None:
        """Begin the sheet; `verdict` says in one line what the visit came out as."""
        self.sheet, self.layout, self.verdict = sheet, layout, verdict
        self.row = 1

    def write(self, title: str, mark: str, deductions: Deductions, facts: Sequence[str]) -> int:
        """Write it all and give its last row; `facts` of a filled form need the height of their line."""
        self._across(title, "title", 34)
        self._across(mark, "mark" if mark else "plain", 20)
        self._across(visit_line(self.layout), "plain", 34)
        self._across(self.verdict, "fact", 24)
        self._deductions(deductions, facts)
        self._signatures()
        self.sheet.writer.protect(sizes=True)
        return self.row

    @property
    def fit(self) -> Fit:
        """How it is printed: on one page, if it has not more lines than usual."""
        return "page" if self.lines <= LINES else "width"

    def _across(self, content: str | Formula, role: Role, height: float) -> None:
        """A row of one cell."""
        self.row += 1
        self.sheet.across(self.row, FIRST, LAST, content or None, style_of(role))
        self.sheet.height(self.row, height)

    def _deductions(self, deductions: Deductions, facts: Sequence[str]) -> None:
        """The list of deductions; empty rows where there are fewer."""
        self.row += 1
        self.lines = len(deductions.lines)
        for column, text in zip(SIGNED_WIDTHS, (_("clause"), _("facts"), _("deduction")), strict=True):
            self.sheet.put(column, self.row, text, style_of("header", "center"))
        self.sheet.height(self.row, 24)
        for number, cells in enumerate(deductions.lines):
            self.row += 1
            for column, content in cells.items():
                self.sheet.put(column, self.row, content, style_of("body", "left" if column == "facts" else "center"))
            text = facts[number] if number < len(facts) else ""
            self.sheet.height(self.row, max(LINE_HEIGHT, self.sheet.needed(text, SIGNED_WIDTHS["facts"])))
        self._across(deductions.more, "plain", 20)

    def _signatures(self) -> None:
        """Room for what is written by hand, and the code that tells which text the form was made from."""
        self._across(_("opinion of the inspected center"), "plain", 20)
        self._across(_("Objections to deductions are raised in writing within 5 working days."), "remark", 18)
        for _line in range(OPINION_LINES):
            self._across("", "line", 26)
        for label in (
            _("inspector (signature)"),
            _("inspector (signature)"),
            _("accompanied by (signature)"),
            _("head of the center (signature, seal)"),
        ):
            self._signature(label)
        code = (self.layout.edition.sha256 or "")[:CODE_DIGITS]
        self._across(_("check code {code}", code=code) if code else "", "remark", 20)

    def _signature(self, label: str) -> None:
        """A line for a signature and its date."""
        self.row += 1
        self.sheet.put("clause", self.row, label, style_of("plain"))
        self.sheet.put("facts", self.row, None, style_of("line"))
        self.sheet.put("points", self.row, _("date"), style_of("line", "center"))
        self.sheet.height(self.row, 34)

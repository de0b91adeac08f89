"""The sheets 考核评分表, 一票否决 and 加分: a row for every finding that may be written down."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.worksheet.worksheet import Worksheet

from aidscore.form.drawing.clause_rows import ALIGNED, POINTS, ClauseSheet, Filling
from aidscore.form.drawing.looks import TEXT, Look
from aidscore.form.drawing.paper import Headed, Paper
from aidscore.form.drawing.result_sheet import Formula
from aidscore.form.drawing.validations import text_check, tick_check
from aidscore.form.entries import number
from aidscore.form.layout import COLUMNS, FIRST_ROW, HEADER_ROW, ItemRows, SubItemRows
from aidscore.form.reading.sheets import COLUMN_WORDS
from aidscore.model.form import TICK, SheetKey
from aidscore.model.quantity import exact
from aidscore.wording.codes import STATES
from aidscore.words import _, listed
from aidscore.xlsx.style import highlight


def titles(sheet: SheetKey) -> dict[str, str]:
    """The titles of the columns."""
    return {
        **{key: _(title) for key, title in COLUMN_WORDS.items()},
        "clause": _("clause"),
        "text": _("what is examined, and the rules") if sheet == "scores" else _("text"),
        "worth": _("points") if sheet == "scores" else _("consequence"),
        "basis": _("basis, method") if sheet == "scores" else _("basis"),
        "amount": _(COLUMN_WORDS["amount"]) if sheet != "vetoes" else _("found"),
        "unit": _("unit"),
        "nominal": _("nominal") if sheet == "scores" else _("points added"),
        "effective": _("effective"),
        "score": _("score"),
        "result": _("result"),
        "hint": _("hints"),
    }


class ScoreSheet(ClauseSheet):
    """One of the three sheets, written from top to bottom."""

    def __init__(self, paper: Paper, filling: Filling) -> None:
        super().__init__(paper, filling)
        self.shown = [column for column in COLUMNS[paper.key] if column in paper.widths]

    def head(self, title: str, mark: str, facts: Formula) -> None:
        """The lines above the table, and its titles."""
        last = self.shown[-2]  # the hints stand outside the printed table
        self.paper.banner(2, title, Look("title"), "clause", last)
        self.paper.height(2, 30)
        self.paper.banner(3, mark or None, Look("mark" if mark else "plain"), "clause", last)
        self.paper.banner(4, facts, Look("plain"), "clause", last)
        words = titles(self.key)
        for column in self.shown:
            self.paper.put(column, HEADER_ROW, words[column], Look("header", "center"))
        self.paper.height(HEADER_ROW, 34)

    def items(self) -> None:
        """All items with their sub-items and rules."""
        for item in self.filling.layout.items:
            self._item(item)
            for part in item.sub_items:
                self._sub_item(part)
                for rows in part.rules:
                    self.clause(rows)

    def _item(self, rows: ItemRows) -> None:
        """The row of an item."""
        item, row = rows.item, rows.row
        self.keys(row, item.id, (("examined", "amount"),))
        for column in self.shown[:-1]:
            self.paper.put(column, row, None, Look("item", ALIGNED.get(column, "left")))
        said = item.name + (f"  {item.motto}" if item.motto else "")
        self.paper.put("clause", row, item.id, Look("item", "center"))
        self.paper.put("text", row, said, Look("item"))
        self.paper.put("worth", row, number(item.points), Look("item", "center"))
        self._examined(row, _("the whole item was examined"))
        self.paper.across(row, "unit", "failed", _("{tick} all examined", tick=TICK), Look("small", "center"))
        floor = "" if item.pass_score is None else _("at least {points} points", points=exact(item.pass_score))
        self.paper.across(row, "note", "status_note", floor or None, Look("item"))
        self.paper.put("score", row, self.content("score", row), Look("item", "right", POINTS))
        self.paper.height(row, 24)

    def _examined(self, row: int, prompt: str) -> None:
        """The tick that says that something was examined."""
        self.paper.put("amount", row, self.content("amount", row), Look("input", "center", TEXT))
        said = _("{what}; needed only where not everything was examined", what=prompt)
        self.paper.accept("amount", row, row, tick_check(self.filling.lists, said, _("examined")))

    def _sub_item(self, part: SubItemRows) -> None:
        """The row of a sub-item: its requirement, whether it was examined, why it does not apply, its score."""
        sub_item, row = part.sub_item, part.row
        self.keys(row, sub_item.id, (("examined", "amount"), ("not_applicable", "note")))
        for column in self.shown[:-1]:
            self.paper.put(column, row, None, Look("sub-item", ALIGNED.get(column, "left")))
        said = sub_item.name + (f"\n{sub_item.requirement}" if sub_item.requirement else "")
        methods = listed(sub_item.methods)
        self.paper.put("clause", row, sub_item.id, Look("sub-item", "center"))
        self.paper.put("text", row, Headed(sub_item.name, sub_item.requirement or ""), Look("requirement"))
        self.paper.put("worth", row, number(sub_item.points), Look("sub-item", "center"))
        self.paper.put("basis", row, methods or None, Look("small"))
        self._examined(row, _("the sub-item was examined"))
        self.paper.across(row, "unit", "failed", self.content("unit", row), Look("sub-item", "center"))
        reason = self.content("note", row)
        self.paper.put("note", row, reason, Look("input", "left", TEXT))
        why = _("fill in only where the sub-item does not apply to the center: why")
        self.paper.accept("note", row, row, text_check(why, _("does not apply")))
        aside = _("on the left: why it does not apply, only if so")
        self.paper.across(row, "evidence", "status_note", aside, Look("small"))
        for column in ("effective", "score"):
            self.paper.put(column, row, self.content(column, row), Look("sub-item", "right", POINTS))
        texts = {"text": said, "basis": methods, "note": str(reason or "")}
        self.paper.height(row, self.tallest(texts))
        self.paper.sheet.row_dimensions[row].outlineLevel = 1

    def finish(self, language_facts: Mapping[str, str]) -> None:
        """Colors that follow the figures; what stays in view; checks and protection."""
        sheet, last = self.paper.sheet, max(self.filling.layout.last_row(self.key), FIRST_ROW)
        self._colors(sheet, last)
        after = self.shown[self.shown.index("text") + 1]
        sheet.freeze_panes = f"{self.paper.letter(after)}{FIRST_ROW}"
        sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
        self.paper.outline()
        self.paper.add_checks()
        self.paper.protect()
        margins = (
            language_facts["title"],
            language_facts["mark"],
            _("inspectors: ____________  inspected center: ____________  date: ____________"),
            language_facts["version"],
        )
        self.paper.printed(last, self.shown[-2], landscape=True, margins=margins)

    def _colors(self, sheet: Worksheet, last: int) -> None:
        """States, deductions, withdrawn findings and hints stand out."""
        rules = [("hint", f'{self.paper.letter("hint")}{FIRST_ROW}<>""', "bad")]
        if self.key == "scores":
            unit = f"${self.paper.letter('unit')}{FIRST_ROW}"
            tones = {"met": "good", "not-met": "bad", "not-examined": "open", "not-applicable": "muted"}
            rules += [("unit", f'{unit}="{_(STATES[state])}"', tone) for state, tone in tones.items()]
            nominal = f"{self.paper.letter('nominal')}{FIRST_ROW}"
            rules.append(("nominal", f"N({nominal})>0", "bad"))
        if self.key == "vetoes":
            rules.append(("result", f'{self.paper.letter("result")}{FIRST_ROW}<>""', "bad"))
        for column, condition, tone in rules:
            cells = f"{self.paper.letter(column)}{FIRST_ROW}:{self.paper.letter(column)}{last}"
            sheet.conditional_formatting.add(cells, highlight(condition, tone))  # type: ignore[arg-type]  # a tone
        withdrawn = self.filling.lists.word("status", "withdrawn")
        cells = f"{self.paper.letter('amount')}{FIRST_ROW}:{self.paper.letter('status_note')}{last}"
        condition = f'${self.paper.letter("status")}{FIRST_ROW}="{withdrawn}"'
        sheet.conditional_formatting.add(cells, highlight(condition, "muted"))

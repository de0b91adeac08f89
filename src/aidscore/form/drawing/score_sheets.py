"""The sheets 考核评分表, 一票否决 and 加分: a row for every finding that may be written down."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.form.columns import COLUMN_WORDS, COLUMNS, REVIEW
from aidscore.form.drawing.clause_rows import ALIGNED, POINTS, WIDTHS, ClauseSheet, Filling
from aidscore.form.drawing.keyed_sheet import MARGINS, KeyedSheet, widest_word
from aidscore.form.drawing.pages import Paper, blocks, page_ends
from aidscore.form.drawing.styles import style_of
from aidscore.form.drawing.validations import own_score_check, text_check, tick_check
from aidscore.form.entries import number
from aidscore.form.formulas.inputs import STATE_WORDS
from aidscore.form.layout import FIRST_ROW, HEADER_ROW, ItemRows, SubItemRows
from aidscore.model.form import TICK, SheetKey
from aidscore.model.quantity import exact
from aidscore.model.results import State
from aidscore.words import _, listed
from aidscore.xlsx.formula import Formula, literal
from aidscore.xlsx.printing import Fit
from aidscore.xlsx.style import TEXT, Tone
from aidscore.xlsx.text import Headed

STATE_TONES: Mapping[State, Tone] = {
    "met": "good",
    "not-met": "open",
    "not-examined": "muted",
    "not-applicable": "muted",
}


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
        "by": _("established by") if sheet == "vetoes" else _("approved by"),
        "status": _("review: status"),
        "status_note": _("review: reason of objection or withdrawal"),
    }


def widths(sheet: SheetKey) -> dict[str, float]:
    """The widths of the columns, with room for every word of their titles."""
    words = titles(sheet)
    return {column: max(width, widest_word(words[column])) for column, width in WIDTHS[sheet].items()}


class ScoreSheet(ClauseSheet):
    """One of the three sheets, written from top to bottom."""

    def __init__(self, sheet: KeyedSheet, filling: Filling) -> None:
        super().__init__(sheet, filling)
        self.shown = [column for column in COLUMNS[sheet.key] if column in sheet.widths]
        self.printed = [column for column in self.shown if column not in REVIEW]

    def head(self, title: str, mark: str, facts: Formula) -> None:
        """The lines above the table, and its titles."""
        last = self.printed[-1]
        self.sheet.banner(2, title, style_of("title"), "clause", last)
        self.sheet.height(2, 30)
        self.sheet.banner(3, mark or None, style_of("mark" if mark else "plain"), "clause", last)
        self.sheet.banner(4, facts, style_of("plain"), "clause", last)
        words = titles(self.key)
        for column in self.shown:
            self.sheet.put(column, HEADER_ROW, words[column], style_of("header", "center"))
        self.sheet.height(HEADER_ROW, 34)

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
        for column in self.printed:
            self.sheet.put(column, row, None, style_of("item", ALIGNED.get(column, "left")))
        text = item.name + (f"  {item.motto}" if item.motto else "")
        self.sheet.put("clause", row, item.id, style_of("item", "center"))
        self.sheet.put("text", row, text, style_of("item"))
        self.sheet.put("worth", row, number(item.points), style_of("item", "center"))
        self._examined(row, _("the whole item was examined"))
        self.sheet.across(row, "unit", "failed", _("{tick} all examined", tick=TICK), style_of("small", "center"))
        floor = "" if item.pass_score is None else _("at least {points} points", points=exact(item.pass_score))
        self.sheet.put("note", row, floor or None, style_of("item"))
        self.sheet.put("hint", row, self.content("hint", row), style_of("hint"))
        self.sheet.put("score", row, self.content("score", row), style_of("item", "right", POINTS))
        self.sheet.put("self", row, self.content("self", row), style_of("item", "center", POINTS))
        self.sheet.height(row, 24)

    def _examined(self, row: int, prompt: str) -> None:
        """The tick that says that something was examined."""
        self.sheet.put("amount", row, self.content("amount", row), style_of("input", "center", TEXT))
        text = _("{what}; needed only where not everything was examined", what=prompt)
        self.sheet.accept("amount", row, row, tick_check(self.filling.lists, text, _("examined")))

    def _sub_item(self, part: SubItemRows) -> None:
        """The row of a sub-item: its requirement, whether it was examined, why it does not apply, its score."""
        sub_item, row = part.sub_item, part.row
        self.keys(row, sub_item.id, (("examined", "amount"), ("not_applicable", "note"), ("self", "self")))
        for column in self.printed:
            self.sheet.put(column, row, None, style_of("sub-item", ALIGNED.get(column, "left")))
        text = sub_item.name + (f"\n{sub_item.requirement}" if sub_item.requirement else "")
        methods = listed(sub_item.methods)
        self.sheet.put("clause", row, sub_item.id, style_of("sub-item", "center"))
        self.sheet.put("text", row, Headed(sub_item.name, sub_item.requirement or ""), style_of("requirement"))
        self.sheet.put("worth", row, number(sub_item.points), style_of("sub-item", "center"))
        self.sheet.put("basis", row, methods or None, style_of("requirement"))
        self._examined(row, _("the sub-item was examined"))
        self.sheet.across(row, "unit", "failed", self.content("unit", row), style_of("sub-item", "center"))
        reason = self.content("note", row)
        self.sheet.put("note", row, reason, style_of("input", "left", TEXT))
        why = _("fill in only where the sub-item does not apply to the center: why")
        self.sheet.accept("note", row, row, text_check(why, _("does not apply")))
        self.sheet.put("hint", row, self.content("hint", row), style_of("hint"))
        self.sheet.put("self", row, self.content("self", row), style_of("input", "center"))
        self.sheet.accept("self", row, row, own_score_check(sub_item.points))
        for column in ("effective", "score"):
            self.sheet.put(column, row, self.content(column, row), style_of("sub-item", "right", POINTS))
        texts = {"text": text, "basis": methods, "note": str(reason or "")}
        self.sheet.height(row, self.tallest(texts))
        self.sheet.writer.group_rows(row, 1)

    def finish(self, title: str, mark: str) -> None:
        """Add colors, protection and printing; `title` and `mark` are printed on every page."""
        last = max(self.filling.layout.last_row(self.key), FIRST_ROW)
        self._highlight(last)
        self.sheet.freeze(self.shown[self.shown.index("text") + 1], FIRST_ROW)
        self.sheet.writer.protect(sizes=True)
        signed = _("signed: the sheet {sheet}", sheet=self.filling.layout.names["signed"])
        margins = (title, mark, signed, "")
        fit: Fit = self._break_pages() if self.key == "scores" else "width"
        self.sheet.printed(last, self.printed[-1], landscape=True, margins=margins, fit=fit)

    def _break_pages(self) -> int:
        """End pages between clauses; gives the percentage at which that holds."""
        paper = Paper.of(sum(self.sheet.widths[column] for column in self.printed), MARGINS)
        height = self.sheet.heights
        parts = list(blocks(self.filling.layout.items))
        heights = [sum(height[row] for row in range(first, last + 1)) for first, last in parts]
        head = sum(height[row] for row in range(2, HEADER_ROW))
        for row in page_ends(parts, heights, head, paper.height - height[HEADER_ROW]):
            self.sheet.writer.break_page(row)
        return paper.percent

    def _highlight(self, last: int) -> None:
        """Color rows with wrong entries, states, deductions, and withdrawn findings."""
        self._highlight_wrong(last)
        rules: list[tuple[str, str, Tone]] = []
        if self.key == "scores":
            unit = f"${self.sheet.letter('unit')}{FIRST_ROW}"
            rules += [("unit", f"{unit}={literal(_(STATE_WORDS[state]))}", tone) for state, tone in STATE_TONES.items()]
            nominal = f"{self.sheet.letter('nominal')}{FIRST_ROW}"
            rules.append(("nominal", f"SUM({nominal})>0", "open"))
        if self.key == "vetoes":
            rules.append(("result", f'{self.sheet.letter("result")}{FIRST_ROW}<>""', "bad"))
        for column, condition, tone in rules:
            self.sheet.highlight(column, FIRST_ROW, column, last, condition, tone)
        withdrawn = self.filling.lists.word("status", "withdrawn")
        condition = f"${self.sheet.letter('status')}{FIRST_ROW}={literal(withdrawn)}"
        self.sheet.highlight("note", FIRST_ROW, "evidence", last, condition, "muted")

    def _highlight_wrong(self, last: int) -> None:
        """Color the rows whose entries are wrong; the hint of a finding with several rows is in its first row."""
        hint = f"${self.sheet.letter('hint')}"
        self.sheet.highlight("note", FIRST_ROW, "evidence", last, f'{hint}{FIRST_ROW}<>""', "bad")
        for slot in (slot for rows in self.filling.layout.clauses() if rows.sheet == self.key for slot in rows.slots):
            if slot.first < slot.last:
                self.sheet.highlight("amount", slot.first + 1, "failed", slot.last, f'{hint}${slot.first}<>""', "bad")
        wrong = literal(_("wrong"))
        for column in ("nominal", "effective", "score", "result"):
            if column in self.shown:
                cell = f"{self.sheet.letter(column)}{FIRST_ROW}"
                self.sheet.highlight(column, FIRST_ROW, column, last, f"{cell}={wrong}", "bad")

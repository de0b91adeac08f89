"""The sheets 考核评分表, 一票否决 and 加分: a row for every finding that may be written down."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.form.columns import COLUMN_WORDS, COLUMNS
from aidscore.form.drawing.clause_rows import ALIGNED, POINTS, ClauseSheet, Filling
from aidscore.form.drawing.keyed_sheet import KeyedSheet
from aidscore.form.drawing.styles import style_of
from aidscore.form.drawing.validations import text_check, tick_check
from aidscore.form.entries import number
from aidscore.form.layout import FIRST_ROW, HEADER_ROW, ItemRows, SubItemRows
from aidscore.model.form import TICK, SheetKey
from aidscore.model.quantity import exact
from aidscore.model.results import State
from aidscore.wording.codes import STATES
from aidscore.words import _, listed
from aidscore.xlsx.formula import Formula, literal
from aidscore.xlsx.style import TEXT, Tone
from aidscore.xlsx.text import Headed

STATE_TONES: Mapping[State, Tone] = {"met": "good", "not-met": "bad", "not-examined": "open", "not-applicable": "muted"}


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

    def __init__(self, sheet: KeyedSheet, filling: Filling) -> None:
        super().__init__(sheet, filling)
        self.shown = [column for column in COLUMNS[sheet.key] if column in sheet.widths]

    def head(self, title: str, mark: str, facts: Formula) -> None:
        """The lines above the table, and its titles."""
        last = self.shown[-2]  # the hints are not printed
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
        for column in self.shown[:-1]:
            self.sheet.put(column, row, None, style_of("item", ALIGNED.get(column, "left")))
        text = item.name + (f"  {item.motto}" if item.motto else "")
        self.sheet.put("clause", row, item.id, style_of("item", "center"))
        self.sheet.put("text", row, text, style_of("item"))
        self.sheet.put("worth", row, number(item.points), style_of("item", "center"))
        self._examined(row, _("the whole item was examined"))
        self.sheet.across(row, "unit", "failed", _("{tick} all examined", tick=TICK), style_of("small", "center"))
        floor = "" if item.pass_score is None else _("at least {points} points", points=exact(item.pass_score))
        self.sheet.across(row, "note", "status_note", floor or None, style_of("item"))
        self.sheet.put("score", row, self.content("score", row), style_of("item", "right", POINTS))
        self.sheet.height(row, 24)

    def _examined(self, row: int, prompt: str) -> None:
        """The tick that says that something was examined."""
        self.sheet.put("amount", row, self.content("amount", row), style_of("input", "center", TEXT))
        text = _("{what}; needed only where not everything was examined", what=prompt)
        self.sheet.accept("amount", row, row, tick_check(self.filling.lists, text, _("examined")))

    def _sub_item(self, part: SubItemRows) -> None:
        """The row of a sub-item: its requirement, whether it was examined, why it does not apply, its score."""
        sub_item, row = part.sub_item, part.row
        self.keys(row, sub_item.id, (("examined", "amount"), ("not_applicable", "note")))
        for column in self.shown[:-1]:
            self.sheet.put(column, row, None, style_of("sub-item", ALIGNED.get(column, "left")))
        text = sub_item.name + (f"\n{sub_item.requirement}" if sub_item.requirement else "")
        methods = listed(sub_item.methods)
        self.sheet.put("clause", row, sub_item.id, style_of("sub-item", "center"))
        self.sheet.put("text", row, Headed(sub_item.name, sub_item.requirement or ""), style_of("requirement"))
        self.sheet.put("worth", row, number(sub_item.points), style_of("sub-item", "center"))
        self.sheet.put("basis", row, methods or None, style_of("small"))
        self._examined(row, _("the sub-item was examined"))
        self.sheet.across(row, "unit", "failed", self.content("unit", row), style_of("sub-item", "center"))
        reason = self.content("note", row)
        self.sheet.put("note", row, reason, style_of("input", "left", TEXT))
        why = _("fill in only where the sub-item does not apply to the center: why")
        self.sheet.accept("note", row, row, text_check(why, _("does not apply")))
        aside = _("on the left: why it does not apply, only if so")
        self.sheet.across(row, "evidence", "status_note", aside, style_of("small"))
        for column in ("effective", "score"):
            self.sheet.put(column, row, self.content(column, row), style_of("sub-item", "right", POINTS))
        texts = {"text": text, "basis": methods, "note": str(reason or "")}
        self.sheet.height(row, self.tallest(texts))
        self.sheet.writer.group_rows(row, 1)

    def finish(self, title: str, mark: str, version: str) -> None:
        """Add colors, protection and printing; `title`, `mark` and `version` are printed on every page."""
        last = max(self.filling.layout.last_row(self.key), FIRST_ROW)
        self._highlight(last)
        self.sheet.freeze(self.shown[self.shown.index("text") + 1], FIRST_ROW)
        self.sheet.writer.protect(sizes=True)
        signatures = _("inspectors: ____________  inspected center: ____________  date: ____________")
        margins = (title, mark, signatures, version)
        self.sheet.printed(last, self.shown[-2], landscape=True, margins=margins)

    def _highlight(self, last: int) -> None:
        """Color states, deductions, withdrawn findings and hints."""
        rules: list[tuple[str, str, Tone]] = [("hint", f'{self.sheet.letter("hint")}{FIRST_ROW}<>""', "bad")]
        if self.key == "scores":
            unit = f"${self.sheet.letter('unit')}{FIRST_ROW}"
            rules += [("unit", f"{unit}={literal(_(STATES[state]))}", tone) for state, tone in STATE_TONES.items()]
            nominal = f"{self.sheet.letter('nominal')}{FIRST_ROW}"
            rules.append(("nominal", f"SUM({nominal})>0", "bad"))
        if self.key == "vetoes":
            rules.append(("result", f'{self.sheet.letter("result")}{FIRST_ROW}<>""', "bad"))
        for column, condition, tone in rules:
            self.sheet.highlight(column, FIRST_ROW, column, last, condition, tone)
        withdrawn = self.filling.lists.word("status", "withdrawn")
        condition = f"${self.sheet.letter('status')}{FIRST_ROW}={literal(withdrawn)}"
        self.sheet.highlight("amount", FIRST_ROW, "status_note", last, condition, "muted")

"""The rows of a rule, a veto or a bonus rule: what it says, and a row for each finding of it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from typing import NamedTuple, assert_never

from aidscore.form.drawing.keyed_sheet import KeyedSheet, height_for
from aidscore.form.drawing.styles import style_of
from aidscore.form.drawing.validations import checks_of, kept_checks, remark_checks
from aidscore.form.entries import Entries
from aidscore.form.layout import ClauseRows, Layout, Slot
from aidscore.form.lists import Lists
from aidscore.model.form import KEPT_IN_FORM, REMARKS, TICK, SheetKey, element_of, written_fields
from aidscore.model.quantity import exact
from aidscore.model.rule import All, Bands, Each, Fixed, Levels, Measured, Missing, Proportion, Range, Shortfall
from aidscore.model.standard import BonusRule, Rule, Veto
from aidscore.wording.codes import VETO_EFFECTS
from aidscore.words import _, listed
from aidscore.xlsx.formula import Formula
from aidscore.xlsx.rows import Content
from aidscore.xlsx.sheet import Validation
from aidscore.xlsx.style import GENERAL, TEXT, Align
from aidscore.xlsx.text import LOWEST_ROW

WIDTHS: Mapping[SheetKey, dict[str, float]] = {
    "scores": {
        "clause": 7,
        "text": 36,
        "worth": 6,
        "basis": 12,
        "note": 28,
        "amount": 8,
        "unit": 7,
        "level": 8,
        "drawn": 7,
        "failed": 7,
        "hint": 21,
        "evidence": 12,
        "nominal": 7.5,
        "effective": 7.5,
        "score": 8,
        "self": 7,
        "status": 10,
        "status_note": 24,
    },
    "vetoes": {
        "clause": 7,
        "text": 40,
        "basis": 20,
        "worth": 12,
        "note": 36,
        "amount": 8,
        "hint": 20,
        "evidence": 14,
        "by": 14,
        "on": 13,
        "result": 8,
        "status": 10,
        "status_note": 24,
    },
    "bonus": {
        "clause": 7,
        "text": 40,
        "basis": 16,
        "note": 32,
        "amount": 8,
        "unit": 8,
        "level": 12,
        "hint": 20,
        "evidence": 14,
        "by": 16,
        "document": 16,
        "nominal": 8,
        "status": 10,
        "status_note": 24,
    },
}
CENTERED = ("clause", "worth", "amount", "unit", "level", "drawn", "failed", "on", "status", "result", "self")
ALIGNED: Mapping[str, Align] = {
    **dict.fromkeys(CENTERED, "center"),
    **dict.fromkeys(("nominal", "effective", "score"), "right"),
}
MEASURING = ("amount", "unit", "level", "drawn", "failed")
"""The columns that say how much."""
POINTS = "0.0##"


class Filling(NamedTuple):
    """What the sheets are made of: the places, the lists, the formulas and the entries of each sheet by cell."""

    layout: Layout
    lists: Lists
    unit: int
    formulas: Mapping[tuple[SheetKey, str], str]
    entries: Entries
    earlier: Mapping[str, str]
    """What was found last time, by the id of its clause."""


class ClauseSheet:
    """A sheet with a row for each finding of its clauses."""

    def __init__(self, sheet: KeyedSheet, filling: Filling) -> None:
        self.sheet, self.filling, self.key = sheet, filling, sheet.key

    def content(self, column: str, row: int) -> Content:
        """The content of a cell: a formula, an entry, or nothing."""
        cell = self.key, f"{self.sheet.letter(column)}{row}"
        formula = self.filling.formulas.get(cell)
        return Formula(formula) if formula is not None else self.filling.entries.get(cell)

    def keys(self, row: int, name: str, fields: tuple[tuple[str, str], ...]) -> None:
        """The hidden cells of a row."""
        self.sheet.put("id", row, name, style_of("key"))
        self.sheet.put("fields", row, written_fields(fields), style_of("key"))
        for column in ("order", "order-na"):
            if (order := self.content(column, row)) is not None:
                self.sheet.put(column, row, order, style_of("key"))

    def tallest(self, texts: Mapping[str, str]) -> float:
        """The height that the tallest of the texts needs in its column."""
        widths = self.sheet.widths
        return max(self.sheet.needed(text, widths[column]) for column, text in texts.items())

    def clause(self, rows: ClauseRows) -> None:
        """The rows of a rule, a veto or a bonus rule."""
        texts = self._described(rows)
        for column in ("clause", *texts, *self._computed()):
            for row in range(rows.first, rows.last + 1):
                number_format = POINTS if column in ("nominal", "effective") else GENERAL
                style = style_of("body", ALIGNED.get(column, "left"), number_format)
                content = self.content(column, row) if column in self._computed() else texts.get(column)
                content = rows.clause.id if column == "clause" else content
                self.sheet.put(column, row, content if row == rows.first else None, style)
            self.sheet.merge(column, rows.first, column, rows.last)
        for slot in rows.slots:
            self._slot(rows, slot)
        self._heights(rows, texts)

    def _computed(self) -> tuple[str, ...]:
        """The columns of results."""
        return tuple(column for column in ("nominal", "effective", "score", "result") if column in self.sheet.widths)

    def _described(self, rows: ClauseRows) -> dict[str, str]:
        """The texts of a clause, by column."""
        earlier = self.filling.earlier.get(rows.clause.id)
        text = rows.clause.text + (f"\n{earlier}" if earlier else "")
        texts = {"text": text, "basis": listed(rows.clause.basis)}
        match rows.clause:
            case Veto(effect=effect):
                texts["worth"] = _(VETO_EFFECTS[effect])
            case Rule():
                texts["worth"] = ""
            case BonusRule():
                pass
        return texts

    def _slot(self, rows: ClauseRows, slot: Slot) -> None:
        """The rows of one finding."""
        for row, fields in enumerate(slot.fields, slot.first):
            self.keys(row, slot.id, fields)
            self.sheet.writer.group_rows(row, 2 if self.key == "scores" else 0)
            self._measure(rows, row, fields)
        kept = KEPT_IN_FORM[self.key] if self.key != "scores" else ()
        for column in (*REMARKS, *kept, "hint"):
            for row in range(slot.first, slot.last + 1):
                style = style_of("hint") if column == "hint" else style_of("input", ALIGNED.get(column, "left"), TEXT)
                content = self.content(column, row) if row == slot.first else None
                self.sheet.put(column, row, content, style)
            self.sheet.merge(column, slot.first, column, slot.last)
        if self.key == "scores":
            for row in range(slot.first, slot.last + 1):
                self.sheet.put("self", row, None, style_of("unused"))
        checks = {**remark_checks(self.filling.lists), **kept_checks(kept)}
        checks |= checks_of(self.filling.lists, rows, slot, self.filling.unit)
        for field, check in checks.items():
            self._accept(slot, field, check)

    def _accept(self, slot: Slot, field: str, check: Validation) -> None:
        """What an input accepts."""
        for row, fields in enumerate(slot.fields, slot.first):
            for name, column in fields:
                if name == field:
                    self.sheet.accept(column, row, row if field in slot.measures else slot.last, check)

    def _measure(self, rows: ClauseRows, row: int, fields: tuple[tuple[str, str], ...]) -> None:
        """The cells in which a row says how much, with its unit or the name of an element beside them."""
        inputs = {column: field for field, column in fields if column in MEASURING}
        for column, field in inputs.items():
            text = field not in ("count", "drawn", "failed", "points") and not self._plain(rows)
            style = style_of("input", "center", TEXT if text else GENERAL)
            self.sheet.put(column, row, self.content(column, row), style)
        beside = [column for column in MEASURING[1:] if column in self.sheet.widths]
        words: str | None = self._beside(rows, inputs["amount"]) or None
        while beside:
            free = list(takewhile(lambda column: column not in inputs, beside))
            if free:
                self.sheet.across(row, free[0], free[-1], words, style_of("small" if words else "unused", "center"))
                words = None
            beside = beside[len(free) + 1 :]

    @staticmethod
    def _plain(rows: ClauseRows) -> bool:
        """Whether a rule measures plain numbers."""
        return isinstance(rows.deduct, Measured) and not rows.deduct.is_share

    @staticmethod
    def _beside(rows: ClauseRows, field: str) -> str:
        """The text beside the number: its unit, or how it is written."""
        match rows.deduct:
            case Each(unit=unit):
                return unit or ""
            case Missing(of=elements):
                return _("missing: {element}", element=elements[element_of(field) or ""])
            case Range(range=(low, high)):
                return _("points: {low} to {high}", low=exact(low), high=exact(high))
            case Shortfall() | Proportion() | Bands():
                return _("like 91.9%") if rows.deduct.is_share else rows.deduct.unit or ""
            case Fixed() | All():
                return _("{tick} if so", tick=TICK)
            case None | Levels():
                return ""
            case _:
                assert_never(rows.deduct)

    def _heights(self, rows: ClauseRows, texts: Mapping[str, str]) -> None:
        """Rows that together hold the text of the clause, and each its own entries."""
        each = height_for(self.tallest(texts), rows.last - rows.first + 1)
        heights = dict.fromkeys(_rows(rows), each)
        for slot in rows.slots:
            texts = {column: str(self.content(column, slot.first) or "") for column in REMARKS}
            own = height_for(self.tallest(texts), slot.last - slot.first + 1)
            for row, fields in enumerate(slot.fields, slot.first):
                label = self._label_height(rows, fields)
                heights[row] = max(heights[row], own, label)
        for row, height in heights.items():
            self.sheet.height(row, height)

    def _label_height(self, rows: ClauseRows, fields: tuple[tuple[str, str], ...]) -> float:
        """The height that the label of an element needs."""
        if not isinstance(rows.deduct, Missing):
            return LOWEST_ROW
        widths = self.sheet.widths
        return self.sheet.needed(self._beside(rows, fields[0][0]), sum(widths[column] for column in MEASURING[1:]))


def _rows(rows: ClauseRows) -> range:
    """The rows of a clause."""
    return range(rows.first, rows.last + 1)

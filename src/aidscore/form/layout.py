"""The layout of the scoring form of a standard: sheets, rows, columns, and the cell of every input.

The hidden cells, from which a form is read back, are described in `aidscore.model.form`. In short:

| sheet | rows | inputs: field @ column |
| --- | --- | --- |
| visit 基本信息 | one for each field | VISIT_FIELDS @value; of an inspector name @value, from @more |
| scores 考核评分表 | item, its sub-items, their rules, each with a row for each finding | by kind |
| vetoes 一票否决, bonus 加分 | a row for each finding | by kind |

A rule has rows for as many findings as `room_for` tells, or as a record has. A missing rule has a row for each element;
note, evidence and status of the finding are in the first of them, merged over all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from aidscore.form.columns import letter, sheet_names
from aidscore.model.form import KEPT_IN_FORM, MEASURES, REMARKS, SheetKey, element_field, slot_id
from aidscore.model.record import Record
from aidscore.model.rule import (
    Add,
    All,
    Bands,
    Deduct,
    Each,
    Fixed,
    Levels,
    Missing,
    Proportion,
    Range,
    Shortfall,
)
from aidscore.model.standard import BonusRule, Edition, Item, Rule, SubItem, Veto
from aidscore.xlsx.formula import quoted_sheet

INSPECTORS = 4
FIRST_ROW = 6
"""The first row of scores, vetoes and bonus: above are the keys, a title, a mark, facts, the header."""
HEADER_ROW = FIRST_ROW - 1

VISIT_FIELDS = ("center", "channel", "date", "visit", "examined", "declared_score")
VISIT_FIRST_ROW = 9
"""The first row of inputs of the visit sheet: above are the keys, a title, a mark and what the form is."""

Clause: TypeAlias = Rule | Veto | BonusRule
Inputs: TypeAlias = tuple[tuple[str, str], ...]
"""The inputs of a row, as pairs of a field and the key of its column."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The rows of one finding, with the cell of each input: `{"count": "I12"}`."""

    id: str
    first: int
    last: int
    cells: Mapping[str, str]
    fields: tuple[Inputs, ...]
    """The inputs of each of its rows."""

    @property
    def measures(self) -> frozenset[str]:
        """The fields that say how much; the others are merged over all of its rows."""
        return frozenset(name for name in self.cells if name.partition("/")[0] in MEASURES)


@dataclass(frozen=True, slots=True)
class ClauseRows:
    """A rule, a veto or a bonus rule with the rows of its findings."""

    sheet: SheetKey
    clause: Clause
    deduct: Deduct | Add | None
    slots: tuple[Slot, ...]

    @property
    def first(self) -> int:
        """Its first row."""
        return self.slots[0].first

    @property
    def last(self) -> int:
        """Its last row."""
        return self.slots[-1].last


@dataclass(frozen=True, slots=True)
class SubItemRows:
    """A sub-item: its own row, and those of its rules."""

    sub_item: SubItem
    row: int
    rules: tuple[ClauseRows, ...]


@dataclass(frozen=True, slots=True)
class ItemRows:
    """An item: its own row, and those of its sub-items."""

    item: Item
    row: int
    sub_items: tuple[SubItemRows, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole form."""

    edition: Edition
    items: tuple[ItemRows, ...]
    vetoes: tuple[ClauseRows, ...]
    bonus: tuple[ClauseRows, ...]
    inspectors: int
    names: Mapping[SheetKey, str]
    """The names of the sheets, in the language in use when it was made."""

    def sub_items(self) -> Iterator[tuple[ItemRows, SubItemRows]]:
        """Every sub-item with its item."""
        for item in self.items:
            for sub_item in item.sub_items:
                yield item, sub_item

    def rules(self) -> Iterator[ClauseRows]:
        """Every rule."""
        for _item, sub_item in self.sub_items():
            yield from sub_item.rules

    def clauses(self) -> Iterator[ClauseRows]:
        """Every rule, veto and bonus rule."""
        yield from self.rules()
        yield from self.vetoes
        yield from self.bonus

    def visit_cell(self, field: str) -> str:
        """The cell of an input of the visit sheet."""
        return f"{letter('visit', 'value')}{VISIT_FIRST_ROW + VISIT_FIELDS.index(field)}"

    def inspector_row(self, number: int) -> int:
        """The row of an inspector, counted from 1."""
        return VISIT_FIRST_ROW + len(VISIT_FIELDS) + number - 1

    def last_row(self, sheet: SheetKey) -> int:
        """The last row of scores, vetoes or bonus."""
        if sheet == "scores":
            part = self.items[-1].sub_items[-1]
            return part.rules[-1].last if part.rules else part.row
        clauses = self.vetoes if sheet == "vetoes" else self.bonus
        return clauses[-1].last if clauses else HEADER_ROW

    def cell(self, sheet: SheetKey, column: str, row: int) -> str:
        """A cell as the formulas of other sheets write it: `'考核评分表'!$I$12`."""
        return f"{self.quoted(sheet)}!${letter(sheet, column)}${row}"

    def input(self, clause: ClauseRows, slot: Slot, field: str) -> str:
        """The cell of an input as the formulas of other sheets write it."""
        return f"{self.quoted(clause.sheet)}!{slot.cells[field]}"

    def quoted(self, sheet: SheetKey) -> str:
        """The name of a sheet as formulas write it."""
        return quoted_sheet(self.names[sheet])


def layout_of(edition: Edition, record: Record | None = None, least: int = 1) -> Layout:
    """The form of a standard; with room for every finding of a record, and for `least` where there may be several."""
    needed = Counter(finding.rule for finding in record.findings) if record else Counter[str]()
    for clause in edition.clause_ids():
        if room_for(deduct_of_id(edition, clause)) > 1:
            needed[clause] = max(needed[clause], least)
    named = len(record.inspectors or ()) if record else 0
    standard = edition.standard
    bonus_rules = standard.bonus.rules if standard.bonus else ()
    return Layout(
        edition,
        tuple(_items(standard.items, needed)),
        tuple(_clauses("vetoes", standard.vetoes, needed, FIRST_ROW)),
        tuple(_clauses("bonus", bonus_rules, needed, FIRST_ROW)),
        max(INSPECTORS, named),
        sheet_names(),
    )


def _items(items: Sequence[Item], needed: Mapping[str, int]) -> Iterator[ItemRows]:
    """Every item with its rows."""
    row = FIRST_ROW
    for item in items:
        own, row, parts = row, row + 1, []
        for sub_item in item.sub_items:
            rules = tuple(_clauses("scores", sub_item.rules, needed, row + 1))
            parts.append(SubItemRows(sub_item, row, rules))
            row = rules[-1].last + 1 if rules else row + 1
        yield ItemRows(item, own, tuple(parts))


def _clauses(sheet: SheetKey, clauses: Sequence[Clause], needed: Mapping[str, int], row: int) -> Iterator[ClauseRows]:
    """Clauses with their rows, one below the other."""
    for clause in clauses:
        deduct = deduct_of(clause)
        slots = []
        for number in range(1, max(room_for(deduct), needed.get(clause.id, 0)) + 1):
            slots.append(_slot(sheet, slot_id(clause.id, number), inputs_of(sheet, deduct), row))
            row = slots[-1].last + 1
        yield ClauseRows(sheet, clause, deduct, tuple(slots))


def _slot(sheet: SheetKey, name: str, inputs: tuple[Inputs, ...], row: int) -> Slot:
    """The rows of one finding."""
    cells = {
        field: f"{letter(sheet, column)}{number}"
        for number, fields in enumerate(inputs, row)
        for field, column in fields
    }
    return Slot(name, row, row + len(inputs) - 1, cells, inputs)


def deduct_of_id(edition: Edition, id_: str) -> Deduct | Add | None:
    """How the clause of an id deducts or adds; None for a veto."""
    clause = edition.clause(id_)
    return None if clause is None else deduct_of(clause)


def deduct_of(clause: Clause) -> Deduct | Add | None:
    """How a clause deducts or adds; None for a veto."""
    match clause:
        case Rule(deduct=deduct):
            return deduct
        case BonusRule(add=add):
            return add
        case Veto():
            return None


def room_for(deduct: Deduct | Add | None) -> int:
    """The number of findings of a clause that a form has rows for."""
    match deduct:
        case Each() | Levels():
            return 3
        case Range() | Shortfall() | Bands():
            return 2
        case None | Fixed() | All() | Missing() | Proportion():
            return 1
        case _:
            assert_never(deduct)


def inputs_of(sheet: SheetKey, deduct: Deduct | Add | None) -> tuple[Inputs, ...]:
    """The inputs of a finding, for each of its rows; the remarks are in the first one."""
    first, *others = _measures(sheet, deduct)
    kept = KEPT_IN_FORM[sheet] if sheet != "scores" else ()
    return ((*first, *((field, field) for field in (*REMARKS, *kept))), *others)


def _measures(sheet: SheetKey, deduct: Deduct | Add | None) -> Sequence[Inputs]:
    """The inputs that tell how much was found, for each row of a finding."""
    sample: Inputs = () if sheet == "bonus" else (("drawn", "drawn"), ("failed", "failed"))
    match deduct:
        case None | Fixed() | All():
            return [(("found", "amount"),)]
        case Each():
            return [(("count", "amount"), *sample)]
        case Missing(of=elements):
            return [((element_field(key), "amount"),) for key in elements]
        case Range():
            return [(("points", "amount"),)]
        case Levels():
            return [(("level", "level"), ("count", "amount"))]
        case Shortfall() | Bands():
            return [(("value", "amount"), *sample)]
        case Proportion():
            return [(("value", "amount"),)]
        case _:
            assert_never(deduct)

"""Checks of a form's locked cells against the edition that it was made from: its stamp, its rows, its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.form.columns import SHEET_WORDS
from aidscore.form.deciding import deciding_digest
from aidscore.form.reading.form import Form
from aidscore.form.reading.locked import A_FORMULA, SHOWN
from aidscore.form.reading.sheets import FILLED, FormSheet, Row
from aidscore.model.form import SheetKey, clause_of, element_field
from aidscore.model.quantity import exact
from aidscore.model.rule import Deduct, Missing
from aidscore.model.standard import Edition, Item, SubItem
from aidscore.words import _

COMPUTED = ("nominal", "effective", "score", "result", "hint")
"""The columns that hold formulas, or nothing."""


def check_form(form: Form, edition: Edition) -> Iterator[Diagnostic]:
    """What is wrong with the cells that nobody fills in; only for the text that the form was made from."""
    if form.stamp is None:
        return
    if form.stamp.sha256 and edition.sha256 and form.stamp.sha256 != edition.sha256:
        place, arguments = form.source.place(("standard",)), {"standard": edition.reference}
        if deciding_digest(edition.standard) not in form.deciding:
            yield Diagnostic("form-of-another-text", place, arguments)
            return
        yield Diagnostic("form-of-reworded-text", place, arguments)
    for check in FORM_CHECKS:
        yield from check(form, edition)


def has_every_row(form: Form, edition: Edition) -> Iterator[Diagnostic]:
    """Every item, sub-item, rule, veto and bonus rule has a row, or a finding of it would have no input."""
    sheets = {sheet.key: sheet for sheet in form.sheets}
    for key, wanted in _wanted(edition).items():
        if wanted and key not in sheets:
            yield Diagnostic("sheet-missing", Place(form.source.path), {"sheet": _(SHEET_WORDS[key])})
            continue
        there = {_owner(row) for row in sheets[key].rows} if wanted else set()
        for name in wanted:
            if name not in there:
                yield Diagnostic("row-missing", sheets[key].place((1, 1)), {"id": name})


def _wanted(edition: Edition) -> Mapping[SheetKey, tuple[str, ...]]:
    """The ids that have rows on each sheet."""
    return {
        "scores": (*edition.items, *edition.sub_items, *edition.rules),
        "vetoes": tuple(edition.vetoes),
        "bonus": tuple(edition.bonus_rules),
    }


def _owner(row: Row) -> str:
    """The id of what a row is about."""
    clause = clause_of(row.id)
    return row.id if clause is None else clause[0]


def has_every_element(form: Form, edition: Edition) -> Iterator[Diagnostic]:
    """A finding of a missing rule has a row for each element."""
    for sheet in form.sheets:
        fields: dict[str, set[str]] = {}
        for row in sheet.rows:
            fields.setdefault(row.id, set()).update(entry.field for entry in row.entries)
        first = {row.id: row for row in reversed(sheet.rows)}
        for name, there in fields.items():
            for key, label in _elements(first[name], edition).items():
                if element_field(key) not in there:
                    yield Diagnostic("row-missing", first[name].place, {"id": f"{_owner(first[name])} {label}"})


def _deduct(row: Row, edition: Edition) -> Deduct | None:
    """How the rule of a row deducts; None for the row of something else."""
    found = edition.rules.get(_owner(row)) if clause_of(row.id) else None
    return None if found is None else found[1].deduct


def _elements(row: Row, edition: Edition) -> Mapping[str, str]:
    """The elements of a row of a missing rule."""
    deduct = _deduct(row, edition)
    return deduct.of if isinstance(deduct, Missing) else {}


def says_what_the_standard_says(form: Form, edition: Edition) -> Iterator[Diagnostic]:
    """The texts of a form that does not keep its locked cells are those of the standard."""
    if form.keeps_locked_cells:
        return
    words = _words(edition)
    for sheet in form.sheets:
        rows: dict[str, list[Row]] = {}
        for row in sheet.rows:
            rows.setdefault(_owner(row), []).append(row)
            for key, label in _elements(row, edition).items():
                if any(entry.field == element_field(key) for entry in row.entries):
                    yield from _differs(sheet, [row], "unit", label)
        for name, owned in rows.items():
            for column, expected in words.get(name, {}).items():
                yield from _differs(sheet, owned, column, expected)


def _differs(sheet: FormSheet, rows: Sequence[Row], column: str, expected: str) -> Iterator[Diagnostic]:
    """A locked cell with another text than the expected one, which is in one of the rows; the others are empty."""
    if column not in sheet.columns:
        return
    written = {row.place.line: row.locked[column][1].text for row in rows if column in row.locked}
    is_head = column == "text" and clause_of(rows[0].id) is None
    for line, text in (written or {rows[0].place.line: ""}).items():
        there, wanted = _plain(text), _plain(expected)
        # more follows the name of an item, and words may precede the name of an element
        if there != wanted and not (is_head and there.startswith(wanted)) and not there.endswith(f"：{wanted}"):
            arguments = {"text": text[:SHOWN], "expected": expected[:SHOWN]}
            yield Diagnostic("locked-cell-changed", sheet.place((line, sheet.columns[column])), arguments)


def _plain(text: str) -> str:
    """A text without its spaces and line ends, which programs write differently."""
    return "".join(text.split())


def _words(edition: Edition) -> Mapping[str, Mapping[str, str]]:
    """The texts in the first row of every item, sub-item and clause, by the key of their column."""
    parts: list[Item | SubItem] = [*edition.items.values(), *edition.sub_items.values()]
    words = {part.id: {"clause": part.id, "text": part.name, "worth": exact(part.points)} for part in parts}
    words |= {rule.id: {"clause": rule.id, "text": rule.text} for _sub_item, rule in edition.rules.values()}
    words |= {veto.id: {"clause": veto.id, "text": veto.text} for veto in edition.vetoes.values()}
    words |= {rule.id: {"clause": rule.id, "text": rule.text} for rule in edition.bonus_rules.values()}
    return words


def computes_itself(form: Form, edition: Edition) -> Iterator[Diagnostic]:
    """Where a form that does not keep its locked cells computes, nothing was typed."""
    if form.keeps_locked_cells:
        return
    for sheet in form.sheets:
        for row in sheet.rows if sheet.key in FILLED else ():
            for column in COMPUTED:
                found = row.locked.get(column)
                if found is not None and found[1].kind != "formula":
                    arguments = {"text": found[1].text[:SHOWN], "expected": _(A_FORMULA)}
                    yield Diagnostic("locked-cell-changed", found[0], arguments)


FORM_CHECKS: tuple[Callable[[Form, Edition], Iterator[Diagnostic]], ...] = (
    has_every_row,
    has_every_element,
    says_what_the_standard_says,
    computes_itself,
)

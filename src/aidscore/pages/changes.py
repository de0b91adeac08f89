"""Changes as a table: old and new side by side with what differs marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from fractions import Fraction

from aidscore.model.change import Change, Effect, Value
from aidscore.model.comparison import ClauseChanges, Comparison
from aidscore.model.page import Cell, Column, Table, Tone, pieces, row
from aidscore.wording.changes import EFFECT_WORDS, KIND_WORDS, change_sentence, clause_label, value_text
from aidscore.wording.numbers import exact_cell
from aidscore.words import _, listed

EFFECT_TONES: Mapping[Effect, Tone] = {
    "tightening": "bad",
    "loosening": "good",
    "restructuring": "open",
    "editorial": "muted",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Old and new side by side."""

    old: Cell
    new: Cell


_WORDS = re.compile(r"[A-Za-z0-9.%/-]+|.", re.DOTALL)


def side_by_side(change: Change) -> Pair:
    """Old and new: numbers as numbers, texts with the words that differ marked."""
    if _is_number(change.old) or _is_number(change.new):
        return Pair(_number_cell(change.old), _number_cell(change.new))
    old, new = value_text(change.old, change.aspect), value_text(change.new, change.aspect)
    if change.old is None or change.new is None:
        return Pair(Cell(old), Cell(new))
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < 0.3:
        return Pair(Cell(old), Cell(new))
    codes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return Pair(
        Cell(old, marks=_marks(before, [(start, end) for _, start, end, _a, _b in codes]), marked_as="gone"),
        Cell(new, marks=_marks(after, [(start, end) for _, _a, _b, start, end in codes]), marked_as="new"),
    )


def _is_number(value: Value) -> bool:
    """Whether a value is a number of points or of things."""
    return isinstance(value, int | Fraction)


def _number_cell(value: Value) -> Cell:
    """A cell of a number, or of a dash where there is none."""
    return exact_cell(value) if isinstance(value, int | Fraction) else Cell(value_text(value))


def _marks(words: Sequence[str], spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans of words as spans of characters."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return tuple((starts[first], starts[last]) for first, last in spans if first != last)


CONTEXT = 8
"""How many unchanged characters are kept on each side of a change, where there is little room."""


LONG = 60
"""A longer text is shown by its beginning, where there is little room."""


def brief(cell: Cell) -> Cell:
    """A marked cell with long stretches that did not change left out."""
    if not cell.marks:
        return cell if len(cell.text) <= LONG else replace(cell, text=cell.text[: LONG // 2] + "...")
    said, marks = "", []
    parts = list(pieces(cell))
    for number, (part, is_marked) in enumerate(parts):
        if is_marked:
            marks.append((len(said), len(said) + len(part)))
            said += part
        elif len(part) <= 2 * CONTEXT + 3:
            said += part
        else:
            said += (part[:CONTEXT] if number else "") + "..." + (part[-CONTEXT:] if number + 1 < len(parts) else "")
    return replace(cell, text=said, marks=tuple(marks))


def changes_table(comparison: Comparison, title: str | None = None, *, whole: bool = True) -> Table:
    """The changed clauses, numbered, a row for each of their changes; long texts in brief unless `whole`."""
    columns = (
        Column("#", "right", 4),
        Column(_("clause"), width=14),
        Column(_("effect"), width=14),
        Column(_("kind"), width=10),
        Column(_("what it means"), width=30),
        Column(_("old"), width=30),
        Column(_("new"), width=30),
    )
    rows = (
        (*head, *_change_cells(comparison.changes[change], whole))
        for number, clause in enumerate(comparison.clauses, 1)
        for head, change in zip(_heads(number, clause), clause.changes, strict=True)
    )
    return Table(columns, tuple(rows), title)


def _heads(number: int, clause: ClauseChanges) -> Iterator[tuple[Cell, ...]]:
    """The first cells of each row of a clause: they say what it is once."""
    effects = listed(_(EFFECT_WORDS[effect]) for effect in clause.effects)
    tone = EFFECT_TONES[clause.effects[0]] if len(clause.effects) == 1 else "open"
    yield Cell(str(number), Decimal(number)), Cell(clause_label(clause), None, "strong"), Cell(effects, None, tone)
    yield from [row("", "", "")] * (len(clause.changes) - 1)


def _change_cells(change: Change, whole: bool) -> tuple[Cell, ...]:
    """One change; a clause that is new or gone is always given in full."""
    pair = side_by_side(change)
    in_full = whole or change.kind in ("added", "removed")
    return row(
        _(KIND_WORDS[change.kind]),
        change_sentence(change),
        pair.old if in_full else brief(pair.old),
        pair.new if in_full else brief(pair.new),
    )

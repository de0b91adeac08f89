"""Changes as a table: old and new side by side with what differs marked."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from aidscore.model.change import Change, Effect, Value
from aidscore.model.comparison import ClauseChanges, Comparison
from aidscore.model.page import Cell, Column, Table, Tone, row
from aidscore.pages.marks import both_marked
from aidscore.wording.changes import EFFECT_WORDS, KIND_WORDS, change_sentence, clause_label, value_text
from aidscore.wording.numbers import exact_cell
from aidscore.words import _, listed

EFFECT_TONES: Mapping[Effect, Tone] = {
    "tightening": "bad",
    "loosening": "good",
    "restructuring": "open",
    "editorial": "muted",
}


def side_by_side(change: Change) -> tuple[Cell, Cell]:
    """Old and new: numbers as numbers, texts with the words that differ marked."""
    if _is_number(change.old) or _is_number(change.new):
        return _number_cell(change.old), _number_cell(change.new)
    old, new = value_text(change.old, change.aspect), value_text(change.new, change.aspect)
    return (Cell(old), Cell(new)) if change.old is None or change.new is None else both_marked(old, new)


def _is_number(value: Value) -> bool:
    """Whether a value is a number of points or of things."""
    return isinstance(value, int | Fraction)


def _number_cell(value: Value) -> Cell:
    """A cell of a number, or of a dash where there is none."""
    return exact_cell(value) if isinstance(value, int | Fraction) else Cell(value_text(value))


def changes_table(comparison: Comparison, title: str | None = None, *, whole: bool = True) -> Table:
    """The changed clauses, a row for each of their changes; numbered unless `whole`.

    A changed note comes last and without its texts: it decides nothing, and is long.
    """
    columns = (
        *([] if whole else [Column("#", "right", 4, group=2)]),
        Column(_("clause"), width=14, group=2),
        Column(_("effect"), width=14, group=2),
        Column(_("kind"), width=10),
        Column(_("what it means"), width=30),
        Column(_("old"), width=30),
        Column(_("new"), width=30),
    )
    clauses = sorted(comparison.clauses, key=lambda clause: _is_note(clause, comparison))
    rows = (
        (
            *_clause_cells(None if whole else number, clause, comparison),
            *_change_cells(comparison.changes[change]),
        )
        for number, clause in enumerate(clauses, 1)
        for change in clause.changes
    )
    return Table(columns, tuple(rows), title)


def _is_note(clause: ClauseChanges, comparison: Comparison) -> bool:
    """Whether only the note of the standard changed."""
    changes = [comparison.changes[change] for change in clause.changes]
    return clause.level == "standard" and all(change.aspect == "note" for change in changes)


def _clause_cells(number: int | None, clause: ClauseChanges, comparison: Comparison) -> tuple[Cell, ...]:
    """Which clause changed, its number where it has one, and which ways its changes pull."""
    effects = listed(_(EFFECT_WORDS[effect]) for effect in clause.effects)
    tone = EFFECT_TONES[clause.effects[0]] if len(clause.effects) == 1 else "open"
    numbered = () if number is None else (Cell(str(number), Decimal(number)),)
    return (*numbered, clause_cell(clause, comparison, "strong"), Cell(effects, None, tone))


def clause_cell(clause: ClauseChanges, comparison: Comparison, tone: Tone = "plain") -> Cell:
    """A changed clause by its ids; where it changed is one place, from everywhere else a link leads there."""
    return Cell(clause_label(clause), None, tone, anchor=clause_anchor(clause, comparison))


def clause_anchor(clause: ClauseChanges, comparison: Comparison) -> str:
    """The anchor of a changed clause: its id, which for one that is gone may be in use again. The standard has none."""
    if clause.level == "standard":
        return ""
    is_gone = all(comparison.changes[change].kind == "removed" for change in clause.changes)
    return f"{clause.id}@{comparison.old.standard.version}" if is_gone else clause.id


def _change_cells(change: Change) -> tuple[Cell, ...]:
    """One change."""
    old, new = side_by_side(change)
    if change.level == "standard" and change.aspect == "note":
        old = new = Cell(_("(left out)"), None, "muted")
    return row(_(KIND_WORDS[change.kind]), change_sentence(change), old, new)

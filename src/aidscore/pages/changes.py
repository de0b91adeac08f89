"""Changes as a table: old and new side by side with what differs marked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from aidscore.model.change import Change, Effect
from aidscore.model.page import Cell, Column, Table, Tone, pieces, row
from aidscore.wording.changes import EFFECT_WORDS, KIND_WORDS, change_sentence, value_text
from aidscore.words import _

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
    """Old and new, with the words that differ marked where both are texts."""
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


def changes_table(changes: Sequence[Change], title: str | None = None, *, whole: bool = True) -> Table:
    """Every change, numbered, since the impact refers to the numbers; long texts in brief unless `whole`."""
    columns = (
        Column("#", "right", 4),
        Column(_("clause"), width=14),
        Column(_("kind"), width=10),
        Column(_("effect"), width=14),
        Column(_("what it means"), width=30),
        Column(_("old"), width=30),
        Column(_("new"), width=30),
    )
    return Table(columns, tuple(_change_row(number, change, whole) for number, change in enumerate(changes, 1)), title)


def _change_row(number: int, change: Change, whole: bool) -> tuple[Cell, ...]:
    """One change."""
    pair = side_by_side(change)
    clause = change.id if change.was is None else f"{change.was} > {change.id}"
    return row(
        str(number),
        Cell(clause, None, "strong"),
        _(KIND_WORDS[change.kind]),
        Cell(_(EFFECT_WORDS[change.effect]), None, EFFECT_TONES[change.effect]),
        change_sentence(change),
        pair.old if whole else brief(pair.old),
        pair.new if whole else brief(pair.new),
    )

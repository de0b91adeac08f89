"""Changes in words: what each means in one sentence, old and new side by side with what differs marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from fractions import Fraction

from aidscore.model.change import Change
from aidscore.model.page import Cell, Column, Table, Tone, pieces, row
from aidscore.model.quantity import Quantity, Rounding, exact
from aidscore.model.rule import Band, Deduct
from aidscore.model.standard import BonusRule, Grade, Item, Rule, SubItem, Veto
from aidscore.wording.codes import POLICIES, VETO_EFFECTS
from aidscore.wording.numbers import counted
from aidscore.wording.rules import bands_text, deduct_text
from aidscore.wording.standards import grade_text, grades_text, rounding_text
from aidscore.words import N_, _, listed

KIND_WORDS = {
    "added": N_("added"),
    "removed": N_("removed"),
    "moved": N_("moved"),
    "renumbered": N_("renumbered"),
    "reworded": N_("reworded"),
    "points": N_("points"),
    "deduction": N_("deduction"),
    "pass mark": N_("pass mark"),
    "policy": N_("policy"),
}
EFFECT_WORDS = {
    "tightening": N_("tightening"),
    "loosening": N_("loosening"),
    "restructuring": N_("restructuring"),
    "editorial": N_("editorial"),
}
EFFECT_TONES: dict[str, Tone] = {
    "tightening": "bad",
    "loosening": "good",
    "restructuring": "open",
    "editorial": "muted",
}
_LEVELS = {
    "standard": N_("the standard"),
    "item": N_("item"),
    "sub-item": N_("sub-item"),
    "rule": N_("rule"),
    "veto": N_("veto"),
    "bonus": N_("bonus rule"),
}
_ASPECTS = {
    "title": N_("the title"),
    "language": N_("the language"),
    "summary": N_("the summary"),
    "note": N_("the note"),
    "name": N_("the name"),
    "text": N_("the text"),
    "requirement": N_("the requirement"),
    "motto": N_("the motto"),
    "methods": N_("how it is examined"),
    "basis": N_("the basis"),
    "also": N_("other names"),
    "deduct.unit": N_("the unit"),
}
_RISES = {
    "points": (N_("worth {by} points more"), N_("worth {by} points less")),
    "pass": (N_("the pass mark rises from {old} to {new}"), N_("the pass mark falls from {old} to {new}")),
    "pass_score": (N_("the floor rises from {old} to {new}"), N_("the floor falls from {old} to {new}")),
    "deduct.fixed": (N_("{by} points more"), N_("{by} points less")),
    "deduct.each": (N_("{by} points more for each"), N_("{by} points less for each")),
    "deduct.free": (N_("{by} more are forgiven"), N_("{by} fewer are forgiven")),
    "deduct.missing": (N_("{by} points more for each missing"), N_("{by} points less for each missing")),
    "deduct.points": (N_("{by} points more for each step"), N_("{by} points less for each step")),
    "deduct.max": (N_("the cap rises from {old} to {new} points"), N_("the cap falls from {old} to {new} points")),
    "deduct.below": (N_("the limit rises from {old} to {new}"), N_("the limit falls from {old} to {new}")),
    "deduct.every": (N_("the step grows from {old} to {new}"), N_("the step shrinks from {old} to {new}")),
    "deduct.proportion_of": (
        N_("the full value rises from {old} to {new}"),
        N_("the full value falls from {old} to {new}"),
    ),
    "bonus.max": (
        N_("the cap of the bonus section rises from {old} to {new} points"),
        N_("the cap of the bonus section falls from {old} to {new} points"),
    ),
}
"""For each aspect that is a number: the sentence where it rises, and where it falls."""

_CODES = {
    "not_applicable": POLICIES,
    "deduct.partial": {
        "floor": N_("full steps only"),
        "ceil": N_("each step begun in full"),
        "exact": N_("steps in proportion"),
    },
    "effect": VETO_EFFECTS,
}
"""For each aspect that is a code in the file: its words."""


def change_sentence(change: Change) -> str:
    """What a change means, in one sentence."""
    old, new = change.old, change.new
    if change.aspect in _RISES and old is not None and new is not None:
        rises, falls = _RISES[change.aspect]
        by = _number(new) - _number(old)
        return _(rises if by > 0 else falls, by=exact(abs(by)), old=value_text(old), new=value_text(new))
    match change.kind, change.aspect:
        case "added", _:
            return _("new: {level}", level=_(_LEVELS[change.level]))
        case "removed", _:
            return _("gone: {level}", level=_(_LEVELS[change.level]))
        case "moved", "parent":
            return _("moved from {old} to {new}", old=old, new=new)
        case "moved", _:
            return _("in another order; no score depends on it")
        case "renumbered", "id":
            return _("was {old}", old=old)
        case "renumbered", _:
            return _("split or joined: continues {old}; a finding stays where it fits just one clause", old=change.was)
        case "reworded", aspect:
            return _("{aspect} reworded", aspect=_aspect_word(aspect))
        case _, aspect:
            return _other_sentence(aspect, old, new)


def _aspect_word(aspect: str) -> str:
    """What was reworded."""
    if aspect.startswith("deduct.of."):
        return _("the label of {key}", key=aspect.removeprefix("deduct.of."))
    return _(_ASPECTS.get(aspect, aspect))


def _other_sentence(aspect: str, old: object, new: object) -> str:
    """What a change means that is neither of a number nor of a text."""
    before, after = value_text(old, aspect), value_text(new, aspect)
    if aspect.startswith("deduct.levels."):
        level = aspect.removeprefix("deduct.levels.")
        if old is None:
            return _("new level {level}: {new} points", level=level, new=after)
        if new is None:
            return _("level {level} is gone", level=level)
        return _("level {level}: from {old} to {new} points", level=level, old=before, new=after)
    if aspect.startswith("deduct.of."):
        return _("new element {new}", new=after) if old is None else _("element {old} is gone", old=before)
    if aspect == "deduct.bands":
        return _("the bands are set anew")
    if aspect.endswith("max"):
        return (
            _("now capped at {new} points", new=after)
            if old is None
            else _("no cap any more; it was {old} points", old=before)
        )
    if aspect == "pass_score":
        return (
            _("now with a floor of {new} points", new=after)
            if old is None
            else _("no floor any more; it was {old}", old=before)
        )
    return _("from {old} to {new}", old=before, new=after)


def _number(value: object) -> Fraction:
    """The number that a value is."""
    number = value.value if isinstance(value, Quantity) else value
    assert isinstance(number, int | Fraction)
    return Fraction(number)


def value_text(value: object, aspect: str = "") -> str:
    """What stood or stands somewhere, as a person reads it."""
    match value:
        case None:
            return "-"
        case int() | Fraction():
            return exact(value)
        case Rule():
            return _("{text} ({detail})", text=value.text, detail=deduct_text(value.deduct))
        case BonusRule():
            return _("{text} ({detail})", text=value.text, detail=deduct_text(value.add))
        case Veto():
            return value.text
        case Item() | SubItem():
            return _(
                "{text} ({detail})", text=value.name, detail=counted("{points} point", "{points} points", value.points)
            )
        case Rounding():
            return rounding_text(value)
        case tuple() | list():
            return _list_text(value)
        case Band():
            return counted(
                "from {start}: {points} point", "from {start}: {points} points", value.points, start=value.start
            )
        case Grade():
            return grade_text(value)
        case str() if value in _CODES.get(aspect, ()):
            return _(_CODES[aspect][value])
        case _:
            return deduct_text(value) if isinstance(value, Deduct) else str(value)


def _list_text(values: Sequence[object]) -> str:
    """A list as a person reads it; bands and grades each up to the one above."""
    if bands := [value for value in values if isinstance(value, Band)]:
        return bands_text(bands)
    if grades := [value for value in values if isinstance(value, Grade)]:
        return grades_text(grades)
    return listed(map(value_text, values))


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
"""So many characters of what did not change are kept on each side of what did, where there is little room."""


LONG = 60
"""A text that is longer is told by its beginning, where there is little room."""


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

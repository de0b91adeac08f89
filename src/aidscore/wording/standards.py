"""What a standard says of itself, in words: its period, its grades, its rounding."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore.model.quantity import Rounding, exact
from aidscore.model.standard import Grade, Item, Standard
from aidscore.wording.codes import POLICIES, ROUNDING_MODES
from aidscore.wording.numbers import counted
from aidscore.wording.rules import ranges_text
from aidscore.words import _, listed, together


def period_text(standard: Standard) -> str:
    """The days on which a standard is in effect."""
    return str(standard.effective)


def grades_text(grades: Sequence[Grade]) -> str:
    """All grades in words, each up to the one above it: passed: 90 points and above, failed: below 90 points."""
    starts = [counted("{points} point", "{points} points", grade.start) for grade in grades]
    ranges = ranges_text(starts, lowest=not grades[-1].start) if grades else []
    return together(_("{name}: {range}", name=grade.name, range=one) for grade, one in zip(grades, ranges, strict=True))


def provisions(standard: Standard) -> list[tuple[str, str]]:
    """What decides about passing, and how numbers are shown, as far as the standard says it: labels with texts."""
    floors = [f"{item.id} {item.name} {exact(item.pass_score)}" for item in standard.items if item.pass_score]
    pairs = [
        (_("summary"), standard.summary or ""),
        (_("points"), _("{points}; pass mark {mark}", points=exact(standard.points), mark=exact(standard.pass_mark))),
        (_("floors of items"), listed(floors)),
        (_("grades"), grades_text(standard.grades)),
        (_("not applicable"), _(POLICIES[standard.not_applicable])),
        (_("rounding"), _("{rounding}; for display only", rounding=rounding_text(standard.rounding))),
    ]
    return [(label, sentence) for label, sentence in pairs if sentence]


def floor_text(item: Item) -> str:
    """The floor of an item; empty where it has none."""
    return "" if item.pass_score is None else _("at least {floor} to pass", floor=exact(item.pass_score))


def rounding_text(rounding: Rounding) -> str:
    """How numbers are rounded for display."""
    return _("{decimals} decimals, {mode}", decimals=rounding.decimals, mode=_(ROUNDING_MODES[rounding.mode]))


def body_word(*standards: Standard) -> str:
    """What the assessed bodies are called, where the standards agree (spec, section 13)."""
    words = {standard.body for standard in standards}
    return (words.pop() if len(words) == 1 else None) or _("center")

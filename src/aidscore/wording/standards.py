"""What a standard says of itself, in words: its period, its grades, its rounding."""

from __future__ import annotations

from aidscore.model.quantity import Rounding, exact
from aidscore.model.standard import Grade, Standard
from aidscore.wording.codes import ROUNDING_MODES
from aidscore.words import _


def period_text(standard: Standard) -> str:
    """The days on which a standard is in effect."""
    start, end = standard.effective.start, standard.effective.end
    return _("from {start}", start=start) if end is None else _("{start} - {end}", start=start, end=end)


def grade_text(grade: Grade) -> str:
    """A grade with its lower bound."""
    return _("{name} from {start}", name=grade.name, start=exact(grade.start))


def rounding_text(rounding: Rounding) -> str:
    """How numbers are rounded for display."""
    return _("{decimals} decimals, {mode}", decimals=rounding.decimals, mode=_(ROUNDING_MODES[rounding.mode]))

"""Changes between two versions of a standard (spec, section 9): what changed, and which way it pulls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from aidscore.model.quantity import Number, Quantity, Rounding
from aidscore.model.rule import Band, Deduct
from aidscore.model.standard import BonusRule, Grade, Item, Rule, SubItem, Veto

ChangeKind = Literal[
    "added", "removed", "moved", "renumbered", "reworded", "points", "deduction", "pass mark", "policy"
]
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
Effect = Literal["tightening", "loosening", "restructuring", "editorial"]
EFFECTS: tuple[Effect, ...] = get_args(Effect)
INVERSE: dict[Effect, Effect] = {
    "editorial": "editorial",
    "tightening": "loosening",
    "loosening": "tightening",
    "restructuring": "restructuring",
}
"""What an effect is when old and new change places."""

Level = Literal["standard", "item", "sub-item", "rule", "veto", "bonus"]
Value: TypeAlias = (
    Number
    | Quantity
    | str
    | Rounding
    | Deduct
    | Item
    | SubItem
    | Rule
    | Veto
    | BonusRule
    | tuple[str, ...]
    | tuple[Number, Number]
    | tuple[Band, ...]
    | tuple[Grade, ...]
    | None
)
"""What can change: a number, a text, a code, a list, a deduction, or a clause as a whole."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `old` and `new` are the values before and after, None where there is none.

    A tightening never raises a score, a loosening never lowers one, an editorial change changes none; everything else
    is a restructuring. A change that would do both is given as two.
    """

    kind: ChangeKind
    effect: Effect
    level: Level
    id: str
    """The id in the new version; in the old one where the clause was removed."""
    was: str | None
    """The id in the old version where it differs."""
    aspect: str
    """Which field of the clause changed, as the file names it; `clause` where it came or went as a whole."""
    old: Value
    new: Value

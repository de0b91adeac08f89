"""Changes between two versions of a standard (spec, section 9): what changed, and which way it pulls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal[
    "added", "removed", "moved", "renumbered", "reworded", "points", "deduction", "pass mark", "policy"
]
KINDS: tuple[ChangeKind, ...] = (
    "added",
    "removed",
    "moved",
    "renumbered",
    "reworded",
    "points",
    "deduction",
    "pass mark",
    "policy",
)
Effect = Literal["editorial", "tightening", "loosening", "restructuring"]
EFFECTS: tuple[Effect, ...] = ("tightening", "loosening", "restructuring", "editorial")
INVERSE: dict[Effect, Effect] = {
    "editorial": "editorial",
    "tightening": "loosening",
    "loosening": "tightening",
    "restructuring": "restructuring",
}
"""What an effect is when old and new change places."""

Level = Literal["standard", "item", "sub-item", "rule", "veto", "bonus"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `old` and `new` are what stood and stands there, None where nothing did or does.

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
    old: object
    new: object

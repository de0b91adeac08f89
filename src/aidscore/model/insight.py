"""Insights: what follows from the numbers of a standard alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aidscore.model.quantity import Number

InsightCode = Literal["heaviest-rule", "always-passes", "grade-out-of-reach", "item-may-be-lost", "rule-never-deducts"]


@dataclass(frozen=True, slots=True)
class Insight:
    """One thing that follows from a standard's numbers; `id` is a clause or a grade."""

    code: InsightCode
    id: str
    points: Number

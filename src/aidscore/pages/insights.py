"""What follows from a standard's numbers, in words."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore.model.insight import Insight
from aidscore.model.page import Facts, Page, text
from aidscore.model.quantity import exact
from aidscore.wording.numbers import counted
from aidscore.words import N_, _

SENTENCES = {
    "heaviest-rule": N_("a single occurrence of {id} costs most: {points}"),
    "always-passes": N_("no center can fail: the lowest total is {points}"),
    "grade-out-of-reach": N_("no center can get the grade {id}"),
    "item-may-be-lost": N_("a center can lose all {points} points of item {id} and still pass"),
    "rule-never-deducts": N_("rule {id} never changes a score"),
}


def insight_text(insight: Insight) -> str:
    """The sentence of an insight."""
    points = insight.points
    if insight.code == "heaviest-rule":
        return _(SENTENCES[insight.code], id=insight.id, points=counted("{points} point", "{points} points", points))
    return _(SENTENCES[insight.code], id=insight.id, points=exact(points))


def insights_page(found: Sequence[tuple[str, Sequence[Insight]]]) -> Page:
    """The insights of several standards."""
    pairs = tuple(
        (reference if not number else "", text(insight_text(insight), "muted"))
        for reference, insights in found
        for number, insight in enumerate(insights)
    )
    return Page("", (Facts(pairs),) if pairs else ())

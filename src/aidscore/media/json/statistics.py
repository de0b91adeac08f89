"""Averages, losses and the most frequent problems of a phase in the documents; all numbers are exact strings."""

from __future__ import annotations

from aidscore.media.json.parts import exact_or_null
from aidscore.media.json.text import Json
from aidscore.model.quantity import exact
from aidscore.model.results import PhaseResult
from aidscore.scoring.problems import Problem, share_of_losses
from aidscore.scoring.statistics import GroupStatistics, ItemStatistics, Spread, statistics


def problem_documents(found: list[Problem]) -> list[Json]:
    """The problems of a phase, in their order."""
    return [
        {
            "rule": one.rule.id,
            "text": one.rule.text,
            "centers": [center.id for center in one.centers],
            "nominal": exact(one.nominal),
            "effective": exact(one.effective),
            "share": exact_or_null(share_of_losses(one, found)),
        }
        for one in found
    ]


def statistics_document(phase: PhaseResult) -> Json:
    """The statistics of a phase: of all centers, and of those of each level."""
    found = statistics(phase)
    levels: dict[str, Json] = {group.level or "": _group(group) for group in found.levels}
    return {"all": _group(found.all), "levels": levels}


def _group(group: GroupStatistics) -> Json:
    """Several centers of a phase."""
    return {
        "centers": group.centers,
        "passed": group.passed,
        "total": _spread(group.total),
        "items": [_item(item) for item in group.items],
    }


def _item(item: ItemStatistics) -> Json:
    """An item with its sub-items."""
    sub_items: list[Json] = [{"id": one.sub_item.id, "scores": _spread(one.spread)} for one in item.sub_items]
    return {"id": item.item.id, "scores": _spread(item.spread), "sub_items": sub_items}


def _spread(spread: Spread | None) -> Json:
    """Scores of several centers; null where no center has one."""
    if spread is None:
        return None
    return {
        "centers": spread.centers,
        "average": exact(spread.average),
        "median": exact(spread.median),
        "highest": exact(spread.highest),
        "lowest": exact(spread.lowest),
        "loss_rate": exact_or_null(spread.loss_rate),
    }

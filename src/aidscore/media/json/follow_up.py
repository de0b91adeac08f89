"""Follow-up in the documents of `aidscore score` and `aidscore batch`."""

from __future__ import annotations

from typing import Literal

from aidscore.media.json.text import Json
from aidscore.model.follow_up import FollowedUp, FollowUp, Found
from aidscore.model.quantity import exact


def follow_up_document(found: FollowUp | None, occasion: Literal["source", "phase"]) -> Json:
    """What became of the findings of earlier occasions, which are named by `occasion`; null where there are none."""
    if found is None:
        return None
    return {
        "since": [{occasion: one.name, "date": one.day.isoformat()} for one in found.earlier],
        "counts": {str(state): number for state, number in found.counts.items()},
        "entries": [_entry(entry, occasion) for entry in found.entries],
    }


def _entry(entry: FollowedUp, occasion: str) -> Json:
    """A clause, or one element of it."""
    return {
        "rule": entry.subject.clause,
        "element": entry.subject.element,
        "state": entry.state,
        "obstacle": entry.obstacle,
        "before": _found(entry.before, occasion),
        "now": _found(entry.now, occasion),
    }


def _found(found: Found | None, occasion: str) -> Json:
    """What was found on an occasion."""
    if found is None:
        return None
    return {
        occasion: found.occasion.name,
        "date": found.occasion.day.isoformat(),
        "nominal": exact(found.points),
        "findings": [{"source": fact.source, "line": fact.line} for fact in found.facts],
    }

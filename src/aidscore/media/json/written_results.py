"""The documents of `aidscore verify` and `aidscore compare`."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore.media.json.text import Json, dump
from aidscore.model.written_results import CenterChange, ResultComparison, ValueChange, Verification


def verification_document(result: str, found: Verification) -> str:
    """The document of `aidscore verify`."""
    return dump(
        {
            "aidscore": "verify/1",
            "result": result,
            "holds": found.holds,
            "compared": found.compared,
            "files": [file._asdict() for file in found.files],
            "values": _values(found.values, "written", "computed"),
        }
    )


def comparison_document(found: ResultComparison) -> str:
    """The document of `aidscore compare`."""
    return dump(
        {
            "aidscore": "compare/1",
            "phases": _values(found.phases),
            "centers": [_center(center) for center in found.centers],
            "files": [file._asdict() for file in found.files],
            "settings": _values(found.settings),
        }
    )


def _center(center: CenterChange) -> Json:
    """A center that came out otherwise."""
    return {
        "phase": center.phase,
        "id": center.id,
        "name": center.name,
        "values": _values(center.values),
        "clauses": _values(center.clauses),
        "because": list(center.because),
    }


def _values(changes: Sequence[ValueChange], before: str = "before", after: str = "after") -> list[Json]:
    """Values that differ; the keys that lead to them are a list."""
    return [{"where": list(change.where), before: change.before, after: change.after} for change in changes]

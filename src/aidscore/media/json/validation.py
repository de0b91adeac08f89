"""The document of `aidscore validate`."""

from __future__ import annotations

from aidscore.media.json.parts import diagnostic_document
from aidscore.media.json.text import Json, dump
from aidscore.model.insight import Insight
from aidscore.model.quantity import exact
from aidscore.pages.insights import insight_text
from aidscore.run.validate import Validation


def validation_document(validation: Validation) -> str:
    """The document of `aidscore validate`."""
    return dump(
        {
            "aidscore": "validate/1",
            "files": validation.files,
            "diagnostics": [diagnostic_document(notice) for notice in validation.diagnostics],
            "standards": [
                {"reference": reference, "insights": [_insight(insight) for insight in found]}
                for reference, found in validation.standards
            ],
        }
    )


def _insight(insight: Insight) -> Json:
    """What follows from a standard's numbers."""
    return {
        "code": insight.code,
        "id": insight.id,
        "points": exact(insight.points),
        "message": insight_text(insight),
    }

"""The document of `aidscore ledger`."""

from __future__ import annotations

from aidscore.media.json.findings import measure_document
from aidscore.media.json.text import Json, dump
from aidscore.model.follow_up import Ledger, LedgerRow
from aidscore.model.quantity import exact


def ledger_document(campaign: str | None, ledger: Ledger) -> str:
    """The document of `aidscore ledger`."""
    return dump(
        {
            "aidscore": "ledger/1",
            "campaign": campaign,
            "counts": {str(state): number for state, number in ledger.counts.items()},
            "findings": [_finding(row) for row in ledger.rows],
        }
    )


def _finding(row: LedgerRow) -> Json:
    """A finding, and what became of it."""
    finding = row.fact.finding
    return {
        "center": row.center.id,
        "phase": row.phase.phase.id if row.phase.phase else None,
        "date": row.day.isoformat(),
        "channel": row.channel,
        "source": row.fact.source,
        "line": row.fact.line,
        "rule": row.clause.id,
        "note": finding.note,
        "evidence": list(finding.evidence),
        "measure": measure_document(finding),
        "status": finding.status,
        "nominal": exact(row.points),
        "state": row.state,
        "obstacle": row.obstacle,
        "found_again": [day.isoformat() for day in row.found_again],
        "corrected_on": row.corrected_on.isoformat() if row.corrected_on else None,
        "corrected_before": row.corrected_before.isoformat() if row.corrected_before else None,
    }

"""The document of `aidscore report`: that of `aidscore batch`, and what the report adds to each phase and center.

Numbers are exact strings, counts are numbers; every number of the HTML page names its place here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from aidscore.media.json.batch import batch_content, phase_documents
from aidscore.media.json.parts import bounds_document, exact_or_null
from aidscore.media.json.plan import selection_document
from aidscore.media.json.text import Json, Streamed, pieces
from aidscore.model.quantity import exact, ratio
from aidscore.model.rectification import Selection
from aidscore.model.results import CenterResult
from aidscore.model.standard import Standard
from aidscore.reporting.comparison import Comparison, Pair
from aidscore.reporting.result import CenterReport, PhaseReport, Report
from aidscore.reporting.sensitivity import Sensitivity
from aidscore.scoring.standings import sheets_of


def report_document(report: Report) -> str:
    """The document of `aidscore report`, whole."""
    return "".join(report_pieces(report))


def report_pieces(report: Report) -> Iterator[str]:
    """The document of `aidscore report` piece by piece, as that of a batch."""
    return pieces({**batch_content(report.outcome, _phases(report)), "aidscore": "report/1"})


def _phases(report: Report) -> Iterator[Streamed]:
    """The phases, with what a report adds to each and to its centers."""
    for document, phase in zip(
        phase_documents(report.outcome, [one.follow_up for one in report.phases]), report.phases, strict=True
    ):
        centers = cast("Iterator[dict[str, Streamed]]", document["centers"])
        yield {**document, **_phase(phase), "centers": _centers(centers, phase)}


def _centers(documents: Iterator[dict[str, Streamed]], phase: PhaseReport) -> Iterator[Streamed]:
    """The centers of a phase, with what a report adds to each."""
    for document, center in zip(documents, phase.centers, strict=True):
        deductions = cast("Iterator[dict[str, Json]]", document["deductions"])
        more = _center(center, phase.phase.edition.standard)
        yield {**document, **more, "deductions": _deductions(deductions, center)}


def _deductions(documents: Iterator[dict[str, Json]], center: CenterReport) -> Iterator[Streamed]:
    """What each rule took, with what rectifying each finding is worth."""
    for document, clause in zip(documents, center.clauses, strict=True):
        yield {**document, "worth": [*map(exact_or_null, clause.worth)]}


def _phase(report: PhaseReport) -> dict[str, Json]:
    """What a report adds to a phase."""
    phase = report.phase
    return {
        "rate": exact_or_null(phase.pass_rate),
        "counting_visits": {
            "number": sum(report.visits.by_channel.values()),
            "by_channel": {str(channel): number for channel, number in report.visits.by_channel.items()},
            "first": report.visits.first.isoformat() if report.visits.first else None,
            "last": report.visits.last.isoformat() if report.visits.last else None,
        },
        "distribution": [{"from": one.start, "centers": one.centers} for one in report.distribution],
        "losses_by_item": [
            {
                "id": one.item.id,
                "possible": exact(one.item.points),
                "points": exact(one.points),
                "centers": one.centers,
            }
            for one in report.losses
        ],
        "lost": {
            part.id: {one.result.center.id: exact_or_null(one.lost[part.id].points) for one in report.centers}
            for _item, part in phase.edition.standard.sub_items()
        },
        "costly": _costly(report),
        "announced": _comparison(report.announced),
        "self_inspection": _comparison(report.self_inspection),
        "disputes": {
            "centers": [center.id for center in report.disputes.centers],
            "passed": report.disputes.passed,
            "passed_if_upheld": report.disputes.passed_if_upheld,
        },
        "sensitivity": _sensitivity(report.sensitivity, phase.counts.participating),
        "plan": {
            "lacking": report.plan.lacking,
            "findings": report.plan.fewest,
            "centers": None if report.plan.chosen is None else [one.center.center.id for one in report.plan.chosen],
        },
        "follow_up": {str(state): number for state, number in report.follow_up.counts.items()},
    }


def _costly(report: PhaseReport) -> list[Json]:
    """The clauses that cost anything, what cost most first."""
    participating = report.phase.counts.participating
    return [
        {
            "rule": problem.rule.id,
            "effective": exact(problem.effective),
            "centers": len(problem.centers),
            "share": exact(ratio(len(problem.centers), participating)),
        }
        for problem in report.problems
    ]


def _comparison(found: Comparison) -> Json:
    """Two sides in the sub-items that both examined."""
    return {
        "items": [{"id": item.id, **_pair(pair)} for item, pair in found.items],
        "centers": [{"id": center.id, **_pair(pair)} for center, pair in found.centers],
        "total": _pair(found.total),
    }


def _pair(pair: Pair) -> dict[str, Json]:
    """Both sides, in points and as shares of what is possible; null where they have nothing in common."""
    left, right = pair.rates or (None, None)
    return {
        "possible": exact(pair.possible),
        "left": exact(pair.left),
        "right": exact(pair.right),
        "left_rate": exact_or_null(left),
        "right_rate": exact_or_null(right),
        "difference": exact(pair.difference),
    }


def _sensitivity(found: Sensitivity, participating: int) -> Json:
    """What other marks, and a point more or less in an item, would change."""
    return {
        "marks": [
            {
                "mark": exact(one.mark),
                "passed": one.passed,
                "rate": exact(ratio(one.passed, participating)) if participating else None,
            }
            for one in found.marks
        ],
        "target_mark": exact_or_null(found.target_mark),
        "near_pass": [*map(_near, found.near_pass)],
        "near_target": [*map(_near, found.near_target)],
        "nudges": [
            {
                "item": one.item.id,
                "points": one.points,
                "turned": [{"id": turn.center.id, "before": turn.before, "after": turn.after} for turn in one.turned],
            }
            for one in found.nudges
        ],
    }


def _near(center: CenterResult) -> Json:
    """A center near a mark."""
    return {"id": center.center.id, "exact": exact_or_null(center.total)}


def _center(report: CenterReport, standard: Standard) -> dict[str, Json]:
    """What a report adds to a center."""
    plan, span = report.plan, report.span
    return {
        "distance": exact_or_null(report.distance),
        "span": span
        and {
            "name": span.name,
            "start": exact(span.start),
            "end": exact(span.end),
            "lacking": exact_or_null(span.lacking),
        },
        "sheets": [{"earned": exact(one.earned), "possible": exact(one.possible)} for one in sheets_of(report.result)],
        "if_disputes_upheld": _upheld(report.upheld),
        "plan": {
            "outlook": plan.outlook,
            "unexamined": list(plan.unexamined),
            "fewest": _selection(plan.fewest, standard),
            "least": _selection(plan.least, standard),
        },
    }


def _selection(way: Selection | None, standard: Standard) -> Json:
    """Findings that bring a pass together, and how many they are."""
    document = selection_document(way, standard)
    return None if document is None or way is None else {"number": len(way.facts), **document}


def _upheld(upheld: CenterResult | None) -> Json:
    """The result if every dispute were upheld."""
    if upheld is None:
        return None
    return {
        "exact": exact_or_null(upheld.total),
        "bounds": bounds_document(upheld.bounds),
        "verdict": upheld.verdict,
    }

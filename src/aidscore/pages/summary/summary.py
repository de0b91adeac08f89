"""The summary of a batch, made to be handed on: an outcome as the tabs of a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore import __version__
from aidscore.model.page import Book
from aidscore.model.results import Input, Outcome
from aidscore.pages.summary.cover import cover_tab
from aidscore.pages.summary.deductions import DetailTable, details_tab
from aidscore.pages.summary.grounds import marks
from aidscore.pages.summary.labels import sheet_title
from aidscore.pages.summary.left_out import left_out_tab
from aidscore.pages.summary.proof import proof_tab
from aidscore.pages.summary.ranking import phase_tab
from aidscore.pages.summary.statistics import statistics_tab
from aidscore.scoring.standings import standings
from aidscore.words import together

MOST_COMPARISONS = 20_000_000
"""So many cells may be compared by the checks against the deductions before a spreadsheet becomes slow."""
MOST_DETAILS = 1_000_000
"""So many findings are on one sheet at most; more go on on another one, which no formula would see."""


def summary_book(outcome: Outcome, inputs: Sequence[Input]) -> Book:
    """The whole summary with the files that it rests on, in the language in use."""
    centers = standings(outcome)
    details = DetailTable.of(outcome, centers)
    by_details = len(details) <= MOST_DETAILS and len(centers) * len(details) <= MOST_COMPARISONS
    tabs = (
        cover_tab(outcome),
        *(phase_tab(outcome, phase, [one for one in centers if one.phase is phase]) for phase in outcome.phases),
        *([statistics_tab(outcome)] if outcome.phases else []),
        details_tab(outcome, details),
        left_out_tab(outcome),
        proof_tab(outcome, centers, details, inputs, by_details=by_details),
    )
    references = ", ".join(dict.fromkeys(phase.edition.reference for phase in outcome.phases))
    return Book(sheet_title(outcome), tabs, together(marks(outcome)), f"{references}  aidscore {__version__}".strip())

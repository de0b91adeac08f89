"""The summary of a batch, made to be handed on: an outcome as the tabs of a workbook."""

from __future__ import annotations

from aidscore import __version__
from aidscore.model.page import Book
from aidscore.model.results import Outcome
from aidscore.pages.summary.centers import scores_tab
from aidscore.pages.summary.deductions import details_tab
from aidscore.pages.summary.grounds import grounds_tab, marks
from aidscore.pages.summary.left_out import left_out_tab
from aidscore.pages.summary.losses import losses_tab
from aidscore.pages.summary.overview import overview_tab
from aidscore.scoring.losses import center_deductions
from aidscore.scoring.standings import standings
from aidscore.words import _, together

MOST_COMPARISONS = 20_000_000
"""So many cells may be compared by the checks against the deductions before a spreadsheet becomes slow."""


def summary_book(outcome: Outcome) -> Book:
    """The whole summary, in the language in use."""
    centers = standings(outcome)
    facts = sum(len(one.deduction.facts) for one in center_deductions(centers))
    by_details = len(centers) * facts <= MOST_COMPARISONS
    tabs = (
        overview_tab(outcome, centers),
        scores_tab(outcome, centers, by_details=by_details),
        details_tab(outcome, centers),
        losses_tab(outcome, centers, by_details=by_details),
        left_out_tab(outcome),
        grounds_tab(outcome, by_details=by_details),
    )
    title = outcome.campaign.title if outcome.campaign else _("Scores by center")
    references = ", ".join(dict.fromkeys(phase.edition.reference for phase in outcome.phases))
    return Book(title, tabs, together(marks(outcome)), f"{references}  aidscore {__version__}".strip())

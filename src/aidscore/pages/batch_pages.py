"""The pages of a batch that is written to a file: the results, every deduction, the files that they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aidscore.model.follow_up import PhaseFollowUp, PhaseTrend
from aidscore.model.page import Column, Page, Table, row
from aidscore.model.results import Input, Outcome, PhaseResult
from aidscore.pages.batch import batch_page
from aidscore.pages.inputs import inputs_page
from aidscore.pages.not_scored import View
from aidscore.pages.summary.finding_list import finding_rows, finding_titles
from aidscore.wording.phases import phase_name
from aidscore.words import _

SHOWN = ("center", "date", "channel", "clause id", "what was found", "status", "points of the finding", "effective")
"""The columns of the findings that a page has room for."""
WIDTHS = {"center": 26, "what was found": 60}
"""The widths of the wider ones."""
POINTS = ("points of the finding", "effective")
"""Those that are points."""


def batch_pages(
    outcome: Outcome, follow_ups: Sequence[PhaseFollowUp], trends: Sequence[PhaseTrend], inputs: Sequence[Input]
) -> Iterator[Page]:
    """The whole outcome as pages that can be read without the command."""
    yield batch_page(outcome, View(verbose=True, folder=outcome.options.folder), follow_ups, trends)
    tables = tuple(_findings(outcome, phase) for phase in outcome.phases)
    if any(table.rows for table in tables):
        yield Page(_("Deductions, vetoes and bonuses"), tables)
    yield inputs_page(outcome, inputs)


def _findings(outcome: Outcome, phase: PhaseResult) -> Table:
    """The findings of a phase in the columns that are shown."""
    titles = finding_titles(outcome)
    places = [titles.index(_(title)) for title in SHOWN]
    columns = tuple(Column(_(title), "right" if title in POINTS else "left", WIDTHS.get(title, 10)) for title in SHOWN)
    found = finding_rows(replace(outcome, phases=(phase,)))
    return Table(columns, tuple(row(*(cells[place] for place in places)) for cells in found), phase_name(phase))

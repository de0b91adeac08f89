"""A report as one page: the verdict of each phase, then each phase and its centers, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore import __version__
from aidscore.model.results import Input
from aidscore.model.standard import Edition
from aidscore.pages.report.blocks import Grid, Heading, ReportPage, Row, Section, Sentence
from aidscore.pages.report.centers import centers
from aidscore.pages.report.city import costly, losses, rates_plot, tiles, verdict_sentence
from aidscore.pages.report.compared import announced, change, self_inspection
from aidscore.pages.report.names import View, phase_title
from aidscore.pages.report.outlook import disputes, firmness, way
from aidscore.pages.report.pieces import Text, filled
from aidscore.pages.report.scores import scores
from aidscore.reporting.result import Report
from aidscore.wording.codes import STANDARD_STATUSES
from aidscore.wording.phases import as_if_text, campaign_title, combine_text, first_sentence
from aidscore.wording.standards import provisions
from aidscore.words import _, together

MOST_FILES = 500
"""Of more files only their number is said; the document lists them all."""


def report_page(report: Report, inputs: Sequence[Input]) -> ReportPage:
    """The page of a report."""
    outcome = report.outcome
    views = [View.of(outcome, phase, number) for number, phase in enumerate(report.phases)]
    return ReportPage(
        title=campaign_title(outcome),
        subtitle=_("Report on the results of the assessment"),
        notices=tuple(dict.fromkeys(_notices(report))),
        lead=tuple(_lead(view, len(views)) for view in views),
        overview=tuple(rates_plot(views)),
        sections=(*(_phase(view) for view in views), _rests_on(report, inputs)),
        made_by=f"aidscore {__version__}",
    )


def _lead(view: View, phases: int) -> Text:
    """The verdict of a phase, with its name where there are several."""
    sentence = verdict_sentence(view)
    if phases == 1:
        return sentence
    return filled(_("{name}: {meaning}"), name=phase_title(view.phase), meaning=sentence)


def _notices(report: Report) -> Iterator[str]:
    """That a result is not official, a standard a draft, or data fictitious."""
    outcome = report.outcome
    if unofficial := as_if_text(outcome):
        yield unofficial
    for phase in report.phases:
        standard = phase.phase.edition.standard
        if standard.is_draft:
            yield _("draft")
        if standard.note:
            yield first_sentence(standard.note)
    if outcome.campaign and outcome.campaign.note:
        yield first_sentence(outcome.campaign.note)


def _phase(view: View) -> Section:
    """A phase: the whole first, then each center."""
    parts = (
        scores(view),
        losses(view),
        costly(view),
        announced(view),
        self_inspection(view),
        change(view),
        disputes(view),
        way(view),
        firmness(view),
        centers(view),
    )
    phase = view.phase.phase
    days = _("{start} - {end}", start=phase.start, end=phase.end) if phase else ""
    about = [days, view.phase.edition.standard.title, view.phase.edition.standard.reference, combine_text(view.phase)]
    return Section(
        view.anchor("phase"),
        phase_title(view.phase),
        (Sentence((together(about),), "muted"), Sentence(verdict_sentence(view), "lead"), tiles(view)),
        tuple(part for part in parts if part is not None),
    )


def _rests_on(report: Report, inputs: Sequence[Input]) -> Section:
    """What the figures rest on."""
    editions = {phase.phase.edition.standard.reference: phase.phase.edition for phase in report.phases}
    blocks = [_edition(edition) for edition in editions.values()]
    headings = (Heading(_("file"), is_wide=True), Heading(_("outcome")), Heading("SHA-256", is_wide=True))
    if 0 < len(inputs) <= MOST_FILES:
        rows = tuple(Row(((one.path,), (_(one.outcome),), (one.sha256 or "–",))) for one in inputs)
        files = [Grid(headings, rows, _("Files"), is_collapsed=True)]
    else:
        files = []
    return Section("_rests-on", _("What the figures rest on"), (*blocks, *files))


def _edition(edition: Edition) -> Grid:
    """A standard in words."""
    standard = edition.standard
    pairs = [
        (_("standard"), f"{standard.title} {standard.reference}"),
        (_("status"), _(STANDARD_STATUSES[standard.status])),
        ("SHA-256", edition.sha256),
        *provisions(standard),
    ]
    rows = tuple(Row(((label,), (text,))) for label, text in pairs)
    return Grid((Heading(_("about")), Heading(_("value"), is_wide=True)), rows, standard.reference)

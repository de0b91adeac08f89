"""What a summary does not count, each with its reason: nothing disappears silently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.page import Block, Cell, Column, Page, Paragraph, Tab, Table, row, text
from aidscore.model.results import Ignored, Outcome, Refused
from aidscore.pages.not_scored import found_text
from aidscore.pages.summary.labels import Labels
from aidscore.scoring.left_out import ignored_by_reason, not_assessed, uncounted_visits, withdrawn
from aidscore.wording.codes import channel_word
from aidscore.wording.findings import finding_text
from aidscore.wording.ignored import ignored_text
from aidscore.wording.numbers import exact_cell
from aidscore.wording.reasons import reasons_text
from aidscore.wording.standards import body_word
from aidscore.wording.visits import visit_text
from aidscore.words import _, listed, plural, together


def left_out_tab(outcome: Outcome) -> Tab:
    """The tab of what was left out. Files of one kind share a row; the last tab names each of them."""
    labels = Labels.of(outcome)
    columns = (
        Column(_("what"), width=16, key="what"),
        *labels.columns(),
        Column(body_word(*(phase.edition.standard for phase in outcome.phases)), width=22, key="center"),
        Column(_("number"), "center", 7, "number"),
        Column(_("details"), width=50),
        Column(_("reason"), width=50),
    )
    nothing = (text("-"), *labels.cells(None), *row("-", "-", "-", _("nothing was left out")))
    table = Table(columns, tuple(_rows(outcome, labels)) or (nothing,))
    blocks: list[Block] = [Paragraph(found_text(outcome)), table]
    page = Page(_("What is not counted, and why"), tuple(blocks))
    return Tab("left-out", _("Not counted"), page, 1, portrait=True, dense=True)


def _rows(outcome: Outcome, labels: Labels) -> Iterator[tuple[Cell, ...]]:
    """What was refused first, then centers, visits, findings, and files that are no records."""
    yield from (_refused(file, outcome, labels) for file in outcome.refused)
    for center in outcome.campaign.excluded if outcome.campaign else ():
        what = text(_("excluded center"))
        yield what, *labels.cells(None), *row(labels.center(center), "", "", center.excluded)
    for left in not_assessed(outcome):
        reason = reasons_text(left.result, left.phase.edition)
        what = Cell(_("center not assessed"), None, "open")
        yield what, *labels.cells(left.phase), *row(labels.center(left.result.center), "", "", reason)
    yield from _uncounted(outcome, labels)
    yield from _withdrawn(outcome, labels)
    for ignored in ignored_by_reason(outcome):
        yield _ignored(ignored.reason, ignored.files, labels)


def _refused(file: Refused, outcome: Outcome, labels: Labels) -> tuple[Cell, ...]:
    """A refused record, with all of its problems."""
    center = outcome.campaign.center(file.center) if outcome.campaign and file.center else None
    name = labels.center(center) if center else file.center or "-"
    what = Cell(_("refused record"), None, "bad")
    problems = plural("{n} problem", "{n} problems", len(file.diagnostics))
    reason = together(diagnostic.message for diagnostic in file.diagnostics)
    return what, *labels.cells(None), *row(name, exact_cell(1), problems, reason)


def _uncounted(outcome: Outcome, labels: Labels) -> Iterator[tuple[Cell, ...]]:
    """The visits through channels that do not count, those of a phase and channel in one row."""
    for left in uncounted_visits(outcome):
        named = [_("{center} {date}", center=labels.center(one), date=visit.record.date) for one, visit in left.visits]
        number = exact_cell(len(left.visits))
        reason = _("{channel} visits do not count in this phase", channel=channel_word(left.channel))
        what = text(_("visits not counted: {channel}", channel=channel_word(left.channel)))
        yield what, *labels.cells(left.phase), *row("", number, listed(named), reason)


def _withdrawn(outcome: Outcome, labels: Labels) -> Iterator[tuple[Cell, ...]]:
    """The findings that were withdrawn."""
    for left in withdrawn(outcome):
        rule = left.fact.finding.rule
        found = together([rule, finding_text(left.fact, left.phase.edition.clause(rule))])
        shown = row(labels.center(left.center), exact_cell(1), visit_text(left.visit), found)
        yield text(_("finding withdrawn")), *labels.cells(left.phase), *shown


def _ignored(reason: str, files: Sequence[Ignored], labels: Labels) -> tuple[Cell, ...]:
    """Files that were ignored for one reason; a record that does not count tells more."""
    first = files[0]
    center = labels.centers.get(first.center, first.center) if first.center else ""
    details = ignored_text(first) if first.is_ours else ""
    return text(_("ignored files")), *labels.cells(None), *row(center, exact_cell(len(files)), details, _(reason))

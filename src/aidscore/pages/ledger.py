"""What `aidscore ledger` shows: every finding with what became of it (整改台账), and how far each center is."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from aidscore import __version__
from aidscore.model.campaign import Center
from aidscore.model.follow_up import STATES, FollowUpState, Ledger, LedgerRow
from aidscore.model.page import Book, Cell, Column, Facts, Page, Tab, Table, row, text
from aidscore.model.results import Outcome
from aidscore.pages.follow_up import counts_text
from aidscore.pages.summary.labels import Labels
from aidscore.wording.codes import channel_word
from aidscore.wording.findings import finding_text
from aidscore.wording.follow_up import STATES as WORDS
from aidscore.wording.follow_up import remark_text, state_cell
from aidscore.wording.numbers import exact_cell, figure_cell, same_decimals
from aidscore.wording.phases import campaign_title
from aidscore.wording.standards import body_word
from aidscore.words import _, plural

POINTS = "points"
UNPRINTED = ("line", "file")
"""The columns to the right of the printed ones."""


def ledger_page(outcome: Outcome, ledger: Ledger) -> Page:
    """The whole ledger: how many findings are in which state, how far each center is, every finding."""
    findings = plural("{n} finding", "{n} findings", len(ledger.rows))
    facts = Facts(
        (
            (_("in all"), Cell(findings, None, "strong")),
            (_("state"), Cell(counts_text(ledger.counts), None, "strong")),
        )
    )
    tables = (centers_table(outcome, ledger), ledger_table(outcome, ledger)) if ledger.rows else ()
    return Page(_title(outcome), (facts, *tables))


def _title(outcome: Outcome) -> str:
    """The title of a ledger, with that of the campaign."""
    return _("Rectification ledger: {campaign}", campaign=campaign_title(outcome))


def ledger_book(outcome: Outcome, ledger: Ledger) -> Book:
    """The ledger as a workbook: every finding on paper that lies on its side, and a tab of the centers."""
    table = ledger_table(outcome, ledger)
    names = [column.key for column in table.columns]
    title = _title(outcome)
    every = Tab(
        "ledger",
        _("Rectification ledger"),
        Page(title, (table,)),
        pinned=names.index("center") + 1,
        dense=True,
        printed_columns=len(names) - len(UNPRINTED),
    )
    page = Page(_("State of rectification by center"), (centers_table(outcome, ledger),))
    by_center = Tab("centers", _("By center"), page, portrait=True, one_sheet=True)
    references = ", ".join(dict.fromkeys(phase.edition.reference for phase in outcome.phases))
    return Book(title, (every, by_center), "", f"{references}  aidscore {__version__}".strip())


def ledger_table(outcome: Outcome, ledger: Ledger) -> Table:
    """A row for each finding; the deadline is left to be filled in."""
    labels = Labels.of(outcome)
    columns = _columns(outcome, labels)
    folder = outcome.options.folder
    rows = [_cells({**_row(one, labels, folder), "no": exact_cell(n)}, columns) for n, one in enumerate(ledger.rows, 1)]
    place = [column.key for column in columns].index(POINTS)
    return Table(columns, same_decimals(rows, (place,)), key="ledger")


def _columns(outcome: Outcome, labels: Labels) -> tuple[Column, ...]:
    """The columns of the ledger, by their keys."""
    return (
        Column(_("No."), "center", 5, "no"),
        Column(_body(outcome), width=18, key="center"),
        *labels.columns(),
        Column(_("found on"), "center", 11, "day"),
        Column(_("channel"), "center", 8, "channel"),
        Column(_("clause"), "center", 7, "rule"),
        Column(_("what was found"), width=44, key="found"),
        Column(_("nominal"), "right", 7, POINTS),
        Column(_("state"), "center", 9, "state"),
        Column(_("corrected on"), "center", 11, "corrected"),
        Column(_("deadline"), "center", 11, "deadline"),
        Column(_("remark"), width=24, key="remark"),
        Column(_("line"), "right", 6, "line"),
        Column(_("file"), width=50, key="file"),
    )


def _cells(cells: Mapping[str, Cell], columns: Sequence[Column]) -> tuple[Cell, ...]:
    """The cells of a row in the order of the columns."""
    return tuple(cells.get(column.key, text("")) for column in columns)


def _row(one: LedgerRow, labels: Labels, folder: str) -> dict[str, Cell]:
    """A finding by the keys of the columns; its file is named from the folder of the records."""
    return {
        "center": text(labels.center(one.center)),
        **labels.by_key(one.phase),
        "day": text(one.day),
        "channel": text(channel_word(one.channel)),
        "rule": text(one.clause.id),
        "found": text(finding_text(one.fact, one.clause)),
        POINTS: figure_cell(one.points, one.phase.edition.standard),
        "state": state_cell(one.state),
        "corrected": text(one.corrected_on),
        "remark": text(remark_text(one)),
        "line": exact_cell(one.fact.line),
        "file": text(os.path.relpath(one.fact.source, folder)),
    }


def centers_table(outcome: Outcome, ledger: Ledger) -> Table:
    """How many findings of each center are in which state, and their sums."""
    labels = Labels.of(outcome)
    numbers: dict[Center, Counter[FollowUpState]] = {}
    for one in ledger.rows:
        numbers.setdefault(one.center, Counter())[one.state] += 1
    columns = (
        Column(_body(outcome), width=30),
        Column(_("in all"), "right", 8),
        *(Column(_(WORDS[state]), "right", 10) for state in STATES),
    )
    rows = [row(labels.center(center), *_numbers(counts)) for center, counts in numbers.items()]
    sums = row(text(_("sum"), "strong"), *_numbers(ledger.counts))
    return Table(columns, (*rows, sums), sums=1, key="centers")


def _numbers(counts: dict[FollowUpState, int]) -> Iterable[Cell]:
    """All findings, and those in each state."""
    yield exact_cell(sum(counts.values()))
    for state in STATES:
        yield exact_cell(counts.get(state, 0))


def _body(outcome: Outcome) -> str:
    """What the assessed bodies are called."""
    return body_word(*(phase.edition.standard for phase in outcome.phases))

"""What a result rests on: its options and every file, as a page that goes with it (spec, section 17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.page import Block, Column, Facts, ManyRows, Page, Row, Table, row, text
from aidscore.model.results import Input, Outcome
from aidscore.wording.result_keys import INPUTS
from aidscore.words import N_, _

DIGEST = "SHA-256"
"""The title of the column of digests, in every language."""
OUTCOMES = {"scored": N_("scored"), "refused": N_("refused"), "ignored": N_("ignored"), "used": N_("used")}


def inputs_page(outcome: Outcome, inputs: Sequence[Input]) -> Page:
    """The options of a run, and each of its files with its digest."""
    options = outcome.options
    pairs = [
        (_("folder"), text(options.folder)),
        (_("phase"), text(options.phase or _("all phases"))),
        (_("campaign"), text(options.campaign or outcome.campaign_source or "-")),
    ]
    if outcome.as_if:
        pairs.append((_("as if by"), text(outcome.as_if)))
    blocks: tuple[Block, ...] = (Facts(tuple(pairs), _("Options of the run")), inputs_table(inputs))
    return Page("", blocks)


def inputs_table(inputs: Sequence[Input]) -> Table:
    """Every file that the result rests on, or that was found beside those, with its digest."""
    columns = (
        Column(_("file"), width=60),
        Column(_("kind"), width=12),
        Column(_("what became of it"), width=10),
        Column(DIGEST, width=66),
    )

    def rows() -> Iterator[Row]:
        """A row for each file."""
        return (row(one.path, _(INPUTS[one.kind]), _(OUTCOMES[one.outcome]), one.sha256) for one in inputs)

    return Table(columns, ManyRows(rows, len(inputs)), _("Files that the result rests on"))

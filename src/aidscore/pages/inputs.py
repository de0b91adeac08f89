"""What a result rests on: its options and every file, as a page that goes with it (spec, section 17)."""

from __future__ import annotations

from collections.abc import Iterable

from aidscore.model.page import Block, Column, Facts, Page, Table, row, text
from aidscore.model.results import Input, Outcome
from aidscore.words import N_, _

KINDS = {
    "record": N_("record"),
    "form": N_("form"),
    "standard": N_("standard"),
    "campaign": N_("campaign"),
    "digests": N_("digests of published versions"),
    "other": N_("other file"),
}
OUTCOMES = {"scored": N_("scored"), "refused": N_("refused"), "ignored": N_("ignored"), "used": N_("used")}


def inputs_page(outcome: Outcome, inputs: Iterable[Input]) -> Page:
    """The options of a run, and each of its files with its digest."""
    options = outcome.options
    pairs = [
        (_("folder"), text(options.folder)),
        (_("phase"), text(options.phase or _("all phases"))),
        (_("campaign"), text(options.campaign or outcome.campaign_source or "-")),
    ]
    if outcome.as_if:
        pairs.append((_("as if by"), text(outcome.as_if)))
    columns = (
        Column(_("file"), width=60),
        Column(_("kind"), width=12),
        Column(_("what became of it"), width=10),
        Column("SHA-256", width=66),
    )
    rows = tuple(row(one.path, _(KINDS[one.kind]), _(OUTCOMES[one.outcome]), one.sha256) for one in inputs)
    blocks: tuple[Block, ...] = (Facts(tuple(pairs)), Table(columns, rows))
    return Page(_("Files that the result rests on"), blocks)

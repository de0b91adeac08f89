"""What `aidscore verify` and `aidscore compare` show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.page import Block, Column, Facts, Page, Paragraph, Table, row, text
from aidscore.model.written_results import CenterChange, FileChange, ResultComparison, ValueChange, Verification
from aidscore.words import N_, _, listed, plural

CHANGES = {"missing": N_("no longer there"), "changed": N_("changed"), "added": N_("added")}


def verification_page(result: str, found: Verification) -> Page:
    """Whether a result follows from its files; each difference where it does not."""
    if found.holds:
        values = plural("{n} value", "{n} values", found.compared)
        sentence = _("Every input is there unchanged, and {values} come out again.", values=values)
        return Page(result, (Paragraph(sentence, "good"),))
    blocks: list[Block] = [Paragraph(_("The result does not follow from these files."), "bad")]
    blocks += _files(found.files)
    blocks += _values(_("value"), _("written"), _("computed"), found.values)
    return Page(result, tuple(blocks))


def comparison_page(before: str, after: str, found: ResultComparison) -> Page:
    """What differs between two results: rates first, then the centers, then what it may come from."""
    title = _("{old} compared with {new}", old=before, new=after)
    changes = (*found.phases, *found.centers, *found.files, *found.settings)
    if not changes:
        return Page(title, (Paragraph(_("The results are the same."), "good"),))
    blocks: list[Block] = list(_values(_("phase"), _("earlier result"), _("later result"), found.phases))
    blocks += [block for center in found.centers for block in _center(center)]
    blocks += _files(found.files)
    blocks += _values(_("setting"), _("earlier result"), _("later result"), found.settings)
    return Page(title, tuple(blocks))


def _files(changes: Sequence[FileChange]) -> Iterator[Block]:
    """The inputs that are not what they were."""
    if changes:
        rows = tuple(row(change.path, _(CHANGES[change.change])) for change in changes)
        yield Table((Column(_("file"), width=60), Column(_("state"), width=12)), rows)


def _values(what: str, before: str, after: str, changes: Sequence[ValueChange]) -> Iterator[Block]:
    """Values side by side."""
    if changes:
        columns = (Column(what, width=44), Column(before, width=28), Column(after, width=28))
        yield Table(columns, tuple(row(_where(change), change.before, change.after) for change in changes))


def _where(change: ValueChange) -> str:
    """The keys that lead to a value, as in the JSON document."""
    return ".".join(change.where)


def _center(center: CenterChange) -> Iterator[Block]:
    """A center that came out otherwise."""
    because = listed(center.because) if center.because else _("nothing that was recorded")
    pairs = ((_("phase"), text(center.phase)), (_("because of"), text(because)))
    yield Facts(pairs, f"{center.name} ({center.id})" if center.name != center.id else center.id)
    yield from _values(_("result"), _("earlier result"), _("later result"), center.values)
    yield from _values(_("clause"), _("deducted before"), _("deducted after"), center.clauses)

"""What `aidscore verify` and `aidscore compare` show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aidscore.model.page import Block, Cell, Column, Facts, Page, Paragraph, Table, Tone, row, text
from aidscore.model.written_results import (
    OF_PHASE,
    CenterChange,
    FileChange,
    ResultComparison,
    ValueChange,
    Verification,
)
from aidscore.pages.inputs import OUTCOMES
from aidscore.wording.result_keys import value_text, where_text
from aidscore.words import N_, _, listed, plural

CHANGES = {
    "missing": N_("no longer there"),
    "changed": N_("changed"),
    "added": N_("added"),
    "same": N_("as it was"),
}
MOST = 40
"""The limit on differences of one center that are shown; the document has all of them."""


def verification_page(result: str, found: Verification) -> Page:
    """Whether a result follows from its files; each difference where it does not."""
    if found.holds:
        values = plural("{n} value", "{n} values", found.compared)
        sentence = _("Every input is there unchanged, and {values} come out again.", values=values)
        return Page(result, (Paragraph(sentence, "good"),))
    blocks: list[Block] = [Paragraph(_("The result does not follow from these files."), "bad")]
    blocks += _files(found.files)
    groups: dict[str, list[ValueChange]] = {}
    for change in sorted(found.values, key=lambda change: change.where[2:3] != ("centers",)):
        title, rest = _place(change.where, found.names)
        groups.setdefault(title, []).append(change._replace(where=rest))
    for title, changes in groups.items():
        blocks += _values(_("what"), _("written"), _("computed"), changes, title)
    return Page(result, tuple(blocks))


def _place(where: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Of the keys that lead to a value, what it belongs to: a center, a visit, a phase; and the keys from there."""
    match where:
        case ("phases", phase, "centers", center, *rest) if rest:
            name = _("{name} ({id})", name=names.get(center, center), id=center)
            return _("{name}, phase {phase}", name=name, phase=phase), tuple(rest)
        case ("phases", phase, *rest) if rest:
            return _("phase {phase}", phase=phase), tuple(rest)
        case ("results", visit, *rest) if rest:
            return _("visit {file}", file=visit), tuple(rest)
        case _:
            return _("the whole result"), where


def comparison_page(before: str, after: str, found: ResultComparison) -> Page:
    """What differs between two results: rates first, then the centers, then what it may come from."""
    title = _("{old} compared with {new}", old=before, new=after)
    changes = (*found.phases, *found.centers, *found.files, *found.settings)
    if not changes:
        return Page(title, (Paragraph(_("The results are the same."), "good"),))
    blocks: list[Block] = []
    for phase, values in _by_phase(found.phases).items():
        blocks += _values(_("phase"), _("earlier result"), _("later result"), values, phase)
    settings = {".".join(change.where): where_text(change.where) for change in found.settings}
    blocks += [block for center in found.centers for block in _center(center, settings)]
    blocks += _files(found.files)
    blocks += _values(_("setting"), _("earlier result"), _("later result"), found.settings)
    return Page(title, tuple(blocks))


def _by_phase(changes: Sequence[ValueChange]) -> dict[str, list[ValueChange]]:
    """Changes of phases, by the phase that they begin with; without a campaign they begin with none."""
    phases: dict[str, list[ValueChange]] = {}
    for change in changes:
        phase, *rest = change.where
        has_name = bool(rest) and rest[0] in OF_PHASE
        title, where = (_("phase {phase}", phase=phase), tuple(rest)) if has_name else ("", change.where)
        phases.setdefault(title, []).append(change._replace(where=where))
    return phases


def _files(changes: Sequence[FileChange]) -> Iterator[Block]:
    """The inputs that are not what they were."""
    if changes:
        columns = (Column(_("file"), width=60), Column(_("state"), width=12), Column(_("what became of it"), width=24))
        yield Table(columns, tuple(row(change.path, _(CHANGES[change.change]), _outcome(change)) for change in changes))


def _outcome(change: FileChange) -> Cell:
    """What became of a file before and after, where that differs; a file that is refused now stands out."""
    before, after = (_(OUTCOMES[one]) if one in OUTCOMES else one or "-" for one in (change.before, change.after))
    if change.before == change.after:
        return text(after)
    tone: Tone = "bad" if change.after == "refused" else "plain"
    return Cell(_("{old}, now {new}", old=before, new=after), None, tone)


def _values(
    what: str, before: str, after: str, changes: Sequence[ValueChange], title: str | None = None
) -> Iterator[Block]:
    """Values side by side, in words."""
    if changes:
        columns = (Column(what, width=44), Column(before, width=28), Column(after, width=28))
        yield Table(columns, tuple(map(_value_row, changes[:MOST])), title or None)
    if len(changes) > MOST:
        yield Paragraph(plural("{n} more difference", "{n} more differences", len(changes) - MOST), "muted")


def _value_row(change: ValueChange) -> tuple[Cell, ...]:
    """A value before and after."""
    where = change.where
    return row(where_text(where), value_text(where, change.before), value_text(where, change.after))


def _center(center: CenterChange, settings: Mapping[str, str]) -> Iterator[Block]:
    """A center that came out otherwise; `settings` has the words of those that differ."""
    because = listed(settings.get(one, one) for one in center.because) or _("nothing that was recorded")
    pairs = ((_("phase"), text(center.phase)), (_("because of"), text(because)))
    yield Facts(pairs, f"{center.name} ({center.id})" if center.name != center.id else center.id)
    yield from _values(_("result"), _("earlier result"), _("later result"), center.values)
    yield from _values(_("clause"), _("deducted before"), _("deducted after"), center.clauses)

"""What a run did not score: ignored files by reason, refused files with the command that shows their problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aidscore.model.page import Block, Cell, Column, Paragraph, Table, row
from aidscore.model.results import Ignored, Outcome, Refused
from aidscore.wording.ignored import ignored_text
from aidscore.wording.numbers import exact_cell
from aidscore.wording.shell import command_line
from aidscore.words import _, plural

MOST_REFUSED = 20
"""The limit on refused files that have a line of their own on the page; the others are counted."""
MOST_IGNORED = 10
"""The limit on records ignored for one reason that are named on the page; JSON and workbook name all."""
OF_FOLDERS = frozenset({"duplicate-visit", "another-format"})
"""What is wrong with a file only beside others, or as a file found in a folder."""


@dataclass(frozen=True, slots=True)
class View:
    """What the command line asks of a page about a run."""

    by_score: bool = False
    """Whether centers are in the order of verdict and score, and not in that of the campaign."""
    verbose: bool = False
    """Whether every ignored file is named."""
    folder: str = "."
    """The folder of the records."""
    options: tuple[str, ...] = ()
    """The options that another command needs to find the same standards and campaign."""


def not_scored(outcome: Outcome, view: View) -> Iterator[Block]:
    """What was ignored, all counts, and the refused files."""
    yield from _ignored(outcome.ignored, view)
    yield Paragraph(found_text(outcome))
    yield from refused_files(outcome, view)


def refused_files(outcome: Outcome, view: View) -> Iterator[Table]:
    """How many problems each refused file has, and which command shows them."""
    if outcome.refused:
        title = _("refused files: the command that shows them")
        columns = (Column(_("problems"), "right", 8), Column(title, width=100))
        yield Table(columns, tuple(_refused_rows(outcome.refused, view)))


def _refused_rows(refused: Sequence[Refused], view: View) -> Iterator[tuple[Cell, ...]]:
    """The refused files, a line each."""
    for file in refused[:MOST_REFUSED]:
        yield row(exact_cell(len(file.diagnostics)), validate_command(file, view))
    if others := refused[MOST_REFUSED:]:
        number = exact_cell(sum(len(file.diagnostics) for file in others))
        command = command_line("aidscore", "validate", view.folder, *view.options)
        yield row(number, plural("{n} more file: {command}", "{n} more files: {command}", len(others), command=command))


def validate_command(file: Refused, view: View) -> str:
    """The command that shows the problems of a refused file: the file is named, unless only its folder shows them."""
    needs_folder = any(diagnostic.code in OF_FOLDERS for diagnostic in file.diagnostics)
    return command_line("aidscore", "validate", view.folder if needs_folder else file.source, *view.options)


def _ignored(ignored: Sequence[Ignored], view: View) -> Iterator[Table]:
    """How many files were ignored for each reason; records that do not count, and with `verbose` all, by name."""
    by_reason: dict[str, list[Ignored]] = {}
    for file in sorted(ignored, key=lambda file: file.reason):
        by_reason.setdefault(file.reason, []).append(file)
    if by_reason:
        columns = (Column(_("ignored"), width=24), Column(_("files"), "right", 6), Column(_("file"), width=80))
        rows = tuple(line for reason, files in by_reason.items() for line in _reason_rows(reason, files, view))
        named = any(line[2].text for line in rows)
        yield Table(columns, rows) if named else Table(columns[:2], tuple(line[:2] for line in rows))


def _reason_rows(reason: str, files: Sequence[Ignored], view: View) -> Iterator[tuple[Cell, ...]]:
    """The files that were ignored for one reason: their number, and by name those that are to be named."""
    named = files if view.verbose else [file for file in files if file.is_ours][:MOST_IGNORED]
    for number, file in enumerate(named):
        yield row("" if number else _(reason), "" if number else exact_cell(len(files)), ignored_text(file))
    if not named:
        yield row(_(reason), exact_cell(len(files)), "")
    elif len(files) > len(named):
        yield row("", "", _("and {n} more", n=len(files) - len(named)))


def found_text(outcome: Outcome) -> str:
    """The conservation of files: found = scored + refused + ignored."""
    return _(
        "files: {found} found = {scored} scored + {refused} refused + {ignored} ignored",
        found=outcome.found,
        scored=len(outcome.visits),
        refused=len(outcome.refused),
        ignored=len(outcome.ignored),
    )

"""What a run did not score: ignored files by reason, refused files with the command that shows their problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from aidscore.diagnostics.message import BLAMES_ANOTHER, Level, Place
from aidscore.model.page import Block, Cell, Column, Paragraph, Table, row
from aidscore.model.results import Ignored, Outcome, Refused
from aidscore.scoring.left_out import ignored_by_reason
from aidscore.wording.ignored import ignored_text
from aidscore.wording.numbers import exact_cell
from aidscore.wording.shell import command_line
from aidscore.words import _, plural

MOST_REFUSED = 20
"""The limit on refused files that have a line of their own on the page; the others are counted."""
MOST_IGNORED = 10
"""The limit on records ignored for one reason that are named on the page; JSON and workbook name all."""
MOST_DUPLICATES = 4
"""The limit on records of one visit that a command names; two suffice to show that they are duplicates."""
DUPLICATE = "duplicate-visit"
"""What is wrong with a file only beside others."""
OF_FOLDERS = frozenset({"another-format"})
"""What is wrong with a file only as one that is found in a folder: its entry in the catalog."""


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
    yield from _ignored(outcome, view)
    yield Paragraph(found_text(outcome))
    yield from refused_files(outcome, view)


def refused_files(outcome: Outcome, view: View) -> Iterator[Table]:
    """How many problems each refused file has, and which command shows them."""
    if outcome.refused:
        title = _("refused files: the command that shows them")
        columns = (Column(_("problems"), "right", 8), Column(title, width=100))
        yield Table(columns, tuple(_refused_rows(outcome.refused, view)))


def _refused_rows(refused: Sequence[Refused], view: View) -> Iterator[tuple[Cell, ...]]:
    """The refused files, a line each; those that only wait for another file to be corrected in one line for it."""
    by_blamed: dict[str, list[Refused]] = {}
    for file in refused:
        by_blamed.setdefault(_blamed(file), []).append(file)
    own = by_blamed.pop("", [])
    for path, waiting in by_blamed.items():
        yield row(_problems(waiting), _waiting_text(path, len(waiting), view))
    for file in own[:MOST_REFUSED]:
        yield row(_problems([file]), validate_command(file, refused, view))
    if others := own[MOST_REFUSED:]:
        command = command_line("aidscore", "validate", view.folder, *view.options)
        text = plural("{n} more file: {command}", "{n} more files: {command}", len(others), command=command)
        yield row(_problems(others), text)


def _problems(files: Sequence[Refused]) -> Cell:
    """How many problems files have."""
    return exact_cell(sum(len(file.diagnostics) for file in files))


def _waiting_text(path: str, number: int, view: View) -> str:
    """How many files wait for another one to be corrected, and the command that shows what is wrong with that."""
    command = command_line("aidscore", "validate", path, *view.options)
    return plural(
        "{command} ({n} file waits for its correction)",
        "{command} ({n} files wait for its correction)",
        number,
        command=command,
    )


def _blamed(file: Refused) -> str:
    """The path of the file that is to be corrected, where nothing is wrong with a refused one by itself; else empty."""
    errors = [diagnostic for diagnostic in file.diagnostics if diagnostic.level is Level.ERROR]
    if any(diagnostic.code not in BLAMES_ANOTHER for diagnostic in errors):
        return ""
    blames = sorted(errors, key=lambda diagnostic: diagnostic.code != "standard-refused")
    places = [diagnostic.arguments["place"] for diagnostic in blames]
    return next((place.path for place in places if isinstance(place, Place)), "")


def validate_command(file: Refused, refused: Sequence[Refused], view: View) -> str:
    """The command that shows the problems of a refused file: it names the file, and those of which it is a duplicate.

    Where only the folder shows them, it names the folder.
    """
    is_of_folder = any(diagnostic.entry in OF_FOLDERS for diagnostic in file.diagnostics)
    paths = [view.folder] if is_of_folder else [file.source]
    if any(diagnostic.code == DUPLICATE for diagnostic in file.diagnostics):
        same = (one.source for one in refused if one is not file and _is_duplicate(one, file))
        paths += list(same)[: MOST_DUPLICATES - 1]
    return command_line("aidscore", "validate", *paths, *view.options)


def _is_duplicate(one: Refused, other: Refused) -> bool:
    """Whether two refused records are of one visit and one revision."""
    return one.identity == other.identity and one.revision == other.revision


def _ignored(outcome: Outcome, view: View) -> Iterator[Table]:
    """How many files were ignored for each reason; records that do not count, and with `verbose` all, by name."""
    by_reason = groupby(sorted(ignored_by_reason(outcome), key=attrgetter("reason")), attrgetter("reason"))
    groups = [(reason, [file for one in group for file in one.files]) for reason, group in by_reason]
    if groups:
        columns = (Column(_("ignored"), width=24), Column(_("files"), "right", 6), Column(_("file"), width=80))
        rows = tuple(line for reason, files in groups for line in _reason_rows(reason, files, view))
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

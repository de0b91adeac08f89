"""The formats of `-o FILE`: the ending of the file selects what makes it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from aidscore.cli.options import Display, Format, Rows, wrong_usage
from aidscore.cli.output import emit, show
from aidscore.cli.output_files import Content, give_files, progress
from aidscore.words import _

if TYPE_CHECKING:
    from aidscore.model.page import Page
    from aidscore.model.results import Outcome

Writer = TypeVar("Writer")
BatchWriter: TypeAlias = "Callable[[Outcome, str | None], Content]"
"""Writes an outcome, where its medium has a language of its own in the one that was asked for."""


def _summary(outcome: Outcome, language: str | None) -> Content:
    """The Excel summary of a batch, in the language asked for or else that of its standard."""
    from aidscore.media.workbook import summary_workbook

    return summary_workbook(outcome, language)


def table_of(rows: Rows, outcome: Outcome, language: str | None = None) -> Iterator[bytes]:
    """The centers, the visits or the findings of a batch as CSV."""
    from aidscore.media.csv import findings_csv, summary_csv, visits_csv

    match rows:
        case Rows.CENTERS:
            return summary_csv(outcome)
        case Rows.VISITS:
            return visits_csv(outcome)
        case Rows.FINDINGS:
            return findings_csv(outcome)


def _pages(ending: str, outcome: Outcome, language: str | None) -> Content:
    """A batch as pages with what they rest on."""
    from aidscore.follow_up.trend import trends
    from aidscore.follow_up.visits import phase_follow_ups
    from aidscore.media.json.settings import settings_text
    from aidscore.pages.batch_pages import batch_pages
    from aidscore.run.inputs import inputs_of

    compared, moved = phase_follow_ups(outcome.phases), trends(outcome.phases, outcome.campaign)
    pages = [*batch_pages(outcome, compared, moved, [*inputs_of(outcome)])]
    return PAGE_WRITERS[ending](Shown(pages, "", settings_text(outcome)))


def _json(outcome: Outcome, language: str | None) -> Content:
    """The whole document of a batch."""
    from aidscore.media.json.batch import batch_pieces

    return encoded(batch_pieces(outcome))


def _sqlite(outcome: Outcome, language: str | None) -> Content:
    """A batch as a database."""
    from aidscore.media.sqlite import batch_database

    return batch_database(outcome)


def tells_details(path: str, rows: Rows) -> bool:
    """Whether what is written to a file has single findings in it; a table has them where each is a row."""
    return rows is Rows.FINDINGS or not path.lower().endswith(".csv")


def batch_writers(rows: Rows) -> Mapping[str, BatchWriter]:
    """What writes a batch, by the ending of the file; `rows` is what a row of a table is."""
    pages = {ending: partial(_pages, ending) for ending in (".html", ".md")}
    return {".xlsx": _summary, ".csv": partial(table_of, rows), ".json": _json, ".sqlite": _sqlite, **pages}


def as_bytes(document: str) -> bytes:
    """A text as the bytes of a file; a path that is no text is escaped."""
    return _encoded(document + "\n")


def encoded(pieces: Iterable[str]) -> Content:
    """The pieces of a document as those of a file."""
    return map(_encoded, chain(pieces, "\n"))


def _encoded(text: str) -> bytes:
    """A text or a piece of one as bytes."""
    return text.encode("utf-8", "backslashreplace")


class Shown(NamedTuple):
    """A result as it can be written: pages for people, a document for programs."""

    pages: Sequence[Page]
    document: str
    settings: str = ""
    """The options of a result that can be verified."""


def _workbook(shown: Shown) -> Content:
    """Pages as the tabs of a workbook."""
    from aidscore.media.page_workbook import book_of
    from aidscore.media.workbook import workbook

    return workbook(book_of(shown.pages))


def _html(shown: Shown) -> bytes:
    """Pages as one HTML file."""
    from aidscore.media.html.document import document

    return document(shown.pages, shown.settings)


def _markdown(shown: Shown) -> bytes:
    """Pages as Markdown."""
    from aidscore.media.markdown import document

    return document(shown.pages)


def _document(shown: Shown) -> bytes:
    """The document for programs."""
    return as_bytes(shown.document)


PageWriter: TypeAlias = Callable[[Shown], Content]
PAGE_WRITERS: Mapping[str, PageWriter] = {
    ".xlsx": _workbook,
    ".html": _html,
    ".md": _markdown,
    ".json": _document,
}


def write_shown(
    shown: Shown, targets: Sequence[tuple[str, PageWriter]], inputs: Iterable[str], display: Display
) -> None:
    """Write a result to files, none of which may be an input."""
    give_files([(path, partial(writer, shown)) for path, writer in targets], inputs, display)


def print_shown(shown: Shown, format_: Format, display: Display) -> None:
    """Print a result for people or for programs."""
    if format_ is Format.JSON:
        emit(shown.document)
        return
    for page in shown.pages:
        show(page, display)


def output_targets(outputs: Sequence[str] | None, writers: Mapping[str, Writer]) -> list[tuple[str, Writer]]:
    """Each file with what writes it; a missing folder or an unknown format is said before the work."""
    targets = [(path, _writer(path, writers)) for path in outputs or ()]
    for path, times in Counter(os.path.realpath(path) for path in outputs or ()).items():
        if times > 1:
            wrong_usage(_("--output names {path} twice", path=path))
    progress.expect(*(path for path, _writer_of in targets))
    return targets


def _writer(path: str, writers: Mapping[str, Writer]) -> Writer:
    """What writes a file, by its ending."""
    ending = os.path.splitext(path)[1].lower()
    if ending not in writers:
        wrong_usage(
            _("{path}: the ending selects the format; known endings are {endings}", path=path, endings=tuple(writers))
        )
    if not os.path.isdir(os.path.dirname(os.path.realpath(path))):
        wrong_usage(_("the folder of {path} does not exist", path=path))
    if os.path.isdir(path):
        wrong_usage(_("{path} is a folder", path=path))
    return writers[ending]

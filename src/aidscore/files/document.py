"""A file read: a standard, a record or a campaign with its places, or the diagnostics that say why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from aidscore.diagnostics.message import Diagnostic, Level, has_errors
from aidscore.files.another_format import by_name
from aidscore.model.campaign import Campaign
from aidscore.model.chinese import choices, word_term
from aidscore.model.quantity import narrow
from aidscore.model.record import Record
from aidscore.model.source import Problem, Source
from aidscore.model.standard import Standard
from aidscore.read.bytes import read_bytes
from aidscore.read.mend import ROUNDS, Mending
from aidscore.read.misfits import short
from aidscore.read.parse import parse, places_of
from aidscore.read.quick import read_quickly
from aidscore.read.shape import shape
from aidscore.read.text import STAND_IN, decode
from aidscore.read.translate import in_english
from aidscore.read.tree import Parsed, Tree
from aidscore.xlsx.kinds import is_workbook

if TYPE_CHECKING:
    from aidscore.form.reading.form import Form

Kind: TypeAlias = Literal["standard", "record", "campaign"]
Content: TypeAlias = Standard | Record | Campaign

MODELS: dict[Kind, type[Content]] = {"standard": Standard, "record": Record, "campaign": Campaign}
FORMATS = tuple(word_term(f"{kind}/1") for kind in MODELS)
"""What `aidscore:` says, kind by kind."""
_KINDS = {form.partition("/")[0]: kind for kind, term in zip(MODELS, FORMATS, strict=True) for form in term.forms}
"""The kind of a file by what stands before the slash."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read. The content is partial where the diagnostics have errors."""

    source: Source
    kind: Kind | None
    content: Content | None
    diagnostics: tuple[Diagnostic, ...]
    data: bytes = b""
    form: Form | None = None
    """What a form says besides its record."""

    @property
    def path(self) -> str:
        """The path as it was given."""
        return self.source.path

    @property
    def sha256(self) -> str:
        """The digest of the file's bytes, as `sha256sum` prints it."""
        return sha256(self.data).hexdigest()

    @property
    def is_blank_form(self) -> bool:
        """Whether it is a form in which no inspector has entered anything."""
        return self.form is not None and self.form.is_blank

    @property
    def is_whole(self) -> bool:
        """Whether nothing refuses it so far."""
        return self.content is not None and not has_errors(self.diagnostics)


class OnDisk(NamedTuple):
    """A file whose text is not kept: for the place of a problem, which few files have, it is read again."""

    path: str

    def diagnose(self, problem: Problem) -> Diagnostic:
        """The diagnostic of a problem, at its place in the file as it is now."""
        return read_document(self.path).source.diagnose(problem)


def read_document(path: str, data: bytes | None = None) -> Document:
    """The document of a file, or of bytes that stand for it (standard input)."""
    if data is None:
        found = read_bytes(path)
        if isinstance(found, Diagnostic):
            return Document(Source(path), None, None, (found,))
        data = found
    if is_workbook(path, data):
        return _filled_form(path, data)
    text = decode(data, path)
    if isinstance(text, Diagnostic):
        return _by_name(Document(Source(path), None, None, (text,), data))
    if quick := _read_quickly(text, path, data):
        return quick
    return _by_name(_read_past_marks(_strict(text, path, data), text))


def _by_name(document: Document) -> Document:
    """The document; of a text that is nothing of ours it is said what its name says that it is."""
    named = by_name(document.path) if document.kind is None else None
    return document if named is None else replace(document, diagnostics=(named,))


def _read_past_marks(document: Document, text: str) -> Document:
    """The document, read as if its full-width marks were ASCII ones; each is reported at its place."""
    mending = Mending(text, document.path)
    for _ in range(ROUNDS):
        if not mending.take(document.diagnostics):
            break
        document = _strict(mending.text, document.path, document.data)
    if not mending.problems:
        return document
    diagnostics = in_order(mending.all_problems(document.diagnostics))
    source = replace(mending.placed(document.source.places), written=document.source.written)
    return replace(document, source=source, diagnostics=diagnostics)


def _strict(text: str, path: str, data: bytes) -> Document:
    """The document of a text, read strictly."""
    parsed = parse(text, path)
    kind, problems = _kind(parsed.tree)
    if kind is None:
        # what cannot be read as YAML cannot be blamed for what it does not say
        problems = [] if has_errors(parsed.diagnostics) else problems
        return Document(parsed.source, None, None, in_order([*parsed.diagnostics, *_news(parsed, problems)]), data)
    tree, done = in_english(MODELS[kind], parsed.tree)
    known = [*parsed.diagnostics, *map(parsed.source.diagnose, done.problems)]
    unfinished = None if parsed.unfinished is None else done.english(parsed.unfinished)
    parsed = Parsed(tree, replace(parsed.source, written=done.written), known, unfinished)
    content, problems = shape(MODELS[kind], tree, unfinished, damaged=has_errors(known))
    return Document(parsed.source, kind, content, in_order([*known, *_news(parsed, problems)]), data)


def _filled_form(path: str, data: bytes) -> Document:
    """The document of a workbook: a record where it is a form."""
    from aidscore.form.reading.record import read_form  # noqa: PLC0415 - only who reads forms waits for it

    form = read_form(path, data)
    if form.tree is None:
        return Document(form.source, None, None, in_order([*form.diagnostics]), data)
    content, problems = shape(Record, form.tree)
    unreadable = {notice.place for notice in form.diagnostics if notice.level is Level.ERROR}
    news = [notice for notice in map(form.diagnose, problems) if notice.place not in unreadable]
    return Document(form.source, "record", content, in_order([*form.diagnostics, *news]), data, form=form)


def _read_quickly(text: str, path: str, data: bytes) -> Document | None:
    """The document of a record about which there is nothing to remark; None where only a strict reading can tell."""
    quick = read_quickly(text)
    if quick is None:
        return None
    source = Source(path, text, places_of, lines_known=quick.lines, written=quick.written)
    return Document(source, "record", quick.record, (), data)


def _news(parsed: Parsed, problems: list[Problem]) -> Iterator[Diagnostic]:
    """What the shape adds to what the reader said: not the same again in other words."""
    errors = [notice for notice in parsed.diagnostics if notice.level is Level.ERROR]
    known = {notice.place for notice in errors}
    torn = min((notice.place for notice in errors if notice.code == "unclosed-bracket"), default=None)
    has_stand_ins = any(notice.code == "forbidden-character" for notice in errors)
    for notice in map(parsed.source.diagnose, problems):
        if notice.place in known or (torn is not None and notice.place > torn):
            continue
        if has_stand_ins and any(STAND_IN in str(argument) for argument in notice.arguments.values()):
            continue
        yield notice


def in_order(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics in the order of the file."""
    return tuple(sorted(diagnostics, key=lambda notice: (notice.place.sheet, notice.place.line, notice.place.column)))


def _kind(tree: Tree) -> tuple[Kind | None, list[Problem]]:
    """What kind of file it is: its key `aidscore` says. One that is misspelt is still read as what it probably is."""
    if tree in (None, ""):
        return None, [Problem("empty-file", ())]
    if not isinstance(tree, dict):
        return None, [Problem("not-a-mapping", ())]
    if "aidscore" not in tree:
        near = next(iter(get_close_matches("aidscore", tree, 1, 0.7)), None)
        return None, [
            Problem("no-format/near" if near else "no-format", (), {"near": near, "choices": choices(FORMATS)})
        ]
    format_ = tree["aidscore"]
    word = narrow(format_).split("/")[0].strip().lower() if isinstance(format_, str) else ""
    if word in _KINDS:
        return _KINDS[word], []
    if near := next(iter(get_close_matches(word, _KINDS, 1, 0.75)), None):
        return _KINDS[near], []
    problem = Problem("unknown-format", ("aidscore",), {"text": short(format_), "choices": choices(FORMATS)})
    return None, [] if format_ is None else [problem]

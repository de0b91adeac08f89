"""Bytes to text: UTF-8 or a refusal that names what the bytes look like (spec, section 2)."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Protocol

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.model.quantity import narrow
from aidscore.model.source import Position, Source
from aidscore.read.bytes import LARGEST_FILE

STAND_IN = "\ufffd"

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_FORBIDDEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"  # unseen
    "\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"  # private, none
)
"""Kept as text: a pattern this wide takes long to compile, and most runs never need it."""
_RADICAL = "[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]"
_USUAL = re.compile("[\n -~\u3001-\u3011\u4e00-\u9fa5\uff01-\uff5e\u2014\u2018-\u201d\u2026]*")
"""What nearly every text is made of, and nothing odd is among it."""
_ODD_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_ODD_INDENT = re.compile(rf"^[ ]*({_ODD_SPACE.pattern})", re.MULTILINE)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LIKELY = re.compile(
    "(?<=[A-Za-z])[\u00c0-\u024f\u0300-\u036f]+|[\u00c0-\u024f\u0370-\u03ff][\u0300-\u036f]*(?=[A-Za-z])"  # José, μm
    "|(?<=[A-Za-z0-9])[\u00a1-\u00bf]|(?<=[0-9] )[\u00a1-\u00bf]|[\u00a1-\u00bf](?=[ ]?[A-Za-z0-9])"  # §5
    "|[\uff01-\uffee]"  # full-width forms
)
_SUPPLEMENT = str.maketrans("⻓⻔⻅⻆⻉⻋⻘⻙⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰", "长门见角贝车青韦页风飞食马鱼鸟麦黄齐齿龙")

_LOOK_ALIKES = str.maketrans(
    "\u0410\u0412\u0421\u0415\u041d\u0406\u041a\u041c\u041e\u0420\u0422\u0425\u0430\u0435\u043e\u0440\u0441\u0445"
    "\u0456\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u2013\u2014\u2212"
    "\u2010\u2011\u2012",
    "ABCEHIKMOPTXaeopcxiABEZHIKMNOPTYX------",
)  # Cyrillic and Greek letters, dashes


def decode(data: bytes, path: str) -> str | Diagnostic:
    """The text of UTF-8 bytes; one byte order mark is accepted."""
    if len(data) > LARGEST_FILE:
        return Diagnostic("file-too-large", Place(path), {"size": len(data), "largest": LARGEST_FILE})
    if data.startswith(_UTF_16) or data[:200].count(0) > len(data[:200]) // 4:
        return Diagnostic("not-utf-8", Place(path), {"encoding": "UTF-16"})
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return _undecodable(data, problem, path)


def _undecodable(data: bytes, problem: UnicodeDecodeError, path: str) -> Diagnostic:
    """Why bytes are not UTF-8: cut off, of another encoding, or damaged in one place."""
    before = data[: problem.start].decode("utf-8")
    if problem.reason == "unexpected end of data":
        return Diagnostic("not-utf-8/cut", _place(path, before), excerpt=_last_line(before))
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if _HAN.search(text) and not _HAN.search(before):
        place = _place(path, before)
        return Diagnostic("not-utf-8", place, {"encoding": "GBK / GB18030"}, Source(path, text).line(place.line))
    return Diagnostic("not-utf-8/here", _place(path, before), excerpt=_last_line(before))


def _place(path: str, before: str) -> Place:
    """The place behind a text."""
    lines = Source(path, before).lines
    return Place(path, len(lines), len(lines[-1]) + 1)


def _last_line(text: str) -> str:
    """The last line of a text."""
    return Source("", text).lines[-1]


def _misread(text: str) -> str | None:
    """What was meant where bytes of GBK happen to be UTF-8 as well: 医院 is read as ҽԺ. None where UTF-8 is likely.

    Accents and signs of Western languages are likely beside Latin letters and digits, full-width forms anywhere.
    """
    if text.isascii() or _HAN.search(text) or _LIKELY.sub("", text).isascii():
        return None
    try:
        meant = text.encode().decode("gb2312")
    except UnicodeError:
        return None
    return meant if _HAN.search(meant) else None


def _looks_like_gbk(source: Source) -> Iterator[Diagnostic]:
    """A text that would be Chinese if its bytes were read as GBK; the first character of it is named."""
    if meant := _misread(source.text):
        number, line = next((number, line) for number, line in enumerate(source.lines) if not line.isascii())
        column = next(column for column, character in enumerate(line) if not character.isascii())
        meant_line = Source(source.path, meant).lines[number]
        yield source.diagnose_at("looks-like-gbk", Position(number, column), meant=meant_line.strip()[:60])


def has_odd_characters(text: str) -> bool:
    """Whether a text has characters that are not allowed in a file, or that may be another's."""
    if _USUAL.fullmatch(text):
        return False
    printable = text.replace("\n", "").isprintable()
    return not printable or re.search(_RADICAL, text) is not None or _misread(text) is not None


def text_problems(source: Source) -> Iterator[Diagnostic]:
    """Characters that are not allowed in a file, look-alikes of Chinese characters, and text that may be GBK."""
    yield from _looks_like_gbk(source)
    for position, match in source.matches(_FORBIDDEN):
        yield source.diagnose_at("forbidden-character", position, character=name(match[0]))
    for position, match in source.matches(_RADICAL):
        usual = unicodedata.normalize("NFKC", match[0]).translate(_SUPPLEMENT)
        if usual != match[0]:
            yield source.diagnose_at("radical-character", position, character=name(match[0]), usual=usual)


class Lines(Protocol):
    """Some of the lines of a text."""

    def __contains__(self, line: int) -> bool:
        """Whether a line, counted from 0, is one of them."""


def odd_indents(source: Source, texts: Callable[[Source], Lines], last: int | None = None) -> Iterator[Diagnostic]:
    """Lines that are indented with tabs or foreign spaces, up to line `last`, counted from 0.

    `texts` tells the lines, from 0, that continue a text.
    """
    inside: Lines | None = None
    for position, match in source.matches(_ODD_INDENT):
        if last is not None and position.line > last:
            return
        inside = texts(source) if inside is None else inside
        if position.line not in inside:
            code = "tab-indentation" if match[1] == "\t" else "odd-indentation"
            yield source.diagnose_at(code, position, character=name(match[1]))


def forbidden_in(text: str) -> str | None:
    """The first character of a text written with escapes that may not stand in a file."""
    match = re.search(_FORBIDDEN, text)
    return match[0] if match else None


def without_forbidden(text: str) -> str:
    """The text with a stand-in for each character that is not allowed in a file, so that the rest can be read."""
    return re.sub(_FORBIDDEN, STAND_IN, text)


MOST_PROBLEMS = 1000
"""Of one file no more are collected; the reading ends there."""


def at_most(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The first of some diagnostics; where there are too many, the last one says so."""
    found = list(islice(problems, MOST_PROBLEMS + 1))
    return found if len(found) <= MOST_PROBLEMS else [*found[:-1], too_many(found[-1])]


def too_many(first: Diagnostic) -> Diagnostic:
    """That there are too many problems to collect, at the first that is left out."""
    return Diagnostic("too-many-problems", first.place, {"most": MOST_PROBLEMS}, first.excerpt)


def straightened(word: str) -> str:
    """A word as it was probably meant: full-width forms, look-alikes of other scripts and odd dashes in ASCII."""
    return unicodedata.normalize("NFKC", narrow(word)).translate(_LOOK_ALIKES).strip()


def name(character: str) -> str:
    """A character as it can be looked up: U+200B ZERO WIDTH SPACE."""
    label = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {label}".rstrip()

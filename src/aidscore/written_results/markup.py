"""Everything that makes a page look as it does, its tags, its style and its texts, held against what is made now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from aidscore.media.html.elements import escaped
from aidscore.media.html.frame import RESULT
from aidscore.model.written_results import ValueChange

MARKUP = "markup"
"""Where a page differs whose compared texts are all the same."""
_TAG = re.compile(r"(<[^>]*>)")
_OPTIONS = re.compile(f'<meta name="{RESULT}" content="[^"]*">')
_VERSION = re.compile(r"aidscore [0-9][\w.+-]*")
_SHOWN = 200
"""The most characters of a difference that are shown."""


def pieces_of(page: str, folder: str) -> list[str]:
    """The tags and the texts between them, without what may differ: options, version, folder of the records."""
    named = escaped(folder)
    return [_piece(piece, named) for piece in _TAG.split(page)]


def _piece(piece: str, folder: str) -> str:
    """A tag as it is written, or a text with files named as they are from the folder, which is escaped as texts are."""
    if _OPTIONS.fullmatch(piece):
        return RESULT
    if piece.startswith("<"):
        return piece
    if _VERSION.fullmatch(piece):
        return "aidscore"
    return "." if piece == folder else piece.replace(folder.rstrip("/") + "/", "")


def markup_changes(written: Sequence[str], now: Sequence[str]) -> Iterator[ValueChange]:
    """The first of the pieces that is not what is made now; what follows may only have moved."""
    for before, after in zip_longest(written, now, fillvalue=""):
        if before != after:
            start = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None)
            start = min(len(before), len(after)) if start is None else start
            yield ValueChange((MARKUP,), _excerpt(before, start), _excerpt(after, start))
            return


def _excerpt(piece: str, start: int) -> str:
    """A piece; of a long one the part that differs, which begins at `start`."""
    return piece if len(piece) <= _SHOWN else f"… {piece[start : start + _SHOWN]}"

"""Names of sheets that every spreadsheet accepts."""

from __future__ import annotations

import re
from collections.abc import Collection

LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[:\\/?*\[\]'\x00-\x1f]")


def sheet_name(wanted: str, fallback: str, taken: Collection[str]) -> str:
    """A name for a sheet like the wanted one: short enough, without forbidden characters, and not taken yet.

    Spreadsheets do not tell capital letters from small ones. `fallback` is the name where nothing is left.
    """
    name = _FORBIDDEN.sub(" ", wanted)[:LONGEST_NAME].strip() or fallback
    others = {other.lower() for other in taken}
    unused, number = name, 2
    while unused.lower() in others:
        ending = f" {number}"
        unused, number = name[: LONGEST_NAME - len(ending)] + ending, number + 1
    return unused

"""What the locked cells of a form contain, as the form itself keeps it, so that overwritten cells are found.

The sheet `lists` has a column `locked/SHEET` for each sheet, with an entry for each row: its number, its id, its inputs
and, by the keys of their columns, a mark of each content. So a form is compared with what it was when it was made,
whatever program, language, campaign and version it was made with, and wherever its rows and columns were moved.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from aidscore.xlsx.cells import Cell

LOCKED = "locked/"
"""Begins the titles of the columns with locked cells, which follow the lists."""
LISTS_DIGEST = "lists/digest"
"""The title of the column with the digest of the lists."""
FORMULA = "="
"""The mark of a formula, whatever it is: programs write formulas differently."""
DIGITS = 8
"""The hexadecimal digits of the digest that a mark begins with."""
QUOTED = 60
"""The most characters of a text that a mark keeps, for messages."""


@dataclass(frozen=True, slots=True)
class LockedRow:
    """A row as it was made."""

    number: int
    id: str
    fields: str
    marks: Mapping[str, str]
    """The marks of its locked cells that are not empty, by the keys of their columns."""

    def __str__(self) -> str:
        return json.dumps([self.number, self.id, self.fields, self.marks], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def of(cls, text: str) -> LockedRow:
        """The row of an entry. Raises ValueError where the entry is not one."""
        number, id_, fields, marks = json.loads(text)
        return cls(int(number), str(id_), str(fields), {str(key): str(mark) for key, mark in dict(marks).items()})


def mark_of(text: str) -> str:
    """The mark of a text; empty where it has nothing but spaces."""
    return digest_of([text])[:DIGITS] + " ".join(text.split())[:QUOTED] if text.strip() else ""


def mark_of_cell(cell: Cell) -> str:
    """The mark of a cell as it is read."""
    return FORMULA if cell.kind == "formula" else mark_of(cell.text)


def digest_of_mark(mark: str) -> str:
    """The digest that a mark begins with; the same for the same content."""
    return mark[:DIGITS]


def quoted_text(mark: str) -> str:
    """The beginning of the text that a mark was made of, to be quoted in a sentence."""
    return mark[DIGITS:].rstrip("。.；;")


def digest_of(texts: Iterable[str]) -> str:
    """A digest of texts, without their spaces and line ends, which programs write differently."""
    plain = "\0".join("".join(text.split()) for text in texts)
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()

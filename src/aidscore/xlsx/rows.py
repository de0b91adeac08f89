"""The rows of a sheet as XML, written as they come: a sheet of a million rows takes no more memory than one of ten.

openpyxl writes everything else of a workbook. Its rows take four times as long as these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from tempfile import SpooledTemporaryFile
from typing import TypeAlias, assert_never
from xml.etree.ElementTree import tostring
from xml.sax.saxutils import escape

from aidscore.xlsx.cells import EPOCH_1900, column_letters
from aidscore.xlsx.formula import Formula, Result
from aidscore.xlsx.text import Headed, Marked, storable

Content: TypeAlias = str | int | Decimal | date | Formula | Headed | None
"""What a cell contains; a text never becomes a formula."""

KEPT = 1 << 20
"""The number of bytes of a sheet beyond which its rows go to the disk."""
PIECE = 1 << 16


class Rows:
    """The rows of a sheet that have been written so far."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(KEPT)  # noqa: SIM115 - it is closed when the workbook is saved

    def write(self, number: int, attributes: str, cells: Iterable[tuple[int, str]]) -> None:
        """Write a row: its number, its further attributes, and each cell as its column and what `cell` made of it."""
        row = "".join([f'<c r="{column_letters(column)}{number}"{cell}' for column, cell in cells])
        self._file.write(f'<row r="{number}"{attributes}>{row}</row>'.encode())

    @property
    def size(self) -> int:
        """The number of bytes."""
        return self._file.tell()

    def pieces(self) -> Iterator[bytes]:
        """The bytes of all rows, once; nothing can be written afterwards."""
        with self._file:
            self._file.seek(0)
            yield from iter(partial(self._file.read, PIECE), b"")


@lru_cache(1 << 10)
def row_attributes(**attributes: float) -> str:
    """The attributes of a row beside its number, as XML."""
    return "".join(f' {name}="{value:.16g}"' for name, value in attributes.items())


def cell(content: Content | Marked, style: str, result: Result | None = None) -> str:
    """A cell as XML, behind its address; `style` is the attribute of its style, `result` that of its formula."""
    match content:
        case str():
            return _text_cell(content, style)
        case None:
            return f"{style}/>"
        case int():
            return f"{style}><v>{content}</v></c>"
        case Decimal():
            return f"{style}><v>{float(content):.16g}</v></c>"
        case date():
            return f"{style}><v>{(content - EPOCH_1900).days}</v></c>"
        case Formula(text=formula):
            kind, value = ("", "") if result is None else _result(result)
            return f"{style}{kind}><f>{escape(formula[1:])}</f><v>{value}</v></c>"
        case Headed() | Marked():
            return f'{style} t="inlineStr">{tostring(content.rich().to_tree(), encoding="unicode")}</c>'
        case _:
            assert_never(content)


@lru_cache(1 << 12)
def _text_cell(text: str, style: str) -> str:
    """A cell with a text; long sheets repeat many."""
    if not text:
        return f"{style}/>"
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f'{style} t="inlineStr"><is><t{kept}>{escape(storable(text))}</t></is></c>'


def _result(result: Result) -> tuple[str, str]:
    """The attribute with the kind of a result, and the result as XML keeps it: a number with all its digits."""
    match result:
        case bool():
            return ' t="b"', str(int(result))
        case str():
            return ' t="str"', escape(storable(result))
        case _:
            return "", str(int(result)) if result.denominator == 1 else repr(float(result))

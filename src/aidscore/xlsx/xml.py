"""The XML of a workbook, element by element: no tree is kept, no entity is ever expanded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeAlias
from xml.parsers.expat import ParserCreate

from aidscore.xlsx.cells import unescaped
from aidscore.xlsx.package import Package

MOST_ELEMENTS = 1_000_000
"""So many XML elements are read of one workbook."""

Attributes: TypeAlias = dict[str, str]


class Damaged(Exception):
    """The workbook cannot be read."""


class TooLarge(Exception):
    """The workbook has more in it than a form ever has."""


class Elements:
    """Reads the parts of a workbook, and no more of them than a form ever has."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.room = MOST_ELEMENTS

    def scan(self, name: str, starts: Mapping[str, Callable[[Attributes], None]]) -> None:
        """Call what is asked for at the start of each element."""

        def start(element: str, said: Attributes) -> None:
            if element in starts:
                starts[element](said)

        self.parse(name, start)

    def parse(
        self,
        name: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Parse a part; elements come without their namespaces."""
        data = self.package.part(name)
        if data is None:
            raise Damaged
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        def started(element: str, said: Attributes) -> None:
            self.room -= 1
            if self.room < 0:
                raise TooLarge
            start(_local(element), said)

        parser.StartElementHandler = started
        parser.StartDoctypeDeclHandler = _no_doctype
        if end is not None:
            parser.EndElementHandler = lambda element: end(_local(element))
        if text is not None:
            parser.CharacterDataHandler = text
        parser.Parse(data, True)


@lru_cache(1000)
def _local(name: str) -> str:
    """The name of an element without its namespace."""
    return name.rpartition(" ")[2]


def _no_doctype(*_declared: object) -> None:
    """Refuse the declarations that bombs and foreign files are written with; no workbook has them."""
    raise Damaged


class Texts:
    """Collects the texts of `si` and `is` elements: runs are joined, phonetic guides are left out."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.inside = False
        self.guides = 0

    def start(self, element: str) -> None:
        """An element begins."""
        if element == "rPh":
            self.guides += 1
        self.inside = element == "t" and not self.guides

    def end(self, element: str) -> None:
        """An element ends."""
        if element == "rPh":
            self.guides -= 1
        self.inside = False

    def text(self, said: str) -> None:
        """A piece of text."""
        if self.inside:
            self.parts.append(said)

    def taken(self) -> str:
        """What was collected, and begin anew."""
        said = "".join(self.parts)
        self.parts.clear()
        return unescaped(said)

"""The XML of a workbook, element by element: no tree is built, no entity is ever expanded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeAlias
from xml.parsers.expat import ParserCreate

from aidscore.xlsx.cells import unescaped
from aidscore.xlsx.package import Package
from aidscore.xlsx.problems import Unreadable

MOST_ELEMENTS = 1_000_000
"""The most XML elements that are read of a workbook."""

Attributes: TypeAlias = dict[str, str]


class Elements:
    """Reads the parts of a workbook, up to a number of elements."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.left = MOST_ELEMENTS

    def scan(self, name: str, starts: Mapping[str, Callable[[Attributes], None]]) -> None:
        """Call the function of each element that is in `starts`, with its attributes."""

        def start(element: str, attributes: Attributes) -> None:
            if element in starts:
                starts[element](attributes)

        self.parse(name, start)

    def parse(
        self,
        name: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Parse a part; elements come without their namespaces.

        Raises Unreadable, and ExpatError where the XML is broken.
        """
        data = self.package.part(name)
        if data is None:
            raise Unreadable("damaged")
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        def started(element: str, attributes: Attributes) -> None:
            self.left -= 1
            if self.left < 0:
                raise Unreadable("content-too-large")
            start(_local(element), attributes)

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
    """Refuse document type declarations, in which entities are declared; no workbook has one."""
    raise Unreadable("damaged")


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

    def text(self, piece: str) -> None:
        """A piece of text."""
        if self.inside:
            self.parts.append(piece)

    def taken(self) -> str:
        """The text that was collected; the next one begins."""
        text = "".join(self.parts)
        self.parts.clear()
        return unescaped(text)

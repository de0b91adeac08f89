"""JSON values as text. A Decimal keeps its digits, which a float would not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from json import JSONEncoder
from typing import TypeAlias, cast

Json: TypeAlias = "bool | int | Decimal | str | Sequence[Json] | Mapping[str, Json] | None"
Streamed: TypeAlias = "Json | Iterator[Streamed] | Mapping[str, Streamed]"
"""A value in which iterators stand for lists: their elements are made when their turn comes, and kept nowhere."""

_plain = JSONEncoder(ensure_ascii=False).encode


def dump(value: Json, indent: str = "\n") -> str:
    """The JSON text of a value; `indent` is the line break with the indentation of the value itself."""
    match value:
        case str():
            return _plain(value)
        case Decimal():
            return format(value, "f")
        case dict() | Mapping():
            deeper = indent + "  "
            return _enclosed("{", [_key(key) + dump(part, deeper) for key, part in value.items()], "}", indent)
        case list() | tuple():
            deeper = indent + "  "
            return _enclosed("[", [dump(part, deeper) for part in value], "]", indent)
        case _:
            return _plain(value)


def pieces(value: Streamed, indent: str = "\n") -> Iterator[str]:
    """The JSON text of a value piece by piece, as `dump` would write it with a list for each iterator."""
    match value:
        case Iterator():
            yield from _enclosed_pieces("[", (("", part) for part in value), "]", indent)
        case dict() | Mapping() if any(isinstance(part, Iterator) for part in value.values()):
            yield from _enclosed_pieces("{", ((_key(key), part) for key, part in value.items()), "}", indent)
        case _:
            yield dump(cast("Json", value), indent)  # no iterator is in it


@lru_cache(4096)
def _key(key: str) -> str:
    """The name of a value, which documents repeat over and over."""
    return f"{_plain(key)}: "


def _enclosed(opening: str, parts: Sequence[str], closing: str, indent: str) -> str:
    """The parts of a list or a mapping, each in a line of its own."""
    deeper = indent + "  "
    return opening + deeper + ("," + deeper).join(parts) + indent + closing if parts else opening + closing


def _enclosed_pieces(opening: str, parts: Iterable[tuple[str, Streamed]], closing: str, indent: str) -> Iterator[str]:
    """The parts of a list or a mapping piece by piece, each behind its name."""
    deeper = indent + "  "
    before = opening
    for key, part in parts:
        yield before + deeper + key
        yield from pieces(part, deeper)
        before = ","
    yield indent + closing if before == "," else opening + closing

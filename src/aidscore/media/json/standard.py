"""The documents of `aidscore standard list` and `aidscore standard show`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction

from aidscore.media.json.text import Json, dump
from aidscore.model.field import key_of
from aidscore.model.quantity import Quantity, exact
from aidscore.model.rule import All, Fixed
from aidscore.model.standard import Edition


def list_document(known: Sequence[tuple[str, str, Edition | None]]) -> str:
    """The document of `aidscore standard list`."""
    return dump({"aidscore": "standards/1", "standards": [_listed(*one) for one in known]})


def _listed(reference: str, path: str, edition: Edition | None) -> Json:
    """One known standard."""
    head: dict[str, Json] = {"reference": reference, "source": path, "usable": edition is not None}
    if edition is None:
        return head
    standard = edition.standard
    return head | {"title": standard.title, "status": standard.status, "sha256": edition.sha256}


def standard_document(edition: Edition) -> str:
    """The document of `aidscore standard show`: the standard as its file says it, and the file's digest."""
    content = _written(edition.standard)
    return dump({"aidscore": "standard/1", "sha256": edition.sha256, "source": edition.source, "standard": content})


def _written(node: object) -> Json:
    """A part of a standard as a file would write it: numbers exactly, as text; nothing where nothing is said."""
    match node:
        case Fixed(points):
            return exact(points)
        case All():
            return "all"
        case Quantity() | date():
            return str(node)
        case Mapping():
            return {str(key): _written(part) for key, part in node.items()}
        case list() | tuple():
            return [_written(part) for part in node]
        case Fraction() | int():
            return exact(node)
        case _ if is_dataclass(node):
            values = [(field, getattr(node, field.name)) for field in fields(node)]
            return {
                key_of(type(node), field.name): _written(value)
                for field, value in values
                if value is not None and not (value == field.default == ())
            }
        case _:
            return str(node)

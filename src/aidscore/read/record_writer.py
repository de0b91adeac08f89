"""A record as the YAML file that holds it: one key a line, quotes only where the strict reader needs them.

Keys and closed words have their form in the language in use, as in a file to begin with.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from aidscore.model.chinese import key_term
from aidscore.model.quantity import Quantity, exact
from aidscore.model.record import Finding, Inspector, NotApplicable, Record, Sample
from aidscore.read.hints import Hint, fields_of
from aidscore.read.translate import in_chinese
from aidscore.read.tree import NULLS
from aidscore.words import spoken

RECORD_FIELDS = (
    "aidscore",
    "standard",
    "center",
    "channel",
    "date",
    "visit",
    "inspectors",
    "examined",
    "findings",
    "not_applicable",
    "declared_score",
    "revision",
    "revision_note",
    "void",
)
"""The fields of a record in the order in which people write them."""

_TEXT = "tag:yaml.org,2002:str"
_LIST = "tag:yaml.org,2002:seq"
_MAPPING = "tag:yaml.org,2002:map"
_NULL = "tag:yaml.org,2002:null"


def record_file(record: Record) -> str:
    """The text of a record's file, of which the reader makes the same record again."""
    written: str = yaml.dump(record, Dumper=_RecordDumper, allow_unicode=True, width=float("inf"))
    return written


class _RecordDumper(yaml.SafeDumper):
    """Writes numbers and dates as plain text; of the words that YAML gives a meaning only those for null are quoted."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the elements of a list, which PyYAML leaves in the column of the list's key."""
        super().increase_indent(flow, indentless=False)

    def resolve(self, kind: type[Node], value: Any, implicit: tuple[bool, bool]) -> str:  # noqa: ANN401 - as in PyYAML
        """Take plain words for text where the reader does."""
        if kind is ScalarNode:
            return _NULL if implicit[0] and value in NULLS else _TEXT
        tag: str = super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]  # the stubs leave it out
        return tag

    def ignore_aliases(self, data: object) -> bool:
        """Write a value out wherever it is used."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> ScalarNode:
    """A text: plain where that can be read, in quotes where an edge is blank, over several lines where each is full."""
    lines = text.split("\n")
    style = None
    if len(lines) > 1:
        style = "|" if all(line and line == line.strip() for line in lines) else '"'
    elif text != text.strip():
        style = "'"
    return dumper.represent_scalar(_TEXT, text, style)


def _list(dumper: yaml.SafeDumper, elements: tuple[object, ...]) -> Node:
    """A list on one line, but for findings and the like, which have lines of their own."""
    has_blocks = any(isinstance(element, Finding | NotApplicable) for element in elements)
    return dumper.represent_sequence(_LIST, elements, flow_style=not has_blocks)


def _block(dumper: yaml.SafeDumper, model: Record | Finding | NotApplicable) -> MappingNode:
    """A key a line."""
    return dumper.represent_mapping(_MAPPING, _pairs(model), flow_style=False)


def _sample(dumper: yaml.SafeDumper, sample: Sample) -> MappingNode:
    """Both numbers on one line."""
    return dumper.represent_mapping(_MAPPING, _pairs(sample), flow_style=True)


def _inspector(dumper: yaml.SafeDumper, inspector: Inspector) -> Node:
    """The name alone where no center is given."""
    if inspector.center is None:
        return dumper.represent_data(inspector.name)
    return dumper.represent_mapping(_MAPPING, _pairs(inspector), flow_style=True)


def _pairs(model: Record | Finding | NotApplicable | Inspector | Sample) -> list[tuple[str, object]]:
    """The keys of a model with their values, but for those that have their default."""
    kind: type = type(model)
    known = {field.name: (key, hint, field.default) for field, key, hint in fields_of(kind)}
    pairs = []
    for name in RECORD_FIELDS if isinstance(model, Record) else known:
        key, hint, default = known[name]
        if (value := getattr(model, name)) != default:
            pairs.append((str(key_term(kind, key)), _worded(hint, value)))
    return pairs


def _worded(hint: Hint, value: object) -> object:
    """The value of a field, a closed word in the language in use."""
    return in_chinese(hint, value) if isinstance(value, str) and spoken() == "zh" else value


_REPRESENTERS: dict[type, Any] = {
    str: _text,
    tuple: _list,
    Record: _block,
    Finding: _block,
    NotApplicable: _block,
    Sample: _sample,
    Inspector: _inspector,
    int: lambda dumper, number: _text(dumper, exact(number)),
    Fraction: lambda dumper, number: _text(dumper, exact(number)),
    Quantity: lambda dumper, quantity: _text(dumper, str(quantity)),
    date: lambda dumper, day: _text(dumper, day.isoformat()),
}
for kind, representer in _REPRESENTERS.items():
    _RecordDumper.add_representer(kind, representer)

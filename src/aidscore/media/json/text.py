"""JSON values as text. A Decimal keeps its digits, which a float would not."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

Json: TypeAlias = "bool | int | Decimal | str | Sequence[Json] | Mapping[str, Json] | None"


def dump(value: Json, indent: str = "\n") -> str:
    """The JSON text of a value; `indent` is the line break with the indentation of the value itself."""
    deeper = indent + "  "
    match value:
        case Decimal():
            return format(value, "f")
        case Mapping() if value:
            pairs = (f"{json.dumps(key, ensure_ascii=False)}: {dump(part, deeper)}" for key, part in value.items())
            return "{" + deeper + ("," + deeper).join(pairs) + indent + "}"
        case list() | tuple() if value:
            return "[" + deeper + ("," + deeper).join(dump(part, deeper) for part in value) + indent + "]"
        case Mapping():
            return "{}"
        case list() | tuple():
            return "[]"
        case _:
            return json.dumps(value, ensure_ascii=False)

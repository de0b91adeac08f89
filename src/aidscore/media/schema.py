"""JSON Schemas of the three kinds of files, so that an editor can complete and check while one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from aidscore.media.json.text import dump
from aidscore.model.campaign import Campaign
from aidscore.model.record import Record
from aidscore.model.standard import Standard
from aidscore.words import _

KINDS: Mapping[str, type] = {"standard": Standard, "record": Record, "campaign": Campaign}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_document(model: type) -> str:
    """The JSON Schema of a model, its descriptions in the language in use."""
    schema = TypeAdapter(model).json_schema(mode="validation")
    schema.pop("$schema", None)
    return dump({"$schema": DIALECT, **_spoken(schema)})


def _spoken(node: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """The schema translated, without what only says the same again: titles made of names, and `null`."""
    if isinstance(node, list):
        return [_spoken(part) for part in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _spoken(part) for key, part in node.items() if key != "default" or part not in (None, [])}
    if isinstance(kept.get("title"), str):
        del kept["title"]
    if isinstance(kept.get("description"), str):
        kept["description"] = _(kept["description"])
    options = [option for option in kept.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        del kept["anyOf"]
        kept = {**options[0], **kept}
    elif options:
        kept["anyOf"] = options
    return kept

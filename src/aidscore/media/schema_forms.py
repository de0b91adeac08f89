"""Both forms of keys and closed words in a JSON Schema: what pydantic makes of the models knows the English ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from aidscore.model.chinese import WORDS, key_term
from aidscore.read.hints import models_below

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema, or a part of one."""


def with_chinese_words(schema: Schema) -> Schema:
    """A schema of closed words that takes their Chinese forms, too."""
    words = schema["enum"] if "enum" in schema else [schema["const"]]
    chinese = [WORDS[word] for word in words if isinstance(word, str) and word in WORDS]
    if not chinese:
        return schema
    return {**{key: value for key, value in schema.items() if key != "const"}, "enum": [*words, *chinese]}


def in_both_forms(schema: Schema, model: type) -> Schema:
    """The schema of a model that takes every key in either form, but not in both at once."""
    models = {part.__name__: part for part in models_below(model)}
    definitions = {
        name: _mapping(part, models[name], f"#/$defs/{name}") if "properties" in part else part
        for name, part in schema.get("$defs", {}).items()
    }
    return _mapping({**schema, "$defs": definitions}, model, "#")


def _mapping(schema: Schema, model: type, place: str) -> Schema:
    """The schema of one mapping; the Chinese key refers to what the schema says of the English one."""
    properties: Schema = dict(schema["properties"])
    chinese = {key: form for key in properties if (form := key_term(model, key).chinese)}
    for key, form in chinese.items():
        described = {name: properties[key][name] for name in ("description",) if name in properties[key]}
        properties[form] = {**described, "$ref": f"{place}/properties/{key}"}
    required = schema.get("required", [])
    kept = {**schema, "properties": properties, "required": [key for key in required if key not in chinese]}
    return {**kept, "allOf": list(_once(chinese, required))}


def _once(chinese: dict[str, str], required: list[str]) -> Iterator[Schema]:
    """That a required key is there in one of its forms, and no other in both."""
    for key, form in chinese.items():
        yield {"not": {"required": [key, form]}}
        if key in required:
            yield {"anyOf": [{"required": [key]}, {"required": [form]}]}

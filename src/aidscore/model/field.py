"""How the fields of a file are declared: their types as people write them, and a sentence that explains each."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Mapping
from functools import cache
from typing import Annotated, Any, get_type_hints

from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
REFERENCE_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*@[A-Za-z0-9][A-Za-z0-9._-]*$"
TEXT_PATTERN = r"\S"


def as_schema(*types: Mapping[str, Any], **more: Any) -> WithJsonSchema:  # noqa: ANN401 - JSON of any shape
    """How a JSON Schema describes a text of a file: an editor reads `1.10`, `2005` and `yes` as numbers or booleans.

    Each type is a schema of its own: a list of types in one is refused by strict validators.
    """
    return WithJsonSchema({**({"anyOf": list(types)} if len(types) > 1 else types[0]), **more})


CLOSED = ConfigDict(extra="forbid", defer_build=True)
"""Every mapping of a file: unknown keys are refused, or a misspelt `count` would be a deduction lost."""

BOOLEAN: Mapping[str, Any] = {"type": "boolean"}

Id = Annotated[
    str,
    Field(pattern=ID_PATTERN, max_length=100),
    as_schema({"type": "string", "pattern": ID_PATTERN, "maxLength": 100}, {"type": "number", "minimum": 0}, BOOLEAN),
]
Reference = Annotated[str, Field(pattern=REFERENCE_PATTERN, max_length=200, examples=["legal-aid-service@1.0"])]
TEXT_SCHEMA: Mapping[str, Any] = {
    "anyOf": [{"type": "string", "pattern": TEXT_PATTERN}, {"type": "number"}, BOOLEAN],
}
Text = Annotated[str, Field(pattern=TEXT_PATTERN), WithJsonSchema(dict(TEXT_SCHEMA))]


def comparable(text: str) -> str:
    """The form in which texts that tell things apart are compared: NFC, without outer spaces (spec, section 2)."""
    return unicodedata.normalize("NFC", text.strip())


Key = Annotated[Text, AfterValidator(comparable)]
"""A text that names a level or an element: two that differ only in outer spaces or composed characters are the same."""
CenterName = Annotated[
    str,
    Field(pattern=TEXT_PATTERN, max_length=100),
    AfterValidator(comparable),
    as_schema({"type": "string", "pattern": TEXT_PATTERN, "maxLength": 100}, {"type": "number", "minimum": 0}, BOOLEAN),
]
"""The id of a center, or its name in the campaign."""
Texts = tuple[Text, ...]
Ids = tuple[Id, ...]


@cache
def _hints(model: Hashable) -> Mapping[str, object]:
    """The types of a model's fields with their annotations."""
    return get_type_hints(model, include_extras=True)


def key_of(model: type, field: str) -> str:
    """The key by which a file names a field of a model: `from` for `start`, and most often the field's own name."""
    metadata = getattr(_hints(model)[field], "__metadata__", ())
    return next((meta.alias for meta in metadata if getattr(meta, "alias", None)), field)


def described(text: str, **constraints: Any) -> Any:  # noqa: ANN401 - what pydantic's Field takes and gives
    """A field with the sentence that explains it, in English; the catalogs translate it."""
    return Field(description=text, **constraints)

"""What of a standard decides scores and the places of a form; everything else of it is editorial."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from hashlib import sha256
from typing import TypeAlias

from aidscore.model.quantity import exact
from aidscore.model.standard import Grade, Standard

DECIDING = "standard/deciding"
"""The title of the column, on the sheet `lists` of a form, with the digest of its standard."""
EDITORIAL = frozenset(
    (
        *("title", "language", "status", "effective", "replaces", "note", "summary", "summary_characters", "examples"),
        *("name", "motto", "requirement", "methods", "also", "was", "text", "basis", "unit"),
    )
)
"""The keys that change neither scores nor places; a key that is not listed here is taken to decide."""

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


def deciding_digest(standard: Standard) -> str:
    """A digest of what decides: ids, points, deductions, marks, floors, grades, vetoes, bonus, rounding."""
    written = json.dumps(_plain(standard), ensure_ascii=False)
    return sha256(written.encode()).hexdigest()


def _plain(value: object) -> Plain:
    """A value as texts, lists and mappings, without its editorial parts."""
    if is_dataclass(value):
        kept = [field.name for field in fields(value) if field.name not in EDITORIAL or isinstance(value, Grade)]
        parts = {name: getattr(value, name) for name in kept}
        if "of" in parts:  # the labels of elements are editorial, their keys are not
            parts["of"] = {key: "" if isinstance(label, str) else label for key, label in parts["of"].items()}
        return {"": type(value).__name__, **{name: _plain(part) for name, part in parts.items()}}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return exact(value) if isinstance(value, int | Fraction) else str(value)

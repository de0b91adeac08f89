"""The catalog of diagnostics by family: for each code its level, what is wrong, and what to do (spec, section 12).

A code that has several sentences has entries `code/variant`. Codes and levels are never translated, sentences always.
"""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.diagnostics.catalog.campaigns import CAMPAIGNS
from aidscore.diagnostics.catalog.files import FILES
from aidscore.diagnostics.catalog.forms import FORMS
from aidscore.diagnostics.catalog.records import RECORDS
from aidscore.diagnostics.catalog.shape import SHAPE
from aidscore.diagnostics.catalog.standards import STANDARDS
from aidscore.diagnostics.catalog.yaml import YAML
from aidscore.diagnostics.entry import Entry

__all__ = ["CAMPAIGNS", "CATALOG", "FILES", "FORMS", "RECORDS", "SHAPE", "STANDARDS", "YAML"]

CATALOG: Mapping[str, Entry] = {**FILES, **YAML, **SHAPE, **STANDARDS, **RECORDS, **CAMPAIGNS, **FORMS}

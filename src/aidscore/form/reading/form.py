"""A form as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aidscore.diagnostics.message import Diagnostic, has_errors
from aidscore.form.deciding import DECIDING
from aidscore.form.reading.locked import keeps_locked_cells, list_columns
from aidscore.form.reading.sheets import FormSheet
from aidscore.model.chinese import Term
from aidscore.model.form import Stamp
from aidscore.model.source import Problem, Source
from aidscore.read.tree import Tree

PRE_FILLED = ("center", "channel", "date", "self")
"""The fields that may be filled in before the visit: by who makes the form, and by the center."""


@dataclass(frozen=True)
class Form:
    """A form as it was read: the tree of its record, its places, and its sheets with their locked cells."""

    source: Source
    tree: Tree
    stamp: Stamp | None
    sheets: tuple[FormSheet, ...]
    diagnostics: tuple[Diagnostic, ...]
    centers: Mapping[str, str] = field(default_factory=dict)
    """The names of the centers that it was made with, by id."""

    @property
    def keeps_locked_cells(self) -> bool:
        """Whether the form keeps its locked cells, so that they were compared when it was read."""
        return keeps_locked_cells(self.sheets)

    @property
    def deciding(self) -> set[str]:
        """The digest of what decides in the standard that it was made from; empty where the form does not keep it."""
        lists = (list_columns(sheet) for sheet in self.sheets if sheet.key == "lists")
        return {digest for columns in lists for digest in columns.get(DECIDING, ())}

    @property
    def is_blank(self) -> bool:
        """Whether no inspector has entered anything: center, channel and date may be filled in when a form is made."""
        entries = (entry for sheet in self.sheets for row in sheet.rows for entry in row.entries)
        filled = any(entry.is_filled and entry.field not in PRE_FILLED for entry in entries)
        return self.tree is not None and not filled and not has_errors(self.diagnostics)

    def diagnose(self, problem: Problem) -> Diagnostic:
        """The diagnostic of a problem; an input that was not filled in is named by its label in the form."""
        if problem.code == "missing-key":
            key = problem.arguments["key"]
            path = (*problem.path, key.english if isinstance(key, Term) else str(key))
            if path in self.source.cells:
                label = self.source.inputs.get(path, str(path[-1]))
                entry = "missing-key/form-examined" if path[-1] == "examined" else "missing-key/form"
                return Diagnostic(entry, self.source.cells[path], {"key": path[-1], "label": label})
        return self.source.diagnose(problem)

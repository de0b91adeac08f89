"""Results that stand in the folder whose records they were made from: they are outputs, and no result rests on them."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import PurePath

from aidscore.diagnostics.message import Diagnostic
from aidscore.media.html.frame import RESULT
from aidscore.media.json.settings import FORMAT
from aidscore.model.results import Ignored, Outcome
from aidscore.read.bytes import read_bytes, read_head
from aidscore.run.inputs import relative
from aidscore.written_results.pages import is_workbook_of_ours
from aidscore.written_results.read import WrittenResult

ENDINGS = frozenset({".json", ".xlsx", ".html", ".md", ".csv", ".sqlite"})
"""The endings of what `aidscore batch` writes."""
_BEGINNING = 4096
"""The bytes at the beginning of a file in which a result says that it is one."""
_MARKS = {
    ".json": re.compile(rb'\A\s*\{\s*"aidscore": *"%s"' % FORMAT.encode()),
    ".html": re.compile(rb'<meta name="%s"' % RESULT.encode()),
}


def without_results(outcome: Outcome, written: WrittenResult, result: str) -> Outcome:
    """An outcome without the results in its folder that are no inputs of a written one, which is in the file `result`.

    Those that are inputs were written over since: they keep the digests that they had.
    """
    kept = []
    for file in outcome.ignored:
        if not _is_output(file, result):
            kept.append(file)
        elif input_ := written.inputs.get(relative(file.source, outcome.options.folder)):
            kept.append(replace(file, sha256=str(input_.get("sha256") or "")))
    return replace(outcome, ignored=tuple(kept))


def _is_output(file: Ignored, result: str) -> bool:
    """Whether an ignored file is a result, by what it says or because it is named as the one that is verified."""
    ending = PurePath(file.source).suffix.lower()
    if file.is_ours or ending not in ENDINGS or not os.path.isfile(file.source):
        return False
    named_alike = os.path.splitext(os.path.abspath(file.source))[0] == os.path.splitext(os.path.abspath(result))[0]
    return named_alike or _says_so(file.source, ending)


def _says_so(path: str, ending: str) -> bool:
    """Whether a file says at its beginning, or in its properties, that it is a result; False where it is unreadable."""
    mark = _MARKS.get(ending)
    found = read_bytes(path) if ending == ".xlsx" else read_head(path, _BEGINNING)
    if isinstance(found, Diagnostic):
        return False
    return is_workbook_of_ours(found) if ending == ".xlsx" else mark is not None and mark.search(found) is not None

"""The files that a command reads, which none of its outputs may replace (spec, sections 10 and 17)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aidscore.files.workspace import Workspace
    from aidscore.model.results import Outcome


def inputs_of(workspace: Workspace, outcome: Outcome | None = None, *named: str) -> Iterator[str]:
    """Every input of a command: the files that it names, the records and forms of a run, and what was looked up.

    Looked up are campaigns, and all standards and digests in the folders in which a standard was looked for. What a run
    found and ignored is an input as well, unless it is a file of another kind, such as an older output.
    """
    from aidscore.model.results import OTHER_PHASE
    from aidscore.run.one_file import A_CAMPAIGN, A_STANDARD

    read = (A_STANDARD, A_CAMPAIGN, OTHER_PHASE)  # reasons for which a run ignores what is an input all the same
    yield from named
    yield from workspace.files()
    if outcome is not None:
        yield from (visit.source for visit in outcome.visits)
        yield from (file.source for file in outcome.refused)
        yield from (file.source for file in outcome.ignored if file.is_ours or file.reason in read)

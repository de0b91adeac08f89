"""Rules that an earlier version of the standard had: a record that still names one is told when it was removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aidscore.files.workspace import Workspace
from aidscore.model.source import Problem
from aidscore.model.standard import Edition

MOST_VERSIONS = 20
"""How many versions are looked through, from the latest back."""


def with_removals(
    problems: Iterable[Problem], edition: Edition | None, workspace: Workspace, folder: str
) -> Iterator[Problem]:
    """The problems; a rule that is not known because it was removed is said to be, with the version that removed it."""
    for problem in problems:
        removal = None
        if edition is not None and problem.code == "unknown-rule":
            removal = _removal(str(problem.arguments["id"]), edition, workspace, folder)
        if edition is None or removal is None:
            yield problem
        else:
            arguments = {"id": problem.arguments["id"], "standard": edition.reference}
            arguments |= {"before": removal[0], "after": removal[1]}
            yield problem._replace(code="unknown-rule/removed", arguments=arguments)


def _removal(rule: str, edition: Edition, workspace: Workspace, folder: str) -> tuple[str, str] | None:
    """The last version that has a rule and the one after it, as `id@version`; None where no earlier one has it."""
    after = edition
    for _ in range(MOST_VERSIONS):
        if after.standard.replaces is None:
            return None
        before = workspace.standard(f"{after.standard.id}@{after.standard.replaces}", folder).edition
        if before is None:
            return None
        if rule in before.clause_ids():
            return before.reference, after.reference
        after = before
    return None

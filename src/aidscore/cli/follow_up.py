"""The option `--since` of `aidscore score`: visits compared with earlier ones to the same center."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from aidscore.cli.options import Display, existing, wrong_usage
from aidscore.cli.output import emit, remark_outcome, show
from aidscore.words import _

if TYPE_CHECKING:
    from aidscore.files.workspace import Workspace
    from aidscore.model.follow_up import FollowUp
    from aidscore.model.results import Outcome, Visit

SinceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--since",
        metavar="PATH",
        help=_("earlier visits, a file or a folder: tell what was corrected since; may be repeated"),
    ),
]


@dataclass(frozen=True)
class FollowUps:
    """The visits of a run compared with earlier ones."""

    by_source: Mapping[str, FollowUp | None] = field(default_factory=dict)
    """By the path of the visit; None where no earlier visit to its center was given."""
    earlier: Sequence[Visit] = ()
    has_problems: bool = False
    """Whether one of the earlier files was refused."""

    def show(self, outcome: Outcome, display: Display) -> None:
        """Show each visit that was compared."""
        from aidscore.pages.follow_up import follow_up_page

        for visit in outcome.visits:
            if found := self.by_source.get(visit.source):
                emit("")
                show(follow_up_page(visit, found, self.earlier), display)


def follow_ups_of(since: Sequence[str] | None, outcome: Outcome, workspace: Workspace, display: Display) -> FollowUps:
    """The visits of a run compared with the earlier ones of --since, whose diagnostics are shown."""
    if not since:
        return FollowUps()
    from aidscore.follow_up.visits import visit_follow_up
    from aidscore.run.several import score_paths

    earlier = score_paths([existing(path) for path in since], workspace)
    remark_outcome(earlier, display)
    by_source = {visit.source: visit_follow_up(visit, earlier.visits) for visit in outcome.visits}
    if by_source and not earlier.has_problems and not any(by_source.values()):
        wrong_usage(_("--since: no earlier visit to the same center in {paths}", paths=tuple(since)))
    return FollowUps(by_source, earlier.visits, earlier.has_problems)

"""Notices to rectify, and the forms for feedback and objections that go with them, as Word files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from aidscore.media.docx.filling import filled, shipped
from aidscore.model.rectification import CenterPlan
from aidscore.model.results import CenterResult, Outcome, PhaseResult
from aidscore.pages.official.notice import Notice, NoticeOptions, notices
from aidscore.words import _, speaking, spoken


class Documents(NamedTuple):
    """What a center gets: names without endings, and what makes the files."""

    center: CenterResult
    named: tuple[tuple[str, Callable[[], bytes]], ...]


class Templates(NamedTuple):
    """The templates to fill in; None for those of this package."""

    notice: bytes | None = None
    feedback: bytes | None = None


SHIPPED = Templates()


def notice_documents(
    outcome: Outcome,
    phase: PhaseResult,
    plans: Sequence[CenterPlan],
    options: NoticeOptions,
    templates: Templates = SHIPPED,
    language: str | None = None,
) -> Iterator[Documents]:
    """The documents of each center that has something to rectify, in a language or else in that of the standard."""
    with speaking(language or phase.edition.standard.language):
        kinds = (
            (_("notice to rectify"), templates.notice or shipped("notice", spoken())),
            (_("feedback and objections"), templates.feedback or shipped("feedback", spoken())),
        )
        for center, notice in notices(outcome, phase, plans, options):
            yield Documents(center, tuple((_name(notice, kind), partial(filled, file, notice)) for kind, file in kinds))


def _name(notice: Notice, kind: str) -> str:
    """The name of a file."""
    return f"{notice.center}-{kind}"

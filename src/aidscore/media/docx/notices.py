"""Notices to rectify, and the forms for feedback and objections that go with them, as Word files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from aidscore.media.docx.filling import fields_used, filled, shipped
from aidscore.model.rectification import CenterPlan
from aidscore.model.results import CenterResult, Outcome, PhaseResult
from aidscore.pages.official.notice import NoticeOptions, notices
from aidscore.words import _, speaking, spoken


class Documents(NamedTuple):
    """What a center gets: the kinds of its files in words, and what makes each."""

    center: CenterResult
    named: tuple[tuple[str, Callable[[], bytes]], ...]


class Templates(NamedTuple):
    """The templates to fill in; None for those of this package."""

    notice: bytes | None = None
    feedback: bytes | None = None


SHIPPED = Templates()
OF_NOTICE = frozenset({"result", "items", "suspected", "demands", "deadline", "consequence"})
"""The fields that tell what was found and has to be done: a notice has some of them, a form needs none."""


def looks_like_form(template: bytes) -> bool:
    """Whether a template has a list, and nothing of what a notice says."""
    used = fields_used(template)
    return "rows" in used and not used & OF_NOTICE


def looks_like_notice(template: bytes) -> bool:
    """Whether a template tells what was found or has to be done."""
    return bool(fields_used(template) & OF_NOTICE)


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
            yield Documents(center, tuple((kind, partial(filled, file, notice)) for kind, file in kinds))

"""The trend: how a phase differs from the one before, and what of that is the rules and what the centers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from aidscore.model.campaign import Campaign
from aidscore.model.follow_up import CenterTrend, PhaseTrend
from aidscore.model.quantity import Number, plain
from aidscore.model.results import CenterResult, PhaseResult
from aidscore.versions.intermediate import VersionPair
from aidscore.versions.weighing import Weighed, weighed_phase


def trends(phases: Sequence[PhaseResult], campaign: Campaign | None) -> tuple[PhaseTrend, ...]:
    """Each phase after the first beside the one before, which is restated by the version of the later one."""
    return tuple(_trend(before, after, campaign) for before, after in pairwise(phases))


def _trend(before: PhaseResult, after: PhaseResult, campaign: Campaign | None) -> PhaseTrend:
    """A phase beside the one before."""
    if before.edition.sha256 == after.edition.sha256 and before.edition.reference == after.edition.reference:
        return PhaseTrend(before, before, after, tuple(_same(before, after)))
    pair = VersionPair.of(before.edition, after.edition)
    restated, weighed = weighed_phase(before, campaign, pair)
    centers = zip(before.centers, weighed, after.centers, strict=True)
    return PhaseTrend(before, restated, after, tuple(_center(*one) for one in centers))


def _same(before: PhaseResult, after: PhaseResult) -> Iterator[CenterTrend]:
    """The centers of two phases by one version: what was scored before is restated as it is."""
    for old, new in zip(before.centers, after.centers, strict=True):
        yield CenterTrend(old, _difference(old.total, old.total), _difference(old.total, new.total), new)


def _center(before: CenterResult, weighed: Weighed, after: CenterResult) -> CenterTrend:
    """One center; findings that are not carried over leave its restated score open, and so both parts."""
    restated = None if weighed.bounds is not None else weighed.after.total
    return CenterTrend(before, _difference(before.total, restated), _difference(restated, after.total), after)


def _difference(before: Number | None, after: Number | None) -> Number | None:
    """How much a total rises; None where one of them is missing."""
    return None if before is None or after is None else plain(after - before)

"""Which visit and which center: one name for each, wherever it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from aidscore.model.campaign import Center
from aidscore.model.results import Outcome, Visit
from aidscore.wording.codes import channel_word
from aidscore.words import _


def visit_text(visit: Visit) -> str:
    """A visit by its date and channel."""
    record = visit.record
    return " ".join(filter(None, [str(record.date), channel_word(record.channel), record.visit]))


def center_labels(centers: Iterable[Center]) -> Mapping[str, str]:
    """What each center is called, by id: its name, with the id beside it where another center has the same name."""
    listed = tuple(centers)
    numbers = Counter(center.name for center in listed)
    return {center.id: center.name if numbers[center.name] == 1 else center_with_id(center, "") for center in listed}


def labels_of(outcome: Outcome) -> Mapping[str, str]:
    """What each center of an outcome is called, by id; without a campaign these are the centers seen."""
    if outcome.campaign is not None:
        return center_labels(outcome.campaign.centers)
    return center_labels(
        {center.center.id: center.center for phase in outcome.phases for center in phase.centers}.values()
    )


def center_with_id(center: Center | None, name: str) -> str:
    """A center by its name and id; by what the record names where no campaign knows it."""
    return _("{name} ({id})", name=center.name, id=center.id) if center else name

"""What phases and centers are called in a summary, so that no two can be taken for each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aidscore.model.campaign import Center
from aidscore.model.page import Cell, Column, text
from aidscore.model.results import Outcome, PhaseResult
from aidscore.wording.visits import labels_of
from aidscore.words import _


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of phases and centers by their ids. `phases` is empty where there are not several."""

    phases: Mapping[str, str]
    centers: Mapping[str, str]

    @classmethod
    def of(cls, outcome: Outcome) -> Labels:
        """The labels of an outcome."""
        several = outcome.phases if len(outcome.phases) > 1 else ()
        phases = {phase.phase.id: phase_label(outcome, phase) for phase in several if phase.phase}
        return cls(phases, labels_of(outcome))

    def center(self, center: Center) -> str:
        """What a center is called."""
        return self.centers[center.id]

    def columns(self) -> list[Column]:
        """The column that tells the phase, where there are several."""
        return [Column(_("phase"), width=13, key="phase")] if self.phases else []

    def by_key(self, phase: PhaseResult) -> dict[str, Cell]:
        """The cell of that column by its key; nothing where there is no such column."""
        return {"phase": self.cells(phase)[0]} if self.phases else {}

    def cells(self, phase: PhaseResult | None) -> list[Cell]:
        """The cell of that column; an empty one for what belongs to no phase."""
        return [text(self.phases[phase.phase.id] if phase and phase.phase else "")] if self.phases else []


def phase_label(outcome: Outcome, phase: PhaseResult) -> str:
    """The name of a phase, with its id where the name alone does not tell it from another; empty without a campaign."""
    if phase.phase is None:
        return ""
    same = [other for other in outcome.phases if other.phase and other.phase.name == phase.phase.name]
    return phase.phase.name if len(same) == 1 else f"{phase.phase.name} ({phase.phase.id})"


def phase_key(outcome: Outcome, phase: PhaseResult) -> str:
    """What the names of a phase's cells and tables begin with."""
    return f"phase-{next(number for number, other in enumerate(outcome.phases) if other is phase)}"


def sheet_title(outcome: Outcome, phase: PhaseResult | None = None) -> str:
    """The title of a sheet of scores: of a phase, or of all."""
    titles = [outcome.campaign.title] if outcome.campaign else [one.edition.standard.title for one in outcome.phases]
    if not titles:
        return _("Summary of scores")
    campaign, label = titles[0], phase_label(outcome, phase) if phase else ""
    if label:
        return _("{campaign}, {phase}: scores", campaign=campaign, phase=label)
    return _("{campaign}: summary of scores", campaign=campaign)

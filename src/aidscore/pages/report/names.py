"""Names in a report: short ones of centers, and the anchors of phases, centers and clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile

from aidscore.model.results import CenterResult, Fact, Outcome, PhaseResult
from aidscore.reporting.result import PhaseReport
from aidscore.wording.visits import labels_of

FEW = 60
"""Up to so many centers each has a row in a plot, a column of the map, and a section of its own."""
LEAST_KEPT = 2
"""A name that would be shorter keeps as many characters of the ending: 市中心."""
LEAST_NAMES = 3
"""The fewest names whose common ending tells nothing."""


def common_start(texts: Iterable[str]) -> str:
    """The characters with which all texts begin."""
    return "".join(same[0] for same in takewhile(lambda column: len(set(column)) == 1, zip(*texts, strict=False)))


def short_names(names: Mapping[str, str]) -> Mapping[str, str]:
    """Names without the ending that all of them have in common; no two become the same."""
    ending = common_start(name[::-1] for name in names.values())[::-1]
    if ending.isascii():  # words are never cut
        ending = ending[ending.find(" ") :] if " " in ending else ""
    if len(names) < LEAST_NAMES or not ending:
        return names
    short = {key: name.removesuffix(ending) for key, name in names.items()}
    return {key: part if len(part) >= LEAST_KEPT else part + ending[-LEAST_KEPT:] for key, part in short.items()}


@dataclass(frozen=True, slots=True)
class View:
    """A phase with what is needed to name its parts."""

    report: PhaseReport
    outcome: Outcome
    number: int
    """Which phase of the report it is, from 0."""
    folder: str
    """The folder of the records, which paths do not repeat."""
    names: Mapping[str, str]
    """The full names of the centers, by id."""
    short: Mapping[str, str]

    @classmethod
    def of(cls, outcome: Outcome, report: PhaseReport, number: int) -> View:
        """The view of a phase."""
        labels = labels_of(outcome)
        names = {one.result.center.id: labels[one.result.center.id] for one in report.centers}
        folder = outcome.options.folder.rstrip("/") + "/"
        return cls(report, outcome, number, folder, names, short_names(names))

    @property
    def phase(self) -> PhaseResult:
        """The phase."""
        return self.report.phase

    @property
    def key(self) -> str:
        """The place of the phase in the document."""
        return f"phases.{self.number}"

    @property
    def is_small(self) -> bool:
        """Whether every center has a row and a section of its own."""
        return len(self.report.centers) <= FEW

    def anchor(self, part: str) -> str:
        """The anchor of a part of the phase; no id of a clause or a center begins with a line."""
        return f"_{self.number + 1}_{part}"

    def clause(self, rule: str) -> str:
        """The anchor of a clause."""
        return f"_{self.number + 1}.{rule}"

    def has_section(self, center: CenterResult) -> bool:
        """Whether a center has a section: of many only those that did not pass."""
        return bool(center.visits) and (self.is_small or center.verdict != "pass")

    def center(self, center: CenterResult) -> str:
        """The anchor of the section of a center; empty where it has none."""
        return f"_{self.number + 1}-{center.center.id}" if self.has_section(center) else ""


def phase_title(phase: PhaseResult) -> str:
    """The name of a phase; without a campaign that of its standard."""
    return phase.phase.name if phase.phase else phase.edition.standard.title


def place_text(fact: Fact, folder: str) -> str:
    """The file and the line of a finding, from the folder of the records."""
    return f"{fact.source.removeprefix(folder)}:{fact.line}"

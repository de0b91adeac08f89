"""The circular on the results of a campaign's phase as a Word file."""

from __future__ import annotations

from aidscore.media.docx.filling import filled, shipped
from aidscore.media.docx.picture import scores_picture
from aidscore.pages.official.circular import circular
from aidscore.reporting.result import PhaseReport, Report
from aidscore.wording.official import Style
from aidscore.words import speaking, spoken


def circular_document(
    report: Report,
    phase: PhaseReport,
    style: Style | None = None,
    template: bytes | None = None,
    language: str | None = None,
) -> bytes:
    """The circular on a phase, in a language or else in that of its standard."""
    with speaking(language or phase.phase.edition.standard.language):
        content = circular(report.outcome, phase, style)
        picture = scores_picture(report.outcome, phase.phase)
        return filled(template or shipped("circular", spoken()), content, picture)

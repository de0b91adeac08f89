"""The chart of a phase's scores in a Word file: that of the Excel summary, readable without a workbook."""

from __future__ import annotations

from typing import NamedTuple

from docx.document import Document as Word
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

from aidscore.model.results import Outcome, PhaseResult
from aidscore.pages.report.names import short_names
from aidscore.pages.summary.charts import SERIES, chart_table, scores_chart
from aidscore.scoring.bars import bars
from aidscore.scoring.standings import standings
from aidscore.wording.visits import labels_of
from aidscore.xlsx.chart import Drawn, Values, chart_of, chart_xml

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
WIDTH, HEIGHT = 156 * 36_000, 85 * 36_000
"""The size of the chart: as wide as the text, in the unit of drawings (36,000 to a millimeter)."""
INLINE = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>
<wp:docPr id="1" name="chart"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="{id}"/>
</a:graphicData></a:graphic></wp:inline></w:drawing>"""


class Picture(NamedTuple):
    """A chart to be placed where the template has its mark."""

    xml: bytes

    def place(self, word: Word, mark: str) -> None:
        """Put the chart into the paragraph that is nothing but its mark."""
        for paragraph in word.paragraphs:
            if paragraph.text == mark:
                self._draw(word, paragraph)

    def _draw(self, word: Word, paragraph: Paragraph) -> None:
        """Replace the text of a paragraph by the chart."""
        part = Part(PackURI("/word/charts/chart1.xml"), CONTENT_TYPE, self.xml, word.part.package)
        identity = word.part.relate_to(part, RELATION)
        for written in paragraph.runs:
            paragraph._element.remove(written._element)
        run = paragraph.add_run()
        run._element.append(parse_xml(INLINE.format(width=WIDTH, height=HEIGHT, id=identity)))


def scores_picture(outcome: Outcome, phase: PhaseResult) -> Picture | None:
    """The scores of a phase beside the pass mark; None where no center has a score or a range."""
    centers = [one for one in standings(outcome) if one.phase is phase]
    chart = next(scores_chart(outcome, phase, centers, 0), None)
    if chart is None:
        return None
    table = chart_table(outcome, phase, centers)
    keys = [column.key for column in table.columns]
    rows = [table.rows[number] for number in chart.rows]
    full = labels_of(outcome)
    names = short_names({center.center.id: full[center.center.id] for center in phase.centers})
    labels = [names[bar.center.id] for bar in bars(centers)][: len(rows)]
    drawn = []
    for place, one in enumerate(SERIES):
        cells = [row[keys.index(one.column)] for row in rows]
        texts = ["" if cell.number is None else format(cell.number, "f") for cell in cells]
        title = table.columns[keys.index(one.column)].title
        letter = "BCDEFG"[place]
        values = Values(f"scores!${letter}$2:${letter}${len(rows) + 1}", texts, f"scores!${letter}$1", title)
        drawn.append(Drawn(values, one.drawn, one.tone, is_range=one.is_range))
    named = Values(f"scores!$A$2:$A${len(rows) + 1}", labels, "scores!$A$1", "")
    return Picture(chart_xml(chart_of(chart.title, named, drawn, chart.bottom, chart.top)))

"""A native chart: bars, ranges and lines, readable before a spreadsheet has computed anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend, LegendEntry
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)

from aidscore.xlsx.style import FONT, Tone

RED, GRAY, WHITE = "C0392B", "D0D7DE", "FFFFFF"
COLORS: dict[Tone, str] = {
    "plain": "8FB0D3",
    "strong": "5B84B1",
    "muted": "B8C2CC",
    "good": "8FB0D3",
    "bad": "E08A7E",
    "open": "D9A441",
}
WIDEST_GAP = 500
"""The widest gap between bars that spreadsheets take, in percent of a bar: a single bar is a sixth of the chart."""
FEW = 25
"""The most bars with numbers in them."""


@dataclass(frozen=True, slots=True)
class Values:
    """The cells of a series with their contents, and the cell of its name."""

    reference: str
    texts: Sequence[str]
    """What the cells contain; empty for an empty cell."""
    name_reference: str
    name: str
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series as it is drawn: bars on top of those before them, bars that are not seen, marks, or a line."""

    values: Values
    kind: Literal["bars", "base", "marks", "line"]
    tone: Tone = "plain"
    is_range: bool = False
    """Whether the bars are hatched, as ranges are."""


def chart_of(title: str, labels: Values, drawn: Sequence[Drawn], bottom: int, top: int) -> BarChart:
    """The chart; its size is set where it is placed. Values as percentages have `bottom` and `top` in percent."""
    is_rate = drawn[0].values.number_format.endswith("%")
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "col", "stacked", 100
    chart.gapWidth = WIDEST_GAP if len(labels.texts) == 1 else max(50, 300 - 20 * len(labels.texts))
    chart.title = _title(title)
    chart.legend = _legend(drawn)
    over = LineChart()
    for index, one in enumerate(drawn):
        (over if one.kind in ("marks", "line") else chart).series.append(_series(index, labels, one))
    chart.x_axis.delete = chart.y_axis.delete = False
    unit = 100 if is_rate else 1
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = bottom / unit, top / unit
    chart.y_axis.number_format = "0%" if is_rate else "0"
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=GRAY, w=6350)))
    chart.x_axis.txPr = _text(900, rotation=-2_700_000 if len(labels.texts) > MOST_LEVEL else None)
    chart.y_axis.txPr = _text(900)
    chart += over
    return chart


MOST_LEVEL = 6
"""The most labels that are written level; more of them are turned."""


def _legend(drawn: Sequence[Drawn]) -> Legend:
    """The legend at the bottom, without the bars that are not seen and without series that have no value."""
    unseen = [n for n, one in enumerate(drawn) if one.kind == "base" or not any(one.values.texts)]
    legend = Legend(legendEntry=[LegendEntry(idx=number, delete=True) for number in unseen])
    legend.position, legend.txPr = "b", _text(900)
    return legend


def _series(index: int, labels: Values, drawn: Drawn) -> Series:
    """A series in its color, with numbers where there is room."""
    series = _data(index, labels, drawn.values)
    match drawn.kind:
        case "bars":
            series.spPr = _fill(COLORS[drawn.tone], hatched=drawn.is_range)
            if len(labels.texts) <= FEW and not drawn.is_range:
                series.dLbls = _numbers("inBase", drawn.values.number_format)
        case "base":
            series.spPr = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
        case "line":
            series.spPr = GraphicalProperties(ln=LineProperties(solidFill=RED, w=22_225))
            series.marker = Marker(symbol="dash" if len(labels.texts) == 1 else "none", size=12)
        case "marks":
            series.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
            series.marker = Marker(symbol="dash", size=22)
            series.dLbls = _numbers("t", drawn.values.number_format)
    if series.marker is not None:
        series.marker.spPr = GraphicalProperties(solidFill=RED, ln=LineProperties(solidFill=RED))
        series.smooth = False
    return series


def _fill(color: str, *, hatched: bool) -> GraphicalProperties:
    """What a bar is filled with."""
    if not hatched:
        return GraphicalProperties(solidFill=color)
    pattern = PatternFillProperties(prst="wdUpDiag")
    pattern.fgClr = ColorChoice(srgbClr=color)  # type: ignore[arg-type]  # the stubs do not know that it is a text
    pattern.bgClr = ColorChoice(srgbClr=WHITE)  # type: ignore[arg-type]  # the same
    return GraphicalProperties(pattFill=pattern, ln=LineProperties(solidFill=color, w=9525))


def _numbers(position: str, number_format: str) -> DataLabelList:
    """The values of a series beside its points."""
    labels = DataLabelList(showVal=True, dLblPos=position, txPr=_text(800), numFmt=number_format)
    for other in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(labels, other, False)
    return labels


def _data(index: int, labels: Values, values: Values) -> Series:
    """A series with a copy of its cells, for previews that do not read them. Empty cells have no point."""
    count = len(values.texts)
    names = StrData(ptCount=count, pt=[StrVal(idx=n, v=text) for n, text in enumerate(labels.texts)])
    points = [NumVal(idx=n, v=text) for n, text in enumerate(values.texts) if text]
    numbers = NumData(formatCode=values.number_format, ptCount=count, pt=points)
    name = StrRef(f=values.name_reference, strCache=StrData(ptCount=1, pt=[StrVal(idx=0, v=values.name)]))
    return Series(
        idx=index,
        order=index,
        tx=SeriesLabel(strRef=name),
        cat=AxDataSource(strRef=StrRef(f=labels.reference, strCache=names)),
        val=NumDataSource(numRef=NumRef(f=values.reference, numCache=numbers)),
    )


def _characters(size: int, *, bold: bool = False) -> CharacterProperties:
    """Font, size in hundredths of a point, weight."""
    font = Font(typeface=FONT)
    return CharacterProperties(sz=size, b=bold, latin=font, ea=font)


def _text(size: int, rotation: int | None = None) -> RichText:
    """The text properties of labels; the rotation is in 60,000ths of a degree."""
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_characters(size)), endParaRPr=_characters(size))
    return RichText(bodyPr=RichTextProperties(rot=rotation), p=[paragraph])


def _title(text: str) -> Title:
    """The title, above the bars and not over them."""
    run = RegularTextRun(rPr=_characters(1200, bold=True), t=text)
    return Title(tx=Text(rich=RichText(p=[Paragraph(r=[run])])), overlay=False)

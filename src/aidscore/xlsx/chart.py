"""A native chart: bars of one column and a line of another, readable before a spreadsheet has computed anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)

from aidscore.xlsx.style import FONT

BLUE, RED, GRAY = "8FB0D3", "C0392B", "D0D7DE"
FEW = 25
"""The most bars with numbers in them, at the foot, where no line crosses them."""


@dataclass(frozen=True, slots=True)
class Values:
    """The cells of a series with their contents, and the cell of its name."""

    reference: str
    texts: Sequence[str]
    name_reference: str
    name: str


def chart_of(title: str, labels: Values, bars: Values, line: Values, top: int) -> BarChart:
    """The chart; its size is set where it is placed."""
    chart = BarChart()
    chart.type, chart.gapWidth = "col", max(50, 300 - 20 * len(bars.texts))
    chart.title = _title(title)
    chart.legend = Legend()
    chart.legend.position = "b"
    chart.series.append(_bars(labels, bars))
    over = LineChart()
    over.series.append(_line(labels, line))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, top
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=GRAY, w=6350)))
    chart.x_axis.txPr = _text(900, rotation=-2_700_000)
    chart.y_axis.txPr = _text(900)
    chart += over
    return chart


def _bars(labels: Values, values: Values) -> Series:
    """The series of bars."""
    series = _series(0, labels, values)
    series.spPr = GraphicalProperties(solidFill=BLUE)
    if len(values.texts) <= FEW:
        series.dLbls = DataLabelList(showVal=True, dLblPos="inBase", txPr=_text(800))
        for other in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
            setattr(series.dLbls, other, False)
    return series


def _line(labels: Values, values: Values) -> Series:
    """The series of the line; of a single point a line would not be seen."""
    series = _series(1, labels, values)
    series.spPr = GraphicalProperties(ln=LineProperties(solidFill=RED, w=22_225))
    series.marker = Marker(symbol="dash" if len(values.texts) == 1 else "none", size=12)
    series.marker.spPr = GraphicalProperties(solidFill=RED)
    series.smooth = False
    return series


def _series(index: int, labels: Values, values: Values) -> Series:
    """A series with a copy of its cells, for previews that do not read them."""
    count = len(values.texts)
    names = StrData(ptCount=count, pt=[StrVal(idx=n, v=text) for n, text in enumerate(labels.texts)])
    numbers = NumData(formatCode="General", ptCount=count, pt=[NumVal(idx=n, v=v) for n, v in enumerate(values.texts)])
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

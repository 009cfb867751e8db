"""Charts: native ones in the design of the sheets, with their figures kept inside for viewers that do not calculate."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.chart import BarChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun

from exports.cells import plain_text
from exports.looks import FONT, GREY, LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Texts that stand in a range such as `'Summary'!$C$30:$F$30`."""

    ref: str
    values: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """One series: its name, its numbers and its colour."""

    name: Texts
    ref: str
    values: Sequence[float | None]
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The cells a chart covers, counted from 1, the last row and column excluded."""

    left: int
    top: int
    right: int
    bottom: int


def bar_chart(
    categories: Texts, bars: Sequence[Bars], *, place: Place, unit: str, number_format: str
) -> BarChart:
    """Columns over the categories, several series stacked with a legend, a single one with its figures on top.

    Args:
        unit: what the upright axis counts.
        number_format: of the figures.
    """
    chart = BarChart()
    chart.type = "col"
    chart.gapWidth = 70
    chart.roundedCorners = False
    for number, one in enumerate(bars):
        chart.series.append(_series(one, categories, number=number, number_format=number_format))
    _axes(chart, unit=unit)
    if len(bars) > 1:
        chart.grouping = "stacked"
        chart.overlap = 100
        chart.legend = Legend()
        chart.legend.position = "b"
        chart.legend.txPr = _letters()
    else:
        chart.grouping = "clustered"
        chart.legend = None
        chart.dataLabels = DataLabelList(
            dLblPos="outEnd",
            numFmt=number_format,
            showVal=True,
            showSerName=False,
            showCatName=False,
            showLegendKey=False,
            showPercent=False,
            txPr=_letters(bold=True),
        )
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    chart.anchor = TwoCellAnchor(  # type: ignore[assignment]  # the stubs know cell names only
        editAs="oneCell",
        _from=AnchorMarker(col=place.left - 1, row=place.top - 1),
        to=AnchorMarker(col=place.right - 1, row=place.bottom - 1),
    )
    return chart


def _series(bars: Bars, categories: Texts, *, number: int, number_format: str) -> Series:
    points = [NumVal(idx=at, v=str(value)) for at, value in enumerate(bars.values) if value is not None]
    cache = NumData(formatCode=number_format, ptCount=len(bars.values), pt=points)
    series = Series(
        idx=number,
        order=number,
        tx=SeriesLabel(strRef=_texts(bars.name)),
        cat=AxDataSource(strRef=_texts(categories)),
        val=NumDataSource(numRef=NumRef(f=bars.ref, numCache=cache)),
        spPr=GraphicalProperties(solidFill=bars.colour, ln=LineProperties(noFill=True)),
    )
    series.invertIfNegative = False
    return series


def _texts(texts: Texts) -> StrRef:
    points = [StrVal(idx=at, v=plain_text(value)) for at, value in enumerate(texts.values)]
    return StrRef(f=texts.ref, strCache=StrData(ptCount=len(points), pt=points))


def _axes(chart: BarChart, *, unit: str) -> None:
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr = chart.y_axis.txPr = _letters()
    chart.x_axis.majorTickMark = chart.y_axis.majorTickMark = "none"
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=GREY))
    chart.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=LINE)))
    chart.y_axis.number_format = "#,##0"
    chart.y_axis.scaling.min = 0
    run = RegularTextRun(rPr=_properties(bold=False), t=unit)
    chart.y_axis.title = Title(tx=Text(rich=RichText(p=[Paragraph(r=[run])])), overlay=False)


def _letters(*, bold: bool = False) -> RichText:
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=_properties(bold=bold)), endParaRPr=CharacterProperties()
    )
    return RichText(p=[paragraph])


def _properties(*, bold: bool) -> CharacterProperties:
    return CharacterProperties(latin=Font(typeface=FONT), sz=900, b=bold, solidFill=GREY)

"""The picture of a profile as a chart of Excel's own, over the table that stands above it."""

from collections.abc import Callable, Sequence
from typing import Final

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, ParagraphProperties, RegularTextRun
from openpyxl.drawing.text import Paragraph as DrawnParagraph
from openpyxl.worksheet.worksheet import Worksheet

from cpch_cli.core.document import Bar, Profile
from cpch_cli.core.scoring import TOP
from cpch_cli.core.text import one_line
from cpch_cli.render.drawing import COLORS

Keep = Callable[[Sequence[float]], str]

_INK: Final = "1C2733"
# A chart, in centimetres: its width, the room above and below its bars, the room of a bar.
_WIDTH: Final = 25
_ABOVE: Final = 1.3
_BELOW: Final = 2.0
_BAR: Final = 0.95
# The lines in it, in units of which a point has 12,700.
_THIN: Final = 9525
_THICK: Final = 19050


def chart_of(profile: Profile, page: Worksheet, head: int, keep: Keep) -> BarChart:
    """Return the scores as bars in the order of their table, each with its range, from 0 to 4.

    Args:
        profile: what is charted.
        page: the sheet that holds the profile as a table, from the first column on.
        head: the row of that table's headings.
        keep: writes numbers where nobody sees them and returns their range of cells.
    """
    end = head + len(profile.bars)
    chart = BarChart()
    chart.type, chart.gapWidth, chart.overlap = "bar", 40, 0
    chart.title, chart.legend = _text_of_chart(one_line(profile.title), 1200), None
    chart.width, chart.height = _WIDTH, _ABOVE + _BELOW + _BAR * len(profile.bars)
    chart.layout = _layout(chart.height)
    names = Reference(page, min_col=1, min_row=head + 1, max_row=end)
    chart.append(_scores(Reference(page, min_col=2, min_row=head, max_row=end), profile, keep))
    if profile.other_title is not None:
        chart.append(_others(Reference(page, min_col=4, min_row=head, max_row=end)))
    for series in chart.series:
        series.cat = AxDataSource(strRef=StrRef(str(names)))
    _set_up_axes(chart, profile)
    return chart


def _layout(height: float) -> Layout:
    """Return where the bars stand in a chart, so that long names have their room beside them."""
    inside = ManualLayout(
        layoutTarget="inner",
        xMode="edge",
        yMode="edge",
        x=0.36,
        y=_ABOVE / height,
        w=0.6,
        h=(height - _ABOVE - _BELOW) / height,
    )
    return Layout(inside)


def _scores(values: Reference, profile: Profile, keep: Keep) -> Series:
    series: Series = SeriesFactory(values, title_from_data=True)
    series.graphicalProperties = GraphicalProperties(solidFill=COLORS["plain"][1:])
    series.invertIfNegative = False
    series.dPt = [_point(place, bar) for place, bar in enumerate(profile.bars)]
    series.errBars = _ranges(profile.bars, keep)
    return series


def _point(place: int, bar: Bar) -> DataPoint:
    return DataPoint(place, invertIfNegative=False, spPr=GraphicalProperties(solidFill=COLORS[bar.tone][1:]))


def _others(values: Reference) -> Series:
    """Return the scores on the other basis, as bars without a filling."""
    series: Series = SeriesFactory(values, title_from_data=True)
    line = LineProperties(solidFill=_INK, w=_THIN)
    series.graphicalProperties = GraphicalProperties(solidFill="FFFFFF", ln=line)
    return series


def _ranges(bars: tuple[Bar, ...], keep: Keep) -> ErrorBars:
    """Return how far each range goes below and above its score; LibreOffice wants that in cells."""
    below = [float((bar.score or 0) - (bar.low or 0)) for bar in bars]
    above = [float((bar.high or 0) - (bar.score or 0)) for bar in bars]
    return ErrorBars(
        errBarType="both",
        errValType="cust",
        noEndCap=False,
        minus=NumDataSource(NumRef(keep(below))),
        plus=NumDataSource(NumRef(keep(above))),
        spPr=GraphicalProperties(ln=LineProperties(solidFill=_INK, w=_THICK)),
    )


def _set_up_axes(chart: BarChart, profile: Profile) -> None:
    """Let the first domain stand at the top, and scores run from 0 to 4 under the last one."""
    names, scores = chart.x_axis, chart.y_axis
    names.scaling.orientation = "maxMin"
    scores.scaling.min, scores.scaling.max, scores.majorUnit = 0, float(TOP), 1
    scores.crosses = "max"
    scores.number_format = "0"
    scores.title = _text_of_chart(_legend(profile), 1000)
    # openpyxl leaves axes out unless it is told not to.
    names.delete = scores.delete = False
    scores.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill="D5DAE0")))


def _text_of_chart(text: str, size: int) -> Title:
    """Return text of a size in hundredths of a point, in the room that the layout leaves for it."""
    letters = CharacterProperties(sz=size, b=True, solidFill=_INK)
    paragraph = DrawnParagraph(pPr=ParagraphProperties(defRPr=letters), r=[RegularTextRun(letters, text)])
    return Title(Text(rich=RichText(p=[paragraph])), overlay=False)


def _legend(profile: Profile) -> str:
    """Return what the signs of the chart mean, in the words of the profile's headings."""
    _, score, span, _ = profile.titles
    signs = [f"\u25a0 {score}", f"\u251c\u2500\u2524 {span}"]
    if profile.other_title is not None:
        signs.append(f"\u25a1 {profile.other_title}")
    return "\u2003".join(map(one_line, signs))

"""The sheet "Summary": the period in one sentence, six figures, two charts and the tables behind them."""

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from domain.signoffs import Decision
from exports.charts import Place
from exports.figures import Figures, departments, figures_of
from exports.grid import Block, Grid
from exports.headlines import cards, headline, how_it_counts, states_in_words, times_in_words
from exports.looks import (
    ACCENT,
    CARD_COUNT,
    CARD_HOURS,
    CARD_LABEL,
    CARD_MINUTES,
    CARD_NOTE,
    LEAD,
    NOTE,
    NOTHING,
    SECTION,
    TITLE,
    Styles,
)
from exports.pages import lay_out
from exports.report import Report
from exports.streaming import Body
from exports.summary_charts import approval_chart, state_chart
from exports.summary_tables import put_answers, put_charter, put_findings, put_queues, put_states, put_times
from exports.summary_voice import put_beside, put_reviews

SHEET = "Summary"
WIDTH = 23.5
CARDS = 6
"""Columns of equal width from B on: one a card, and those of most tables."""
SIGN_OFF_COLUMNS = len(Decision) + 3
CHART_TOP, CHART_BOTTOM = 12, 29
_CARDS = {"": CARD_COUNT, "h": CARD_HOURS, "min": CARD_MINUTES}


def add_summary(report: Report, *, workbook: Workbook, styles: Styles) -> dict[str, Body]:
    """Add the sheet to the workbook.

    Returns:
        What it will hold, by its title.
    """
    sheet = workbook.create_sheet(SHEET)
    lay_out(sheet, report=report)
    sheet.sheet_properties.tabColor = ACCENT
    sheet.column_dimensions["A"].width = 2
    columns = max(CARDS, SIGN_OFF_COLUMNS, len(departments(report)) + 2)
    for number in range(2, 2 + columns):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    figures = figures_of(report)
    grid = Grid(styles=styles, zone=report.zone)
    _put_top(grid, report, figures)
    if not report.posts:
        grid.put(
            6,
            2,
            "Propose a post with /social propose, or choose other days, such as /social export month.",
            NOTHING,
        )
        return {SHEET: grid.body()}
    _put_cards(grid, report, figures)
    sheet.row_breaks.append(Break(id=CHART_BOTTOM))
    states = put_states(grid, report, figures, row=CHART_BOTTOM + 1)
    times = put_times(grid, report, figures, row=states.after + 1)
    _add_charts(sheet, grid, report, figures, states=states, times=times)
    row = put_queues(grid, report, figures, row=times.after + 1)
    sheet.row_breaks.append(Break(id=row))
    row = put_answers(grid, report, figures, row=row + 1)
    row = put_reviews(grid, report, row=row + 1)
    row = put_findings(grid, figures, row=row + 1)
    if report.beside is not None:
        sheet.row_breaks.append(Break(id=row))
    row = put_beside(grid, report, row=row + 1)
    row = put_charter(grid, report, row=row + 1)
    # Without it LibreOffice also prints the empty column in which the charts end.
    sheet.print_area = f"A1:{get_column_letter(columns + 1)}{row}"
    return {SHEET: grid.body()}


def _put_top(grid: Grid, report: Report, figures: Figures) -> None:
    grid.height(1, 8)
    grid.height(2, 34)
    grid.put(2, 2, f"The social desk, {report.days}", TITLE)
    grid.height(3, 22)
    grid.put(3, 2, headline(report, figures), LEAD)
    grid.height(4, 18)
    grid.put(4, 2, how_it_counts(report), NOTE)


def _put_cards(grid: Grid, report: Report, figures: Figures) -> None:
    for row, points in ((5, 8), (6, 24), (7, 36), (8, 22), (9, 8)):
        grid.height(row, points)
    for column, card in enumerate(cards(report, figures), start=2):
        grid.put(6, column, card.label, CARD_LABEL)
        grid.put(
            7,
            column,
            "–" if card.value is None else card.value,
            _CARDS[card.unit],
        )
        grid.put(8, column, card.note, CARD_NOTE)


def _add_charts(
    sheet: Worksheet, grid: Grid, report: Report, figures: Figures, *, states: Block, times: Block
) -> None:
    middle, right = 2 + CARDS // 2, 2 + CARDS
    grid.height(CHART_TOP - 2, 26)
    grid.put(CHART_TOP - 2, 2, states_in_words(report, figures), SECTION)
    grid.put(CHART_TOP - 1, 2, "Posts by department and state", NOTE)
    place = Place(left=2, top=CHART_TOP, right=middle, bottom=CHART_BOTTOM)
    sheet.add_chart(state_chart(report, figures, states, place=place))
    grid.put(CHART_TOP - 2, middle, times_in_words(report, figures), SECTION)
    if figures.times[None].count:
        note = "Median hours from proposal to approval, by proposing department"
        grid.put(CHART_TOP - 1, middle, note, NOTE)
        place = Place(left=middle, top=CHART_TOP, right=right, bottom=CHART_BOTTOM)
        sheet.add_chart(approval_chart(report, figures, times, place=place))

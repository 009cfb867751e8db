"""The charts of the sheet "Summary", drawn from its tables."""

from openpyxl.chart import BarChart
from openpyxl.utils import get_column_letter

from domain.posts import State
from exports.charts import Bars, Place, Texts, bar_chart
from exports.figures import STEPS, Figures, departments
from exports.grid import Block
from exports.looks import ACCENT, ACCENT_TINTS, GREY_TINTS
from exports.report import Report

# Bottom to top in the stacked chart.
_COLOURS = {
    State.APPROVED: ACCENT_TINTS[0],
    State.PUBLISHED: ACCENT_TINTS[1],
    State.MEASURED: ACCENT_TINTS[2],
    State.IN_REVIEW: ACCENT_TINTS[3],
    State.CHANGES_REQUESTED: ACCENT_TINTS[4],
    State.DRAFT: ACCENT_TINTS[4],
    State.ON_HOLD: GREY_TINTS[2],
    State.EXPIRED: GREY_TINTS[2],
    State.WITHDRAWN: GREY_TINTS[1],
    State.REJECTED: GREY_TINTS[0],
}


def state_chart(report: Report, figures: Figures, block: Block, *, place: Place) -> BarChart:
    """Posts by department and state, from the table in this block."""
    counted = figures.states
    keys = departments(report)
    columns = (3, len(keys) + 2)
    rows = {state: block.first + at for at, state in enumerate(counted)}
    bars = [
        Bars(
            name=Texts(ref=_range((2, 2), (rows[state], rows[state])), values=[state.value]),
            ref=_range(columns, (rows[state], rows[state])),
            values=[counted[state][key] for key in keys],
            colour=colour,
        )
        for state, colour in _COLOURS.items()
        if state in counted
    ]
    categories = Texts(ref=_range(columns, (block.headings, block.headings)), values=_names(report))
    return bar_chart(categories, bars, place=place, unit="posts", number_format="#,##0")


def approval_chart(report: Report, figures: Figures, block: Block, *, place: Place) -> BarChart:
    """Median hours to approval by proposing department, from the table in this block."""
    keys = departments(report)
    rows = (block.first, block.first + len(keys) - 1)
    column = len(STEPS) + 3
    bars = Bars(
        name=Texts(ref=_range((column, column), (block.headings, block.headings)), values=["Median hours"]),
        ref=_range((column, column), rows),
        values=[figures.times[key].median for key in keys],
        colour=ACCENT,
    )
    categories = Texts(ref=_range((2, 2), rows), values=_names(report))
    return bar_chart(categories, [bars], place=place, unit="hours", number_format="#,##0.0")


def _names(report: Report) -> list[str]:
    return [report.workspace.department_name(key) for key in departments(report)]


def _range(columns: tuple[int, int], rows: tuple[int, int]) -> str:
    first, last = (get_column_letter(column) for column in columns)
    return f"'Summary'!${first}${rows[0]}:${last}${rows[1]}"

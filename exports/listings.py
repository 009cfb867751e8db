"""Listings: sheets that list one thing a row, as a table with filters under a frozen heading."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from exports.cells import Value, cell_xml
from exports.looks import HEADING, HEADING_RIGHT, NOTHING, Look, Styles
from exports.pages import lay_out
from exports.report import Report
from exports.streaming import Body

ROWS = 1_048_575
"""Rows below the heading; a sheet holds 1,048,576 ("Excel specifications and limits")."""
TALLEST = 12
"""Lines shown of a long text; the cell holds all of it."""
LINE_HEIGHT, PADDING, HEADING_HEIGHT = 12.75, 3.25, 34.0
"""In points. Heights are set because LibreOffice and viewers do not fit rows to text when they open a file."""

LETTERS = 1.2
"""Letters of body text for each digit of a column's width."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[T]):
    """One column.

    Attributes:
        width: in digits of the normal font, as Excel counts.
        value: what a row's cell holds.
        printed: columns for machines and details stay off the paper, so that the rest can be read.
    """

    heading: str
    width: float
    look: Look
    value: Callable[[T], Value]
    printed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[T]):
    """A sheet's columns and rows.

    Attributes:
        title: the sheet's name; the table has the same without what table names may not hold.
        columns: the printed ones first.
        nothing: the sentence that stands there when there are no rows.
    """

    title: str
    columns: tuple[Column[T], ...]
    rows: Sequence[T]
    nothing: str


def add_listing(
    listing: Listing[T], *, workbook: Workbook, styles: Styles, report: Report, most: int = ROWS
) -> dict[str, Body]:
    """Add the listing's sheet to the workbook, or several when one cannot hold all rows.

    Returns:
        What each sheet added will hold, by its title.
    """
    bodies = {}
    for number, start in enumerate(range(0, max(len(listing.rows), 1), most), start=1):
        title = listing.title if number == 1 else f"{listing.title} {number}"
        sheet = workbook.create_sheet(title)
        lay_out(sheet, report=report)
        rows = listing.rows[start : start + most]
        if rows:
            ref = _frame(sheet, listing, last=len(rows) + 1)
            bodies[title] = Body(ref=ref, rows=_rows(listing, rows, styles=styles, report=report))
        else:
            sheet.column_dimensions["A"].width = 120
            cell = cell_xml("A1", listing.nothing, style=styles.of(NOTHING), zone=report.zone)
            bodies[title] = Body(ref="A1", rows=[f'<row r="1" ht="30" customHeight="1">{cell}</row>'])
    return bodies


def _frame(sheet: Worksheet, listing: Listing[T], *, last: int) -> str:
    """Set up everything around the rows and return the range they fill."""
    ref = f"A1:{get_column_letter(len(listing.columns))}{last}"
    for number, column in enumerate(listing.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    printed = sum(column.printed for column in listing.columns)
    sheet.print_area = f"A1:{get_column_letter(printed)}{last}"
    table = Table(displayName=sheet.title.replace("-", "").replace(" ", "_"), ref=ref)
    table.tableColumns = [
        TableColumn(id=number, name=column.heading) for number, column in enumerate(listing.columns, start=1)
    ]
    table.autoFilter = AutoFilter(ref=ref)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    return ref


def _rows(listing: Listing[T], rows: Sequence[T], *, styles: Styles, report: Report) -> Iterator[str]:
    zone = report.zone
    letters = [get_column_letter(number + 1) for number in range(len(listing.columns))]
    cells = [
        cell_xml(f"{letter}1", column.heading, style=styles.of(_heading(column)), zone=zone)
        for letter, column in zip(letters, listing.columns, strict=True)
    ]
    yield f'<row r="1" ht="{HEADING_HEIGHT}" customHeight="1">{"".join(cells)}</row>'
    drawn = [
        (letter, column.value, styles.of(column.look), column.width if column.look.wrap else 0.0)
        for letter, column in zip(letters, listing.columns, strict=True)
    ]
    for number, row in enumerate(rows, start=2):
        cells = []
        lines = 1
        for letter, value_of, style, width in drawn:
            value = value_of(row)
            cells.append(cell_xml(f"{letter}{number}", value, style=style, zone=zone))
            if width and isinstance(value, str):
                lines = max(lines, _lines(value, width))
        height = PADDING + LINE_HEIGHT * min(lines, TALLEST)
        yield f'<row r="{number}" ht="{height}" customHeight="1">{"".join(cells)}</row>'


def _heading(column: Column[T]) -> Look:
    return HEADING_RIGHT if column.look.across == "right" else HEADING


def _lines(text: str, width: float) -> int:
    """How many lines the text will take, about: words are not cut, and beyond Latin letters are wider."""
    width *= LETTERS
    if len(text) <= width and text.isascii() and "\n" not in text:
        return 1
    units = (len(line) + sum(char > "\u10ff" for char in line) for line in text.split("\n"))
    return sum(ceil(unit / width) or 1 for unit in units)

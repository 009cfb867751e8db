"""Reading workbooks back, as somebody who was given the file."""

from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from exports.report import Report
from exports.workbook import write_workbook

SHEETS = ("Summary", "Posts", "Sign-offs", "Findings", "Calendar", "Results", "Audit")
"""Sheets of every workbook, in their order; Maturity, Campaigns and others come with what they tell of."""


def opened(report: Report) -> Workbook:
    """The workbook of this report."""
    return load_workbook(BytesIO(write_workbook(report)))


def part(report: Report, name: str) -> str:
    """One file inside the workbook, as text."""
    with ZipFile(BytesIO(write_workbook(report))) as archive:
        return archive.read(name).decode()


def records(sheet: Worksheet) -> list[dict[str, object]]:
    """A listing's rows, by heading. openpyxl leaves escapes in texts that stand in the sheet itself."""
    rows = sheet.iter_rows(values_only=True)
    headings = [str(heading) for heading in next(rows)]
    return [
        {
            heading: unescape(value) if isinstance(value, str) else value
            for heading, value in zip(headings, row, strict=True)
        }
        for row in rows
    ]


def texts(sheet: Worksheet) -> list[str]:
    """Every text on a sheet, row by row."""
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def line(sheet: Worksheet, *, under: str, starting: str) -> list[object]:
    """The values of the Summary's line that starts with a word, in the section with this heading."""
    inside = False
    for row in sheet.iter_rows(min_col=2, values_only=True):
        inside = inside or row[0] == under
        if inside and row[0] == starting:
            return [value for value in row if value is not None]
    raise AssertionError(f"no line {starting!r} under {under!r}")

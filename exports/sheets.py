"""Sheets: a .csv or .xlsx file from outside becomes lines of texts, or a sentence that says why not."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.refusals import Refusal
from domain.sheets import Line
from exports.spreadsheets import refuse_wider, spreadsheet_lines

BYTES_LIMIT = 5_000_000
"""Of a file; five thousand stores take half a megabyte."""
LINES_LIMIT = 20_000
COLUMNS_LIMIT = 50
CELL_LIMIT = 2_000
"""Characters of a cell that are looked at: nothing that is imported may be longer."""
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_WEB_PAGE = (b"<!doctype", b"<html")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DELIMITERS = ",;\t|"


def read_sheet(data: bytes) -> tuple[Line, ...]:
    """The rows of a file that hold anything; of a workbook its first sheet's.

    What kind of file it is follows from its bytes, not from its name.

    Raises:
        Refusal: it is too large, of another kind, damaged, or in an encoding that nobody can be sure of.
    """
    if len(data) > BYTES_LIMIT:
        raise Refusal("The file is larger than 5 MB. Leave out what is not needed, or send it in parts.")
    if data.startswith(_OLE):
        raise Refusal(
            "This is an old or a locked Excel file (.xls, or with a password). Save it as .xlsx without one."
        )
    if data.startswith(_PDF) or data.lstrip()[:9].lower().startswith(_WEB_PAGE):
        raise Refusal("This is no table but a document. Save it as .xlsx or as .csv.")
    if data.startswith(_ZIP):
        return _within(spreadsheet_lines(data, rows=LINES_LIMIT, columns=COLUMNS_LIMIT))
    return _within(_written(_decoded(data)))


def _within(lines: Iterator[Line]) -> tuple[Line, ...]:
    found = tuple(one for one in lines if any(one.cells))
    if found and found[-1].number > LINES_LIMIT:
        raise Refusal("The file has more than {most} rows. Send it in parts.", most=LINES_LIMIT)
    return found


def _decoded(data: bytes) -> str:
    """The text of the file.

    Raises:
        Refusal: it is in none of the encodings that can be told for sure.
    """
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refusal(
            "Row {line} of the file is not in UTF-8, so letters such as é would come out wrong. "
            "Save it as “CSV UTF-8”, or as .xlsx.",
            line=line,
        ) from None
    if "\x00" in text:
        raise Refusal("This is neither a .csv nor an .xlsx file. Save the table as one of these.")
    return text


def _written(text: str) -> Iterator[Line]:
    """The rows of a CSV text. A cell with line ends in it makes a row of several lines: rows are counted, not lines.

    Raises:
        Refusal: it cannot be taken apart, or goes on behind the last column that is read.
    """
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begun = False
    try:
        for number, cells in enumerate(reader, start=1):
            line = line_of(number, cells)
            if not begun and any(line.cells):
                refuse_wider(line.cells, columns=COLUMNS_LIMIT)
                begun = True
            yield replace(line, cells=line.cells[:COLUMNS_LIMIT])
            if number > LINES_LIMIT and any(cells):
                return
    except csv.Error:
        raise Refusal(
            "From line {line} on the file cannot be taken apart: most likely a quotation mark is missing there. "
            "Save it anew, or as .xlsx.",
            line=reader.line_num,
        ) from None


def line_of(number: int, cells: Sequence[str]) -> Line:
    """A row of a text file; what begins like a formula there is one once a spreadsheet opens it, and none here."""
    return Line(number=number, cells=tuple(one[:CELL_LIMIT].strip() for one in cells))

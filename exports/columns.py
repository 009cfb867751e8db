"""Columns: the texts in one column of a workbook that somebody else made."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

LARGEST = 64 << 20
"""Bytes of a file."""
UNPACKED = 512 << 20
"""Bytes of what a file unfolds to; more is a bomb or no list of texts."""


class ColumnError(Exception):
    """A workbook that cannot be read; the message names it and says what to do."""


def read_column(path: Path, *, column: str) -> list[tuple[str, str]]:
    """The filled cells under this heading, of every sheet that has it in its first row: `file:Sheet!B3` and the text.

    Args:
        column: the heading, whatever its case.

    Raises:
        ColumnError: the file is not there, is no workbook, is too large, or no sheet has such a heading.
    """
    workbook = load_workbook(BytesIO(_checked(path)), read_only=True, data_only=True, keep_links=False)
    headings: list[str] = []
    found: list[tuple[str, str]] = []
    seen = False
    try:
        for sheet in workbook.worksheets:
            rows = sheet.iter_rows(values_only=True)
            heads = [str(one or "").strip() for one in next(rows, ())]
            headings += filter(None, heads)
            place = next((at for at, one in enumerate(heads) if one.casefold() == column.casefold()), None)
            if place is not None:
                seen = True
                where = f"{path}:{sheet.title}!{get_column_letter(place + 1)}"
                found += _cells(rows, place, where)
    except Exception as error:
        raise _unreadable(path) from error
    finally:
        workbook.close()
    if not seen:
        there = ", ".join(headings) or "none"
        raise ColumnError(
            f"{path}: there is no column '{column}'; there are {there}. Name one of them with --column."
        )
    return found


def _cells(rows: Iterator[Sequence[object]], place: int, where: str) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(rows, start=2):
        value = row[place] if len(row) > place else None
        if value is not None and str(value).strip():
            yield f"{where}{number}", str(value)


def _checked(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ColumnError(f"{path}: it cannot be read ({error.strerror})") from None
    if len(data) > LARGEST:
        raise ColumnError(f"{path}: it is larger than {LARGEST >> 20} MB; check it in pieces")
    try:
        with ZipFile(BytesIO(data)) as parts:
            unpacked = sum(one.file_size for one in parts.infolist())
            whole = "[Content_Types].xml" in parts.namelist()
    except BadZipFile:
        raise _unreadable(path) from None
    if unpacked > UNPACKED:
        raise ColumnError(f"{path}: it unfolds to more than {UNPACKED >> 20} MB; check it in pieces")
    if not whole:
        raise _unreadable(path)
    return data


def _unreadable(path: Path) -> ColumnError:
    return ColumnError(f"{path}: this is no Excel workbook that can be read; save it as .xlsx or .csv")

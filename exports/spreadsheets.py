"""Spreadsheets: .xlsx files from outside, looked over before anything of them is unpacked."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import takewhile
from typing import Any
from zipfile import ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell

from domain.refusals import Refusal
from domain.sheets import Line

UNPACKED_LIMIT = 40_000_000
"""Bytes of everything in the file; a workbook of twenty thousand rows unpacks to a tenth of that."""
PARTS_LIMIT = 1_000
RATIO_LIMIT = 200
"""How much smaller a part may be packed than it is: rows that repeat pack by 30 or so."""
SMALL = 100_000
"""Bytes of a part that do no harm however well they are packed."""
CELL_LIMIT = 2_000
ROWS_MOST = 1_048_576
"""Rows of a sheet ("Excel specifications and limits"); of all sheets together no more are looked at, empty ones included."""
_DAMAGED = "The file is damaged: no spreadsheet can be read from it. Save it anew as .xlsx, or as .csv."
_UNSAFE = "There is something in this file that no spreadsheet needs, so I do not open it. Copy the table into a new one."


def spreadsheet_lines(data: bytes, *, rows: int, columns: int) -> Iterator[Line]:
    """The rows of a workbook's first sheet that has any, as texts.

    Args:
        rows: after the first row behind so many that holds anything nothing is read any more.
        columns: after so many columns nothing is.

    Raises:
        Refusal: it is damaged, unsafe, or holds macros; or its first row goes on behind the last column that is read.
    """
    _look_over(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except Exception:  # noqa: BLE001  # openpyxl raises whatever a damaged part makes it stumble over
        raise Refusal(_DAMAGED) from None
    try:
        left = ROWS_MOST
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            lines: list[Line] = []
            for number, cells in enumerate(sheet.iter_rows(max_row=left, max_col=columns), start=1):
                left -= 1
                if any(one.value is not None for one in cells):
                    lines.append(_line(number, cells))
                    if number > rows:
                        break
            if lines:
                head = lines[0].number
                whole = next(sheet.iter_rows(min_row=head, max_row=head), ())
                refuse_wider([_text(one.value) for one in whole], columns=columns)
                yield from lines
            if lines or not left:
                return
    except Refusal:
        raise
    except Exception:  # noqa: BLE001  # as above
        raise Refusal(_DAMAGED) from None
    finally:
        book.close()


def refuse_wider(headings: Sequence[str], *, columns: int) -> None:
    """Say no to a table whose headings go on behind the last column that is read: one that is needed could be there.

    Raises:
        Refusal: they do.
    """
    behind = next((one for one in headings[columns:] if one), "")
    if behind:
        raise Refusal(
            "Only the first {most} columns of a table are read, and “{heading}” stands behind them. "
            "Leave out the columns that nobody needs here, and send it again.",
            most=columns,
            heading=behind,
        )


def _look_over(data: bytes) -> None:
    """Say no to what would do harm when it is unpacked or read.

    Raises:
        Refusal: it would, or it is no workbook.
    """
    try:
        with ZipFile(io.BytesIO(data)) as packed:
            said = _complaint(packed)
    except Exception:  # noqa: BLE001  # besides BadZipFile, whatever a damaged part makes zlib and the rest stumble over
        said = _DAMAGED
    if said:
        raise Refusal(said)


def _complaint(packed: ZipFile) -> str:
    parts = packed.infolist()
    names = {one.filename for one in parts}
    if not _sound(parts):
        return _UNSAFE
    if "xl/workbook.xml" not in names:
        return "This is no .xlsx file. Save the table as .xlsx or as .csv."
    if any(one.endswith("vbaProject.bin") for one in names):
        return "There are macros in this file. Save it as .xlsx without them."
    written = (one for one in parts if one.filename.endswith((".xml", ".rels")))
    return _UNSAFE if any(_declares(packed.read(one)) for one in written) else ""


def _sound(parts: list[ZipInfo]) -> bool:
    small = len(parts) <= PARTS_LIMIT and sum(one.file_size for one in parts) <= UNPACKED_LIMIT
    tight = (one for one in parts if one.file_size > SMALL)
    plain = all(one.file_size <= RATIO_LIMIT * max(one.compress_size, 1) for one in tight)
    return small and plain and len({one.filename for one in parts}) == len(parts)


def _declares(part: bytes) -> bool:
    """Whether a part declares anything of its own (entities), or hides that by its encoding."""
    return b"<!DOCTYPE" in part or b"<!ENTITY" in part or part.startswith((b"\xff\xfe", b"\xfe\xff"))


def _line(number: int, cells: tuple[Any, ...]) -> Line:
    texts = [_text(one.value) for one in cells]
    filled = list(takewhile(lambda one: not one, reversed(texts)))
    computed = frozenset(
        place for place, one in enumerate(cells) if isinstance(one, ReadOnlyCell) and one.data_type == "f"
    )
    return Line(number=number, cells=tuple(texts[: len(texts) - len(filled)]), formulas=computed)


def _text(value: object) -> str:
    """What a cell shows, near enough: whole numbers without a point, days as 2026-11-27."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime) and value.time().isoformat() == "00:00:00":
        value = value.date()
    if isinstance(value, date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)[:CELL_LIMIT].strip()

"""Streaming: openpyxl makes a sheet's head and tail, its rows go straight into the zip.

Rows kept as openpyxl cells cost many times the memory and the time; `python -m bench.exports` measures it.
`ExcelWriter.write_worksheet` is semi-private: openpyxl is pinned to 3.1.x and the tests read every sheet back.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

_NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")
_ROWS_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a sheet holds: the range it fills and its rows as XML, in order."""

    ref: str
    rows: Iterable[str]


def save(workbook: Workbook, *, bodies: Mapping[str, Body], at: datetime) -> bytes:
    """The workbook as a file, each sheet filled with the body of its title.

    Equal input gives equal bytes: the file's dates are those handed in.

    Args:
        at: written into the file as the time it was made, in UTC.
    """
    # openpyxl appends the Z itself.
    workbook.properties.created = workbook.properties.modified = at.replace(tzinfo=None, microsecond=0)
    file = BytesIO()
    with _SteadyArchive(file, "w", ZIP_DEFLATED) as archive:
        _StreamingWriter(workbook, archive, bodies=bodies).write_data()
    return file.getvalue()


class _SteadyArchive(ZipFile):
    """A zip whose entries carry no time of their own."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: str | bytes | bytearray | memoryview,  # type: ignore[override]
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add an entry, dated 1 January 1980, the first day a zip knows."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(self.entry(name), data, compress_type, compresslevel)

    def entry(self, name: str) -> ZipInfo:
        """A compressed entry of this name without a time."""
        entry = ZipInfo(name)
        entry.compress_type = self.compression
        entry.external_attr = 0o600 << 16
        return entry


class _StreamingWriter(ExcelWriter):
    """openpyxl's writer, with rows of our own."""

    def __init__(self, workbook: Workbook, archive: _SteadyArchive, *, bodies: Mapping[str, Body]) -> None:
        super().__init__(workbook, archive)
        self._steady = archive
        self._bodies = bodies

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write head, streamed rows and tail of one sheet."""
        body = self._bodies[ws.title]
        drawing = SpreadsheetDrawing()
        sheet: Any = ws
        drawing.charts = sheet._charts  # noqa: SLF001  # the overridden method does the same
        sheet._drawing = drawing  # noqa: SLF001  # the same
        frame: Any = _Frame(ws, ref=body.ref)
        frame.write()
        sheet._rels = frame._rels  # noqa: SLF001  # the same
        head, tail = _NO_ROWS.split(frame.read())
        rows = iter(body.rows)
        with self._steady.open(self._steady.entry(ws.path[1:]), "w") as out:
            out.write(head + b"<sheetData>")
            while chunk := "".join(islice(rows, _ROWS_AT_ONCE)):
                out.write(chunk.encode())
            out.write(b"</sheetData>" + tail)
        self.manifest.append(ws)


class _Frame(WorksheetWriter):
    """Everything of a sheet but its rows."""

    def __init__(self, ws: Worksheet, *, ref: str) -> None:
        super().__init__(ws, BytesIO())
        self._ref = ref

    def write_dimensions(self) -> None:
        """Name the range of the rows to come; readers that stream rely on it."""
        self.xf.send(SheetDimension(self._ref).to_tree())

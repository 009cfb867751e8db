"""Grids: sheets laid out by hand, cell by cell: headlines, cards and small tables."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from openpyxl.utils import get_column_letter

from exports.cells import Value, cell_xml
from exports.looks import (
    ALL_COUNT,
    ALL_DURATION,
    ALL_TEXT,
    LINE_COUNT,
    LINE_DATE,
    LINE_DURATION,
    LINE_HEADING,
    LINE_HEADING_RIGHT,
    LINE_TEXT,
    NOTE,
    SECTION,
    Look,
    Styles,
)
from exports.streaming import Body

LINE = 17.0
"""Height of a table's line, in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Where a table stands: row numbers of its headings and of its first line, and the row after it."""

    headings: int
    first: int
    after: int


class Grid:
    """Cells put one by one, written row by row."""

    def __init__(self, *, styles: Styles, zone: ZoneInfo) -> None:
        self._styles = styles
        self._zone = zone
        self._cells: dict[int, dict[int, tuple[Value, Look]]] = defaultdict(dict)
        self._heights: dict[int, float] = {}

    def put(self, row: int, column: int, value: Value, look: Look) -> None:
        """Set one cell; rows and columns count from 1."""
        self._cells[row][column] = (value, look)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self._heights[row] = points
        _ = self._cells[row]

    def section(self, row: int, column: int, heading: str, note: str) -> None:
        """A section's heading with a grey line under it that says what is counted."""
        self.height(row, 26)
        self.put(row, column, heading, SECTION)
        self.put(row + 1, column, note, NOTE)

    def table(
        self,
        row: int,
        headings: Sequence[str],
        lines: Sequence[Sequence[Value]],
        *,
        texts: frozenset[int] = frozenset({0}),
        total: bool = False,
    ) -> Block:
        """A small table from column B on.

        Args:
            row: of the headings.
            headings: one a column.
            lines: its rows.
            texts: which columns hold text, so that their headings stand on the left; the others hold numbers.
            total: whether the last line sums up the ones before.
        """
        self.height(row, LINE + 3)
        for number, heading in enumerate(headings):
            self.put(row, number + 2, heading, LINE_HEADING if number in texts else LINE_HEADING_RIGHT)
        for position, line in enumerate(lines, start=row + 1):
            self.height(position, LINE)
            last = total and position == row + len(lines)
            for number, value in enumerate(line):
                self.put(position, number + 2, value, _look(value, last=last, text=number in texts))
        return Block(headings=row, first=row + 1, after=row + len(lines) + 1)

    def body(self) -> Body:
        """The grid as the body of a sheet."""
        width = max((column for cells in self._cells.values() for column in cells), default=1)
        ref = f"A1:{get_column_letter(width)}{max(self._cells, default=1)}"
        return Body(ref=ref, rows=self._rows())

    def _rows(self) -> Iterator[str]:
        for row, cells in sorted(self._cells.items()):
            height = f' ht="{self._heights[row]}" customHeight="1"' if row in self._heights else ""
            drawn = "".join(
                cell_xml(
                    f"{get_column_letter(column)}{row}", value, style=self._styles.of(look), zone=self._zone
                )
                for column, (value, look) in sorted(cells.items())
            )
            yield f'<row r="{row}"{height}>{drawn}</row>'


def _look(value: Value, *, last: bool, text: bool) -> Look:
    if text:
        return ALL_TEXT if last else LINE_TEXT
    match value:
        case datetime():
            return LINE_DATE
        case float():
            return ALL_DURATION if last else LINE_DURATION
        case _:
            return ALL_COUNT if last else LINE_COUNT

"""Sheets: what a file of rows and columns holds, and what is wrong with it, by cell."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a file.

    Attributes:
        number: as a spreadsheet counts it, from 1.
        cells: the texts in it, without spaces around them; empty ones included up to the last that is not.
        formulas: which of its cells, counted from 0, are computed rather than written.
    """

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()

    def cell(self, column: int) -> str:
        """What stands in this column, counted from 0; empty beyond the last one."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a file that cannot stay as it is.

    Attributes:
        row: as a spreadsheet counts it; 0 where a whole column or the whole file is meant.
        column: its heading; empty where the whole file is meant.
        more: in how many further rows it is the same.
    """

    row: int = 0
    column: str = ""
    said: str
    more: int = 0

    def __str__(self) -> str:
        """For a person: "row 17, column Region: …"."""
        row = f"row {self.row:,}" if self.row else ""
        place = ", ".join(one for one in (row, f"column {self.column}" if self.column else "") if one)
        also = f" and {self.more:,} more row{'s' if self.more > 1 else ''}" if self.more else ""
        return f"{place}{also}: {self.said}" if place else self.said


def said_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems, those that say the same of one column once, with how many more rows have it."""
    found: dict[tuple[str, str], Problem] = {}
    for one in problems:
        first = found.get((one.column, one.said))
        found[one.column, one.said] = replace(first, more=first.more + 1) if first else one
    return tuple(found.values())

"""Looks: one calm design for every sheet: ink, two greys, one accent colour and its tints."""

from dataclasses import dataclass

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook import Workbook

from exports.cells import Style

INK = "1F2933"
GREY = "66727F"
LINE = "DCE2E6"
PAPER = "F4F7F7"
WHITE = "FFFFFF"
ACCENT = "0F6B66"
ACCENT_TINTS = (ACCENT, "3F8F89", "76B3AD", "A9D0CB", "D3E7E4")
GREY_TINTS = ("8C98A4", "B4BDC6", "D5DBE0")
FONT = "Calibri"

WHOLE = '#,##0_W;-#,##0_W;"–"_W'
"""Whole numbers, none as a dash, so that a table of counts stays readable.

`_W` leaves the width of a W on the right. Excel's indent would do, but LibreOffice forgets it on numbers.
"""
HOURS = "#,##0.0_W"
ROOM = "_W"
"""Further room on the right, for a column whose heading carries a filter's button."""
MOMENT = "d mmm yyyy hh:mm"
WHOLE_DAY = "d mmm yyyy"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Look:
    """How a cell looks. Compared by identity: each look is defined once, below.

    Attributes:
        size: of the letters, in points.
        below: colour of the line under the cell, above: of a thick line over it; empty for none.
        gap: whether a white edge parts it from its left neighbour.
        indent: from the side it leans to, in steps of three spaces; two leave room for a filter's button.
    """

    size: float = 10
    bold: bool = False
    colour: str = INK
    fill: str = ""
    below: str = ""
    above: str = ""
    gap: bool = False
    across: str = "left"
    indent: int = 0
    down: str = "top"
    wrap: bool = False
    number_format: str = "General"


TEXT = Look(indent=1, below=LINE, wrap=True)
STRONG = Look(indent=1, below=LINE, wrap=True, bold=True)
COUNT = Look(below=LINE, across="right", number_format=f"#,##0{ROOM}{ROOM}")
DURATION = Look(below=LINE, across="right", number_format=f"{HOURS}{ROOM}")
DATE = Look(indent=1, below=LINE, number_format=MOMENT)
DAY = Look(indent=1, below=LINE, number_format=WHOLE_DAY)
LEVEL = Look(below=LINE, across="right", number_format=f"0.0{ROOM}{ROOM}")
AMOUNT = Look(below=LINE, across="right", number_format=f"#,##0.00{ROOM}{ROOM}")
FIGURE = Look(below=LINE, across="right")
SMALL = Look(indent=1, below=LINE, size=9, colour=GREY)
HEADING = Look(indent=1, bold=True, colour=WHITE, fill=ACCENT, wrap=True, down="center")
HEADING_RIGHT = Look(bold=True, colour=WHITE, fill=ACCENT, wrap=True, down="center", across="right", indent=2)
NOTHING = Look(size=12, colour=GREY)

TITLE = Look(size=20, bold=True, colour=ACCENT, down="center")
LEAD = Look(size=12, down="center")
NOTE = Look(size=9, colour=GREY, down="center")
SECTION = Look(size=13, bold=True, colour=ACCENT, down="bottom")
CARD_LABEL = Look(indent=1, colour=GREY, fill=PAPER, above=ACCENT, gap=True, down="center")
CARD_COUNT = Look(indent=1, size=24, bold=True, fill=PAPER, gap=True, down="center", number_format="#,##0")
CARD_HOURS = Look(
    indent=1, size=24, bold=True, fill=PAPER, gap=True, down="center", number_format='#,##0.0" h"'
)
CARD_MINUTES = Look(
    indent=1, size=24, bold=True, fill=PAPER, gap=True, down="center", number_format='#,##0" min"'
)
CARD_NOTE = Look(indent=1, size=9, colour=GREY, fill=PAPER, gap=True, down="center")
LINE_HEADING = Look(bold=True, colour=GREY, below=ACCENT, down="center")
LINE_HEADING_RIGHT = Look(bold=True, colour=GREY, below=ACCENT, down="center", across="right", indent=1)
LINE_TEXT = Look(below=LINE, down="center")
LINE_COUNT = Look(below=LINE, across="right", down="center", number_format=WHOLE)
LINE_DURATION = Look(below=LINE, across="right", down="center", number_format=HOURS)
LINE_DATE = Look(below=LINE, across="right", down="center", number_format=f"{MOMENT}{ROOM}")
ALL_TEXT = Look(bold=True, fill=PAPER, below=LINE, down="center")
ALL_COUNT = Look(bold=True, fill=PAPER, below=LINE, across="right", down="center", number_format=WHOLE)
ALL_DURATION = Look(bold=True, fill=PAPER, below=LINE, across="right", down="center", number_format=HOURS)


class Styles:
    """The looks that a workbook uses, each entered once into its list of styles."""

    def __init__(self, workbook: Workbook) -> None:
        # A cell that belongs to no sheet: openpyxl enters styles through cells only.
        self._scratch = workbook.create_sheet("scratch")
        workbook.remove(self._scratch)
        self._known: dict[Look, Style] = {}

    def of(self, look: Look) -> Style:
        """The numbers under which cells refer to this look."""
        if look not in self._known:
            self._known[look] = Style(
                plain=self._enter(look, quoted=False), quoted=self._enter(look, quoted=True)
            )
        return self._known[look]

    def _enter(self, look: Look, *, quoted: bool) -> int:
        cell = Cell(self._scratch, row=1, column=1)
        cell.font = Font(name=FONT, size=look.size, bold=look.bold, color=look.colour)
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=look.fill)
        cell.border = Border(
            bottom=Side("thin", look.below) if look.below else Side(),
            top=Side("thick", look.above) if look.above else Side(),
            left=Side("thick", WHITE) if look.gap else Side(),
        )
        cell.alignment = Alignment(
            horizontal=look.across, vertical=look.down, wrap_text=look.wrap, indent=look.indent
        )
        cell.number_format = look.number_format
        cell.quotePrefix = quoted
        return cell.style_id

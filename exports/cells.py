"""Cells: a value becomes a cell's XML. No text can become a formula, an error or broken XML.

Limits and rules are those of ECMA-376 part 1 (section 18.3.1.4 "c (Cell)", section 22.9.2.19 "ST_Xstring")
and of Microsoft's page "Excel specifications and limits".
"""

import re
from datetime import datetime, timedelta
from math import isfinite
from typing import NamedTuple
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

Value = str | int | float | datetime | None
"""What a cell can hold. Moments are aware; the sheet shows them in the report's zone."""

TEXT_LIMIT = 32_767
"""UTF-16 units in a cell ("Total number of characters that a cell can contain")."""
WHOLE_LIMIT = 2**53
"""Beyond it a cell, being a double, would show another whole number."""

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  # a cell's day count knows no zone
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_READ_AGAIN = frozenset("=+-@#'")


class Style(NamedTuple):
    """Numbers of a look in the workbook's list of styles.

    Attributes:
        quoted: the same look for text that Excel would take for a formula or an error when somebody
            edits the cell and leaves it again ("quotePrefix").
    """

    plain: int
    quoted: int


def cell_xml(place: str, value: Value, *, style: Style, zone: ZoneInfo) -> str:
    """The cell at a place such as `B7`, by type: text as inline string, numbers and moments as numbers."""
    if isinstance(value, datetime):
        value = serial(value, zone=zone)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    elif isinstance(value, int | float) and (not isfinite(value) or abs(value) > WHOLE_LIMIT):
        value = str(value)
    if value is None or value == "":
        return f'<c r="{place}" s="{style.plain}"/>'
    if isinstance(value, str):
        number = style.quoted if value[0] in _READ_AGAIN else style.plain
        text = escape(plain_text(value))
        return f'<c r="{place}" s="{number}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c r="{place}" s="{style.plain}"><v>{value}</v></c>'


def plain_text(text: str) -> str:
    """The text as a cell may hold it, before XML's own escapes.

    Line ends become line feeds, characters that XML forbids become U+FFFD, text that looks like an escaped
    character (`_x0041_`) is escaped itself, and what is beyond the limit is cut with an ellipsis.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _FORBIDDEN.sub("\ufffd", text)
    if len(text) > TEXT_LIMIT // 2:
        text = _cut(text)
    return _LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text


def _cut(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * TEXT_LIMIT:
        return text
    return units[: 2 * (TEXT_LIMIT - 1)].decode("utf-16-le", errors="ignore") + "…"


def serial(moment: datetime, *, zone: ZoneInfo) -> float | str:
    """The moment as days since 30 December 1899 in the zone, to the second; as text where no calendar reaches."""
    try:
        local = moment.astimezone(zone).replace(tzinfo=None, microsecond=0)
    except OverflowError:
        return moment.isoformat()
    return (local - _DAY_ZERO) / timedelta(days=1)

"""Data blocks of Block Kit: data_visualization, data_table and table.

Source: Slack's reference, "Data visualization block", "Data table block", "Table block".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.checks import Check, array, boolean, both, number, one_of, shape, string, typed, wrong
from sandbox.richtext import RICH_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

LABEL = string(20)
ID = string(255)


def _positive(value: object, at: str) -> Iterator[str]:
    yield from number()(value, at)
    if isinstance(value, (int, float)) and value <= 0:
        yield wrong("must be greater than 0", at)


def _series_fit(value: object, at: str) -> Iterator[str]:
    """Series have names of their own and exactly one point for every category."""
    if not isinstance(value, dict):
        return
    axis, series = value.get("axis_config"), value.get("series")
    categories = axis.get("categories") if isinstance(axis, dict) else None
    if not (isinstance(categories, list) and isinstance(series, list)):
        return
    if len({str(one) for one in categories}) < len(categories):
        yield wrong("categories must be unique", f"{at}/axis_config/categories")
    named = [one for one in series if isinstance(one, dict)]
    if len({str(one.get("name")) for one in named}) < len(named):
        yield wrong("series names must be unique", f"{at}/series")
    for index, one in enumerate(named):
        points = one.get("data")
        labels = [p.get("label") for p in points if isinstance(p, dict)] if isinstance(points, list) else []
        if sorted(map(str, labels)) != sorted(map(str, categories)):
            yield wrong("must have exactly one data point for every category", f"{at}/series/{index}/data")


def _axes(kind: str) -> Check:
    point = shape({"label": LABEL, "value": number()})
    series = array(shape({"name": LABEL, "data": array(point, 20)}), 12)
    axis = shape({"categories": array(LABEL, 20)}, {"x_label": string(50), "y_label": string(50)})
    return both(shape({"type": one_of(kind), "series": series, "axis_config": axis}), _series_fit)


CHART = typed(
    {
        "pie": shape(
            {"type": one_of("pie"), "segments": array(shape({"label": LABEL, "value": _positive}), 12)},
        ),
        **{kind: _axes(kind) for kind in ("bar", "area", "line")},
    },
    what="chart type",
)
DATA_VISUALIZATION = shape(
    {"type": one_of("data_visualization"), "title": string(50), "chart": CHART}, {"block_id": ID}
)

MOST_CHARACTERS = 10_000
"""Text of all cells of a message's tables together ("Data table block"; a third-party registry says 20,000)."""
MOST_ROWS = 101
"""Rows of a data_table with its header ("Data table block"; a third-party registry says 201)."""

RAW_TEXT = shape({"type": one_of("raw_text"), "text": string(MOST_CHARACTERS)})
RAW_NUMBER = shape({"type": one_of("raw_number"), "value": number(), "text": string(255)})
CELL = typed({"raw_text": RAW_TEXT, "raw_number": RAW_NUMBER, "rich_text": RICH_TEXT}, what="cell type")


def characters(value: object) -> int:
    """Count the characters of every `text` in a piece of Block Kit."""
    if isinstance(value, dict):
        return sum(
            len(one) if name == "text" and isinstance(one, str) else characters(one)
            for name, one in value.items()
        )
    return sum(map(characters, value)) if isinstance(value, list) else 0


def _rectangular(value: object, at: str) -> Iterator[str]:
    rows = value.get("rows") if isinstance(value, dict) else None
    if not isinstance(rows, list):
        return
    if len({len(row) for row in rows if isinstance(row, list)}) > 1:
        yield wrong("all rows must have the same number of columns", f"{at}/rows")
    if characters(rows) > MOST_CHARACTERS:
        yield wrong(f"cell text must be less than {MOST_CHARACTERS + 1} characters in total", f"{at}/rows")


def _plain_header(value: object, at: str) -> Iterator[str]:
    rows = value.get("rows") if isinstance(value, dict) else None
    header = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], list) else []
    if any(isinstance(cell, dict) and cell.get("type") == "rich_text" for cell in header):
        yield wrong("header cells must be raw_text or raw_number", f"{at}/rows/0")


DATA_TABLE = both(
    shape(
        {
            "type": one_of("data_table"),
            "caption": string(3000),
            "rows": array(array(CELL, 20), MOST_ROWS, least=2),
        },
        {
            "block_id": ID,
            "page_size": number(1, 100, whole=True),
            "row_header_column_index": number(0, 19, whole=True),
        },
    ),
    _rectangular,
    _plain_header,
)
TABLE = both(
    shape(
        {"type": one_of("table"), "rows": array(array(CELL, 20), 100)},
        {
            "block_id": ID,
            "column_settings": array(
                shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean}), 20, least=0
            ),
        },
    ),
    _rectangular,
)

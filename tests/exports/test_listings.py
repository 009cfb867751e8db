"""Listings: one thing a row, on as many sheets as it takes."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from exports.listings import TALLEST, Column, Listing, add_listing
from exports.looks import COUNT, TEXT, Styles
from exports.streaming import save
from exports.workbook import write_workbook
from tests.exports.reading import records
from tests.exports.sample import NOW, sample_report

REPORT = sample_report()


def made(*rows: str, most: int = 1_000) -> Workbook:
    """A workbook with one listing of texts and their lengths."""
    listing: Listing[str] = Listing(
        title="Words-to-say",
        rows=rows,
        nothing="No word.",
        columns=(
            Column(heading="Word", width=10, look=TEXT, value=str),
            Column(heading="Length", width=10, look=COUNT, value=len, printed=False),
        ),
    )
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    bodies = add_listing(listing, workbook=workbook, styles=Styles(workbook), report=REPORT, most=most)
    return load_workbook(BytesIO(save(workbook, bodies=bodies, at=NOW)))


def test_rows_beyond_what_a_sheet_holds_go_on_the_next() -> None:
    workbook = made("one", "two", "three", "four", "five", most=2)
    assert workbook.sheetnames == ["Words-to-say", "Words-to-say 2", "Words-to-say 3"]
    assert [row["Word"] for sheet in workbook.worksheets for row in records(sheet)] == [
        "one",
        "two",
        "three",
        "four",
        "five",
    ]
    tables = [table for sheet in workbook.worksheets for table in sheet.tables.values()]
    assert [(table.name, table.ref) for table in tables] == [
        ("Wordstosay", "A1:B3"),
        ("Wordstosay_2", "A1:B3"),
        ("Wordstosay_3", "A1:B2"),
    ]


def test_rows_that_just_fit_stay_on_one_sheet() -> None:
    assert made("one", "two", most=2).sheetnames == ["Words-to-say"]


def test_a_reader_that_streams_sees_every_row() -> None:
    streamed = load_workbook(BytesIO(write_workbook(REPORT)), read_only=True)
    assert streamed["Posts"].max_row == 41
    assert [row[0] for row in streamed["Posts"].iter_rows(values_only=True)][-1] == "Sunday brunch in Bath"


def test_only_the_printed_columns_are_on_paper() -> None:
    assert made("one").worksheets[0].print_area == "'Words-to-say'!$A$1:$A$2"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("short", 1),
        ("a" * 12, 1),
        ("a" * 13, 2),
        ("a\nb\n\nc", 4),
        ("字" * 12, 2),
        ("a" * 5_000, TALLEST),
    ],
)
def test_a_row_is_as_tall_as_its_text_within_bounds(text: str, lines: int) -> None:
    one = made("x").worksheets[0].row_dimensions[2].height or 0
    two = made("x\nx").worksheets[0].row_dimensions[2].height or 0
    height = made(text).worksheets[0].row_dimensions[2].height or 0
    assert round((height - one) / (two - one)) + 1 == lines


def test_no_rows_leave_the_sentence() -> None:
    (sheet,) = made().worksheets
    assert [cell.value for cell in sheet["A"]] == ["No word."]
    assert not sheet.tables

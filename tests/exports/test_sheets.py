"""Files from outside: rows become lines, and what cannot be read is refused with what to do about it."""

import io
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from domain.refusals import Refusal
from domain.sheets import Line
from exports.sheets import COLUMNS_LIMIT, LINES_LIMIT, read_sheet

ROWS = [["Key", "Name"], ["S001", "Café “Leeds”"], [], ["S002", "York,\nCoppergate"]]


def workbook(*rows: Sequence[object], before: int = 0) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number in range(before):
        book.create_sheet(f"Empty {number}", 0)
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def far_below(row: int) -> bytes:
    """A workbook in which a row stands far under the others."""
    book = Workbook()
    assert book.active is not None
    book.active.append(["Key", "Name"])
    book.active.cell(row, 1, "S001")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, **parts: bytes | None) -> bytes:
    """The workbook with parts changed, added, or taken away; `__` stands for a slash and `_0` for a point."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        given = {name.replace("__", "/").replace("_0", "."): part for name, part in parts.items()}
        for one in before.namelist():
            if one not in given:
                after.writestr(one, before.read(one))
        for name, part in given.items():
            if part is not None:
                after.writestr(name, part)
    return out.getvalue()


def cells(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(one.number, one.cells) for one in read_sheet(data)]


def refused(data: bytes) -> str:
    with pytest.raises(Refusal) as said:
        read_sheet(data)
    return str(said.value)


EXPECTED = [(1, ("Key", "Name")), (2, ("S001", "Café “Leeds”")), (4, ("S002", "York,\nCoppergate"))]


def test_a_workbooks_rows_are_read_with_their_numbers() -> None:
    assert cells(workbook(*ROWS)) == EXPECTED
    assert cells(workbook(*ROWS, before=2)) == EXPECTED, "the first sheet with anything in it"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_whatever_program_wrote_it(encoding: str, delimiter: str) -> None:
    text = "\r\n".join(
        ["Key,Name", '"S001","Café “Leeds”"', "", '"S002";"York,\nCoppergate"'.replace(";", ",")]
    )
    if delimiter != ",":
        text = text.replace("Key,Name", f"Key{delimiter}Name").replace('","', f'"{delimiter}"')
    assert cells(text.encode(encoding)) == EXPECTED


def test_numbers_days_and_blanks_read_as_they_are_shown() -> None:
    row = [1001, 2.5, datetime(2026, 11, 27), datetime(2026, 11, 27, 10, 30), True, None, "  x  ", None]  # noqa: DTZ001  # a cell knows no zone
    assert cells(workbook(row)) == [
        (1, ("1001", "2.5", "2026-11-27", "2026-11-27 10:30:00", "True", "", "x"))
    ]


def test_formulas_are_known_as_such() -> None:
    (line,) = read_sheet(workbook(["S1", "=A1&1", "'=no"]))
    assert line == Line(number=1, cells=("S1", "=A1&1", "'=no"), formulas=frozenset({1}))
    (line,) = read_sheet(b"S1,=A1&1")
    assert line.formulas == frozenset()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04nothing", "The file is damaged"),
        (workbook(*ROWS)[:-200], "The file is damaged"),
        (
            repacked(workbook(*ROWS), xl__worksheets__sheet1_0xml=b"<worksheet><sheetData"),
            "The file is damaged",
        ),
        (repacked(workbook(*ROWS), xl__workbook_0xml=None), "This is no .xlsx file"),
        (repacked(workbook(*ROWS), xl__vbaProject_0bin=b"x"), "There are macros in this file"),
        (
            repacked(workbook(*ROWS), xl__styles_0xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
            "something in this file that no spreadsheet needs",
        ),
        (
            repacked(workbook(*ROWS), xl__styles_0xml="<a/>".encode("utf-16")),
            "something in this file that no spreadsheet needs",
        ),
        (
            repacked(workbook(*ROWS), xl__media__bomb_0xml=b" " * 9_000_000),
            "something in this file that no spreadsheet needs",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "This is an old or a locked Excel file"),
        (b"%PDF-1.7", "no table but a document"),
        (b"\n<!DOCTYPE html><p>Sign in</p>", "no table but a document"),
        ("Key,Name\nS1,Café\n".encode("latin-1"), "Row 2 of the file is not in UTF-8"),
        (b"\xff\xfeK", "not in UTF-8"),
        (b"GIF89a\x00\x01", "neither a .csv nor an .xlsx file"),
        (b'Key,Name\nS1,"Hull\nS2,York\n', "From line"),
        (b"x" * 5_000_001, "The file is larger than 5 MB"),
        (b"a,b\n" * (LINES_LIMIT + 1), "The file has more than 20000 rows"),
        (b"a,b\n" + b"\n" * (LINES_LIMIT + 5) + b"c,d\n", "The file has more than 20000 rows"),
        (far_below(LINES_LIMIT + 7), "The file has more than 20000 rows"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, said: str) -> None:
    assert said in refused(data)


@pytest.mark.parametrize("before", [0, 3])
def test_a_heading_behind_the_last_column_that_is_read_is_told_instead_of_left_out(before: int) -> None:
    wide = ["Name", *(f"Sales {one}" for one in range(COLUMNS_LIMIT)), "Key"]
    rows: list[list[str]] = [[] for _ in range(before)]
    said = "Only the first 50 columns of a table are read, and “Sales 49” stands behind them."
    assert refused(workbook(*rows, wide, ["Leeds"])).startswith(said)
    assert refused(("\n" * before + ",".join(wide) + "\nLeeds\n").encode()).startswith(said)

    # A value without a heading is none of the table.
    narrow, stray = ["Name", "Key"], ["Leeds", "S001", *[""] * COLUMNS_LIMIT, "x"]
    assert cells(workbook(narrow, stray))[1][1][:2] == ("Leeds", "S001")
    (_, (_, read)) = cells("\n".join(map(",".join, (narrow, stray))).encode())
    assert (read[:2], len(read)) == (("Leeds", "S001"), COLUMNS_LIMIT)


def test_an_empty_file_has_no_rows() -> None:
    assert read_sheet(b"") == ()
    assert read_sheet(b"\xef\xbb\xbf\r\n,,\n") == ()
    assert read_sheet(workbook()) == ()


def test_a_cell_far_away_is_not_waited_for() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Key"
    sheet["XFD1048576"] = "far away"
    out = io.BytesIO()
    book.save(out)
    assert cells(out.getvalue()) == [(1, ("Key",))]


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)


@given(st.lists(st.lists(texts, min_size=1, max_size=5), max_size=6))
@settings(deadline=None)
def test_what_a_spreadsheet_holds_is_what_is_read(rows: list[list[str]]) -> None:
    plain = [[one if not one.startswith("=") else f"x{one}" for one in row] for row in rows]
    expected = {
        number: tuple(one.strip() for one in row)
        for number, row in enumerate(plain, start=1)
        if any(one.strip() for one in row)
    }
    found = dict(cells(workbook(*plain)))
    assert found.keys() == expected.keys()
    for number, row in found.items():
        assert row == expected[number][: len(row)]
        assert not any(expected[number][len(row) :])


@given(st.binary(max_size=300) | st.binary(max_size=60).map(lambda data: b"PK\x03\x04" + data))
@settings(deadline=None)
def test_any_bytes_are_rows_or_a_refusal(data: bytes) -> None:
    with suppress(Refusal):
        assert all(any(one.cells) for one in read_sheet(data))


@given(place=st.integers(0, 6_000), change=st.integers(0, 255))
@settings(deadline=None, max_examples=60)
def test_a_damaged_workbook_is_read_or_refused(place: int, change: int) -> None:
    data = bytearray(workbook(*ROWS))
    data[place % len(data)] = change
    with suppress(Refusal):
        assert len(read_sheet(bytes(data))) <= len(ROWS)

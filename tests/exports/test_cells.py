"""No text becomes a formula, an error or broken XML."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from exports.cells import TEXT_LIMIT, Style, Value, cell_xml, plain_text, serial
from tests.exports.naughty import OWN

STYLE = Style(plain=3, quoted=4)
LONDON = ZoneInfo("Europe/London")


def cell(value: Value) -> ET.Element:
    return ET.fromstring(cell_xml("B7", value, style=STYLE, zone=LONDON))  # noqa: S314  # our own XML


def shown(value: Value) -> str:
    """The text that a spreadsheet shows."""
    return unescape(cell(value).findtext("is/t") or "")


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_any_text_at_all_makes_a_text_cell(text: str) -> None:
    found = cell(text)
    assert found.find("f") is None
    assert found.find("v") is None
    assert found.get("t") == ("inlineStr" if text else None)
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    assert len(shown(text)) == len(kept)
    assert all(now == then for now, then in zip(shown(text), kept, strict=True) if now != "\ufffd")


@pytest.mark.parametrize("text", OWN)
def test_what_looks_like_something_else_stays_what_it_is(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize("number", [0x0, 0x7, 0xB, 0x1F, 0xFFFE, 0xFFFF, 0xD800, 0xDFFF])
def test_what_xml_forbids_is_replaced(number: int) -> None:
    assert shown(f"a{chr(number)}b") == "a\ufffdb"


def test_line_ends_become_those_of_a_cell() -> None:
    assert shown("a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "#N/A", "'a"])
def test_what_would_turn_on_editing_is_quoted(text: str) -> None:
    assert cell(text).get("s") == "4"


def test_a_plain_word_is_not_quoted() -> None:
    assert cell("wool").get("s") == "3"


def test_a_long_text_is_cut_where_a_cell_ends() -> None:
    assert plain_text("a" * TEXT_LIMIT) == "a" * TEXT_LIMIT
    assert plain_text("a" * (TEXT_LIMIT + 1)) == "a" * (TEXT_LIMIT - 1) + "…"


def test_an_emoji_is_not_cut_in_two() -> None:
    cut = plain_text("a" + "👍" * TEXT_LIMIT)
    assert len(cut.encode("utf-16-le")) // 2 <= TEXT_LIMIT
    assert cut.endswith("👍…")


def test_numbers_are_numbers() -> None:
    assert cell(42).findtext("v") == "42"
    assert cell(0).findtext("v") == "0"
    assert cell(6.5).findtext("v") == "6.5"
    assert cell(-1).get("t") is None


@pytest.mark.parametrize("value", [2**53 + 1, -(2**53) - 1, float("nan"), float("inf")])
def test_a_number_no_cell_can_hold_is_text(value: float) -> None:
    assert shown(value) == str(value)


def test_yes_and_no_are_words() -> None:
    assert (shown(True), shown(False)) == ("yes", "no")  # noqa: FBT003  # the value under test


def test_nothing_is_an_empty_cell_in_its_look() -> None:
    assert cell(None).attrib == cell("").attrib == {"r": "B7", "s": "3"}


def test_a_moment_is_a_day_count_in_the_zone() -> None:
    # Excel counts 1 January 2026 as day 46,023.
    assert serial(datetime(2026, 1, 1, 12, tzinfo=UTC), zone=LONDON) == 46_023.5
    # In July London's clocks are an hour ahead.
    assert serial(datetime(2026, 7, 1, 23, 0, tzinfo=UTC), zone=LONDON) == 46_205.0
    assert float(cell(datetime(2026, 1, 1, tzinfo=UTC)).findtext("v") or "") == 46_023


def test_a_moment_beyond_the_calendar_is_text() -> None:
    last = datetime(9999, 12, 31, 23, tzinfo=UTC)
    assert serial(last, zone=ZoneInfo("Asia/Tokyo")) == last.isoformat()

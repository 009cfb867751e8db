from contextlib import suppress
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.measures import Measure, read_measure
from domain.refusals import Refusal
from tests.domain.maturity import GROWTH, WAIT

SHARE = Measure(key="share", name="Stores with a complete profile", unit="%", most=100)
STARS = Measure(key="stars", name="Average review", unit="of 5", least=4, most=5)
COUNT = Measure(key="count", name="People reached", most=1_000_000_000)


@pytest.mark.parametrize(
    ("typed", "measure", "value"),
    [
        ("", WAIT, None),
        ("  ", WAIT, None),
        ("h", WAIT, None),
        ("4.5", WAIT, 4.5),
        (" 5 h ", WAIT, 5),
        ("5h", WAIT, 5),
        ("62 %", SHARE, 62),
        ("0", SHARE, 0),
        ("100%", SHARE, 100),
        ("1,200", COUNT, 1200),
        ("1 200", COUNT, 1200),
        ("12\u202f345\u00a0678", COUNT, 12_345_678),
        ("1’234.5", COUNT, 1234.5),
        ("+30", GROWTH, 30),
        ("-1,200", GROWTH, -1200),
        ("1e3", COUNT, 1000),
        ("2E2", COUNT, 200),
        ("0004", WAIT, 4),
    ],
)
def test_figures_are_read_as_people_type_them(typed: str, measure: Measure, value: float | None) -> None:
    assert read_measure(typed, measure) == value


@pytest.mark.parametrize(
    ("typed", "measure", "said"),
    [
        ("lots", WAIT, "“lots” is no number. Give one such as 360 h, or leave this empty."),
        ("4,5", WAIT, "“4,5” is no number. Decimals stand behind a point: 4.5."),
        ("1.2.3", COUNT, "is no number"),
        ("1,20,0", COUNT, "is no number"),
        ("nan", WAIT, "is no number"),
        ("inf", COUNT, "is no number"),
        ("٣", WAIT, "is no number"),
        ("²", WAIT, "is no number"),
        ("=1+1", WAIT, "is no number"),
        ("{who}", WAIT, "“{who}” is no number"),
        ("5 min", WAIT, "is no number"),
        (
            "1e300",
            WAIT,
            "1e300 cannot be right for “Median time to an answer”: it lies between 0 h and 720 h.",
        ),
        ("1e9999", WAIT, "cannot be right"),
        ("721", WAIT, "cannot be right"),
        ("-1", SHARE, "it lies between 0 % and 100 %"),
        ("100.0000000001", SHARE, "cannot be right"),
        ("3.9", STARS, "it lies between 4 of 5 and 5 of 5"),
        ("x", STARS, "such as 4.5 of 5"),
        ("1e99999", WAIT, "is no number"),
        ("9" * 41, COUNT, "too long for a number. Give one such as 500,000,000."),
    ],
)
def test_what_cannot_be_a_figure_is_refused_with_what_to_type(
    typed: str, measure: Measure, said: str
) -> None:
    with pytest.raises(Refusal) as refused:
        read_measure(typed, measure)

    assert said in str(refused.value)


@settings(deadline=None)
@given(st.text(max_size=45) | st.from_regex(r"[-+0-9.,eE h]{1,45}", fullmatch=True))
def test_no_text_breaks_the_reader_or_leaves_the_bounds(typed: str) -> None:
    with suppress(Refusal):
        value = read_measure(typed, WAIT)
        assert value is None or (isfinite(value) and 0 <= value <= 720)


@given(st.integers(-5_000, 5_000))
def test_what_is_shown_reads_back(value: int) -> None:
    assert read_measure(GROWTH.shown(value), GROWTH) == value

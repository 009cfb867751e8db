"""What stands in a form's inputs, also where somebody made the form by hand."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from blocks.exceptions import UNTIL, read_exemption
from blocks.state import (
    chosen,
    chosen_day,
    chosen_moment,
    chosen_of,
    chosen_people,
    chosen_person,
    chosen_several,
    has_inputs,
    typed,
)
from domain.findings import Level
from domain.people import UserId


def dated(day: Any, field: str = "due") -> dict[str, Any]:
    return {"private_metadata": "A.B", "state": {"values": {field: {"any": {"selected_date": day}}}}}


def view(seconds: Any) -> dict[str, Any]:
    return {"state": {"values": {"publish_at": {"any": {"selected_date_time": seconds}}}}}


def test_a_chosen_moment_is_read_in_utc() -> None:
    assert chosen_moment(view(1_795_424_400), "publish_at") == datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize("seconds", [10**12, 10**18])
def test_a_moment_beyond_the_calendar_is_its_last(seconds: int) -> None:
    assert chosen_moment(view(seconds), "publish_at") == datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("seconds", [None, 0, -5, "soon", ["2026"], {}])
def test_what_is_no_moment_is_none(seconds: Any) -> None:
    assert chosen_moment(view(seconds), "publish_at") is None


def test_a_chosen_day_is_read() -> None:
    assert chosen_day(dated("2026-11-23"), "due") == date(2026, 11, 23)


@pytest.mark.parametrize("day", [None, "", "soon", "2026-02-30", 7, 20261123, ["2026-11-23"], {}])
def test_what_is_no_day_is_none(day: Any) -> None:
    assert chosen_day(dated(day), "due") is None
    assert read_exemption(dated(day, UNTIL)) == ("A.B", None, "")


ODD: list[Any] = [None, 7, True, [7], ["x", None], {"value": 7}, [{"value": None}, {}], {"text": "x"}, 1.5]


def holding(odd: Any) -> dict[str, Any]:
    """A form in each of whose inputs stands something that Slack never sends."""
    keys = ("value", "selected_option", "selected_options", "selected_user", "selected_users")
    return {"state": {"values": {"it": {"any": dict.fromkeys(keys, odd)}}}}


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_text_no_choice_and_nobody_is_none(odd: Any) -> None:
    form = holding(odd)
    assert typed(form, "it") == chosen(form, "it") == ""
    assert chosen_of(form, "it", Level) is None
    assert chosen_several(form, "it") == ()
    assert chosen_person(form, "it") is None
    assert chosen_people(form, "it") in {(), ("x",)}


def test_what_was_chosen_is_read() -> None:
    form = holding([{"value": "error"}, {"value": "warning"}])
    assert chosen_several(form, "it") == ("error", "warning")
    assert chosen_of(holding({"value": "error"}), "it", Level) is Level.ERROR
    assert chosen_of(holding({"value": "disaster"}), "it", Level) is None
    assert chosen_person(holding("U1"), "it") == UserId("U1")
    assert chosen_people(holding(["U1", "U2"]), "it") == (UserId("U1"), UserId("U2"))


def test_errors_stand_below_inputs_of_a_submitted_form_alone() -> None:
    without = {"blocks": [{"type": "section"}]}
    with_one = {"blocks": [{"type": "section"}, {"type": "input", "block_id": "until"}]}
    assert has_inputs({"type": "view_submission", "view": with_one})
    assert not has_inputs({"type": "view_submission", "view": without})
    assert not has_inputs({"type": "block_actions", "view": with_one})
    assert not has_inputs({"type": "block_actions"})

"""Every kind of input is filled by its label and submitted in Slack's own shape."""

from __future__ import annotations

from datetime import UTC, date, datetime
from datetime import time as clock_time
from typing import TYPE_CHECKING, Any

import pytest

from sandbox import NotAsExpected
from tests.sandbox.test_views import modal, opened, plain

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from sandbox import Persona
    from tests.sandbox.recorder import Recorder

Json = dict[str, Any]
ONE = {"text": plain("First"), "value": "1"}
TWO = {"text": plain("Second"), "value": "2"}
AT = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def shown(option: Json) -> Json:
    return {**option, "text": {**option["text"], "emoji": True}}


CASES: list[tuple[Json, object, Json]] = [
    ({"type": "plain_text_input"}, "a <b> & c", {"value": "a <b> & c"}),
    ({"type": "email_text_input"}, "a@b.test", {"value": "a@b.test"}),
    ({"type": "url_text_input"}, "https://a.test", {"value": "https://a.test"}),
    ({"type": "number_input", "is_decimal_allowed": True}, 1.5, {"value": "1.5"}),
    ({"type": "static_select", "options": [ONE, TWO]}, "Second", {"selected_option": shown(TWO)}),
    (
        {"type": "static_select", "option_groups": [{"label": plain("All"), "options": [ONE, TWO]}]},
        "First",
        {"selected_option": shown(ONE)},
    ),
    ({"type": "radio_buttons", "options": [ONE, TWO]}, "First", {"selected_option": shown(ONE)}),
    ({"type": "checkboxes", "options": [ONE, TWO]}, ["Second"], {"selected_options": [shown(TWO)]}),
    ({"type": "checkboxes", "options": [ONE]}, True, {"selected_options": [shown(ONE)]}),
    (
        {"type": "multi_static_select", "options": [ONE, TWO]},
        ["First", "Second"],
        {"selected_options": [shown(ONE), shown(TWO)]},
    ),
    ({"type": "external_select", "min_query_length": 0}, "Second", {"selected_option": TWO}),
    ({"type": "multi_external_select"}, ["First"], {"selected_options": [ONE]}),
    ({"type": "users_select"}, "@mia", {"selected_user": "U02"}),
    ({"type": "multi_users_select"}, ["@mia", "Eve Parker"], {"selected_users": ["U02", "U01"]}),
    ({"type": "conversations_select"}, "#desk", {"selected_conversation": "C01"}),
    ({"type": "multi_channels_select"}, ["#desk"], {"selected_channels": ["C01"]}),
    ({"type": "datepicker"}, date(2026, 11, 27), {"selected_date": "2026-11-27"}),
    ({"type": "timepicker"}, clock_time(9, 5), {"selected_time": "09:05"}),
    ({"type": "datetimepicker"}, AT, {"selected_date_time": int(AT.timestamp())}),
]


def form(element: Json, **block: Any) -> Json:
    named = {"action_id": "value", **element}
    return modal("Form", {"type": "input", "block_id": "it", "label": plain("It"), "element": named, **block})


def submitted(app: Recorder, person: Persona, window: Any) -> Json:
    def answer(payload: Json) -> Json | None:
        return {"options": [ONE, TWO]} if payload["type"] == "block_suggestion" else None

    app.answer = answer
    result = person.submit(window(person) if callable(window) else window)
    assert result.errors == {}
    value: Json = app.wait_for("view_submission")["view"]["state"]["values"]["it"]["value"]
    return value


@pytest.mark.parametrize(("element", "wanted", "value"), CASES)
def test_an_input_is_filled_and_submitted(
    app: Recorder, client: WebClient, eve: Persona, element: Json, wanted: object, value: Json
) -> None:
    window = opened(app, client, eve, form(element))
    got = submitted(app, eve, lambda person: person.fill(window, {"It": wanted}))
    assert got == {"type": element["type"], **value}


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"type": "plain_text_input"}, {"value": None}),
        ({"type": "static_select", "options": [ONE]}, {"selected_option": None}),
        ({"type": "checkboxes", "options": [ONE]}, {"selected_options": []}),
        ({"type": "datepicker"}, {"selected_date": None}),
        ({"type": "plain_text_input", "initial_value": "x"}, {"value": "x"}),
        ({"type": "datepicker", "initial_date": "2026-01-02"}, {"selected_date": "2026-01-02"}),
        (
            {"type": "checkboxes", "options": [ONE], "initial_options": [ONE]},
            {"selected_options": [shown(ONE)]},
        ),
        ({"type": "static_select", "options": [ONE], "initial_option": ONE}, {"selected_option": shown(ONE)}),
    ],
)
def test_what_nobody_touched_is_submitted_as_it_began(
    app: Recorder, client: WebClient, eve: Persona, element: Json, value: Json
) -> None:
    got = submitted(app, eve, opened(app, client, eve, form(element, optional=True)))
    assert got == {"type": element["type"], **value}


def test_a_file_input_carries_a_file_the_app_can_fetch(
    app: Recorder, client: WebClient, eve: Persona
) -> None:
    window = opened(app, client, eve, form({"type": "file_input", "filetypes": ["csv"]}))
    value = submitted(app, eve, lambda person: person.fill(window, {"It": [("plan.csv", b"a,b\n")]}))
    (file,) = value["files"]
    assert file["name"] == "plan.csv"
    assert client.files_info(file=file["id"])["file"]["size"] == 4


def test_a_name_that_is_not_there_is_told_with_those_that_are(
    app: Recorder, client: WebClient, eve: Persona
) -> None:
    window = opened(app, client, eve, form({"type": "static_select", "options": [ONE, TWO]}))
    with pytest.raises(NotAsExpected, match="“Third” is not offered; there is “First”, “Second”"):
        eve.fill(window, {"It": "Third"})
    with pytest.raises(NotAsExpected, match="“That” is not there; there is “It”"):
        eve.fill(window, {"That": "First"})

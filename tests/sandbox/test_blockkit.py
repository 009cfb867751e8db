"""Block Kit is checked to the letter: limits, surfaces, required fields, ids used twice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models import blocks as models
from slackblocks import (
    AxisConfig,
    BarChart,
    ChartSegment,
    DataPoint,
    DataSeries,
    DataTableBlock,
    DataVisualizationBlock,
    PieChart,
    RawNumber,
    RawText,
    RichTextBlock,
)
from slackblocks import _limits as published

from sandbox.blockkit import SURFACES, problems

Json = dict[str, Any]


def plain(text: str = "x") -> Json:
    return {"type": "plain_text", "text": text}


def section(**more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, **more}


def button(text: str = "Go", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), **more}


def option(number: int = 0) -> Json:
    return {"text": plain(f"Option {number}"), "value": str(number)}


def options(count: int) -> list[Json]:
    return [option(number) for number in range(count)]


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Label"), "element": element, **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "options": options(2), **more}


def chart(kind: str = "bar", *, categories: int = 2, series: int = 1, **more: Any) -> Json:
    names = [f"c{number}" for number in range(categories)]
    data = [{"label": name, "value": -1.5} for name in names]
    return {
        "type": "data_visualization",
        "title": "Posts",
        "chart": {
            "type": kind,
            "series": [{"name": f"s{number}", "data": data} for number in range(series)],
            "axis_config": {"categories": names},
        },
        **more,
    }


def pie(count: int, value: float = 1) -> Json:
    segments = [{"label": f"{number}", "value": value} for number in range(count)]
    return {"type": "data_visualization", "title": "Pie", "chart": {"type": "pie", "segments": segments}}


def table(rows: int, columns: int = 2, **more: Any) -> Json:
    row = [
        {"type": "raw_text", "text": "x"},
        *[{"type": "raw_number", "value": 1, "text": "1"}] * (columns - 1),
    ]
    return {"type": "data_table", "caption": "Posts", "rows": [row] * rows, **more}


GOOD: list[tuple[str, Json]] = [
    ("message", section()),
    ("message", section(text={"type": "mrkdwn", "text": "x" * published.SECTION_TEXT_MAX_LENGTH})),
    ("message", {"type": "section", "fields": [plain("x" * published.SECTION_FIELDS_ITEM_MAX_LENGTH)] * 10}),
    ("message", {"type": "header", "text": plain("x" * published.HEADER_TEXT_MAX_LENGTH)}),
    ("message", {"type": "context", "elements": [plain()] * published.CONTEXT_ELEMENTS_MAX_ITEMS}),
    ("message", actions(*[button() for _ in range(published.ACTIONS_ELEMENTS_MAX_ITEMS)])),
    ("message", actions(button("x" * 75, value="v" * 2000, style="danger", action_id="a" * 255))),
    ("message", actions(select(options=options(published.SELECT_OPTIONS_MAX_ITEMS)))),
    ("message", section(accessory={"type": "overflow", "options": options(5)})),
    ("message", {"type": "markdown", "text": "x" * published.MARKDOWN_TEXT_MAX_LENGTH}),
    ("message", {"type": "image", "image_url": "https://x.test/a.png", "alt_text": "x"}),
    ("message", chart(categories=20, series=12)),
    ("home", chart("line")),
    ("message", pie(12)),
    ("message", table(101, 20)),
    ("home", table(2)),
    ("modal", field({"type": "plain_text_input", "multiline": True, "max_length": 3000})),
    ("modal", field({"type": "checkboxes", "options": options(10)}, optional=True)),
    ("modal", field({"type": "radio_buttons", "options": options(10), "initial_option": option(3)})),
    ("modal", field(select("multi_static_select", initial_options=options(2)))),
    ("modal", field({"type": "number_input", "is_decimal_allowed": True, "min_value": "0"})),
    ("modal", field({"type": "file_input", "filetypes": ["csv", "xlsx"], "max_files": 10})),
    ("modal", field({"type": "datepicker", "initial_date": "2026-11-27"})),
    ("modal", field({"type": "timepicker", "initial_time": "09:00"})),
    ("modal", field({"type": "datetimepicker", "initial_date_time": 1_764_000_000})),
    ("modal", field({"type": "conversations_select", "response_url_enabled": True})),
    ("modal", {"type": "alert", "text": plain(), "level": "warning"}),
]

BAD: list[tuple[str, Json, str]] = [
    ("message", section(text={"type": "mrkdwn", "text": "x" * 3001}), "must be less than 3001 characters"),
    ("message", section(text={"type": "mrkdwn", "text": ""}), "must be more than 0 characters"),
    ("message", section(text={"type": "html", "text": "x"}), "unsupported type: html"),
    ("message", section(text="x"), "must be an object"),
    ("message", {"type": "section"}, "must define either `text` or `fields`"),
    ("message", {"type": "section", "fields": [plain()] * 11}, "no more than 10 items allowed"),
    ("message", {"type": "section", "fields": [plain("x" * 2001)]}, "must be less than 2001 characters"),
    ("message", section(colour="red"), "invalid additional property: colour"),
    ("message", section(block_id="x" * 256), "must be less than 256 characters"),
    ("message", {"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "plain_text expected"),
    ("message", {"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters"),
    ("message", {"type": "context", "elements": [plain()] * 11}, "no more than 10 items allowed"),
    ("message", {"type": "context", "elements": [button()]}, "unsupported context element type: button"),
    ("message", actions(), "no fewer than 1 items allowed"),
    ("message", actions(*[button()] * 26), "no more than 25 items allowed"),
    ("message", actions(button("x" * 76)), "must be less than 76 characters"),
    ("message", actions(button(value="x" * 2001)), "must be less than 2001 characters"),
    ("message", actions(button(value="")), "must be more than 0 characters"),
    ("message", actions(button(style="default")), "must be one of: primary, danger"),
    ("message", actions({"type": "plain_text_input"}), "unsupported element type: plain_text_input"),
    ("message", actions(button(action_id="a"), button(action_id="a")), '`action_id` "a" already exists'),
    ("message", section(accessory={"type": "overflow", "options": options(6)}), "no more than 5 items"),
    ("message", actions(select(options=options(101))), "no more than 100 items allowed"),
    ("message", actions({"type": "static_select"}), "must define either `options` or `option_groups`"),
    ("message", actions(select(initial_option=option(7))), "initial option(s) must match"),
    ("message", actions(select(options=[option(1), option(1)])), 'duplicate option value "1"'),
    ("message", actions(select(options=[{"text": plain(), "value": "v" * 151}])), "less than 151"),
    ("message", {"type": "image", "image_url": "https://x.test", "alt_text": ""}, "more than 0"),
    ("message", {"type": "image", "alt_text": "x"}, "must define either `image_url` or `slack_file`"),
    ("message", {"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters"),
    ("message", {"type": "alert", "text": plain()}, "unsupported type: alert"),
    ("modal", {"type": "markdown", "text": "x"}, "unsupported type: markdown"),
    ("modal", chart(), "unsupported type: data_visualization"),
    ("modal", table(2), "unsupported type: data_table"),
    ("modal", {"type": "marquee"}, "unsupported type: marquee"),
    ("modal", {"type": "input", "label": plain()}, "missing required field: element"),
    ("modal", field(button()), "unsupported element type: button"),
    ("modal", field({"type": "checkboxes", "options": options(11)}), "no more than 10 items allowed"),
    ("modal", field({"type": "number_input"}), "missing required field: is_decimal_allowed"),
    ("modal", field({"type": "datepicker", "initial_date": "27.11.2026"}), "must be a date"),
    ("modal", field({"type": "datepicker", "initial_date": "2026-02-30"}), "must be a date"),
    ("modal", field({"type": "timepicker", "initial_time": "25:00"}), "must be a time"),
    ("modal", field({"type": "plain_text_input", "max_length": 3001}), "less than or equal to 3000"),
    ("modal", field({"type": "file_input", "max_files": 11}), "less than or equal to 10"),
    ("message", chart(title="x" * 51), "must be less than 51 characters"),
    ("message", chart(categories=21), "no more than 20 items allowed"),
    ("message", chart(series=13), "no more than 12 items allowed"),
    ("message", chart("radar"), "unsupported chart type: radar"),
    ("message", pie(13), "no more than 12 items allowed"),
    ("message", pie(2, value=0), "must be greater than 0"),
    ("message", table(1), "no fewer than 2 items allowed"),
    ("message", table(102), "no more than 101 items allowed"),
    ("message", table(2, 21), "no more than 20 items allowed"),
    ("message", table(2, page_size=101), "less than or equal to 100"),
    (
        "message",
        {"type": "data_table", "caption": "x", "rows": [[{"type": "raw_number", "value": 1}]] * 2},
        "missing required field: text",
    ),
    (
        "message",
        {"type": "data_table", "caption": "x", "rows": [[{"type": "raw_text", "text": "x" * 5001}]] * 2},
        "less than 10001 characters in total",
    ),
]


@pytest.mark.parametrize(("surface", "block"), GOOD)
def test_what_is_within_the_limits_passes(surface: Any, block: Json) -> None:
    assert problems([block], on=surface) == []


@pytest.mark.parametrize(("surface", "block", "message"), BAD)
def test_what_is_not_is_said_with_its_place(surface: Any, block: Json, message: str) -> None:
    found = problems([block], on=surface)
    assert any(message in one for one in found), found
    assert all(one.startswith("[ERROR] ") and "[json-pointer:/blocks" in one for one in found)


def test_a_message_holds_fifty_blocks_and_a_modal_a_hundred() -> None:
    assert problems([section()] * 50, on="message") == []
    assert "no more than 50 items allowed" in problems([section()] * 51, on="message")[0]
    assert problems([section()] * 100, on="modal") == []
    assert "no more than 100 items allowed" in problems([section()] * 101, on="modal")[0]


def test_block_ids_are_used_once() -> None:
    twice = [section(block_id="a"), section(block_id="a")]
    assert problems(twice, on="message") == [
        '[ERROR] `block_id` "a" already exists [json-pointer:/blocks/1/block_id]'
    ]
    assert problems([actions(button(action_id="a")), actions(button(action_id="a"))], on="message") == []


def test_a_message_shows_two_charts_and_one_table() -> None:
    assert problems([chart(), chart()], on="message") == []
    assert "no more than 2 data_visualization" in problems([chart()] * 3, on="message")[0]
    plain_table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
    assert "only_one_table_allowed" in problems([plain_table] * 2, on="message")[0]


def test_every_series_has_a_point_for_each_category() -> None:
    broken = chart(categories=3)
    broken["chart"]["series"][0]["data"].pop()
    assert "exactly one data point for every category" in problems([broken], on="message")[0]
    doubled = chart(series=2)
    doubled["chart"]["series"][1]["name"] = "s0"
    assert "series names must be unique" in problems([doubled], on="message")[0]


FIELDS = st.sampled_from(
    [
        "type",
        "text",
        "elements",
        "element",
        "options",
        "option_groups",
        "initial_option",
        "initial_options",
        "value",
        "rows",
        "chart",
        "series",
        "data",
        "axis_config",
        "categories",
        "label",
        "fields",
        "block_id",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(FIELDS, inner, max_size=6),
    max_leaves=25,
)
TYPED = st.builds(
    lambda kind, rest: {**rest, "type": kind},
    st.sampled_from(sorted({kind for kinds in SURFACES.values() for kind in kinds})),
    st.dictionaries(FIELDS, JSON, max_size=6),
)


@given(st.lists(TYPED | JSON, max_size=4) | JSON, st.sampled_from(["message", "modal", "home"]))
@settings(max_examples=150, deadline=None)
def test_no_json_at_all_is_a_crash(blocks: Any, surface: Any) -> None:
    assert all(isinstance(one, str) for one in problems(blocks, on=surface))


@given(st.lists(st.sampled_from(GOOD), max_size=5))
@settings(max_examples=100, deadline=None)
def test_good_blocks_stay_good_together(chosen: list[tuple[str, Json]]) -> None:
    for surface in ("message", "modal", "home"):
        blocks = [block for where, block in chosen if where == surface]
        found = problems(blocks, on=surface)
        assert all("data_visualization" in one for one in found)


PLAIN_OPTION = models.Option(text="A", value="a")
SDK_ELEMENTS = [
    models.StaticSelectElement(placeholder="p", options=[PLAIN_OPTION], initial_option=PLAIN_OPTION),
    models.StaticMultiSelectElement(placeholder="p", options=[PLAIN_OPTION], max_selected_items=2),
    models.ExternalDataSelectElement(placeholder="p", min_query_length=1),
    models.UserSelectElement(placeholder="p", initial_user="U1"),
    models.UserMultiSelectElement(placeholder="p", initial_users=["U1"]),
    models.ConversationSelectElement(
        placeholder="p", filter=models.ConversationFilter(include=["im"], exclude_bot_users=True)
    ),
    models.ChannelSelectElement(placeholder="p", response_url_enabled=True),
    models.DatePickerElement(placeholder="p", initial_date="2026-01-01"),
    models.TimePickerElement(placeholder="p", initial_time="10:00", timezone="UTC"),
    models.CheckboxesElement(options=[PLAIN_OPTION], initial_options=[PLAIN_OPTION]),
    models.RadioButtonsElement(options=[PLAIN_OPTION], initial_option=PLAIN_OPTION),
]
SDK_FIELDS = [
    models.DateTimePickerElement(initial_date_time=1_700_000_000),
    models.PlainTextInputElement(placeholder="p", initial_value="", multiline=True, max_length=3000),
    models.EmailInputElement(initial_value="a@b.test"),
    models.UrlInputElement(),
    models.NumberInputElement(is_decimal_allowed=False, initial_value="1", min_value="0", max_value="9"),
    models.RichTextInputElement(),
]


@pytest.mark.parametrize("element", SDK_ELEMENTS, ids=lambda one: one.type)
def test_what_slacks_own_library_builds_passes_everywhere(element: models.InputInteractiveElement) -> None:
    confirm = models.ConfirmObject(title="t", text="x", confirm="y", deny="n", style="danger")
    go = models.ButtonElement(text="Go", url="https://a.test", style="primary", confirm=confirm)
    blocks = [
        models.SectionBlock(text="x", accessory=element),
        models.ActionsBlock(elements=[element, go]),
        models.InputBlock(label="l", element=element, hint="h", optional=True, dispatch_action=False),
    ]
    for surface in SURFACES:
        assert problems([block.to_dict() for block in blocks], on=surface) == []


@pytest.mark.parametrize("element", SDK_FIELDS, ids=lambda one: one.type)
def test_what_slacks_own_library_builds_passes_as_an_input(element: models.InputInteractiveElement) -> None:
    assert problems([models.InputBlock(label="l", element=element).to_dict()], on="modal") == []


def test_an_independent_library_agrees_on_data_blocks() -> None:
    bars = BarChart([DataSeries("s", [DataPoint("x", 1)])], AxisConfig(["x"], "across", "up"))
    rows: list[list[RawText | RawNumber | RichTextBlock]] = [
        [RawText("a"), RawText("b")],
        [RawText("c"), RawNumber(2, "2")],
    ]
    built = [
        DataVisualizationBlock("t", bars),
        DataVisualizationBlock("t", PieChart([ChartSegment("x", 1)])),
        DataTableBlock(rows=rows, caption="c"),
    ]
    assert problems([one._resolve() for one in built], on="message") == []

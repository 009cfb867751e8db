"""Block Kit for the page's tests: one of each block and element."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, description: str = "") -> Json:
    more = {"description": plain(description)} if description else {}
    return {"text": plain(text), "value": text.lower(), **more}


def options(*texts: str) -> list[Json]:
    return [option(text) for text in texts]


def button(action_id: str, text: str, **more: object) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def entry(block_id: str, label: str, element: Json, **more: object) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "value", **element},
        **more,
    }


def modal(title: str, blocks: list[Json], **more: object) -> Json:
    return {"type": "modal", "title": plain(title), "blocks": blocks, **more}


STORES = [f"Store {number}" for number in range(1, 31)]

EVERY_INPUT = [
    entry("one_line", "Title", {"type": "plain_text_input"}, hint=plain("Short, for the desk.")),
    entry("many_lines", "Post text", {"type": "plain_text_input", "multiline": True, "max_length": 300}),
    entry("number", "Budget", {"type": "number_input", "is_decimal_allowed": True}),
    entry("email", "Reply to", {"type": "email_text_input"}),
    entry("url", "Media link", {"type": "url_text_input"}),
    entry(
        "pick", "Department", {"type": "static_select", "options": options("Marketing", "HR", "E-commerce")}
    ),
    entry("picks", "Stores", {"type": "multi_static_select", "options": options(*STORES)}),
    entry("far", "Campaign", {"type": "external_select", "min_query_length": 1}),
    entry("person", "Owner", {"type": "users_select"}),
    entry("people", "Readers", {"type": "multi_users_select"}),
    entry("channel", "Channel", {"type": "channels_select"}),
    entry("place", "Place", {"type": "conversations_select"}),
    entry(
        "radio",
        "Journey step",
        {
            "type": "radio_buttons",
            "options": [option("Discovery"), option("Trial", "Tries it in a store")],
        },
    ),
    entry("boxes", "Networks", {"type": "checkboxes", "options": options("Instagram", "X", "LinkedIn")}),
    entry("date", "Day", {"type": "datepicker"}),
    entry("time", "Hour", {"type": "timepicker"}),
    entry("moment", "Publish at", {"type": "datetimepicker"}),
    entry("file", "Picture", {"type": "file_input", "filetypes": ["png", "txt"]}),
    entry("left", "Left empty", {"type": "plain_text_input"}, optional=True),
]

LIVE_INPUTS: list[Json] = [
    {"type": "alert", "block_id": "warned", "level": "warning", "text": plain("Look twice.")},
    {
        **entry("step", "Step", {"type": "static_select"}, dispatch_action=True),
        "element": {
            "type": "static_select",
            "action_id": "chosen",
            "option_groups": [
                {"label": plain("Before"), "options": options("Discovery", "Research")},
                {"label": plain("After"), "options": options("Loyalty")},
            ],
        },
    },
    {
        **entry("words", "Words", {"type": "plain_text_input"}, dispatch_action=True),
        "element": {
            "type": "plain_text_input",
            "action_id": "hello",
            "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
        },
    },
    {
        **entry("enter", "On Enter", {"type": "plain_text_input"}, dispatch_action=True),
        "element": {"type": "plain_text_input", "action_id": "entered"},
    },
]

CHART_AXES: Json = {"categories": ["Mon", "Tue", "Wed"], "x_label": "Day", "y_label": "Posts"}


def series(name: str, *values: float) -> Json:
    points = zip(CHART_AXES["categories"], values, strict=True)
    return {"name": name, "data": [{"label": label, "value": value} for label, value in points]}


def chart(kind: str, title: str) -> Json:
    lines = [series("Published", 3, 5, 2), series("Waiting", 1, 0, 4)]
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {"type": kind, "series": lines, "axis_config": CHART_AXES},
    }


PIE: Json = {
    "type": "data_visualization",
    "title": "Who posts",
    "chart": {"type": "pie", "segments": [{"label": "HR", "value": 1}, {"label": "Marketing", "value": 3}]},
}

DATA_TABLE: Json = {
    "type": "data_table",
    "caption": "Views by post",
    "page_size": 2,
    "rows": [
        [{"type": "raw_text", "text": "Post"}, {"type": "raw_text", "text": "Views"}],
        *(
            [{"type": "raw_text", "text": name}, {"type": "raw_number", "value": views, "text": f"{views:,}"}]
            for name, views in (("Jackets", 900), ("Scarves", 12_000), ("Boots", 70))
        ),
    ],
}

"""Block elements: buttons, menus, pickers and inputs, with their limits and where each may stand.

Source: Slack's reference, "Block elements".
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from sandbox.checks import (
    Check,
    anything,
    array,
    boolean,
    both,
    matching,
    number,
    one_of,
    shape,
    string,
    typed,
    wrong,
)
from sandbox.objects import (
    CONFIRM,
    DISPATCH,
    FILTER,
    LINK_OPTION,
    OPTION_GROUPS,
    OPTIONS,
    PLAIN_OPTION,
    RICH_OPTION,
    URL,
    initial_is_offered,
    plain,
    values_are_unique,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ID = string(255)
TIME = matching(
    lambda text: re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text), "must be a time, HH:mm", longest=5
)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


DATE = matching(_is_date, "must be a date, YYYY-MM-DD", longest=10)


def _element(kind: str, required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    return shape({"type": one_of(kind), **required}, {"action_id": ID, **optional})


def _menu(kind: str, required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    extra = {"placeholder": plain(150), "confirm": CONFIRM, "focus_on_load": boolean}
    if kind.startswith("multi_"):
        extra["max_selected_items"] = number(1, whole=True)
    elif "users" not in kind:
        extra["response_url_enabled"] = boolean
    return _element(kind, required, {**extra, **optional})


def _has_options(value: object, at: str) -> Iterator[str]:
    if isinstance(value, dict) and ("options" in value) == ("option_groups" in value):
        yield wrong("must define either `options` or `option_groups`", at)


def _static(kind: str, initial: Mapping[str, Check]) -> Check:
    fields = {"options": OPTIONS, "option_groups": OPTION_GROUPS, **initial}
    return both(_menu(kind, {}, fields), _has_options, initial_is_offered, values_are_unique)


def _choice(kind: str, initial: Mapping[str, Check]) -> Check:
    fields = {"confirm": CONFIRM, "focus_on_load": boolean, **initial}
    return both(
        _element(kind, {"options": array(RICH_OPTION, 10)}, fields), initial_is_offered, values_are_unique
    )


def _field(kind: str, extra: Mapping[str, Check], *, required: Mapping[str, Check] | None = None) -> Check:
    common = {"placeholder": plain(150), "dispatch_action_config": DISPATCH, "focus_on_load": boolean}
    return _element(kind, required or {}, {**common, **extra})


BUTTON = _element(
    "button",
    {"text": plain(75)},
    {
        "url": URL,
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
PICKER: Mapping[str, Check] = {"confirm": CONFIRM, "focus_on_load": boolean, "placeholder": plain(150)}
LENGTHS = {"min_length": number(0, 3000, whole=True), "max_length": number(1, 3000, whole=True)}
ONE_LINE = string(3000, shortest=0)

ELEMENTS: Mapping[str, Check] = {
    "button": BUTTON,
    "checkboxes": _choice("checkboxes", {"initial_options": array(RICH_OPTION, 10)}),
    "radio_buttons": _choice("radio_buttons", {"initial_option": RICH_OPTION}),
    "overflow": both(
        _element("overflow", {"options": array(LINK_OPTION, 5)}, {"confirm": CONFIRM}), values_are_unique
    ),
    "static_select": _static("static_select", {"initial_option": PLAIN_OPTION}),
    "multi_static_select": _static("multi_static_select", {"initial_options": array(PLAIN_OPTION, 100)}),
    "external_select": _menu(
        "external_select", {}, {"initial_option": PLAIN_OPTION, "min_query_length": number(0)}
    ),
    "multi_external_select": _menu(
        "multi_external_select",
        {},
        {"initial_options": array(PLAIN_OPTION, 100), "min_query_length": number(0)},
    ),
    "users_select": _menu("users_select", {}, {"initial_user": string()}),
    "multi_users_select": _menu("multi_users_select", {}, {"initial_users": array(string(), 100)}),
    "conversations_select": _menu(
        "conversations_select",
        {},
        {"initial_conversation": string(), "default_to_current_conversation": boolean, "filter": FILTER},
    ),
    "multi_conversations_select": _menu(
        "multi_conversations_select",
        {},
        {
            "initial_conversations": array(string(), 100),
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
    ),
    "channels_select": _menu("channels_select", {}, {"initial_channel": string()}),
    "multi_channels_select": _menu("multi_channels_select", {}, {"initial_channels": array(string(), 100)}),
    "datepicker": _element("datepicker", {}, {**PICKER, "initial_date": DATE}),
    "timepicker": _element("timepicker", {}, {**PICKER, "initial_time": TIME, "timezone": string()}),
    "datetimepicker": _element(
        "datetimepicker",
        {},
        {
            "initial_date_time": number(1_000_000_000, 9_999_999_999, whole=True),
            "confirm": CONFIRM,
            "focus_on_load": boolean,
        },
    ),
    "plain_text_input": _field(
        "plain_text_input", {**LENGTHS, "initial_value": ONE_LINE, "multiline": boolean}
    ),
    "email_text_input": _field("email_text_input", {"initial_value": ONE_LINE}),
    "url_text_input": _field("url_text_input", {"initial_value": ONE_LINE}),
    "number_input": _field(
        "number_input",
        {"initial_value": string(), "min_value": string(), "max_value": string()},
        required={"is_decimal_allowed": boolean},
    ),
    "rich_text_input": _field("rich_text_input", {"initial_value": anything}),
    "file_input": _element(
        "file_input", {}, {"filetypes": array(string(), 100), "max_files": number(1, 10, whole=True)}
    ),
    "image": shape(
        {"type": one_of("image"), "alt_text": string(2000)},
        {"image_url": URL, "slack_file": shape({}, {"id": string(), "url": string()})},
    ),
    "workflow_button": _element(
        "workflow_button",
        {"text": plain(75), "workflow": anything},
        {"style": one_of("primary", "danger"), "accessibility_label": string(75)},
    ),
}

_SELECTS = [name for name in ELEMENTS if name.endswith("_select")]
_PICKERS = ["datepicker", "timepicker"]
INPUT_KINDS = [
    *_SELECTS,
    *_PICKERS,
    "datetimepicker",
    "checkboxes",
    "radio_buttons",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
]
ACTION_KINDS = [
    *_SELECTS,
    *_PICKERS,
    "datetimepicker",
    "button",
    "checkboxes",
    "radio_buttons",
    "overflow",
    "workflow_button",
    "rich_text_input",
]
ACCESSORY_KINDS = [
    *_SELECTS,
    *_PICKERS,
    "button",
    "checkboxes",
    "radio_buttons",
    "overflow",
    "image",
    "workflow_button",
]


def element(kinds: list[str]) -> Check:
    """An element of one of these kinds."""
    return typed({kind: ELEMENTS[kind] for kind in kinds}, what="element type")

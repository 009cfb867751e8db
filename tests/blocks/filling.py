"""Filling in forms: the state Slack sends for a view, from its initial values and what a person changes."""

from typing import Any

from slack_sdk.models.views import View

_FIELDS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "external_select": ("selected_option", "initial_option"),
    "timepicker": ("selected_time", "initial_time"),
    "static_select": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "file_input": ("files", ""),
    "datepicker": ("selected_date", "initial_date"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}


def submitted(view: View, **changes: object) -> dict[str, Any]:
    """The view as a submission carries it; `changes` are the values of inputs by block id."""
    payload = view.to_dict()
    values: dict[str, dict[str, Any]] = {}
    for block in payload["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        field, initial = _FIELDS[element["type"]]
        nothing: list[object] | None = [] if field == "selected_options" else None
        value = changes.pop(block["block_id"], element.get(initial, nothing))
        values[block["block_id"]] = {element["action_id"]: {"type": element["type"], field: value}}
    assert not changes, f"the form has no inputs {list(changes)}"
    return {**payload, "id": "V1", "hash": "1.a", "state": {"values": values}}


def option(view: View, block_id: str, value: str) -> dict[str, Any]:
    """The option of an input that has this value."""
    block = next(one for one in view.to_dict()["blocks"] if one.get("block_id") == block_id)
    return next(one for one in block["element"]["options"] if one["value"] == value)

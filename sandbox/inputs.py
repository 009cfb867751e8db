"""What inputs hold: initial values, values a person set, and the checks the client makes before it asks the app."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from sandbox.blockkit import elements_of
from sandbox.problems import PageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sandbox.values import Json

# Which field of the value holds what, and which field of the element it starts from.
_FIELDS: Mapping[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", ""),
}
_LISTS = {"selected_options", "selected_users", "selected_conversations", "selected_channels", "files"}


def field_of(kind: str) -> str | None:
    """Return the field that holds an element's value; None for buttons and overflow menus, which hold none."""
    return _FIELDS[kind][0] if kind in _FIELDS else None


def initial_values(blocks: list[Json]) -> Json:
    """Return the state of freshly shown blocks: {block_id: {action_id: value}}."""
    return {
        block["block_id"]: held
        for block in blocks
        if (held := {one["action_id"]: _initial(one) for one in elements_of(block) if one["type"] in _FIELDS})
    }


def _initial(element: Json) -> Json:
    kind = element["type"]
    field, source = _FIELDS[kind]
    value = element.get(source)
    return {"type": kind, field: [] if value is None and field in _LISTS else value}


def kept_values(blocks: list[Json], former: list[Json], state: Json) -> Json:
    """Return the state after an update: what inputs held stays where block_id, action_id and kind stayed."""
    kinds = {
        (block["block_id"], one["action_id"]): one["type"] for block in former for one in elements_of(block)
    }
    values = initial_values(blocks)
    for block in blocks:
        for one in elements_of(block):
            place = (block["block_id"], one["action_id"])
            held = state.get(place[0], {}).get(place[1])
            if held and kinds.get(place) == one["type"] and _still_offered(one, held):
                values[place[0]][place[1]] = held
    return values


def _still_offered(element: Json, held: Json) -> bool:
    if element["type"] not in {"static_select", "radio_buttons", "multi_static_select", "checkboxes"}:
        return True
    chosen = held.get("selected_options", [held.get("selected_option")])
    return all(one is None or one in offered(element) for one in chosen)


def offered(element: Json) -> list[Json]:
    """Return every option of a menu, groups opened."""
    groups: list[Json] = element.get("option_groups", [])
    return [*element.get("options", []), *(one for group in groups for one in group["options"])]


def with_values(blocks: list[Json], state: Json, values: object) -> Json:
    """Return the state with what the person set; raises PageError when a value does not fit its element."""
    if not isinstance(values, dict):
        raise PageError("`values` must be an object: {block_id: {action_id: value}}.")
    merged: Json = {block_id: dict(held) for block_id, held in state.items()}
    elements = {(block["block_id"], one["action_id"]): one for block in blocks for one in elements_of(block)}
    for block_id, held in values.items():
        for action_id, value in held.items() if isinstance(held, dict) else ():
            element = elements.get((block_id, action_id))
            if element is None or element["type"] not in _FIELDS:
                raise PageError(f"There is no input {action_id} in the block {block_id} any more.")
            merged.setdefault(block_id, {})[action_id] = _fitting(element, value)
    return merged


def _fitting(element: Json, value: object) -> Json:
    kind = element["type"]
    field, _ = _FIELDS[kind]
    if not isinstance(value, dict) or field not in value:
        raise PageError(f"The value of a {kind} needs the field {field}.")
    held = value[field]
    if held == "":
        held = None
    chosen = [] if held is None else held if field in _LISTS else [held]
    if not isinstance(chosen, list):
        raise PageError(f"The field {field} of a {kind} is a list.")
    if kind in {"static_select", "multi_static_select", "checkboxes", "radio_buttons"}:
        chosen = [_option(element, one) for one in chosen]
        held = chosen if field in _LISTS else (chosen or [None])[0]
    return {"type": kind, field: [] if held is None and field in _LISTS else held}


def _option(element: Json, chosen: object) -> Json:
    value = chosen.get("value") if isinstance(chosen, dict) else chosen
    for one in offered(element):
        if one["value"] == value:
            return one
    raise PageError("That option is not offered (any more).")


def client_errors(blocks: list[Json], state: Json) -> dict[str, str]:
    """Return what Slack's client itself refuses to submit: {block_id: sentence}."""
    errors = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            held = state.get(block["block_id"], {}).get(element["action_id"], {})
            if problem := _problem(
                element, held.get(field_of(element["type"])), optional=block.get("optional", False)
            ):
                errors[block["block_id"]] = problem
    return errors


def _problem(element: Json, value: object, *, optional: bool) -> str | None:
    if value in (None, "", []) or (isinstance(value, str) and not value.strip()):
        return None if optional else "Please complete this required field."
    if isinstance(value, list):
        most = element.get("max_selected_items") or element.get("max_files")
        return f"Choose at most {most}." if most and len(value) > most else None
    check = _TEXT_PROBLEMS.get(element["type"])
    return check(element, str(value)) if check else None


def _email_problem(element: Json, text: str) -> str | None:  # noqa: ARG001 - all of them are called alike
    fits = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text)
    return None if fits else "Please enter a valid email address."


def _url_problem(element: Json, text: str) -> str | None:  # noqa: ARG001 - all of them are called alike
    return None if re.fullmatch(r"https?://\S+", text) else "Please enter a valid URL."


def _length_problem(element: Json, text: str) -> str | None:
    shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
    if shortest <= len(text) <= longest:
        return None
    return f"Please enter {shortest} to {longest} characters."


def _number_problem(element: Json, text: str) -> str | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return "Please enter a number."
    if not value.is_finite() or (not element["is_decimal_allowed"] and value != int(value)):
        return "Please enter a whole number."
    low, high = element.get("min_value"), element.get("max_value")
    if (low is not None and value < Decimal(low)) or (high is not None and value > Decimal(high)):
        return f"Please enter a number between {low or 'any'} and {high or 'any'}."
    return None


_TEXT_PROBLEMS: Mapping[str, Callable[[Json, str], str | None]] = {
    "email_text_input": _email_problem,
    "url_text_input": _url_problem,
    "number_input": _number_problem,
    "plain_text_input": _length_problem,
}

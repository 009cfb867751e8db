"""A judge of messages and views: `slackblocks` rebuilds each block and complains; the rest is counted here.

Limits that slackblocks does not know are from Slack's reference and the project's own measurements.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import slackblocks as theirs
from slack_sdk.models.views import View
from slackblocks.blocks import ActionsBlock, Block, InputBlock, RichTextBlock, SectionBlock
from slackblocks.messages import Message as TheirMessage
from slackblocks.objects import Option, Text
from slackblocks.views import ModalView

from blocks.cutting import weight
from blocks.messages import Message

MESSAGE_LIMIT = 13_200
VIEW_LIMIT = 250_000


def judged(message: Message) -> dict[str, Any]:
    """The message's payload, after everything Slack could refuse it for has been looked for."""
    payload = _sent(message.payload())
    TheirMessage("C1", text=payload["text"], blocks=_rebuilt(payload["blocks"]))
    assert 0 < len(payload["text"]) <= 3_000
    assert sum(map(weight, strings(payload["blocks"]))) < MESSAGE_LIMIT
    _judge_blocks(payload["blocks"])
    return payload


def judged_view(view: View) -> dict[str, Any]:
    """The modal as Slack gets it, after the same."""
    payload = _sent(view.to_dict())
    texts: dict[str, Any] = {
        name: Text.from_dict(payload[name]) for name in ("title", "submit", "close") if name in payload
    }
    rest = {name: payload[name] for name in ("callback_id", "private_metadata") if name in payload}
    ModalView(blocks=_rebuilt(payload["blocks"]), **texts, **rest)
    assert len(json.dumps(payload)) < VIEW_LIMIT
    assert "submit" in payload or not any(block["type"] == "input" for block in payload["blocks"])
    _judge_blocks(payload["blocks"])
    return payload


def _sent(payload: dict[str, Any]) -> dict[str, Any]:
    """What arrives: a lone surrogate could not even be encoded."""
    received: dict[str, Any] = json.loads(json.dumps(payload, ensure_ascii=False).encode())
    return received


def strings(value: object) -> Iterator[str]:
    """Every text that a reader can see in blocks."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            if name in {"text", "alt_text", "fallback", "title"} and isinstance(one, str):
                yield one
            else:
                yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def _judge_blocks(blocks: list[dict[str, Any]]) -> None:
    block_ids = [block["block_id"] for block in blocks if "block_id" in block]
    assert len(block_ids) == len(set(block_ids)), "a block id stands twice"
    for block in blocks:
        elements = block.get("elements", []) if block["type"] == "actions" else []
        action_ids = [element["action_id"] for element in elements]
        assert len(action_ids) == len(set(action_ids)), "an action id stands twice in a block"
        for text in _texts(block):
            assert text["text"].strip(), "an empty text object"
            assert text["type"] == "plain_text" or text.get("verbatim"), "Slack would link by itself"


def _texts(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("type") in {"plain_text", "mrkdwn"}:
            yield value
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _rebuilt(blocks: list[dict[str, Any]]) -> list[Block]:
    return [_block(block) for block in blocks]


def _block(block: dict[str, Any]) -> Block:
    block_id = block.get("block_id")
    match block["type"]:
        case "actions":
            return ActionsBlock([_element(one) for one in block["elements"]], block_id=block_id)
        case "input":
            return InputBlock(
                Text.from_dict(block["label"]),
                _element(block["element"]),
                block_id=block_id,
                optional=block.get("optional", False),
            )
        case "rich_text":
            return RichTextBlock([_rich(one) for one in block["elements"]], block_id=block_id)
        case "section" if "accessory" in block:
            return SectionBlock(
                Text.from_dict(block["text"]), block_id=block_id, accessory=_element(block["accessory"])
            )
        case _:
            return Block.from_dict(block)


def _element(element: dict[str, Any]) -> Any:  # one of many classes
    rest = dict(element)
    kind = rest.pop("type")
    for name in ("text", "placeholder"):
        if name in rest:
            rest[name] = Text.from_dict(rest[name])
    for name in ("options", "initial_options"):
        if name in rest:
            rest[name] = [_option(one) for one in rest[name]]
    if "initial_option" in rest:
        rest["initial_option"] = _option(rest["initial_option"])
    if "initial_date_time" in rest:
        rest["initial_datetime"] = rest.pop("initial_date_time")
    if "filter" in rest:
        rest["filter"] = theirs.ConversationFilter(**rest["filter"])
    if "confirm" in rest:
        confirm = {name: Text.from_dict(one) for name, one in rest["confirm"].items() if name != "style"}
        rest["confirm"] = theirs.ConfirmationDialogue(**confirm, style=rest["confirm"].get("style"))
    return _KINDS[kind](**rest)


def _option(option: dict[str, Any]) -> Option:
    return Option(Text.from_dict(option["text"]), option["value"])


_KINDS: dict[str, Any] = {
    "button": theirs.Button,
    "overflow": theirs.OverflowMenu,
    "image": theirs.Image,
    "plain_text_input": theirs.PlainTextInput,
    "static_select": theirs.StaticSelectMenu,
    "users_select": theirs.UserSelectMenu,
    "file_input": theirs.FileInput,
    "multi_static_select": theirs.StaticMultiSelectMenu,
    "multi_external_select": theirs.ExternalMultiSelectMenu,
    "datetimepicker": theirs.DateTimePicker,
    "checkboxes": theirs.CheckboxGroup,
    "datepicker": theirs.DatePicker,
    "timepicker": theirs.TimePicker,
    "number_input": theirs.NumberInput,
    "external_select": theirs.ExternalSelectMenu,
    "multi_users_select": theirs.UserMultiSelectMenu,
    "conversations_select": theirs.ConversationSelectMenu,
}


def _rich(part: dict[str, Any]) -> Any:  # as above
    if part["type"] == "rich_text_list":
        return theirs.RichTextList(part["style"], [_rich(one) for one in part["elements"]])
    kinds = {
        "rich_text_section": theirs.RichTextSection,
        "rich_text_quote": theirs.RichTextQuote,
        "rich_text_preformatted": theirs.RichTextCodeBlock,
    }
    return kinds[part["type"]]([_rich_words(one) for one in part["elements"]])


def _rich_words(part: dict[str, Any]) -> Any:  # as above
    match part["type"]:
        case "text":
            assert part["text"], "an empty rich text element"
            return theirs.RichText(part["text"], **part.get("style", {}))
        case "user":
            return theirs.RichTextUser(part["user_id"])
        case "link":
            return theirs.RichTextLink(part["url"], part.get("text"))
        case "date":  # slackblocks has no class for it yet
            assert set(part) == {"type", "timestamp", "format", "fallback"}
            return theirs.RichText(part["fallback"])
        case kind:
            raise AssertionError(f"rich text holds a {kind}, which would be active")

"""Block Kit: which blocks a message, a modal and a Home may hold, and what each must look like.

Source: Slack's reference, "Blocks", and the limits the project measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from sandbox.charts import DATA_TABLE, DATA_VISUALIZATION, MOST_CHARACTERS, TABLE, characters
from sandbox.checks import Check, array, boolean, both, one_of, shape, string, typed, wrong
from sandbox.elements import ACCESSORY_KINDS, ACTION_KINDS, ELEMENTS, INPUT_KINDS, element
from sandbox.objects import URL, plain, text
from sandbox.richtext import RICH_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sandbox.values import Json

Surface: TypeAlias = Literal["message", "modal", "home"]

MOST_BLOCKS: Mapping[Surface, int] = {"message": 50, "modal": 100, "home": 100}
ID = string(255)


def _block(kind: str, required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    return shape({"type": one_of(kind), **required}, {"block_id": ID, **(optional or {})})


def _says_something(value: object, at: str) -> Iterator[str]:
    if isinstance(value, dict) and not ("text" in value or "fields" in value):
        yield wrong("must define either `text` or `fields`", at)


def _one_picture(value: object, at: str) -> Iterator[str]:
    if isinstance(value, dict) and ("image_url" in value) == ("slack_file" in value):
        yield wrong("must define either `image_url` or `slack_file`", at)


_PICTURE = shape({}, {"id": string(), "url": string()})
BLOCKS: Mapping[str, Check] = {
    "section": both(
        _block(
            "section",
            {},
            {
                "text": text(3000),
                "fields": array(text(2000), 10),
                "accessory": element(ACCESSORY_KINDS),
                "expand": boolean,
            },
        ),
        _says_something,
    ),
    "actions": _block("actions", {"elements": array(element(ACTION_KINDS), 25)}),
    "context": _block(
        "context",
        {
            "elements": array(
                typed(
                    {
                        "plain_text": text(3000),
                        "mrkdwn": text(3000),
                        "image": both(ELEMENTS["image"], _one_picture),
                    },
                    what="context element type",
                ),
                10,
            )
        },
    ),
    "divider": _block("divider", {}),
    "header": _block("header", {"text": plain(150)}),
    "image": both(
        _block(
            "image",
            {"alt_text": string(2000)},
            {"image_url": URL, "slack_file": _PICTURE, "title": plain(2000)},
        ),
        _one_picture,
    ),
    "input": _block(
        "input",
        {"label": plain(2000), "element": element(INPUT_KINDS)},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "markdown": _block("markdown", {"text": string(12_000)}),
    "rich_text": RICH_TEXT,
    "video": _block(
        "video",
        {"alt_text": string(2000), "title": plain(200), "thumbnail_url": URL, "video_url": URL},
        {
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": URL,
            "provider_name": string(50),
            "title_url": URL,
        },
    ),
    "alert": _block(
        "alert", {"text": text(200)}, {"level": one_of("default", "info", "warning", "error", "success")}
    ),
    "table": TABLE,
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
}
_EVERYWHERE = {"section", "actions", "context", "divider", "header", "image", "input", "rich_text", "video"}
_DATA = {"table", "data_table", "data_visualization"}
SURFACES: Mapping[Surface, set[str]] = {
    "message": _EVERYWHERE | _DATA | {"markdown"},
    "modal": _EVERYWHERE | {"alert"},
    "home": _EVERYWHERE | _DATA,
}


def problems(blocks: object, *, on: Surface, at: str = "/blocks") -> list[str]:
    """Say everything Slack would find wrong with these blocks on this surface; an empty list is good."""
    allowed = typed({kind: BLOCKS[kind] for kind in SURFACES[on]}, what="type")
    found = list(array(allowed, MOST_BLOCKS[on], least=0)(blocks, at))
    # What follows looks across blocks, which must be blocks first.
    if found or not isinstance(blocks, list):
        return found
    return [*_repeated_ids(blocks, at), *_too_many(blocks, on, at)]


def elements_of(block: Json) -> list[Json]:
    """Return the interactive elements of one block, in the order they are seen."""
    if block["type"] == "input":
        return [block["element"]]
    if block["type"] == "actions":
        return list(block["elements"])
    accessory = block.get("accessory")
    return [accessory] if accessory and accessory["type"] != "image" else []


def _repeated_ids(blocks: list[Json], at: str) -> Iterator[str]:
    block_ids: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in block_ids:
            yield wrong(f'`block_id` "{block_id}" already exists', f"{at}/{index}/block_id")
        block_ids.add(block_id or f"#{index}")
        action_ids: set[str] = set()
        for place, one in enumerate(elements_of(block)):
            action_id = one.get("action_id")
            if action_id in action_ids:
                where = f"{at}/{index}/elements/{place}/action_id"
                yield wrong(f'`action_id` "{action_id}" already exists for another element', where)
            action_ids.add(action_id or f"#{place}")


def _too_many(blocks: list[Json], on: Surface, at: str) -> Iterator[str]:
    kinds = [block["type"] for block in blocks]
    if on == "message" and kinds.count("data_visualization") > 2:  # noqa: PLR2004 - "Data visualization block"
        yield wrong("no more than 2 data_visualization blocks allowed", at)
    tables = [block for block in blocks if block["type"] in {"table", "data_table"}]
    if len(tables) > 1 and characters(tables) > MOST_CHARACTERS:
        yield wrong(f"cell text must be less than {MOST_CHARACTERS + 1} characters in all tables", at)
    if kinds.count("table") > 1:
        yield wrong("only_one_table_allowed", at)
    focused = [one for block in blocks for one in elements_of(block) if one.get("focus_on_load")]
    if len(focused) > 1:
        yield wrong("only one element may have focus_on_load", at)

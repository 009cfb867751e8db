"""What a message may say: text, blocks, attachments and metadata, checked as chat.postMessage does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sandbox.blockkit import problems
from sandbox.charts import characters
from sandbox.filling import filled
from sandbox.problems import SlackError

if TYPE_CHECKING:
    from sandbox.arguments import Call
    from sandbox.values import Json

LONGEST_TEXT = 40_000
"""chat.postMessage: "Truncating content"; the sandbox refuses what Slack would cut."""
LONGEST_UPDATE = 4_000
"""What chat.update was seen to take before `msg_too_long`."""
LONGEST_BLOCKS = 13_200
"""Characters of a whole message before `msg_blocks_too_long`, as reported in bolt-js#2509."""
LARGEST_METADATA = 8_000
MOST_ATTACHMENTS = 100


def content(call: Call, *, longest: int = LONGEST_TEXT) -> Json:
    """Return the fields of a message that the caller gave; absent ones are left out."""
    found: Json = {}
    if call.given.get("text") is not None:
        found["text"] = call.text("text", "")
    if len(found.get("text", "")) > longest:
        raise SlackError("msg_too_long")
    blocks = call.json("blocks", error="invalid_blocks_format")
    if blocks is not None:
        found["blocks"] = checked_blocks(call, blocks)
    attachments = call.json("attachments", error="invalid_attachments")
    if attachments is not None:
        found["attachments"] = _checked_attachments(call, attachments)
    metadata = call.json("metadata", error="invalid_metadata_format")
    if metadata is not None:
        found["metadata"] = _checked_metadata(metadata)
    return found


def says_nothing(found: Json) -> bool:
    """Whether there is nothing to show: no_text."""
    return not (found.get("text") or found.get("blocks") or found.get("attachments"))


def checked_blocks(call: Call, blocks: object) -> list[Json]:
    """Return blocks with their ids, or raise SlackError invalid_blocks or msg_blocks_too_long."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    if found := problems(blocks, on="message"):
        raise SlackError(
            "invalid_blocks", messages=found, errors=[one.removeprefix("[ERROR] ") for one in found]
        )
    if characters(blocks) > LONGEST_BLOCKS:
        raise SlackError("msg_blocks_too_long")
    return filled(blocks, call.workspace.ids)


def _checked_attachments(call: Call, attachments: object) -> list[Json]:
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return [
        {**one, "id": number, **({"blocks": checked_blocks(call, one["blocks"])} if "blocks" in one else {})}
        for number, one in enumerate(attachments, start=1)
    ]


def _checked_metadata(metadata: object) -> Json:
    if metadata == {}:
        return {}
    if not isinstance(metadata, dict) or set(metadata) - {"event_type", "event_payload", "entities"}:
        raise SlackError("invalid_metadata_format")
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict):
        raise SlackError("invalid_metadata_format")
    if not event_type.replace("_", "").replace(".", "").replace("-", "").isalnum():
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata, ensure_ascii=False)) > LARGEST_METADATA:
        raise SlackError("metadata_too_large")
    return metadata

"""Cursors, as Slack's paged methods hand them out ("Pagination")."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, TypeVar

from sandbox.problems import SlackError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sandbox.arguments import Call
    from sandbox.values import Json

Item = TypeVar("Item")


def page(
    call: Call, items: Sequence[Item], *, default: int = 100, most: int = 1000
) -> tuple[list[Item], str]:
    """Return one page of the items and the cursor of the next, "" on the last. Raises SlackError invalid_cursor."""
    start, limit = _position(call.text("cursor", "")), call.limit(default=default, most=most)
    following = start + limit
    cursor = _encoded("next", str(following)) if following < len(items) else ""
    return list(items[start:following]), cursor


def _position(cursor: str) -> int:
    number = _decoded(cursor, "next") if cursor else "0"
    if not number.isdecimal():
        raise SlackError("invalid_cursor")
    return int(number)


def _encoded(word: str, value: str) -> str:
    return base64.b64encode(f"{word}:{value}".encode()).decode()


def _decoded(cursor: str, expected: str) -> str:
    try:
        word, _, value = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None
    if word != expected:
        raise SlackError("invalid_cursor")
    return value


def page_by_ts(call: Call, messages: Sequence[Json], *, newest_first: bool) -> tuple[list[Json], str]:
    """Return one page of messages between `oldest` and `latest`; new messages never shift the next page."""
    oldest, latest = call.text("oldest", ""), call.text("latest", "")
    inclusive = call.flag("inclusive")
    cursor = call.text("cursor", "")
    start = _decoded(cursor, "next_ts") if cursor else ""
    low, high = _ts(oldest or "0"), _ts(latest) if latest else None
    found = [
        message
        for message in messages
        if _within(_ts(message["ts"]), low, high, inclusive=inclusive)
        and (not start or (message["ts"] <= start if newest_first else message["ts"] >= start))
    ]
    limit = call.limit(most=999)
    cursor = _encoded("next_ts", found[limit]["ts"]) if len(found) > limit else ""
    return found[:limit], cursor


def _within(ts: float, low: float, high: float | None, *, inclusive: bool) -> bool:
    if inclusive:
        return low <= ts and (high is None or ts <= high)
    return low < ts and (high is None or ts < high)


def _ts(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise SlackError("invalid_ts_oldest") from None

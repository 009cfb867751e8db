"""What Slack adds to blocks it accepts: the ids that are missing and the defaults of text objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.blockkit import elements_of

if TYPE_CHECKING:
    from sandbox.ids import Ids
    from sandbox.values import Json


def filled(blocks: list[Json], ids: Ids) -> list[Json]:
    """Return the blocks as Slack gives them back: every block and interactive element has its id."""
    complete = [{**_with_defaults(block)} for block in blocks]
    for block in complete:
        block.setdefault("block_id", ids.short())
        for one in elements_of(block):
            one.setdefault("action_id", ids.short())
    return complete


def _with_defaults(value: Json) -> Json:
    done = {name: _any(one) for name, one in value.items()}
    if done.get("type") == "plain_text":
        done.setdefault("emoji", True)
    elif done.get("type") == "mrkdwn":
        done.setdefault("verbatim", False)
    return done


def _any(value: object) -> object:
    if isinstance(value, dict):
        return _with_defaults(value)
    return [_any(one) for one in value] if isinstance(value, list) else value

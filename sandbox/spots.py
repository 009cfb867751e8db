"""Where somebody clicked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sandbox.blockkit import elements_of
from sandbox.problems import PageError

if TYPE_CHECKING:
    from sandbox.conversations import Conversation
    from sandbox.values import AppInstall, Json
    from sandbox.views import View


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody clicked: a message in a conversation, or a view, with the blocks that stand there."""

    app: AppInstall
    blocks: list[Json]
    place: Conversation | None = None
    message: Json = field(default_factory=dict)
    view: View | None = None
    whispered: bool = False

    def container(self) -> Json:
        """Return the payload's `container`."""
        if self.view:
            return {"type": "view", "view_id": self.view.id}
        assert self.place is not None
        thread = {"thread_ts": self.message["thread_ts"]} if "thread_ts" in self.message else {}
        base = {"type": "message", "message_ts": self.message["ts"], "channel_id": self.place.id}
        return {**base, "is_ephemeral": self.whispered, **thread}

    def element(self, block_id: str, action_id: str) -> tuple[Json, Json]:
        """Return the block and element with these ids, or raise PageError."""
        for block in self.blocks:
            if block.get("block_id") == block_id:
                for one in elements_of(block):
                    if one["action_id"] == action_id:
                        return block, one
        raise PageError("That control is not there any more.", status=404)

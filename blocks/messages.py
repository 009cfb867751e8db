"""Messages: blocks and the text that stands for them in notifications and screen readers."""

from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block

from blocks.elements import section


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be shown in Slack.

    Attributes:
        text: the fallback, as mrkdwn; it says on its own what the message is about.
        blocks: the message itself.
        simpler: the same without what a workspace may not be served yet, such as charts; None when there is nothing such.
    """

    text: str
    blocks: tuple[Block, ...]
    simpler: tuple[Block, ...] | None = None

    def payload(self) -> dict[str, Any]:
        """The arguments `text` and `blocks` of chat.postMessage, chat.update, a response or `ack`."""
        return {"text": self.text, "blocks": [block.to_dict() for block in self.blocks]}

    def simpler_payload(self) -> dict[str, Any]:
        """The same in its simpler form, for when Slack has refused the layout."""
        blocks = self.blocks if self.simpler is None else self.simpler
        return {"text": self.text, "blocks": [block.to_dict() for block in blocks]}


def said(text: str) -> Message:
    """One paragraph of ours, as mrkdwn."""
    return Message(text, (section(text),))


def message_link(workspace_url: str, *, channel: str, ts: str) -> str:
    """The address of a message, in the form that "chat.getPermalink" gives; empty where Slack's own is not known.

    Args:
        workspace_url: of the workspace, as "auth.test" told it.
    """
    return f"{workspace_url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}" if workspace_url else ""

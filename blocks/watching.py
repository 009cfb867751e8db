"""Watching: the private hint about a message, and what admins hear who turn it on or off."""

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from blocks.elements import context, lines, section, words
from blocks.findings import finding_line
from blocks.messages import Message, said
from domain.people import ChannelId
from domain.watching import Hint

WATCH = "channel_watch"
"""Action id of the button whose value is the channel."""
FINDINGS_SHOWN = 5


def hint_message(hint: Hint) -> Message:
    """What the rulebook says about somebody's message, for their eyes only."""
    head = "👀 About what you have just written: only you see this."
    hidden = len(hint.findings) - FINDINGS_SHOWN
    rest = (
        [[words(f"+{hidden:,} more: “Check wording” in the message's menu shows them")]] if hidden > 0 else []
    )
    why = "An admin has turned this on for the channel: errors always, warnings at most once a day."
    remarks = lines(*map(finding_line, hint.findings[:FINDINGS_SHOWN]), *rest)
    return Message(head, (section(head), remarks, context(why)))


def watch_question(channel: ChannelId) -> Message:
    """Asks the admin who named no channel whether they mean the one they are in, and says what it means."""
    asked = f"Shall I check every message people type in <#{channel}>?"
    meaning = (
        "It is the channel you are in, since you named none. Only a message's author gets a private hint: errors always, "
        "warnings at most once a day. I keep the remarks, not the messages. "
        "Another channel: `/social rules watch #channel`."
    )
    return Message(
        asked,
        (
            section(f"👀 *{asked}*\n{meaning}"),
            ActionsBlock(
                block_id=f"watch:{channel}",
                elements=[
                    ButtonElement(text="Watch this channel", action_id=WATCH, value=channel, style="primary")
                ],
            ),
            context("Nothing is watched until you press it."),
        ),
    )


def watched(channel: ChannelId, *, changed: bool) -> Message:
    """Tells the admin that a channel is watched now."""
    if not changed:
        return said(f"<#{channel}> is watched already. `/social rules unwatch` ends it.")
    return said(
        f"👀 I check every message people type in <#{channel}> from now on. Only its author gets a private hint: "
        "errors always, warnings at most once a day. I keep the remarks, not the messages. "
        "Tell the channel; `/social rules unwatch` ends it."
    )


def unwatched(channel: ChannelId, *, changed: bool) -> Message:
    """Tells the admin that a channel is not watched any more."""
    return said(f"<#{channel}> is {'no longer' if changed else 'not'} watched.")

"""Watching: the private hint about a message, and what admins hear who turn it on or off."""

from blocks.elements import context, lines, section, words
from blocks.findings import finding_line
from blocks.messages import Message, said
from domain.people import ChannelId
from domain.watching import Hint

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

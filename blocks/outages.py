"""Outages: what an admin reads when a channel cannot be written to, and when it can be again."""

from blocks.messages import Message, said
from domain.people import ChannelId


def channel_lost(channel: ChannelId, why: str) -> Message:
    """Says what is wrong and what to do.

    Args:
        why: a sentence of ours that says what is wrong and how to mend it.
    """
    return said(
        f"🟠 I cannot write to <#{channel}>, so what belongs there does not appear. {why} Or name another channel: `/social setup`. "
        "I keep trying; what waits appears within ten minutes after that."
    )


def channel_back(channel: ChannelId) -> Message:
    """Says that it is over."""
    return said(f"✅ <#{channel}> works again. What waited for it appears within ten minutes.")

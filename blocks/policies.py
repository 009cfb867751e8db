"""Policies: what admins hear about the policy file."""

from collections.abc import Sequence
from datetime import datetime

from blocks.elements import lines, section, words
from blocks.messages import Message
from blocks.text import inline, when

PROBLEM_SHOWN = 400


def refused_policy(problems: Sequence[str], *, at: datetime, more: int) -> Message:
    """Tells an admin that a changed policy file is not in use, and why.

    Args:
        problems: a sentence each, with file and line.
        more: how many there are besides.
    """
    head = "🟠 The policy file was changed, but it cannot be used like this"
    told = [[words(f"• {inline(one, limit=PROBLEM_SHOWN)}")] for one in problems]
    rest = [[words(f"+{more:,} more in the log")]] if more else []
    what = "The policy that was in force stays in force. Whoever keeps the file mends this, then the change counts:"
    return Message(head, (section(f"*{head}* · {when(at)}\n{what}"), lines(*told, *rest)))

"""Policies: what admins hear about the files that say who signs and what check-ins ask."""

from collections.abc import Sequence
from datetime import datetime

from blocks.elements import lines, section, words
from blocks.messages import Message
from blocks.moments import when
from blocks.text import inline

PROBLEM_SHOWN = 400


def refused_policy(problems: Sequence[str], *, at: datetime, more: int) -> Message:
    """Tells an admin that a changed policy file is not in use, and why.

    Args:
        problems: a sentence each, with file and line.
        more: how many there are besides.
    """
    head = "🟠 The policy file was changed, but it cannot be used like this"
    what = "The policy that was in force stays in force. Whoever keeps the file mends this, then the change counts:"
    return _refused(head, what, problems, at=at, more=more)


def refused_model(problems: Sequence[str], *, at: datetime, more: int) -> Message:
    """Tells an admin that a changed maturity file is not in use, and why; as `refused_policy`."""
    head = "🟠 The maturity file was changed, but it cannot be used like this"
    what = "Check-ins ask as they did before. Whoever keeps the file mends this, then the change counts:"
    return _refused(head, what, problems, at=at, more=more)


def _refused(head: str, what: str, problems: Sequence[str], *, at: datetime, more: int) -> Message:
    told = [[words(f"• {inline(one, limit=PROBLEM_SHOWN)}")] for one in problems]
    rest = [[words(f"+{more:,} more in the log")]] if more else []
    return Message(head, (section(f"*{head}* · {when(at)}\n{what}"), lines(*told, *rest)))

"""Watching: channels where every message is checked and only its author hears of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.findings import Finding, Level, weightiest_first
from domain.people import ChannelId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What is worth saying about one message. The message itself is not kept.

    Attributes:
        ts: Slack's timestamp of the message, which names it within the channel.
        thread: ts of the message in whose thread it stands; empty for the channel itself.
        findings: the remarks, blocking ones first.
    """

    channel: ChannelId
    ts: str
    thread: str
    user: UserId
    at: datetime
    findings: tuple[Finding, ...]

    @property
    def warns(self) -> bool:
        """Whether there is a warning in it, of which one a day is enough."""
        return any(one.level is Level.WARNING for one in self.findings)


def worth_saying(findings: Iterable[Finding], *, warned: bool) -> tuple[Finding, ...]:
    """Of what the rulebook says, what its author should hear: errors always, warnings once a day, no suggestions.

    Args:
        warned: whether this person had warnings today.
    """
    levels = {Level.ERROR} if warned else {Level.ERROR, Level.WARNING}
    return weightiest_first(one for one in findings if one.level in levels)

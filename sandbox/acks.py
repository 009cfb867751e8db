"""What comes back from an app, and which try of a delivery it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True, slots=True)
class Ack:
    """An app's acknowledgement: `body` is JSON, text or nothing; `failure` is Slack's word for what went wrong."""

    body: object = None
    failure: str = ""
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        """Whether the app acknowledged in time."""
        return not self.failure


@dataclass(frozen=True, slots=True)
class Attempt:
    """Which try of an event this is (0: the first), and why the last one failed."""

    number: int = 0
    reason: str = ""

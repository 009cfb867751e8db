"""The bot's log as an operator would read it, line by line."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from bot.logs import configure_logs


@dataclass(frozen=True, slots=True)
class Log:
    """Everything that was logged, as text and as lines."""

    written: StringIO = field(default_factory=StringIO)

    @property
    def text(self) -> str:
        return self.written.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def of(self, event: str) -> list[dict[str, Any]]:
        """The lines that tell of this happening."""
        return [one for one in self.lines if one["event"] == event]


@contextmanager
def recorded_log() -> Iterator[Log]:
    """Logging as the bot configures it, into memory; as it was afterwards."""
    log, root = Log(), logging.getLogger()
    before = (root.handlers, root.level)
    configure_logs("json")
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(log.written)
    try:
        yield log
    finally:
        root.handlers, root.level = before

"""Logs: one line per happening, for people or for machines, without secrets or people's texts."""

import logging
import re
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog

_TOKEN = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)|(?<=hooks/)\S+")
"""Slack tokens and passwords inside addresses; ours, so the standard library's engine is safe on it."""


_CHATTY = ("slack_sdk", "slack_bolt", "alembic", "apscheduler", "httpx", "uvicorn")
"""Libraries of which only warnings are worth reading; below that, Bolt logs whole requests."""


def _worth_reading(record: logging.LogRecord) -> bool:
    # Not by the loggers' levels: Bolt gives its own the root's.
    return record.levelno >= logging.WARNING or not record.name.startswith(_CHATTY)


def _without_secrets(_logger: object, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: _TOKEN.sub("***", value) if isinstance(value, str) else value for key, value in line.items()}


def configure_logs(log_format: Literal["text", "json"], *, level: int = logging.INFO) -> None:
    """Send every logger, the libraries' too, through one renderer that takes secrets out."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _without_secrets,
    ]
    last = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    handler.addFilter(_worth_reading)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)

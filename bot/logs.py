"""Logs: one line per happening, for people or for machines, without secrets or people's texts."""

import logging
import re
from typing import Any, Literal

import structlog

_SECRET = re.compile(
    r"""xox[a-z][.-][\w.-]+ | xapp-[\w-]+ | (?<=://)[^/\s:@"']+:[^/\s@"']+(?=@)
    | (?<=://hooks\.)[^\s"'\\]+ | (?<=/upload/v1/)[\w-]+ | (?<=[?&]ticket=)[\w-]+""",
    re.VERBOSE,
)
"""Slack's tokens, passwords inside addresses, and addresses whoever knows which may use; the pattern is ours,
so the standard library's engine is safe on it."""
_CHATTY = ("slack_sdk", "slack_bolt", "alembic", "apscheduler", "httpx", "uvicorn")
"""Libraries of which only warnings are worth reading; below that, Bolt logs whole requests."""
_ECHOES = ("slack_sdk.web",)
"""Log what they also raise; whoever catches it tells it once, and without the answer's body."""


def _worth_reading(record: logging.LogRecord) -> bool:
    # Not by the loggers' levels: Bolt gives its own the root's.
    chatter = record.name.startswith(_CHATTY) and record.levelno < logging.WARNING
    return not (chatter or record.name.startswith(_ECHOES))


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Takes secrets out of the finished line, wherever in it they stand."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub("***", super().format(record))


def configure_logs(log_format: Literal["text", "json"], *, level: int = logging.INFO) -> None:
    """Send every logger, the libraries' too, through one renderer that takes secrets out."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
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
        # Loggers live in modules and some speak before the settings are read; all must follow what is configured last.
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        _Formatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    handler.addFilter(_worth_reading)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)

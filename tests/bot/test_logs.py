"""Logs: readable by people and by machines, without secrets and without what people wrote."""

import json
import logging
import sys
from io import StringIO

import pytest
import structlog
from structlog.testing import capture_logs

from bot.logs import configure_logs
from tests.handlers.logs import Log, recorded_log

SECRETS = [
    "xoxb-123-456-abcDEF",
    "xoxp-1-2",
    "xoxe.xoxb-1-abc",
    "xapp-1-A01-123-abc",
    "postgresql://shop:hunter2@db.example/shop",
    "https://hooks.slack.com/commands/T01/123/abcdef",
    "https://files.slack.com/upload/v1/CwABAAAAXAoAAVnX",
    "wss://wss-primary.slack.com/link/?ticket=abc-def&app_id=1",
]


def fail(why: str) -> None:
    raise ValueError(why)


@pytest.mark.parametrize("secret", SECRETS)
def test_secrets_never_come_through(log: Log, secret: str) -> None:
    ours, theirs = structlog.get_logger("onevoice.test"), logging.getLogger("slack_sdk.socket_mode")
    ours.warning(f"tried {secret} and failed")
    ours.warning("tried", url=secret, deep={"in": [secret]}, error=ValueError(secret), count=3)
    theirs.warning("tried %s", secret)
    try:
        fail(f"cannot use {secret}")
    except ValueError as error:
        ours.exception("failed")
        ours.error("failed", exc_info=error)
        theirs.exception("failed")

    assert len(log.lines) == 6
    for part in (
        "hunter2",
        "abcdef",
        "abcDEF",
        "1-abc",
        "123-abc",
        "xoxp-1-2",
        "CwABAAAAXAoAAVnX",
        "abc-def",
    ):
        assert part not in log.text
    assert log.lines[1]["count"] == 3


def test_each_happening_is_one_line_of_json(log: Log) -> None:
    structlog.get_logger("onevoice.test").info("ready", port=3000)
    logging.getLogger("cheroot").warning("many\nlines")

    first, second = log.lines
    assert (first["event"], first["port"], first["level"], first["logger"]) == (
        "ready",
        3000,
        "info",
        "onevoice.test",
    )
    assert first["timestamp"].endswith("Z")
    assert second["event"] == "many\nlines"


@pytest.mark.parametrize(
    "name",
    [
        "slack_bolt",
        "slack_bolt:App",
        "slack_bolt.RequestVerification",
        "slack_sdk.socket_mode",
        "alembic",
        "apscheduler",
    ],
)
def test_libraries_are_heard_only_when_they_warn(log: Log, name: str) -> None:
    library = logging.getLogger(name)
    library.setLevel(logging.DEBUG)
    library.info("the whole request: %s", "A secret of ours")
    library.warning("something is wrong")
    library.setLevel(logging.NOTSET)

    assert [line["event"] for line in log.lines] == ["something is wrong"]


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_fault_is_shown_with_its_place_and_without_the_values_around_it(
    monkeypatch: pytest.MonkeyPatch, log_format: str
) -> None:
    written = StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    configure_logs(log_format)  # type: ignore[arg-type]  # a literal by parametrisation
    typed = "A secret of " + "ours"
    try:
        fail("of our own")
    except ValueError:
        structlog.get_logger("onevoice.test").exception("failed", reference="abc")

    said = written.getvalue()
    assert "of our own" in said
    assert "test_logs.py" in said
    assert "abc" in said
    assert typed not in said
    if log_format == "json":
        assert json.loads(said)["reference"] == "abc"


def test_what_a_library_also_raises_is_left_to_whoever_catches_it(log: Log) -> None:
    logging.getLogger("slack_sdk.web.base_client").error("Failed: <html>A proxy's page</html>")
    logging.getLogger("slack_sdk.webhook.client").error("Failed to send a request")

    assert log.lines == []


def test_a_logger_that_spoke_before_follows_the_newest_configuration(log: Log) -> None:
    ours = structlog.get_logger("onevoice.test")
    ours.info("before")
    with recorded_log() as later:
        ours.info("after")
    with capture_logs() as captured:
        ours.info("at last")

    assert [line["event"] for line in log.lines] == ["before"]
    assert [line["event"] for line in later.lines] == ["after"]
    assert [line["event"] for line in captured] == ["at last"]

"""Starts that cannot be: each ends with one sentence, and whatever had begun is ended."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from threading import enumerate as threads

import pytest

from bot.stopping import Stopping
from sandbox import Fault, Sandbox
from tests.bot.command_line import CommandLine, Ended
from tests.stories.retailer import WORKSPACE_FILE

# The server wakes itself up when it ends, by the address it listens on.
pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "0.0.0.0", "::1", "localhost"])  # noqa: S104  # as above


@pytest.fixture(autouse=True)
def signals_as_before() -> Iterator[None]:
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.fixture
def env(slack_env: dict[str, str], tmp_path: Path) -> dict[str, str]:
    (tmp_path / "workspace.toml").write_text(WORKSPACE_FILE)
    (tmp_path / "wrong.toml").write_text(WORKSPACE_FILE.replace('key = "hr"', "key = 5"))
    (tmp_path / "nobody.toml").write_text(WORKSPACE_FILE.replace("U0ADA", "nobody@example.com"))
    (tmp_path / "empty").mkdir()
    return {**slack_env, "PORT": "0", "LOG_FORMAT": "json", "WORKSPACE_FILE": "workspace.toml"}


def sentence(ended: Ended) -> str:
    """The one line that is not of the log."""
    assert (ended.code, ended.out) == (2, "")
    (said,) = [line for line in ended.err.splitlines() if not line.startswith("{")]
    return said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "SLACK_BOT_TOKEN: Slack refuses this token (invalid_auth)."),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "SLACK_APP_TOKEN: Slack refuses this token (invalid_auth)."),
        ({"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing"),
        ({"DATABASE_URL": "sqlite:///nowhere/file.sqlite3"}, "DATABASE_URL: The database cannot be used"),
        ({"RULEBOOK_PATH": "empty"}, "RULEBOOK_PATH: empty holds no rule."),
        ({"WORKSPACE_FILE": "wrong.toml"}, "wrong.toml, line 20, department[3].key: "),
        ({"WORKSPACE_FILE": "nobody.toml"}, "nobody.toml, line 4, admins[1]: Nobody in this Slack workspace"),
    ],
)
def test_what_is_wrong_is_a_sentence(
    onevoice: CommandLine, env: dict[str, str], change: dict[str, str], said: str
) -> None:
    running = set(threads())

    ended = onevoice(env={**env, **change})

    assert sentence(ended).startswith(said)
    assert "Traceback" not in ended.err
    assert not {one for one in set(threads()) - running if one.name.startswith(("courier", "web"))}


@pytest.mark.parametrize("method", ["users.lookupByEmail", "conversations.list"])
def test_slack_that_fails_while_the_file_is_read_is_a_sentence(
    onevoice: CommandLine, env: dict[str, str], sandbox: Sandbox, tmp_path: Path, method: str
) -> None:
    named = WORKSPACE_FILE.replace("U0ADA", "ada@example.com").replace("C0DESK", "#social-desk")
    (tmp_path / "workspace.toml").write_text(named)
    sandbox.faults.switch_on(Fault("lost_before"), method=method)

    ended = onevoice(env=env)

    said = sentence(ended)
    assert "Slack" in said
    assert [json.loads(line) for line in ended.err.splitlines() if line != said] == []


def test_a_signal_cuts_the_wait_for_slack_short(
    onevoice: CommandLine, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wait, waited = Stopping.wait, list[float | None]()
    signals = Timer(0.1, os.kill, (os.getpid(), signal.SIGTERM))

    def an_hour(stopping: Stopping, seconds: float | None = None) -> bool:
        if not waited:
            signals.start()
        waited.append(seconds)
        return wait(stopping, 3_600)

    monkeypatch.setattr(Stopping, "wait", an_hour)

    ended = onevoice(env={**env, "SLACK_API_URL": "http://127.0.0.1:9/"})

    signals.join()
    assert (ended.code, ended.out) == (0, "")
    assert waited == [1.0, None]  # once for Slack, and once more to learn that it is time to stop

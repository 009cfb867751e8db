"""The real process: how it comes up, what it says when it cannot, and how it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

import pytest

from sandbox import Fault, Sandbox
from sandbox.answers import Answer
from tests.stories.retailer import ROOT, WORKSPACE_FILE, retailer

END_SECONDS = 30
"""Hosting platforms kill a process that has not ended by then."""


@dataclass(slots=True)
class Running:
    """A process of the bot, and what it has said so far."""

    process: subprocess.Popen[str]
    port: int
    said: Path

    @property
    def text(self) -> str:
        return self.said.read_text()

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def ask(self, path: str) -> tuple[int, Mapping[str, str]]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        except OSError:
            return 0, {}
        finally:
            connection.close()

    def is_ready(self) -> bool:
        return self.ask("/readyz")[0] == 200

    def terminated(self) -> tuple[int, float]:
        """Its exit code after SIGTERM, and how many seconds it took."""
        begun = monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=END_SECONDS), monotonic() - begun


def until(look: Callable[[], bool], *, of: Running, seconds: float = 60) -> float:
    """Wait for something to be so; how many seconds it took."""
    begun = monotonic()
    while not look():
        assert of.process.poll() is None, of.text
        assert monotonic() - begun < seconds, of.text
        sleep(0.02)
    return monotonic() - begun


@contextmanager
def kept_port() -> Iterator[int]:
    """A port that is given to nobody else meanwhile.

    Whoever names it may listen there, for it is bound and not listened at ("socket(7)", SO_REUSEADDR).
    """
    with socket.socket() as keeper:
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("127.0.0.1", 0))
        yield keeper.getsockname()[1]


@contextmanager
def started(folder: Path, env: Mapping[str, str], *arguments: str) -> Iterator[Running]:
    with kept_port() as port, running_at(port, folder, env, *arguments) as running:
        yield running


@contextmanager
def running_at(port: int, folder: Path, env: Mapping[str, str], *arguments: str) -> Iterator[Running]:
    (folder / "workspace.toml").write_text(WORKSPACE_FILE)
    own = {
        "PATH": os.environ["PATH"],  # noqa: TID251  # the process is given an environment of its own
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "PORT": str(port),
        "LOG_FORMAT": "json",
        "WORKSPACE_FILE": "workspace.toml",
    }
    said = folder / "said"
    with said.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=folder,
            env={**own, **env},
            stdout=output,
            stderr=output,
            text=True,
        )
    running = Running(process, port, said)
    try:
        yield running
    finally:
        process.kill()
        process.wait()


@contextmanager
def at_a_slow_request(
    folder: Path, sandbox: Sandbox, env: Mapping[str, str], *, seconds: float = 1.5
) -> Iterator[tuple[Running, Future[Answer]]]:
    """A bot in the middle of a command for which Slack takes its time."""
    with ThreadPoolExecutor(1) as people, started(folder, env) as running:
        until(running.is_ready, of=running)
        if env["SLACK_APP_TOKEN"]:
            sandbox.wait_until_connected()
        else:
            sandbox.deliver_over_http(f"http://127.0.0.1:{running.port}/slack/events")
        sandbox.faults.switch_on(Fault("delay", seconds), method="views.open")
        slow = people.submit(sandbox.as_person("U0EVE").command, "#social-desk", "/social", "propose Slowly.")
        until(lambda: sandbox.faults.done["delay"] > 0, of=running)
        yield running, slow


@pytest.fixture
def over_http(slack_env: dict[str, str], sandbox: Sandbox) -> dict[str, str]:
    (app,) = sandbox.workspace.apps.values()
    return {**slack_env, "SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": app.signing_secret}


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_it_comes_up_works_and_finishes_what_was_begun(
    tmp_path: Path, sandbox: Sandbox, slack_env: dict[str, str], over_http: dict[str, str], mode: str
) -> None:
    env = slack_env if mode == "socket" else over_http
    with started(tmp_path, env) as running, ThreadPoolExecutor(1) as people:
        took = until(running.is_ready, of=running)
        print(f"\n{mode}: ready after {took:.2f} s")  # noqa: T201  # shown with -s; asserting it would depend on the machine
        if mode == "http":
            sandbox.deliver_over_http(f"http://127.0.0.1:{running.port}/slack/events")
        else:
            sandbox.wait_until_connected()
        eve = sandbox.as_person("U0EVE")
        form = eve.command("#social-desk", "/social", "propose A secret of ours.").view
        assert eve.submit(eve.fill(form, {"Networks": ["X"]})).errors == {}
        eve.see("#social-desk", "A secret of ours.")

        sandbox.faults.switch_on(Fault("delay", 1.5), method="views.open")
        slow = people.submit(eve.command, "#social-desk", "/social", "propose Slowly.")
        until(lambda: sandbox.faults.done["delay"] > 0, of=running)
        code, seconds = running.terminated()

        assert slow.result(timeout=60).view.title == "Propose a post"
        assert code == 0, running.text
        assert seconds < END_SECONDS
        assert "Traceback" not in running.text
        assert "A secret of ours." not in running.text
        for secret in (*slack_env.values(), *over_http.values()):
            assert not secret.startswith("x") or secret not in running.text
        told = [json.loads(line) for line in running.lines]
        events = [one["event"] for one in told]
        assert "ready" in events
        assert events[-1] == "stopped"
        assert [one for one in told if one["level"] == "error"] == []


def test_sigterm_twice_still_finishes_what_was_begun(
    tmp_path: Path, sandbox: Sandbox, over_http: dict[str, str]
) -> None:
    with at_a_slow_request(tmp_path, sandbox, over_http) as (running, slow):
        running.process.send_signal(signal.SIGTERM)
        until(lambda: "stopping" in running.text, of=running)
        code, _ = running.terminated()

        assert slow.result(timeout=60).view.title == "Propose a post"
        assert code == 0, running.text


def test_ctrl_c_finishes_what_was_begun_and_says_how_to_end_at_once(
    tmp_path: Path, sandbox: Sandbox, slack_env: dict[str, str]
) -> None:
    with at_a_slow_request(tmp_path, sandbox, slack_env) as (running, slow):
        running.process.send_signal(signal.SIGINT)
        until(lambda: "Ctrl+C ends it at once" in running.text, of=running)

        assert slow.result(timeout=60).view.title == "Propose a post"
        assert running.process.wait(timeout=END_SECONDS) == 0
        assert "Traceback" not in running.text


def test_ctrl_c_twice_ends_at_once(tmp_path: Path, sandbox: Sandbox, slack_env: dict[str, str]) -> None:
    with at_a_slow_request(tmp_path, sandbox, slack_env, seconds=4) as (running, _):
        running.process.send_signal(signal.SIGINT)
        until(lambda: "stopping" in running.text, of=running)
        running.process.send_signal(signal.SIGINT)

        # The signal itself has ended it, and not the end of what was begun.
        assert running.process.wait(timeout=60) == -signal.SIGINT
        assert "stopped" not in running.text
        assert "Traceback" not in running.text


def test_a_start_that_cannot_be_is_one_sentence(tmp_path: Path, slack_env: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))  # noqa: S104  # where the bot listens
        taken.listen()
        port = taken.getsockname()[1]
        with started(tmp_path, {**slack_env, "PORT": str(port)}) as running:
            assert running.process.wait(timeout=60) == 2
            # A slow machine may have been told before that the tables take a while.
            assert (
                running.lines[-1]
                == f"PORT: {port} is in use. Stop what listens there, or choose another one."
            )
            assert not [one for one in running.lines if "Traceback" in one]


@pytest.mark.parametrize("alone", ["worker", "clock"])
def test_beside_web_on_one_machine_the_others_do_without_the_port(
    tmp_path: Path, slack_env: dict[str, str], alone: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))  # noqa: S104  # where the bot listens
        taken.listen()
        with started(tmp_path, {**slack_env, "PORT": str(taken.getsockname()[1])}, alone) as running:
            until(lambda: '"ready"' in running.text, of=running)
            assert "PORT is in use, so nobody can ask this process how it is" in running.text
            assert running.terminated()[0] == 0


def test_while_slack_is_down_it_lives_and_comes_up_when_slack_does(tmp_path: Path) -> None:
    with kept_port() as port, started(tmp_path, slack_at(port)) as running:
        until(lambda: running.ask("/healthz")[0] == 200, of=running)
        until(lambda: "trying again" in running.text, of=running)
        status, parts = running.ask("/readyz")
        assert (status, parts["slack"]) == (503, "Slack has not answered yet.")
        assert parts["database"] == "ok"

        with retailer(port=port) as sandbox:
            until(running.is_ready, of=running)
            sandbox.wait_until_connected()
            assert running.terminated()[0] == 0


def slack_at(port: int) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": "xoxb-sandbox-1",
        "SLACK_APP_TOKEN": "xapp-1-sandbox-1",
        "SLACK_API_URL": f"http://127.0.0.1:{port}/api/",
    }


def test_whoever_still_waits_for_slack_ends_in_good_order(tmp_path: Path) -> None:
    env = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "http://127.0.0.1:9/"}
    with started(tmp_path, env) as running:
        until(lambda: "trying again" in running.text, of=running)

        code, _ = running.terminated()

        assert code == 0, running.text
        assert "Traceback" not in running.text

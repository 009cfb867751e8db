"""Private answers: an address that hangs, drops or refuses keeps no click from being acknowledged."""

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from threading import Thread
from time import monotonic

import pytest
from slack_sdk.webhook import WebhookResponse

from bot.responding import RESPOND_SECONDS, BriefRespond
from storage.engines import PATIENCE
from tests.handlers.logs import Log

SLACK_WAITS = 3.0
"""Seconds for an acknowledgement ("Acknowledging requests")."""
DATABASE_WAITS = PATIENCE


@dataclass(slots=True)
class Hooks:
    """An address that takes connections and does with each what it was told."""

    listening: socket.socket
    behave: Callable[[socket.socket], object]
    taken: list[socket.socket] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listening.getsockname()[1]}/actions/T01/1/secret"

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self.listening.accept()
                self.taken.append(line)
                line.recv(65_536)
                self.behave(line)


@pytest.fixture
def hooks() -> Iterator[Hooks]:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        one = Hooks(listening, behave=says("200 OK"))
        thread = Thread(target=one.serve)
        thread.start()
        yield one
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()
        for line in one.taken:
            line.close()


def says(status: str) -> Callable[[socket.socket], object]:
    return lambda line: line.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\nok".encode())


def hangs(_: socket.socket) -> None:
    """Keeps the line and says nothing."""


@pytest.fixture
def senders() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


def respond(hooks: Hooks, senders: ThreadPoolExecutor) -> tuple[WebhookResponse, float]:
    begun = monotonic()
    brief = BriefRespond(response_url=hooks.url, proxy=None, ssl=None, senders=senders)
    return brief(text="Not yours to approve.", response_type="ephemeral"), monotonic() - begun


def test_what_slack_takes_is_taken(hooks: Hooks, senders: ThreadPoolExecutor, log: Log) -> None:
    assert respond(hooks, senders)[0].status_code == 200
    assert log.text == ""


def test_a_hanging_address_leaves_time_to_acknowledge(
    hooks: Hooks, senders: ThreadPoolExecutor, log: Log
) -> None:
    hooks.behave = hangs

    answer, seconds = respond(hooks, senders)

    assert answer.status_code != 200
    assert seconds + DATABASE_WAITS < SLACK_WAITS
    begun = monotonic()
    senders.shutdown()
    assert monotonic() - begun < RESPOND_SECONDS, "what hangs must not hold up the end"
    assert len(hooks.taken) == 1
    assert [line["reason"] for line in log.of("answer not shown")] == ["TimeoutError"]


@pytest.mark.parametrize(
    ("behave", "reason"),
    [
        (socket.socket.close, "closed connection"),
        (says("404 Not Found"), "status 404"),
        (says("503 Unavailable"), "status 503"),
        (says("nonsense"), "HTTP/1.1 nonsense"),
    ],
)
def test_what_is_not_taken_is_logged_and_never_tried_again(
    hooks: Hooks,
    senders: ThreadPoolExecutor,
    log: Log,
    behave: Callable[[socket.socket], object],
    reason: str,
) -> None:
    hooks.behave = behave

    assert respond(hooks, senders)[0].status_code != 200

    assert len(hooks.taken) == 1
    (line,) = log.of("answer not shown")
    assert reason in line["reason"]
    assert "secret" not in log.text


def test_where_there_is_no_address_nothing_is_raised(senders: ThreadPoolExecutor, log: Log) -> None:
    brief = BriefRespond(response_url=None, proxy=None, ssl=None, senders=senders)

    assert brief(text="Hello").status_code != 200

    assert len(log.of("answer not shown")) == 1

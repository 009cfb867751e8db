"""The engine keeps carrying, wakes at once, survives what goes wrong and ends in order."""

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import Any, cast

import pytest

from delivery.engine import Engine
from domain.notices import NoticeKind
from domain.people import UserId, WorkspaceId
from storage.database import Database, Transaction, Unavailable
from tests.delivery.desk import DESK, Desk

FOREVER = 60.0
TICK = Event()


def until(holds: Callable[[], bool], *, seconds: float = 60) -> None:
    deadline = monotonic() + seconds
    while not holds():
        assert monotonic() < deadline, "it never happened"
        TICK.wait(0.005)


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    return Desk(sqlite_database)


@contextmanager
def running(desk: Desk, *, poll: float = FOREVER, others: tuple[Desk, ...] = ()) -> Iterator[Engine]:
    every = tuple(one.workspace for one in (desk, *others))
    engine = Engine(desk.courier, workspaces=lambda: every, poll=poll)
    engine.start()
    try:
        yield engine
    finally:
        engine.stop(5)


def test_it_carries_what_was_waiting_when_it_starts(desk: Desk) -> None:
    desk.want("jackets")
    with running(desk):
        until(lambda: len(desk.slack.messages) == 1)


def test_it_wakes_at_once(desk: Desk) -> None:
    with running(desk) as engine:
        desk.want("jackets")
        engine.wake()
        until(lambda: len(desk.slack.messages) == 1)


def test_it_looks_by_itself_when_nobody_wakes_it(desk: Desk) -> None:
    with running(desk, poll=0.01):
        desk.want("jackets")
        until(lambda: len(desk.slack.messages) == 1)


def test_a_slow_answer_does_not_hold_up_the_others(desk: Desk) -> None:
    go_on = Event()

    def slow_in_the_desk(method: str) -> None:
        if method == "chat.postMessage" and desk.slack.calls[-1][1]["channel"] == DESK:
            go_on.wait(10)

    desk.slack.any_fault = slow_in_the_desk
    with running(desk) as engine:
        desk.want("jackets")
        engine.wake()
        until(lambda: len(desk.slack.named("chat.postMessage")) == 1)
        for number in range(5):
            desk.want(str(number), kind=NoticeKind.AUTHOR, place=UserId(f"U0{number}"))
        engine.wake()
        until(lambda: len(desk.slack.messages) == 5)
        assert desk.slack.texts(DESK) == []
        go_on.set()
        until(lambda: len(desk.slack.messages) == 6)


def test_the_end_waits_for_what_was_begun_and_takes_nothing_new(desk: Desk) -> None:
    go_on, ended = Event(), Event()

    def slow(method: str) -> None:
        if method == "chat.postMessage":
            go_on.wait(10)

    desk.slack.any_fault = slow
    engine = Engine(desk.courier, workspaces=lambda: (desk.workspace,), threads=1, poll=FOREVER)
    engine.start()
    desk.want("jackets")
    engine.wake()
    until(lambda: len(desk.slack.named("chat.postMessage")) == 1)
    desk.want("coats")
    assert engine.stop(0.01) is False, "one is still on its way"

    def end() -> None:
        if engine.stop(10):
            ended.set()

    ending = Thread(target=end)
    ending.start()
    go_on.set()
    assert ended.wait(10)
    ending.join()
    assert len(desk.slack.messages) == 1
    assert desk.notice("jackets").shown == 1
    assert desk.notice("coats").shown == 0


class GoneForAWhile:
    """A database that does not answer the first few times, and once breaks in a way nobody thought of."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.faults: list[Exception] = [
            Unavailable("gone"),
            Unavailable("gone"),
            ZeroDivisionError("surprise"),
        ]

    @contextmanager
    def transaction(self, workspace: WorkspaceId) -> Iterator[Transaction]:
        if self.faults:
            raise self.faults.pop(0)
        with self.database.transaction(workspace) as work:
            yield work


def test_it_outlives_a_database_that_is_gone_and_faults_of_its_own(
    desk: Desk, logged: list[MutableMapping[str, Any]]
) -> None:
    desk.carriers = cast("Database", GoneForAWhile(desk.database))
    desk.courier = desk.another_courier()
    desk.want("jackets")
    with running(desk, poll=0.01):
        until(lambda: len(desk.slack.messages) == 1)
    assert [line["event"] for line in logged[:3]] == [
        "database unavailable",
        "database unavailable",
        "delivery failed",
    ]


def test_a_busy_workspace_does_not_starve_another(desk: Desk) -> None:
    other = Desk(desk.database, workspace=WorkspaceId("T02"), clock=desk.clock)
    for number in range(10):
        desk.want(str(number), kind=NoticeKind.AUTHOR, place=UserId(f"U0{number}"))
    other.want("coats", kind=NoticeKind.AUTHOR, place=UserId("U99"))
    engine = Engine(
        desk.courier, workspaces=lambda: (desk.workspace, other.workspace), threads=1, poll=FOREVER
    )
    engine.start()
    until(lambda: len(desk.slack.messages) == 11)
    engine.stop(5)
    assert "DU99" in [one.channel for one in desk.slack.messages[:2]]


def test_two_engines_on_one_database_share_the_work_and_do_nothing_twice(database: Database) -> None:
    desk = Desk(database)
    for number in range(40):
        desk.want(str(number), str(number), kind=NoticeKind.AUTHOR, place=UserId(f"U{number:02}"))
    engines = [
        Engine(desk.another_courier(), workspaces=lambda: (desk.workspace,), poll=0.05) for _ in range(2)
    ]
    for engine in engines:
        engine.start()
    until(lambda: desk.left() == 0)
    assert all(engine.stop(5) for engine in engines)
    assert sorted(int(one.text) for one in desk.slack.messages) == list(range(40))


def test_no_text_and_no_token_gets_into_the_log(desk: Desk, logged: list[MutableMapping[str, Any]]) -> None:
    desk.slack.faults["chat.postMessage"] = ["account_inactive", "invalid_blocks", "something_new"]
    for number in range(3):
        desk.want(f"post {number}", "the secret autumn offer")
    desk.settle()
    assert {line["event"] for line in logged} >= {"notice shown", "notice is dead"}
    assert not [line for line in logged if "secret" in str(line) or "xoxb" in str(line)]

"""`/healthz` and `/readyz`: what whoever watches over the process is told."""

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from threading import enumerate as threads
from time import monotonic, sleep

import pytest

from bot.readiness import PATIENCE, Readiness, database_state, delivery_state
from bot.running import Bot, Part
from bot.web import HERE_ONLY
from bot.world import World
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import ChannelId, WorkspaceId
from sandbox import Fault, Sandbox
from storage.database import Database
from tests.bot.conftest import Clock
from tests.handlers.breakage import locked
from tests.stories.retailer import at_work, settings_for

SHOP = WorkspaceId("T0SHOP")


@pytest.fixture
def world(sandbox: Sandbox) -> World:
    numbers = count(1)
    return World(now=sandbox.clock, new_id=lambda: f"id{next(numbers):05}", chance=lambda: 0.5, pause=sleep)


@pytest.fixture(params=["http", "socket"])
def bot(request: pytest.FixtureRequest, sandbox: Sandbox, world: World, tmp_path: Path) -> Iterator[Bot]:
    with at_work(sandbox, tmp_path, world=world, over_http=request.param == "http") as running:
        yield running


def asked(bot: Bot, path: str) -> tuple[int, Mapping[str, str]]:
    with closing(HTTPConnection("127.0.0.1", bot.port, timeout=5)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.headers["Content-Type"] == "application/json"
        return answer.status, json.loads(answer.read())


def until(look: Callable[[], bool], *, seconds: float = 15) -> None:
    for _ in range(int(seconds / 0.02)):
        if look():
            return
        sleep(0.02)
    raise AssertionError("it did not happen in time")


def test_a_bot_at_work(bot: Bot) -> None:
    assert asked(bot, "/healthz") == (200, {"process": "ok"})
    assert asked(bot, "/readyz") == (200, {"database": "ok", "slack": "ok", "delivery": "ok"})
    assert asked(bot, "/readyz?verbose=1")[0] == 200


@pytest.mark.parametrize("bot", ["http"], indirect=True)
def test_a_locked_database_is_told_and_passes(bot: Bot, tmp_path: Path) -> None:
    with locked(tmp_path / "onevoice.sqlite3"):
        begun = monotonic()
        status, parts = asked(bot, "/readyz")
        took = monotonic() - begun
        assert asked(bot, "/healthz")[0] == 200

    assert took < 1.4
    assert status == 503
    assert parts == {
        "database": "Database busy: it did not answer within 1 s.",
        "slack": "ok",
        "delivery": "Not known while the database is busy.",
    }
    until(lambda: asked(bot, "/readyz")[0] == 200)


@pytest.mark.parametrize("bot", ["http"], indirect=True)
def test_many_who_ask_of_a_locked_database_wait_no_longer_than_one(bot: Bot, tmp_path: Path) -> None:
    with locked(tmp_path / "onevoice.sqlite3"), ThreadPoolExecutor(15) as askers:
        begun = monotonic()
        answers = [one.result() for one in [askers.submit(asked, bot, "/readyz") for _ in range(15)]]
        took = monotonic() - begun

    assert {status for status, _ in answers} == {503}
    assert took < 2
    assert len([one for one in threads() if one.name.startswith("readiness")]) == 1


@pytest.mark.parametrize("bot", ["socket"], indirect=True)
def test_a_lost_socket_is_told_and_comes_back(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.drop_connections()
    until(lambda: sandbox.connections() > 0 and asked(bot, "/readyz")[0] == 200)


@pytest.fixture
def late_socket(
    sandbox: Sandbox, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Bot]:
    """A bot whose socket Slack would not open the first two times."""
    monkeypatch.setattr("bot.running.WATCH_SECONDS", 0.2)
    sandbox.faults.switch_on(Fault("server_error"), method="apps.connections.open", times=2)
    bot = Bot(settings_for(sandbox, tmp_path, over_http=False), world)
    bot.start()
    yield bot
    bot.stop()


def test_a_socket_that_slack_does_not_open_yet_is_tried_again(late_socket: Bot, sandbox: Sandbox) -> None:
    until(lambda: asked(late_socket, "/readyz")[0] == 200)

    assert sandbox.faults.done["server_error"] == 2
    assert sandbox.connections() > 0


def test_messages_that_wait_too_long(sqlite_url: str, clock: Clock) -> None:
    database = Database(sqlite_url)
    with database.transaction(SHOP) as transaction:
        transaction.people.save(transaction.people.workspace())
        for number in range(3):
            wanted = Wanted(kind=NoticeKind.CARD, subject=f"post{number}", place=ChannelId("C0DESK"))
            transaction.notices.want(wanted, id=NoticeId(f"n{number}"), at=clock())

    assert delivery_state(database, at=clock()) == "ok"
    assert delivery_state(database, at=clock() + PATIENCE) == "ok"
    assert (
        delivery_state(database, at=clock() + PATIENCE + timedelta(minutes=2))
        == "3 messages wait for Slack, the oldest for 7 minutes."
    )
    database.close()


def test_what_could_not_be_shown_is_told_for_a_day(sqlite_url: str, clock: Clock) -> None:
    database = Database(sqlite_url)
    with database.transaction(SHOP) as transaction:
        transaction.people.save(transaction.people.workspace())
        for number in range(3):
            wanted = Wanted(kind=NoticeKind.CARD, subject=f"post{number}", place=ChannelId("C0DESK"))
            transaction.notices.want(wanted, id=NoticeId(f"n{number}"), at=clock())
        transaction.notices.dead(NoticeId("n0"), problem="Shorten it.")

    lost = "1 message could not be shown since yesterday; `doctor` says why."
    assert (
        delivery_state(database, at=clock()) == f"2 messages wait for Slack, the oldest for 0 minutes. {lost}"
    )
    with database.transaction(SHOP) as transaction:
        for number in (1, 2):
            transaction.notices.shown(NoticeId(f"n{number}"), version=1, channel="C0DESK", ts="1.0")
    assert delivery_state(database, at=clock()) == lost
    assert delivery_state(database, at=clock() + timedelta(days=1)) == "ok"
    database.close()


def test_a_database_that_is_gone_is_told_by_both(tmp_path: Path, clock: Clock) -> None:
    database = Database(f"sqlite:///{tmp_path}/nowhere/file")
    readiness = Readiness(database, clock)
    states = readiness.states()
    readiness.close()

    assert states["database"].startswith("The database does not answer: ")
    assert states["delivery"] == "Not known without the database."

    assert database_state(database).startswith("The database does not answer: ")
    assert delivery_state(database, at=clock()).startswith("The database does not answer: ")


@pytest.fixture(params=list(Part))
def one_part(request: pytest.FixtureRequest, sandbox: Sandbox, world: World, tmp_path: Path) -> Iterator[Bot]:
    bot = Bot(settings_for(sandbox, tmp_path, over_http=False), world, parts=frozenset({request.param}))
    bot.start()
    yield bot
    bot.stop()


def test_each_part_alone_is_healthy_too(one_part: Bot, sandbox: Sandbox) -> None:
    until(lambda: asked(one_part, "/readyz")[0] == 200)
    if Part.LISTEN in one_part.parts:
        sandbox.wait_until_connected()
    else:
        assert sandbox.connections() == 0


def test_three_processes_share_the_work(sandbox: Sandbox, world: World, tmp_path: Path) -> None:
    sandbox.clock.set(datetime(2026, 11, 23, 9, tzinfo=UTC))
    settings = settings_for(sandbox, tmp_path, over_http=False)
    with ExitStack() as ends:

        def begin(part: Part) -> Bot:
            bot = Bot(settings, world, parts=frozenset({part}), host=HERE_ONLY)
            ends.callback(bot.stop)
            bot.start()
            return bot

        begin(Part.LISTEN)
        begin(Part.DELIVER)
        sandbox.wait_until_connected()
        eve, mia = sandbox.as_person("U0EVE"), sandbox.as_person("U0MIA")
        form = eve.command("#social-desk", "/social", "propose Slippers are back.").view
        assert eve.submit(eve.fill(form, {"Networks": ["X"]})).errors == {}
        mia.see("#social-desk", "Waiting for Marketing")

        sandbox.clock.set(datetime(2026, 11, 24, 10, tzinfo=UTC))
        begin(Part.KEEP_TIME)
        mia.see("@onevoice", "1 post waits for you")


def test_stopping_what_never_started_is_quiet(sandbox: Sandbox, world: World, tmp_path: Path) -> None:
    Bot(settings_for(sandbox, tmp_path, over_http=True), world).stop()

"""`/metrics`: figures for whoever watches over the process, and not a word about anybody."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from wsgiref.util import setup_testing_defaults

import pytest

from bot.clock import settle_due
from bot.metrics import CONTENT_TYPE, Metrics
from bot.web import Web
from delivery.tallies import Tally
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import ChannelId, UserId, WorkspaceId
from domain.timetable import Kind
from domain.workspaces import Workspace
from storage.database import Database

SHOP, OTHER = WorkspaceId("T0SHOP"), WorkspaceId("T0OTHER")
MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+]+')


@pytest.fixture
def metrics(database: Database) -> Iterator[Metrics]:
    metrics = Metrics(database, lambda: FRIDAY + timedelta(minutes=5), notices=Tally())
    yield metrics
    metrics.close()


def set_up(database: Database, id: WorkspaceId, timezone: str) -> None:
    with database.transaction(id) as transaction:
        transaction.people.workspace()
        desk, admins = ChannelId("C0SECRET"), (UserId("U0SECRET"),)
        transaction.people.save(Workspace(id=id, timezone=timezone, desk=desk, admins=admins))


def asked(web: Web, path: str) -> tuple[str, dict[str, str], str]:
    environ: dict[str, object] = {}
    setup_testing_defaults(environ)
    environ["PATH_INFO"] = path
    begun: list[tuple[str, dict[str, str]]] = []
    parts = web(environ, lambda status, headers, _=None: begun.append((status, dict(headers))))  # type: ignore[arg-type]  # nothing writes through it
    return (*begun[0], b"".join(parts).decode())


def value(text: str, sample: str) -> float:
    (line,) = (one for one in text.splitlines() if one.startswith(f"{sample} "))
    return float(line.rpartition(" ")[2])


def test_the_backlog_and_the_clock_over_all_workspaces(database: Database, metrics: Metrics) -> None:
    set_up(database, SHOP, "Europe/London")
    set_up(database, OTHER, "America/New_York")
    tasks = {Kind.DIGEST: lambda *_: ""}
    settle_due(database, at=MONDAY, tasks=tasks)
    settle_due(database, at=FRIDAY + timedelta(minutes=1), tasks=tasks)
    with database.transaction(SHOP) as transaction:
        for number in range(3):
            wanted = Wanted(kind=NoticeKind.CARD, subject=f"secret{number}", place=ChannelId("C0SECRET"))
            transaction.notices.want(wanted, id=NoticeId(f"n{number}"), at=FRIDAY)
        transaction.notices.dead(NoticeId("n0"), problem="A secret.")

    text = metrics.text()

    assert value(text, "onevoice_database_up") == 1
    assert value(text, "onevoice_delivery_backlog_due") == 2
    assert value(text, "onevoice_delivery_backlog_oldest_seconds") == 300
    assert value(text, "onevoice_delivery_backlog_dead") == 1
    ran = value(text, 'onevoice_clock_last_timestamp_seconds{kind="digest",outcome="ran"}')
    assert ran == (FRIDAY + timedelta(minutes=1)).timestamp()
    due = value(text, 'onevoice_clock_next_timestamp_seconds{kind="digest"}')
    assert due == (FRIDAY + timedelta(hours=5)).timestamp(), "New York's Friday afternoon comes first"


def test_requests_and_notices_are_counted(database: Database, metrics: Metrics) -> None:
    web = Web(lambda: {"database": "ok"}, metrics=metrics)
    for path in ("/healthz", "/healthz", "/readyz", "/T0SECRET", "/wp-admin?<script>"):
        asked(web, path)
    metrics.notices.add(NoticeKind.DIGEST, "shown")
    metrics.notices.add(NoticeKind.DIGEST, "failed")
    metrics.notices.add(NoticeKind.DIGEST, "shown")

    status, headers, text = asked(web, "/metrics")

    assert (status, headers["Content-Type"]) == ("200 OK", CONTENT_TYPE)
    assert value(text, 'onevoice_http_requests_total{path="/healthz",status="200"}') == 2
    assert value(text, 'onevoice_http_requests_total{path="other",status="404"}') == 2
    assert value(text, 'onevoice_notices_total{kind="digest",outcome="shown"}') == 2
    assert value(text, 'onevoice_notices_total{kind="digest",outcome="failed"}') == 1


def test_every_line_is_in_the_format_and_none_tells_of_anybody(database: Database, metrics: Metrics) -> None:
    set_up(database, SHOP, "Europe/London")
    settle_due(database, at=FRIDAY, tasks={Kind.DIGEST: lambda *_: ""})
    asked(Web(dict, metrics=metrics), "/T0SECRET")
    text = metrics.text()
    assert text.endswith("\n")
    samples = [one for one in text.splitlines() if not one.startswith("#")]
    assert samples
    assert [one for one in samples if not LINE.fullmatch(one)] == []
    assert "SECRET" not in text.upper()
    assert "T0SHOP" not in text


def test_without_the_database_there_are_still_the_figures_of_the_process() -> None:
    metrics = Metrics(Database("sqlite:////nowhere/file"), lambda: FRIDAY, notices=Tally())
    metrics.requests.add("/healthz", "200")
    text = metrics.text()
    metrics.close()
    assert value(text, "onevoice_database_up") == 0
    assert value(text, 'onevoice_http_requests_total{path="/healthz",status="200"}') == 1
    assert "backlog" not in text

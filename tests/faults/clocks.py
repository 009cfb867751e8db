"""kill -9 of two clocks, with outages: `python -m tests.faults.clocks --weeks 25 --kills 50`; --postgres for the other.

Time is made up and stands still until both what is due and what was killed have come right, so 100 periods take
minutes. What happens in Slack afterwards is the courier's business, which `tests.faults.kill` looks at.
"""

import argparse
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from multiprocessing.process import BaseProcess
from os import dup2
from pathlib import Path
from random import Random  # noqa: TID251  # seeded: a run can be told again
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import psycopg

from bot.clock import settle_due
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import ChannelId, WorkspaceId
from domain.runs import Outcome, Slot
from domain.timetable import Kind
from domain.weeks import Week
from domain.workspaces import Workspace
from storage.database import Database, Transaction, Unavailable
from tests.faults.kill import say
from tests.forks import FORKS
from tests.postgres import postgres_server

WORKSPACE = WorkspaceId("T0WEEK")
ZONE = "Europe/London"
FIRST_MONDAY = date(2026, 9, 21)
"""Five weeks before the clocks go back; 25 weeks on, after week 53, they are about to go forward."""
PLAN = ((Kind.CHECK_IN, 0, 9), (Kind.REMINDER, 2, 9), (Kind.CLOSE, 4, 12), (Kind.DIGEST, 4, 16))
"""What is expected of a week, said apart from the code under test: kind, day and hour."""
PATIENCE = 300.0
"""Seconds in which whatever is due has to be settled once nothing stands in its way."""
DOWN = (timedelta(hours=1), timedelta(hours=20))
"""For how long nobody looks at the clock, or the database does not answer, in made-up time."""
LOCKED = 2.5
"""Real seconds of an outage of the database: longer than anybody waits for it."""


@dataclass(frozen=True)
class Counts:
    """The figures of a run. The last three must be zero."""

    periods: int
    kills: int
    outages: int
    missing: int
    twice: int
    half: int

    @property
    def faultless(self) -> bool:
        return not (self.missing or self.twice or self.half)


def keep_time(url: str, file: Path, log: Path) -> None:
    """One clock: look, again and again, at the time that stands in a file. What it says goes to the log."""
    with log.open("a") as said:
        dup2(said.fileno(), 1)
        dup2(said.fileno(), 2)
    database, ids = Database(url), count()

    def task(transaction: Transaction, slot: Slot, at: datetime) -> str:
        wanted = Wanted(kind=NoticeKind.WELCOME, subject=subject(slot), place=ChannelId("C0LEAD"))
        transaction.notices.want(wanted, id=NoticeId(f"{file}-{next(ids)}-{time.monotonic_ns()}"), at=at)
        time.sleep(0.01)  # so that a kill finds it half done
        return ""

    tasks = dict.fromkeys(Kind, task)
    while True:
        with suppress(Unavailable):
            settle_due(database, at=datetime.fromisoformat(file.read_text()), tasks=tasks)
        time.sleep(0.01)


def subject(slot: Slot) -> str:
    return f"{slot.kind} {slot.week}"


def expected(weeks: int) -> list[tuple[Kind, Week, datetime]]:
    """Every period with its due time, in order."""
    mondays = (FIRST_MONDAY + timedelta(weeks=number) for number in range(weeks))
    return [
        (
            kind,
            Week.of(due, timezone=ZONE),
            due,
        )
        for monday in mondays
        for kind, day, hour in PLAN
        for due in [
            datetime(monday.year, monday.month, monday.day, hour, tzinfo=ZoneInfo(ZONE)) + timedelta(days=day)
        ]
    ]


@dataclass
class Run:
    """Two clocks through so many weeks of four periods each."""

    weeks: int
    kills: int
    outages: int
    seed: int
    url: str
    folder: Path
    tell: Callable[[str], object] = lambda _: None
    chance: Random = field(init=False)
    database: Database = field(init=False)
    clocks: list[BaseProcess] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)  # noqa: S311  # not for secrets
        self.database = Database(self.url)

    def __call__(self) -> Counts:
        """Do it and count."""
        plan = expected(self.weeks)
        places = range(len(plan))
        killed = set(self.chance.sample(places, self.kills))
        out = {place: number for number, place in enumerate(self.chance.sample(places, self.outages))}
        with self.database.transaction(WORKSPACE) as transaction:
            transaction.people.workspace()
            transaction.people.save(Workspace(id=WORKSPACE, timezone=ZONE))
        try:
            self._set(plan[0][2] - timedelta(hours=1))
            self.clocks = [self._started() for _ in range(2)]
            self._wait(len(Kind))
            began = self._settled()
            for place, (_, _, due) in enumerate(plan):
                with self._outage(out[place], due) if place in out else nullcontext():
                    self._set(due)
                if place in killed:
                    time.sleep(self.chance.uniform(0, 0.04))
                    self._kill(self.chance.randrange(2))
                self._wait(began + place + 1)
        finally:
            for clock in self.clocks:
                clock.kill()
                clock.join()
        counts = self._count(plan)
        self.database.close()
        return counts

    def _outage(self, number: int, due: datetime) -> AbstractContextManager[None]:
        self.tell(f"outage {number + 1}")
        return self._clocks_down(due) if number % 2 == 0 else self._database_down()

    @contextmanager
    def _clocks_down(self, due: datetime) -> Iterator[None]:
        for clock in self.clocks:
            clock.kill()
            clock.join()
        yield
        self._set(due + self.chance.choice(DOWN))
        self.clocks = [self._started() for _ in range(2)]

    @contextmanager
    def _database_down(self) -> Iterator[None]:
        with locked(self.url):
            yield
            time.sleep(LOCKED)

    def _kill(self, which: int) -> None:
        self.clocks[which].kill()
        self.clocks[which].join()
        self.clocks[which] = self._started()

    def _started(self) -> BaseProcess:
        log = self.folder / "clocks.log"
        clock = FORKS.Process(target=keep_time, args=(self.url, self._file, log), daemon=True)
        clock.start()
        return clock

    @property
    def _file(self) -> Path:
        return self.folder / "now"

    def _set(self, at: datetime) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.write_text(at.isoformat())
        fresh.replace(self._file)

    def _settled(self) -> int:
        with suppress(Unavailable), self.database.snapshot(WORKSPACE) as transaction:
            return len(transaction.runs.since(Week(year=2026, number=1)))
        return 0

    def _wait(self, settled: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while self._settled() < settled:
            assert time.monotonic() < deadline, f"not settled; see {self.folder / 'clocks.log'}"
            time.sleep(0.02)

    def _count(self, plan: list[tuple[Kind, Week, datetime]]) -> Counts:
        missing = twice = half = 0
        with self.database.snapshot(WORKSPACE) as transaction:
            runs = transaction.runs.since(Week(year=2026, number=1))
            for kind, week, due in plan:
                slot = Slot(kind=kind, week=week, due=due)
                ran = [one for one in runs if one.slot == slot and one.outcome is Outcome.RAN]
                wanted = sum(one.wanted for one in transaction.notices.of(NoticeKind.WELCOME, subject(slot)))
                missing += wanted == 0
                twice += max(0, wanted - 1)
                half += len(ran) != min(wanted, 1)
        return Counts(
            periods=len(plan), kills=self.kills, outages=self.outages, missing=missing, twice=twice, half=half
        )


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Nobody else can write, until the `with` ends."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=10, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")
        finally:
            connection.close()
    else:
        with psycopg.connect(url) as server:
            server.execute("LOCK TABLE runs IN ACCESS EXCLUSIVE MODE")
            yield


def main() -> int:
    """The command line; the exit code says whether nothing was missing, doubled or half done."""
    options = argparse.ArgumentParser(prog="python -m tests.faults.clocks", description=__doc__)
    options.add_argument("--weeks", type=int, default=25, help="of four periods each")
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--outages", type=int, default=3)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    options.add_argument("--folder", type=Path, help="keep the log here")
    chosen = options.parse_args()
    began = time.monotonic()
    with TemporaryDirectory() as temporary, postgres_server() if chosen.postgres else nullcontext() as server:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        url = server.url() if server else f"sqlite:///{folder}/clocks.sqlite3"
        database = Database(url)
        database.migrate()
        database.close()
        counts = Run(
            weeks=chosen.weeks,
            kills=chosen.kills,
            outages=chosen.outages,
            seed=chosen.seed,
            url=url,
            folder=folder,
            tell=say,
        )()
    for name, figure in asdict(counts).items():
        say(f"{name:>10} {figure:>6}")
    say(f"{'seconds':>10} {time.monotonic() - began:>6.0f}")
    return 0 if counts.faultless else 1


if __name__ == "__main__":
    sys.exit(main())

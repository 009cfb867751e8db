"""How long the digest of a week takes as history grows: `python -m bench.digest`; `--draw` for docs/pictures.

The week itself always has the same number of posts (`--week`); what grows is what is older. The baseline is the
obvious way, against which "flat" means something: read the posts through `Posts.proposed_in` of all time and count in
Python; it is left out above 10,000 posts, where it takes minutes. The last line is a week in which everything lies.

A leader's Home is told from the same digest each time it is opened, so a week of `--week` posts has to stay under
`GOAL` however long the history is.
"""

import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import text

from bench.digest.history import fill
from bench.rulebook.plots import draw
from domain.people import WorkspaceId
from domain.periods import Period
from domain.posts import State
from domain.weeks import Week
from domain.workspaces import Workspace
from storage.database import Database

SIZES = (1_000, 10_000, 100_000, 1_000_000)
WEEK_POSTS = 200
BASELINE_UP_TO = 10_000
ROUNDS = 7
GOAL = 100
"""Milliseconds that a leader's Home may wait for it."""
AT = datetime(2026, 11, 20, 16, tzinfo=UTC)
WEEK = Week.of(AT, timezone="UTC")
WORKSPACE = Workspace(id=WorkspaceId("T0BENCH"))
ALWAYS = Period(first=date(1900, 1, 1), last=date(2090, 1, 1), timezone="UTC")
DRAWING = Path("docs/pictures/digest-growth.svg")


def digest(database: Database) -> None:
    with database.snapshot(WORKSPACE.id) as transaction:
        found = transaction.digests.of(WEEK, workspace=WORKSPACE, at=AT)
    assert found.now.went_out, "the week is empty"


def baseline(database: Database) -> None:
    with database.snapshot(WORKSPACE.id) as transaction:
        posts = transaction.posts.proposed_in(ALWAYS)
    start = AT - timedelta(days=4, hours=16)
    assert sum(one.state is State.PUBLISHED and start <= one.state_at < AT for one in posts)


def measured(work: Callable[[Database], None], database: Database, *, rounds: int = ROUNDS) -> float:
    """Median milliseconds, after one warm-up."""
    work(database)
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work(database)
        taken.append((time.perf_counter() - begun) * 1_000)
    return median(taken)


def database_of(folder: Path, *, posts: int, in_week: int) -> Database:
    database = Database(f"sqlite:///{folder}/{posts}-{in_week}.sqlite3")
    database.migrate()
    with database._engine.begin() as connection:  # noqa: SLF001  # a million posts through the front door take an hour
        fill(connection, workspace=WORKSPACE.id, posts=posts, in_week=in_week, at=AT)
        connection.execute(text("ANALYZE"))
    return database


def main() -> None:
    arguments = ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", nargs="*", type=int, default=SIZES)
    arguments.add_argument("--week", type=int, default=WEEK_POSTS, help="posts of the week itself")
    arguments.add_argument("--draw", action="store_true", help=f"also draw {DRAWING}")
    chosen = arguments.parse_args()
    lines: dict[str, list[tuple[float, float]]] = {"ours": [], "every post": []}
    print(f"SQLite, {chosen.week} posts in the week, median of {ROUNDS}; growth is against the line before")
    print(f"{'posts':>10}{'digest ms':>12}{'growth':>9}{'every post ms':>16}{'goal ms':>10}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for posts in chosen.sizes:
            database = database_of(folder, posts=posts, in_week=chosen.week)
            taken = measured(digest, database)
            growth = f"{taken / lines['ours'][-1][1]:.2f}" if lines["ours"] else ""
            lines["ours"].append((posts, taken))
            slow = measured(baseline, database, rounds=1) if posts <= BASELINE_UP_TO else None
            if slow is not None:
                lines["every post"].append((posts, slow))
            compared = f"{slow:,.0f}" if slow else ""
            print(f"{posts:>10,}{taken:>12.1f}{growth:>9}{compared:>16}{GOAL:>10}", flush=True)
            database.close()
        most = 100_000
        database = database_of(folder, posts=most, in_week=most)
        print(f"{most:>10,}{measured(digest, database, rounds=3):>12.1f}   all of them in this one week")
        database.close()
    if chosen.draw:
        draw(
            DRAWING,
            title="A week's digest as history grows",
            across="posts in the database",
            up="milliseconds",
            lines=lines,
        )


if __name__ == "__main__":
    main()

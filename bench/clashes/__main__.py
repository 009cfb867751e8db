"""Clashes: how sure the check is, and how long it takes as posts become more.

`python -m bench.clashes`; `--accuracy 10000` compares every post with all others and counts what was missed and what
was found in vain; `--draw` for docs/pictures.

What is measured is what proposing or editing a post adds to its transaction: reading its offers and numbers, keeping
them, finding candidates, comparing. The posts lie as densely at every size (`corpus.A_DAY`); the last line puts all of
them into one month. Processor time stands beside the time on the clock, which others on the machine lengthen. The
baseline compares with every post of the thirty days before and after; it is left out above 10,000 posts.
"""

import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from statistics import median

from sqlalchemy import insert, select, text

from bench.clashes.corpus import START, WORKSPACE, corpus
from bench.clashes.finding import pairs_among
from bench.rulebook.plots import draw
from domain.audit import Action, Event
from domain.clashes import DEFAULT_GAP, WINDOW
from domain.comparing import clashes_between
from domain.posts import Post
from domain.profiles import Profile, keys_of, profile_of
from handlers.comparing import conclude, look
from rulebook.likeness import alike
from rulebook.offers import offers_in
from storage.clash_rows import profile_of as profile_of_row
from storage.clash_rows import profile_values
from storage.database import Database
from storage.post_rows import post_values
from storage.rows.clashes import ClashKeyRow, ClashProfileRow
from storage.rows.posts import PostRow
from storage.rows.row import table

SIZES = (1_000, 10_000, 100_000)
BASELINE_UP_TO = 10_000
ROUNDS = 40
BATCH = 2_000
DRAWING = Path("docs/pictures/clashes-growth.svg")


def fill(database: Database, posts: Sequence[Post], *, within: timedelta | None) -> None:
    """Posts with their profiles and numbers, written in bulk: through the front door they take minutes."""
    step = within / len(posts) if within else None
    with database._engine.begin() as connection:  # noqa: SLF001  # see above
        for start in range(0, len(posts), BATCH):
            some = posts[start : start + BATCH]
            profiles = [profile_of(one, offers_in=offers_in) for one in some]
            if step:
                profiles = [_moved(one, start + at, step) for at, one in enumerate(profiles)]
            keys = [
                {"workspace": WORKSPACE, "key": key, "moment": one.moment, "post": one.post}
                for one in profiles
                for key in keys_of(one).every
            ]
            connection.execute(insert(table(PostRow)), [post_values(one) for one in some])
            values = [profile_values(one, workspace=WORKSPACE) for one in profiles]
            connection.execute(insert(table(ClashProfileRow)), values)
            connection.execute(insert(table(ClashKeyRow)), keys)
        connection.execute(text("ANALYZE"))


def _moved(profile: Profile, number: int, step: timedelta) -> Profile:
    values = {name: getattr(profile, name) for name in Profile.__slots__}
    return Profile(**values | {"moment": START + number * step})


def checked(database: Database, posts: Iterable[Post]) -> tuple[float, float]:
    """Median milliseconds on the clock and of the processor, for a new post each time."""
    clock, processor = [], []
    for post in posts:
        event = Event(action=Action.PROPOSED, by=post.author, at=post.proposed_at, subject=post.id)
        with database.transaction(WORKSPACE) as transaction:
            transaction.posts.save(post)
            begun, worked = time.perf_counter(), time.thread_time()
            conclude(transaction, look(transaction, [(post, event)]))
            clock.append((time.perf_counter() - begun) * 1_000)
            processor.append((time.thread_time() - worked) * 1_000)
    return median(clock), median(processor)


def scanned(database: Database, posts: Iterable[Post]) -> float:
    """The obvious way: everything within thirty days is read and compared; milliseconds of the processor."""
    taken = []
    for post in posts:
        mine = profile_of(post, offers_in=offers_in)
        with database.transaction(WORKSPACE) as transaction:
            worked = time.thread_time()
            rows = transaction.clashes._session.execute(  # noqa: SLF001  # what nobody should do has no door
                select(table(ClashProfileRow)).where(
                    table(ClashProfileRow).c.moment >= mine.moment - WINDOW,
                    table(ClashProfileRow).c.moment <= mine.moment + WINDOW,
                )
            )
            for other in map(profile_of_row, rows):
                clashes_between(mine, other, alike=alike, gap=DEFAULT_GAP)
            taken.append((time.thread_time() - worked) * 1_000)
    return median(taken)


def accuracy(size: int) -> None:
    """What was planted among so many posts, missed, and found besides."""
    posts, planted = corpus(size)
    expected = {(posts[one.one].id, posts[one.other].id, one.kind) for one in planted}
    found = pairs_among(posts)
    false = len(found - expected)
    print(
        f"{size:,} posts, {len(expected):,} planted pairs: {len(expected - found):,} missed, "
        f"{false:,} false of {len(found):,} found ({false / max(len(found), 1):.1%})"
    )


def growth(sizes: Sequence[int]) -> dict[str, list[tuple[float, float]]]:
    """Prints a line for each size, and gives what was measured."""
    lines: dict[str, list[tuple[float, float]]] = {"ours": [], "every post": []}
    posts, _ = corpus(max(sizes) + ROUNDS)
    print(f"SQLite, median of {ROUNDS} new posts, milliseconds")
    print(f"{'posts':>10}{'check':>10}{'processor':>12}{'growth':>9}{'every post, processor':>24}")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            with_posts(
                folder,
                posts[:size],
                lambda database, size=size: _measured(database, posts, size, lines),  # type: ignore[misc]  # bound now
            )
        most = max(sizes)

        def crowded(database: Database) -> None:
            amid = [replace(one, publish_at=START + WINDOW / 2) for one in posts[most : most + ROUNDS]]
            clock, processor = checked(database, amid)
            print(f"{most:>10,}{clock:>10.2f}{processor:>12.2f}   all of them within thirty days", flush=True)

        span = (posts[most].publish_at or START) - START
        with_posts(folder, posts[:most], crowded, within=min(span, WINDOW))
    return lines


def _measured(
    database: Database, posts: Sequence[Post], size: int, lines: dict[str, list[tuple[float, float]]]
) -> None:
    new = posts[size : size + ROUNDS]
    slow = scanned(database, islice(new, 5)) if size <= BASELINE_UP_TO else None
    clock, processor = checked(database, new)
    more = f"{processor / lines['ours'][-1][1]:.2f}" if lines["ours"] else ""
    lines["ours"].append((size, processor))
    if slow is not None:
        lines["every post"].append((size, slow))
    print(
        f"{size:>10,}{clock:>10.2f}{processor:>12.2f}{more:>9}{f'{slow:.0f}' if slow else '':>24}", flush=True
    )


def with_posts(
    folder: str,
    posts: Sequence[Post],
    work: Callable[[Database], None],
    *,
    within: timedelta | None = None,
) -> None:
    """Do something with a database that holds these posts."""
    database = Database(f"sqlite:///{folder}/{len(posts)}-{within is not None}.sqlite3")
    database.migrate()
    fill(database, posts, within=within)
    work(database)
    database.close()


def main() -> None:
    arguments = ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", nargs="*", type=int, default=SIZES)
    arguments.add_argument("--accuracy", type=int, help="only this, for so many posts")
    arguments.add_argument("--draw", action="store_true", help=f"also draw {DRAWING}")
    chosen = arguments.parse_args()
    if chosen.accuracy:
        accuracy(chosen.accuracy)
        return
    lines = growth(chosen.sizes)
    if chosen.draw:
        draw(
            DRAWING,
            title="Looking for clashes as posts become more",
            across="posts in the database",
            up="milliseconds of processor time per proposal or edit",
            lines=lines,
        )


if __name__ == "__main__":
    main()

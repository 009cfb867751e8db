"""A chain: stores in regions of fifty, each with its manager, and posts that wait, some for all of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.rules import load_rules
from domain.people import Member, Store, UserId
from domain.posts import Post
from domain.readiness import readiness_of
from domain.ticking import tick, tickable
from storage.database import Database
from tests.handlers.desk import EVE, FAY, RETAILER, WORKSPACE, Desk
from tests.handlers.slack import fake_slack

A_REGION = 50
PROMISE = "Free wool socks with every coat in our stores this Saturday"
HOUR = timedelta(hours=1)


def stores(number: int) -> tuple[Store, ...]:
    """So many, each with a manager of its own."""
    return tuple(
        Store(
            key=f"S{one:05}",
            name=f"Shop {one:05}",
            city="Leeds",
            region=f"Region {one // A_REGION:02}",
            timezone="Europe/London",
            manager=UserId(f"U0S{one:05}"),
        )
        for one in range(number)
    )


@contextmanager
def chain(folder: Path, *, shops: int, posts: int) -> Iterator[tuple[Desk, list[Post]]]:
    """The desk of a chain with so many stores, and its posts that wait.

    Of ten posts one is for all stores, each second of these with half of them ready, two are for a region, and seven for
    none. They are to go out in the days to come.
    """
    file = folder / f"{shops}.sqlite3"
    database = Database(f"sqlite:///{file}")
    database.migrate()
    with fake_slack() as slack:
        desk = Desk(database, slack, load_rules(None))
        desk.set_up(replace(RETAILER, leaders=(FAY,), stores=stores(shops)))
        with database.transaction(WORKSPACE) as transaction:
            for one in stores(shops):
                assert one.manager is not None
                transaction.people.saw(Member(user=one.manager, name=one.name, timezone="Europe/London"))
        yield desk, [proposed(desk, number) for number in range(posts)]
    database.close()


def proposed(desk: Desk, number: int) -> Post:
    """One of them; no two say the same."""
    whose = ("all", "region:Region 00", "region:Region 00", *[""] * 7)[number % 10]
    words = " ".join(f"{word}{number:03}" for word in ("slippers", "boots", "hats"))
    at = int((desk.at + 26 * HOUR + number * HOUR).timestamp())
    chosen = {"stores": [whose]} if whose else {}
    post = desk.propose(EVE, f"{PROMISE if whose else 'New here'}: {words}.", publish_at=at, **chosen)
    return half_ready(desk, post) if number % 20 == 0 else post


def half_ready(desk: Desk, post: Post) -> Post:
    """Every second store has all it needs."""
    workspace = desk.workspace()
    with desk.database.transaction(WORKSPACE) as transaction:
        newest = transaction.posts.get(post.id)
        assert newest is not None
        readiness = readiness_of(newest, workspace=workspace)
        assert readiness is not None
        mine = tickable(newest, by=FAY, workspace=workspace)
        ticked = tick(newest, by=FAY, at=desk.at, workspace=workspace, stores=mine[::2])
        transaction.posts.save(ticked)
    return ticked

"""What waits, whose it is and where its card stands is found without reading what is old."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import ChannelId, WorkspaceId
from domain.posts import Post, PostId, State
from storage.database import Database, Transaction
from tests.storage.examples import AT, EVE, MAX, MINUTE, WORKSPACE, a_post, a_sign_off

DAY = timedelta(days=1)
OLD = 2_000
"""Old posts behind those that wait; the plan is the same for any number."""


def saved(database: Database, *made: Post) -> None:
    with database.transaction(WORKSPACE) as transaction:
        for post in made:
            transaction.posts.save(post)


def test_an_authors_posts_are_those_that_wait_and_those_decided_since(database: Database) -> None:
    def one(id: str, state: State, **changes: Any) -> Post:
        return replace(a_post(id), state=state, **changes)

    waiting = one("waits for weeks", State.CHANGES_REQUESTED, state_at=AT - 60 * DAY)
    signed = replace(waiting, sign_offs=(a_sign_off(waiting),))
    held = one("held", State.ON_HOLD, state_at=AT - 60 * DAY, proposed_at=AT - MINUTE)
    recent = one("recent", State.REJECTED, proposed_at=AT + MINUTE)
    saved(
        database,
        recent,
        signed,
        held,
        one("long ago", State.PUBLISHED, state_at=AT - 2 * MINUTE),
        one("somebody else's", State.IN_REVIEW, author=MAX),
    )
    elsewhere = WorkspaceId("T02")
    with database.transaction(elsewhere) as transaction:
        transaction.posts.save(a_post("elsewhere", workspace=elsewhere))
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.posts.of_author(EVE, since=AT - MINUTE) == (held, signed, recent)
        assert transaction.posts.of_author(MAX, since=AT)[0].id == "somebody else's"


def test_posts_are_read_by_their_ids_as_far_as_there_are_any(database: Database) -> None:
    saved(database, a_post("P01"), a_post("P02"))
    with database.transaction(WORKSPACE) as transaction:
        found = transaction.posts.some([PostId("P02"), PostId("P404")])
        assert found == (a_post("P02"),)
        assert transaction.posts.some([]) == ()


def test_the_card_of_each_post_is_the_newest_that_is_in_slack(database: Database) -> None:
    def shown(transaction: Transaction, id: str, *, post: str, channel: str, ts: str) -> None:
        wanted = Wanted(kind=NoticeKind.CARD, subject=post, place=ChannelId(channel))
        transaction.notices.want(wanted, id=NoticeId(id), at=AT)
        transaction.notices.shown(NoticeId(id), version=1, channel=channel, ts=ts)

    with database.transaction(WORKSPACE) as transaction:
        shown(transaction, "n1", post="P01", channel="C0NEW", ts="20.1")
        shown(transaction, "n2", post="P01", channel="C0OLD", ts="10.1")
        shown(transaction, "n3", post="P02", channel="C0NEW", ts="30.1")
        shown(transaction, "n4", post="P03", channel="C0NEW", ts="")
    with database.transaction(WORKSPACE) as transaction:
        found = transaction.notices.posted(NoticeKind.CARD, ["P01", "P03", "P404"])
        assert {id: (one.channel, one.ts) for id, one in found.items()} == {"P01": ("C0NEW", "20.1")}
        assert transaction.notices.posted(NoticeKind.CARD, []) == {}


@contextmanager
def plans(database: Database) -> Iterator[list[str]]:
    """How SQLite goes about each question that is asked meanwhile."""
    found: list[str] = []

    def explain(connection: Any, _: Any, statement: str, parameters: Any, *__: Any) -> None:
        if statement.startswith("SELECT"):
            cursor = connection.connection.cursor()
            rows = cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
            found.extend(str(row[3]) for row in rows)

    event.listen(database._engine, "before_cursor_execute", explain)
    yield found
    event.remove(database._engine, "before_cursor_execute", explain)


@pytest.fixture
def full(sqlite_url: str) -> Iterator[Database]:
    """A desk with many old posts, all by the same person, and a few that wait."""
    database = Database(sqlite_url)
    saved(
        database,
        a_post("old", state_at=AT - 90 * DAY, proposed_at=AT - 90 * DAY).moved(
            State.APPROVED, by=MAX, at=AT - 90 * DAY
        ),
    )
    with database._engine.begin() as connection:
        for table, id in (("posts", "id"), ("versions", "post")):
            names = [row[1] for row in connection.execute(text(f"PRAGMA table_info({table})"))]
            columns = ", ".join(f'"{name}"' for name in names)
            values = ", ".join("'old' || n" if name == id else f'"{name}"' for name in names)
            connection.execute(
                text(
                    f"INSERT INTO {table} ({columns}) WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL "  # noqa: S608  # names of ours
                    f"SELECT n + 1 FROM count WHERE n < {OLD}) SELECT {values} FROM {table}, count"
                )
            )
    saved(database, *(a_post(f"P{number}") for number in range(3)))
    yield database
    database.close()


QUESTIONS: dict[str, Callable[[Transaction], Any]] = {
    "queue": lambda transaction: transaction.posts.waiting(),
    "mine": lambda transaction: transaction.posts.of_author(EVE, since=AT - 30 * DAY),
    "some": lambda transaction: transaction.posts.some([PostId(f"P{number}") for number in range(3)]),
    "cards": lambda transaction: transaction.notices.posted(NoticeKind.CARD, ["P1", "P2"]),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_old_posts_cost_nothing(full: Database, question: str) -> None:
    with plans(full) as found, full.snapshot(WORKSPACE) as transaction:
        answer = QUESTIONS[question](transaction)
    assert len(answer) == (0 if question == "cards" else 3)
    assert found
    steps = [one for one in found if one.startswith(("SCAN", "SEARCH"))]
    # Each looks into an index for the workspace and one thing more, or goes through what another step found.
    assert [one for one in steps if " AND " not in one and not one.startswith("SCAN (")] == []


def test_the_indexes_are_the_ones_meant(full: Database) -> None:
    with plans(full) as found, full.snapshot(WORKSPACE) as transaction:
        transaction.posts.waiting()
        transaction.posts.of_author(EVE, since=AT - 30 * DAY)
    said = "\n".join(found)
    either = ("posts_by_state (workspace=? AND state=?)", "posts_by_standing (workspace=? AND state=?)")
    assert any(one in said for one in either)
    assert "posts_by_state (workspace=? AND state=? AND author=?)" in said
    assert "posts_by_author (workspace=? AND author=? AND state_at>?)" in said

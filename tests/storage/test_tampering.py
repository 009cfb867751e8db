"""Rows changed by hand: read as far as they can be, then named; and every post can be read, however many."""

from dataclasses import replace

import pytest

from domain.audit import UnreadableEntryError, first_break
from domain.people import WorkspaceId
from domain.periods import Period
from domain.posts import Post, UnreadablePostError
from storage import post_readings as stored
from storage.database import Database
from storage.post_statements import IDS
from tests.storage.examples import AT, WORKSPACE, a_post, a_sign_off, an_event

ENTRY_CHANGES = [
    "UPDATE audit SET action = 'vanished' WHERE number = 3",
    "UPDATE audit SET detail = '[]' WHERE number = 3",
    "UPDATE audit SET detail = 'null' WHERE number = 3",
]
REFUSED_BY_POSTGRES = [
    "UPDATE audit SET detail = '{' WHERE number = 3",
    "UPDATE audit SET at = 'never' WHERE number = 3",
    "UPDATE audit SET \"by\" = x'ff' WHERE number = 3",
]
DAYS = Period(first=AT.date(), last=AT.date(), timezone="UTC")
POST_CHANGES = [
    "UPDATE posts SET state = 'vanished' WHERE id = 'P02'",
    "UPDATE posts SET stores = 'null' WHERE id = 'P02'",
    "UPDATE versions SET networks = '[\"carrier pigeon\"]' WHERE post = 'P02'",
    "UPDATE versions SET findings = '[{}]' WHERE post = 'P02'",
    "UPDATE sign_offs SET decision = 'perhaps' WHERE post = 'P02'",
]


def change(database: Database, sql: str) -> None:
    with database._engine.begin() as connection:
        assert connection.exec_driver_sql(sql).rowcount == 1


def three_lines(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        for _ in range(3):
            transaction.audit.record(an_event())


@pytest.mark.parametrize("sql", ENTRY_CHANGES)
def test_an_entry_that_cannot_be_read_is_named_and_those_before_it_are_read(
    database: Database, sql: str
) -> None:
    three_lines(database)
    change(database, sql)

    with database.snapshot(WORKSPACE) as reader:
        entries = reader.audit.entries()
        assert [next(entries).number, next(entries).number] == [1, 2]
        with pytest.raises(UnreadableEntryError, match="entry 3"):
            next(entries)
        assert first_break(reader.audit.entries()) == 3
        assert [one.number for one in reader.audit.within(DAYS)] == [1, 2]


@pytest.mark.parametrize("sql", REFUSED_BY_POSTGRES)
def test_so_is_one_that_only_sqlite_would_hold(sqlite_database: Database, sql: str) -> None:
    test_an_entry_that_cannot_be_read_is_named_and_those_before_it_are_read(sqlite_database, sql)


def some_posts(database: Database, count: int) -> list[Post]:
    made = [a_post(f"P{number:02}") for number in range(count)]
    with database.transaction(WORKSPACE) as transaction:
        for post in made:
            transaction.posts.save(post)
    with database.transaction(WorkspaceId("T02")) as transaction:
        transaction.posts.save(a_post("P00", workspace=WorkspaceId("T02")))
    return made


def test_all_posts_are_read_page_by_page_with_all_their_parts(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "IDS", IDS.limit(3))
    made = some_posts(database, 7)
    signed = replace(a_post("P99"), sign_offs=(a_sign_off(a_post("P99")),))
    with database.transaction(WORKSPACE) as transaction:
        transaction.posts.save(signed)

    with database.snapshot(WORKSPACE) as reader:
        assert list(reader.posts.all()) == [*made, signed]


def test_others_may_write_while_all_posts_are_read(database: Database) -> None:
    made = some_posts(database, 2)

    with database.snapshot(WORKSPACE) as reader:
        every = reader.posts.all()
        first = next(every)
        with database.transaction(WORKSPACE) as writer:
            writer.posts.save(a_post("P50"))
        assert [first, *every] == made


@pytest.mark.parametrize("sql", POST_CHANGES)
def test_a_post_that_cannot_be_read_is_named(database: Database, sql: str) -> None:
    first, second = (a_post(id) for id in ("P01", "P02"))
    second = replace(second, sign_offs=(a_sign_off(second),))
    with database.transaction(WORKSPACE) as transaction:
        for post in (first, second):
            transaction.posts.save(post)
    change(database, sql)

    with database.snapshot(WORKSPACE) as reader:
        every = reader.posts.all()
        assert next(every) == first
        with pytest.raises(UnreadablePostError, match="post P02"):
            next(every)

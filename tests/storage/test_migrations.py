"""The tables are what the rows say, however often and from wherever they are made."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from threading import Thread
from time import monotonic

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.command import upgrade
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Table, text

from domain.people import ChannelId, Department
from domain.policy import Need
from domain.posts import PostId
from domain.timetable import Kind
from domain.workspaces import Workspace
from storage.columns import AnyText
from storage.database import Database, Tables
from storage.engines import engine_for
from storage.migrations import FOLDER, LOCK, config
from storage.migrations.__main__ import make
from storage.rows import METADATA
from tests.forks import FORKS
from tests.storage.examples import EVE, MAX, WORKSPACE


def test_the_migrations_make_exactly_the_tables_of_the_rows(database_url: str) -> None:
    engine = engine_for(database_url)
    with engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_migrating_again_changes_nothing(database: Database) -> None:
    database.migrate()
    assert database.workspaces() == ()


def test_how_the_tables_stand_is_told_without_touching_them(bare_sqlite_url: str) -> None:
    database = Database(bare_sqlite_url)
    assert database.tables() is Tables.NONE
    assert database.tables() is Tables.NONE
    database.migrate()
    assert database.tables() is Tables.CURRENT
    with database._engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert database.tables() is Tables.OTHER
    database.close()


@pytest.fixture
def bare_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'bare.sqlite3'}"


@pytest.fixture
def bare_postgres_url(postgres_with_tables: str) -> Iterator[str]:
    with psycopg.connect(postgres_with_tables, autocommit=True) as connection:
        connection.execute("CREATE DATABASE bare")
        yield postgres_with_tables.replace("/postgres?", "/bare?")
        connection.execute("DROP DATABASE bare WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def bare_url(request: pytest.FixtureRequest) -> str:
    """The address of a database without any table."""
    url = request.getfixturevalue(f"bare_{request.param}_url")
    assert isinstance(url, str)
    return url


def migrated(url: str) -> None:
    Database(url).migrate()


def test_two_processes_that_start_at_once_make_the_tables_once(bare_url: str) -> None:
    processes = [FORKS.Process(target=migrated, args=(bare_url,), daemon=True) for _ in range(2)]
    for one in processes:
        one.start()
    for one in processes:
        one.join(timeout=60)
    assert [one.exitcode for one in processes] == [0, 0]
    database = Database(bare_url)
    database.ping()
    assert database.workspaces() == ()
    database.close()


@pytest.mark.postgres
def test_a_process_that_comes_second_waits_for_the_first(bare_postgres_url: str) -> None:
    database = Database(bare_postgres_url)
    second = Thread(target=database.migrate)
    with psycopg.connect(bare_postgres_url) as first:
        first.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        second.start()
        deadline = monotonic() + 20
        while not first.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone():
            assert second.is_alive()
            assert monotonic() < deadline
        assert first.execute("SELECT to_regclass('posts')").fetchone() == (None,)
    second.join(timeout=60)
    assert database.workspaces() == ()
    database.close()


def test_the_next_migration_holds_only_what_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "migrations"
    copytree(FOLDER, folder)
    monkeypatch.setattr("storage.migrations.FOLDER", folder)
    campaigns = Table("campaigns", METADATA, Column("workspace", AnyText, primary_key=True))
    try:
        make("Add campaigns", folder=tmp_path)
    finally:
        METADATA.remove(campaigns)
    (made,) = (folder / "versions").glob("*_add_campaigns.py")
    assert made.read_text().count("op.") == 1
    assert 'op.create_table("campaigns"' in made.read_text().replace("'", '"')
    assert "storage" not in made.read_text()


_BEFORE_ROUTES = (
    """INSERT INTO workspaces VALUES ('T01', 1, 'C01', NULL, 'UTC', '["U0EVE"]', '[]',
    '[{"key": "hr", "name": "HR", "lead": null, "approvers": ["U0MAX"], "members": []}]', '[]')""",
    """INSERT INTO posts VALUES ('T01', 'P01', 'U0EVE', '2026-11-23 09:00:00', 'Jackets', 'hr', NULL, '[]',
    FALSE, 'approved', 'U0MAX', '2026-11-23 09:00:00', 1, 1)""",
    """INSERT INTO versions VALUES ('T01', 'P01', 1, 'U0EVE', '2026-11-23 09:00:00', 'Jackets are here', '["x"]',
    '', '', '', '[{"rule": "House.Hype", "level": "warning", "message": "Say it plainly", "start": 0, "end": 7,
    "match": "Jackets", "replacement": null, "tags": ["price"]}]',
    '[{"department": "hr", "because": ["staff are shown"]}]')""",
    """INSERT INTO sign_offs VALUES ('T01', 'P01', 1, 1, 'abc', 'hr', 'U0MAX', '2026-11-23 09:00:00', 'approved',
    '', NULL)""",
)
"""Rows as the first tables held them."""


def test_what_the_first_tables_held_is_read_as_it_was_meant(bare_url: str) -> None:
    engine = engine_for(bare_url)
    with engine.begin() as connection:
        upgrade(config(connection), "0001")
        for statement in _BEFORE_ROUTES:
            connection.exec_driver_sql(statement)
    engine.dispose()
    database = Database(bare_url)
    database.migrate()
    with database.transaction(WORKSPACE) as transaction:
        post, workspace = transaction.posts.get(PostId("P01")), transaction.people.workspace()
    database.close()
    assert post is not None
    assert (post.state_by, post.state_because, post.tags, post.campaign, post.budget) == (
        MAX,
        "",
        (),
        "",
        None,
    )
    assert post.renewed_needs is None
    assert post.needs == (Need(department="hr", because=("staff are shown",)),)
    assert (post.version.content.variants, post.version.findings[0].network) == ((), None)
    assert (post.sign_offs[0].by, post.sign_offs[0].on_behalf_of) == (MAX, None)
    hr = Department(key="hr", name="HR", approvers=(MAX,))
    kept = Workspace(id=WORKSPACE, desk=ChannelId("C01"), admins=(EVE,), departments=(hr,))
    assert workspace == kept


def test_the_times_that_admins_had_set_are_kept(bare_url: str) -> None:
    engine = engine_for(bare_url)
    with engine.begin() as connection:
        upgrade(config(connection), "0008")
        for id, asked in (("T01", (1, 8, 30)), ("T02", (2, 9, 0)), ("T03", (5, 17, 45))):
            add = text(
                "INSERT INTO workspaces (workspace, revision, timezone, admins, leaders, departments, stores,"
                " checkin_time, digest_time) VALUES (:id, 1, 'UTC', '[]', '[]', '[]', '[]', :asked, :read)"
            )
            day, hour, minute = asked
            values = {
                "id": id,
                "asked": f'{{"weekday": {day}, "hour": {hour}, "minute": {minute}}}',
                "read": '{"weekday": 3, "hour": 15, "minute": 0}',
            }
            connection.execute(add, values)
    engine.dispose()
    database = Database(bare_url)
    database.migrate()
    found = {}
    for id in database.workspaces():
        with database.transaction(id) as transaction:
            timetable = transaction.people.workspace().timetable
            found[id] = [str(timetable.of(kind)) for kind in Kind]
            assert timetable.faults() == {}
    database.close()
    assert found == {
        "T01": ["Tuesday 08:30", "Wednesday 09:00", "Friday 12:00", "Thursday 15:00"],
        "T02": ["Wednesday 09:00", "Thursday 09:00", "Friday 12:00", "Thursday 15:00"],
        "T03": ["Saturday 17:45", "Sunday 17:45", "Sunday 23:00", "Thursday 15:00"],
    }

"""`migrate` and `audit`: the tables, and whether the trail in them is whole."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.audit import Action, Event
from domain.people import UserId, WorkspaceId
from storage.database import Database
from tests.bot.command_line import CommandLine

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)
ACTIONS = (Action.SETTINGS_APPLIED, Action.ACCESS_REQUESTED, Action.MEMBER_ADDED)
SHOP, BAKERY = WorkspaceId("T0SHOP"), WorkspaceId("T0BAKERY")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{tmp_path}/onevoice.sqlite3"}


@pytest.fixture
def recorded(kept: Database) -> Database:
    """Two workspaces, with three lines each."""
    for workspace in (SHOP, BAKERY):
        with kept.transaction(workspace) as transaction:
            transaction.people.save(transaction.people.workspace())
            for number, action in enumerate(
                (Action.SETTINGS_APPLIED, Action.ACCESS_REQUESTED, Action.MEMBER_ADDED)
            ):
                transaction.audit.record(
                    Event(
                        action=action,
                        by=UserId("U0MIA"),
                        at=NOON + timedelta(minutes=number),
                        subject="U0EVE",
                        detail={"comment": "Größe 🎉 <!channel>"},
                    )
                )
    return kept


def test_migrate_makes_the_tables_and_can_be_repeated(
    onevoice: CommandLine, env: dict[str, str], tmp_path: Path
) -> None:
    for _ in range(2):
        ended = onevoice("migrate", env=env)
        assert (ended.code, ended.out) == (0, "The database is up to date.\n")
    with closing(sqlite3.connect(tmp_path / "onevoice.sqlite3")) as file:
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert len(tables) > 5


@pytest.mark.parametrize("command", ["migrate", "audit"])
def test_a_database_that_is_not_there_is_a_sentence(
    onevoice: CommandLine, tmp_path: Path, command: str
) -> None:
    ended = onevoice(command, env={"DATABASE_URL": f"sqlite:///{tmp_path}/nowhere/file.sqlite3"})

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("DATABASE_URL: ")
    assert len(ended.err.splitlines()) == 1


def test_a_database_without_tables_asks_to_be_migrated(onevoice: CommandLine, env: dict[str, str]) -> None:
    ended = onevoice("audit", env=env)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("DATABASE_URL: ")
    assert ended.err.endswith("Run: .venv/bin/python -m bot migrate\n")
    onevoice("migrate", env=env)
    empty = onevoice("audit", env=env)
    assert (empty.code, empty.out, empty.err) == (0, "", "Nothing is recorded yet.\n")


@pytest.mark.usefixtures("recorded")
def test_audit_prints_every_line_as_json(onevoice: CommandLine, env: dict[str, str]) -> None:
    ended = onevoice("audit", env=env)

    entries = [json.loads(line) for line in ended.lines]
    assert [(one["workspace"], one["number"], one["event"]["action"]) for one in entries] == [
        (workspace, number, action)
        for workspace in (BAKERY, SHOP)
        for number, action in enumerate(("settings applied", "access requested", "member added"), start=1)
    ]
    assert entries[0]["event"]["at"].startswith("2026-11-17")
    assert entries[0]["event"]["detail"] == {"comment": "Größe 🎉 <!channel>"}
    assert entries[1]["previous"] == entries[0]["hash"]
    assert ended.code == 0
    assert ended.err.count("the chain is whole") == 2


@pytest.mark.usefixtures("recorded")
def test_a_whole_chain(onevoice: CommandLine, env: dict[str, str]) -> None:
    ended = onevoice("audit", "--verify", env=env)

    assert ended.code == 0
    assert ended.lines == ["T0BAKERY: the chain is whole.", "T0SHOP: the chain is whole."]


def tables_of_the_trail(file: sqlite3.Connection) -> str:
    (name,) = (
        table
        for (table,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        if {"previous", "hash", "number"} <= {row[1] for row in file.execute(f"PRAGMA table_info({table})")}
    )
    return str(name)


TAMPERINGS: dict[str, tuple[str, int]] = {
    "who": ("UPDATE {trail} SET \"by\" = 'U0EVE' WHERE {where} AND number = 2", 2),
    "what": ("UPDATE {trail} SET action = 'exported' WHERE {where} AND number = 3", 3),
    "when": ("UPDATE {trail} SET at = '2026-11-16 12:00:00.000000' WHERE {where} AND number = 1", 1),
    "of what": ("UPDATE {trail} SET subject = 'other.toml' WHERE {where} AND number = 2", 2),
    "of which version": ("UPDATE {trail} SET version = 2 WHERE {where} AND number = 2", 2),
    "to a word unknown": ("UPDATE {trail} SET action = 'vanished' WHERE {where} AND number = 3", 3),
    "to no moment": ("UPDATE {trail} SET at = 'never' WHERE {where} AND number = 2", 2),
    "to no words": ("UPDATE {trail} SET detail = '{{' WHERE {where} AND number = 1", 1),
    "the words": ("UPDATE {trail} SET detail = '{{}}' WHERE {where} AND number = 2", 2),
    "its hash": ("UPDATE {trail} SET hash = '0' WHERE {where} AND number = 2", 2),
    "its link": ("UPDATE {trail} SET previous = '0' WHERE {where} AND number = 2", 2),
    "removed first": ("DELETE FROM {trail} WHERE {where} AND number = 1", 1),
    "removed between": ("DELETE FROM {trail} WHERE {where} AND number = 2", 2),
    "put in": (
        """INSERT INTO {trail} SELECT workspace, 4, action, "by", at, subject, version, detail, hash, hash
        FROM {trail} WHERE {where} AND number = 3""",
        4,
    ),
}


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(("sql", "broken"), TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_whoever_changes_the_trail_by_sql_is_found_out(
    onevoice: CommandLine, env: dict[str, str], tmp_path: Path, sql: str, broken: int
) -> None:
    with closing(sqlite3.connect(tmp_path / "onevoice.sqlite3")) as file, file:
        changed = file.execute(sql.format(trail=tables_of_the_trail(file), where=f"workspace = '{SHOP}'"))
        assert changed.rowcount == 1

    ended = onevoice("audit", "--verify", env=env)

    assert ended.code == 1
    assert ended.lines == [
        "T0BAKERY: the chain is whole.",
        f"T0SHOP: entry {broken} was changed, removed or put in.",
    ]


def test_an_empty_trail_is_whole(onevoice: CommandLine, env: dict[str, str]) -> None:
    onevoice("migrate", env=env)

    ended = onevoice("audit", "--verify", env=env)

    assert ended.code == 0
    assert "changed" not in ended.out


def test_a_database_without_tables_is_a_sentence(
    onevoice: CommandLine, env: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "onevoice.sqlite3").touch()

    ended = onevoice("audit", env=env)

    assert ended.code == 2
    assert "DATABASE_URL" in ended.err

"""`backup`: a whole copy of the database while others write."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.people import WorkspaceId
from storage.database import Database
from tests.bot.command_line import CommandLine

SHOP = WorkspaceId("T0SHOP")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{tmp_path}/onevoice.sqlite3"}


def test_the_copy_holds_everything_that_was_committed_while_somebody_writes(
    onevoice: CommandLine, env: dict[str, str], kept: Database, tmp_path: Path
) -> None:
    with kept.transaction(SHOP) as transaction:
        transaction.people.save(transaction.people.workspace())
    with closing(sqlite3.connect(tmp_path / "onevoice.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM workspaces")
        ended = onevoice("backup", "copy of today.sqlite3", env=env)
        other.rollback()

    assert (ended.code, ended.out, ended.err) == (0, "copy of today.sqlite3\n", "")
    copy = Database(f"sqlite:///{tmp_path}/copy of today.sqlite3")
    assert copy.workspaces() == (SHOP,)
    copy.close()


def test_without_a_name_it_is_called_by_its_moment(
    onevoice: CommandLine, env: dict[str, str], kept: Database, tmp_path: Path
) -> None:
    (name,) = onevoice("backup", env=env).lines
    assert name.startswith("onevoice-20")
    assert (tmp_path / name).stat().st_size > 0
    assert kept.workspaces() == ()


@pytest.mark.usefixtures("kept")
def test_nothing_is_overwritten_and_nothing_half_made_stays(
    onevoice: CommandLine, env: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "there").write_text("precious")
    there = onevoice("backup", "there", env=env)
    assert (there.code, there.err) == (2, "there is there already: name another file.\n")
    assert (tmp_path / "there").read_text() == "precious"

    (tmp_path / "onevoice.sqlite3").write_bytes(b"no database at all, but long enough to be looked at")
    damaged = onevoice("backup", "copy", env=env)
    assert damaged.code == 2
    assert damaged.err.startswith("copy could not be made: ")
    assert not list(tmp_path.glob("copy*"))


def test_a_database_that_is_not_there_or_not_a_file_is_one_sentence(
    onevoice: CommandLine, tmp_path: Path
) -> None:
    missing = onevoice("backup", "copy", env={"DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3"})
    assert missing.code == 2
    assert missing.err == f"DATABASE_URL: there is no database yet at {tmp_path}/none.sqlite3.\n"
    assert not (tmp_path / "none.sqlite3").exists()

    server = onevoice("backup", env={"DATABASE_URL": "postgresql://u:secret@nowhere/onevoice"})
    assert server.code == 2
    assert server.err.startswith("PostgreSQL makes its own backups. Run: pg_dump ")
    assert "secret" not in server.err

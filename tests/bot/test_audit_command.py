"""`audit --verify` after eight weeks of a company's life: it agrees, until somebody changes a row by SQL."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from shutil import copyfile

import pytest

from bot.demo_history import history, take_place
from bot.demo_retailer import TEAM, workspace
from bot.maturity_file import read_maturity_file
from bot.rules import load_rules
from domain.people import WorkspaceId
from handlers.kit import Kit
from storage.database import Database
from tests.bot.command_line import CommandLine

MODEL = read_maturity_file()
TODAY = datetime(2026, 11, 17, 12, tzinfo=UTC)
WHOLE = f"{TEAM.id}: the chain is whole."


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a retailer in which everything that can happen to a post has happened."""
    file = tmp_path_factory.mktemp("lived") / "onevoice.sqlite3"
    database = Database(f"sqlite:///{file}")
    database.migrate()
    rulebook, numbers = load_rules(None), count()
    kit = Kit(
        database=database,
        rulebook=lambda: rulebook,
        model=lambda: MODEL,
        now=lambda: TODAY,
        new_id=lambda: str(next(numbers)),
        wake=lambda: None,
    )
    id = WorkspaceId(TEAM.id)
    with database.transaction(id) as transaction:
        transaction.people.workspace()
        transaction.people.save(workspace(id))
    for one in history(today=TODAY):
        take_place(one, kit=kit, workspace_id=id)
    database.close()
    return file


@pytest.fixture
def file(lived: Path, tmp_path: Path) -> Path:
    return Path(copyfile(lived, tmp_path / "onevoice.sqlite3"))


@pytest.fixture
def env(file: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{file}"}


def changed(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        assert [connection.execute(sql).rowcount > 0 for sql in statements] == [True] * len(statements)


def test_posts_and_trail_agree(onevoice: CommandLine, env: dict[str, str]) -> None:
    ended = onevoice("audit", "--verify", env=env)

    assert (ended.code, ended.lines, ended.err) == (0, [WHOLE], "")


CHANGES: dict[str, tuple[str, str]] = {
    "the tail cut off": (
        "DELETE FROM audit WHERE number > (SELECT max(number) - 1 FROM audit)",
        "",
    ),
    "half of the trail cut off": ("DELETE FROM audit WHERE number > 20", "is not in the trail"),
    "all of the trail": ("DELETE FROM audit", "version 1 is not in the trail"),
    "a text": (
        "UPDATE versions SET text = 'Half price!' WHERE post = 'demo01' AND number = 1",
        "post 'demo01': the content of version 1 is not the one in the trail",
    ),
    "who approved": ("UPDATE sign_offs SET \"by\" = 'U0EVE'", "by 'U0EVE' is not in the trail"),
    "a no into a yes": (
        "UPDATE sign_offs SET decision = 'approved' WHERE decision = 'rejected'",
        "which the trail holds, is not stored",
    ),
    "a reason": ("UPDATE sign_offs SET reason = 'Something else' WHERE reason IS NOT NULL", "rejected"),
    "a post let through": (
        "UPDATE posts SET state = 'approved' WHERE state = 'in review'",
        "that it is approved is not what the trail says last",
    ),
    "a state that is none": ("UPDATE posts SET state = 'vanished'", "cannot be read"),
    "networks that are none": ("UPDATE versions SET networks = '{'", "cannot be read"),
    "decisions hidden": ("UPDATE posts SET sign_offs = 0", "which the trail holds, is not stored"),
}


@pytest.mark.parametrize(("sql", "said"), CHANGES.values(), ids=CHANGES.keys())
def test_whoever_changes_posts_or_cuts_the_trail_is_found_out(
    onevoice: CommandLine, env: dict[str, str], file: Path, sql: str, said: str
) -> None:
    changed(file, sql)

    ended = onevoice("audit", "--verify", env=env)

    assert (ended.code, ended.err) == (1, "")
    assert WHOLE not in ended.lines
    assert all(line.startswith(f"{TEAM.id}: post ") for line in ended.lines)
    assert any(said in line for line in ended.lines), ended.lines


def test_the_trail_is_printed_up_to_the_line_that_cannot_be_read(
    onevoice: CommandLine, env: dict[str, str], file: Path
) -> None:
    changed(file, "UPDATE audit SET detail = '[' WHERE number = 4")

    ended = onevoice("audit", env=env)

    assert (ended.code, len(ended.lines)) == (1, 3)
    assert ended.err == f"{TEAM.id}: entry 4 was changed, removed or put in.\n"

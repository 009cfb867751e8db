"""`export`: the workbook of a period as a file, for each workspace of the database."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from domain.people import WorkspaceId
from storage.database import Database
from tests.bot.command_line import CommandLine

SHOP, BAKERY = WorkspaceId("T0SHOP"), WorkspaceId("T0BAKERY")
DAYS = "2026-11-16..2026-11-22"
NAME = "onevoice-2026-11-16-to-2026-11-22.xlsx"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{tmp_path}/onevoice.sqlite3"}


def begun(database: Database, *workspaces: WorkspaceId) -> None:
    for one in workspaces:
        with database.transaction(one) as transaction:
            transaction.people.save(transaction.people.workspace())


def test_the_workbook_stands_where_the_command_says_and_the_record_tells(
    onevoice: CommandLine, env: dict[str, str], kept: Database, tmp_path: Path
) -> None:
    begun(kept, SHOP)
    ended = onevoice("export", DAYS, env=env)

    assert (ended.code, ended.lines) == (0, [NAME])
    sheets = ["Summary", "Posts", "Sign-offs", "Findings", "Calendar", "Maturity", "Results", "Audit"]
    assert load_workbook(tmp_path / NAME).sheetnames[:8] == sheets
    with kept.snapshot(SHOP) as reader:
        (entry,) = reader.audit.entries()
    assert (entry.event.action, entry.event.by, entry.event.subject) == ("exported", None, DAYS)


def test_several_workspaces_have_a_file_each(
    onevoice: CommandLine, env: dict[str, str], kept: Database, tmp_path: Path
) -> None:
    begun(kept, SHOP, BAKERY)
    (tmp_path / "files").mkdir()
    ended = onevoice("export", DAYS, "--to", "files", env=env)

    assert sorted(ended.lines) == [f"files/T0BAKERY-{NAME}", f"files/T0SHOP-{NAME}"]
    assert all((tmp_path / one).is_file() for one in ended.lines)


def test_what_cannot_be_is_one_sentence(onevoice: CommandLine, env: dict[str, str], kept: Database) -> None:
    nothing = onevoice("export", env=env)
    assert (nothing.code, nothing.out) == (2, "")
    assert nothing.err == "Nothing is recorded yet, so there is nothing to export.\n"

    begun(kept, SHOP)
    unknown = onevoice("export", "soon", env=env)
    assert unknown.code == 2
    assert unknown.err.startswith("I do not know the period “soon”. Type week, month, or two dates")
    nowhere = onevoice("export", "month", "--to", "nowhere", env=env)
    assert nowhere.code == 2
    assert "it cannot be written (No such file or directory)." in nowhere.err

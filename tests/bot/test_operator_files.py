"""The operator's files are looked at one by one: trouble with one keeps nobody from looking at the next."""

from datetime import timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.operator_files import OperatorFiles
from bot.rules import follow_rules
from bot.settings import Settings
from bot.world import World
from domain.audit import Action
from domain.people import WorkspaceId
from storage.database import Database, Unavailable
from tests.domain.stories import ADA, MONDAY, WORKSPACE


class Troubled:
    """A followed file that meets something nobody thought of."""

    faults = SimpleNamespace(subject="policy file")

    def __init__(self, error: Exception) -> None:
        self.error = error

    def refresh(self, database: Database, **_: Any) -> bool:
        raise self.error


def files(database: Database, folder: Path) -> OperatorFiles:
    numbers = count(1)
    (folder / "maturity.toml").write_text("this is not TOML")
    with database.transaction(WORKSPACE.id) as work:
        work.people.save(WORKSPACE)
    return OperatorFiles(
        WorkspaceId(WORKSPACE.id),
        settings=Settings.model_construct(
            policy_file=folder / "policy.toml", maturity_file=folder / "maturity.toml"
        ),
        world=World(
            now=lambda: MONDAY,
            new_id=lambda: f"id{next(numbers)}",
            chance=lambda: 0.0,
            pause=lambda _: None,
        ),
        database=database,
        rules=follow_rules(None),
    )


def troubled(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.setattr("bot.operator_files.policy_file", lambda *_, **__: Troubled(error))


def test_an_unforeseen_failure_of_one_file_does_not_hide_what_is_wrong_with_the_next(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubled(monkeypatch, OverflowError("a number nobody thought of"))
    assert files(sqlite_database, tmp_path).refresh()
    with sqlite_database.transaction(WORKSPACE.id) as work:
        assert Action.MATURITY_REFUSED in [one.event.action for one in work.audit.entries()]
        told = work.notices.claim(at=MONDAY, until=MONDAY + timedelta(minutes=1))
        assert told
        assert told.place == ADA


def test_a_database_that_does_not_answer_ends_the_look(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubled(monkeypatch, Unavailable("gone"))
    with pytest.raises(Unavailable):
        files(sqlite_database, tmp_path).refresh()

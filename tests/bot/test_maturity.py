"""The maturity file is followed: a sound change counts at once, a bad one is told to the admins, once."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from bot.complaints import WrongFile
from bot.maturity import SUBJECT, FollowedModel, refresh_model
from bot.maturity_file import SHIPPED_MODEL, read_maturity_file
from domain.notices import NoticeKind
from storage.database import Database
from tests.domain.stories import ADA, MONDAY, WORKSPACE

WORDS = SHIPPED_MODEL.read_text(encoding="utf-8")
NAME = read_maturity_file().capabilities[0].name
Look = Callable[[str | None], bool]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "maturity.toml"
    file.write_text(WORDS, encoding="utf-8")
    return file


@pytest.fixture
def followed(path: Path) -> FollowedModel:
    return FollowedModel(path)


@pytest.fixture
def look(path: Path, followed: FollowedModel, database: Database) -> Look:
    """Write the file, unless there is nothing to write, and look at it."""
    with database.transaction(WORKSPACE.id) as transaction:
        transaction.people.save(WORKSPACE)
    numbers = count(1)

    def looked(text: str | None) -> bool:
        if text is not None:
            path.write_text(text, encoding="utf-8")
        return refresh_model(
            followed,
            database,
            workspace=WORKSPACE.id,
            now=lambda: MONDAY,
            new_id=lambda: f"id{next(numbers)}",
        )

    return looked


def told(database: Database) -> list[str]:
    with database.transaction(WORKSPACE.id) as transaction:
        entries = transaction.audit.of(SUBJECT)
        notices = [
            one
            for entry in entries
            for one in transaction.notices.of(NoticeKind.MATURITY_REFUSED, str(entry.number))
        ]
    assert [one.place for one in notices] == [ADA] * len(entries)
    return [one.event.detail["problems"] for one in entries]


def test_a_sound_change_counts_at_once_and_needs_no_words(
    database: Database, look: Look, followed: FollowedModel
) -> None:
    assert look(WORDS.replace(NAME, "Our own name")) is False
    assert followed.model.capabilities[0].name == "Our own name"
    assert told(database) == []


def test_a_bad_change_keeps_the_model_and_is_told_once(
    database: Database, look: Look, followed: FollowedModel
) -> None:
    before = followed.model
    assert [look("stage = 7\n"), look(None), look(None)] == [True, False, False]
    assert followed.model is before
    (problem,) = told(database)
    assert "stage" in problem

    assert look(WORDS) is False
    assert look("capability = []\n") is True
    assert len(told(database)) == 2


def test_a_file_that_is_gone_keeps_the_model(path: Path, look: Look, followed: FollowedModel) -> None:
    path.unlink()
    assert look(None) is True
    assert followed.model == read_maturity_file()


def test_a_bad_file_ends_the_start(path: Path) -> None:
    path.write_text("stage = 7\n", encoding="utf-8")
    with pytest.raises(WrongFile, match=r"maturity\.toml, line 1"):
        FollowedModel(path)


def test_without_a_file_the_shipped_model_is_in_force() -> None:
    assert FollowedModel(None).model == read_maturity_file()

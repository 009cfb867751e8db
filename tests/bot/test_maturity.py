"""The maturity file is followed: a sound change counts at once, a bad one is told once, Slack's changes are kept."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from bot.complaints import WrongFile
from bot.maturity import SUBJECT, maturity_file, shipped_model
from bot.maturity_file import SHIPPED_MODEL
from domain.audit import Action
from domain.notices import NoticeKind
from storage.database import Database
from tests.domain.stories import ADA, MONDAY, WORKSPACE

WORDS = SHIPPED_MODEL.read_text(encoding="utf-8")
SHIPPED = shipped_model()
NAME = SHIPPED.capabilities[0].name
RENAMED = WORDS.replace(f'name = "{NAME}"', 'name = "Our own name"')
BAD = "stage = 7\n"
Look = Callable[[str | None], bool]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "maturity.toml"


@pytest.fixture
def look(path: Path, database: Database) -> Look:
    """Write the file, unless there is nothing to write, and look at it."""
    with database.transaction(WORKSPACE.id) as transaction:
        transaction.people.save(WORKSPACE)
    numbers = count(1)

    def looked(text: str | None) -> bool:
        if text is not None:
            path.write_text(text, encoding="utf-8")
        return maturity_file(path).refresh(
            database, workspace=WORKSPACE.id, now=lambda: MONDAY, new_id=lambda: f"id{next(numbers)}"
        )

    return looked


def first_name(database: Database) -> str:
    with database.snapshot(WORKSPACE.id) as transaction:
        return transaction.maturity_models.in_force(SHIPPED).capabilities[0].name


def said(database: Database) -> list[tuple[str, str]]:
    """What the record says about the file; each refusal was told to the admins."""
    with database.transaction(WORKSPACE.id) as transaction:
        entries = transaction.audit.of(SUBJECT)
        for one in entries:
            told = transaction.notices.of(NoticeKind.MATURITY_REFUSED, str(one.number))
            refused = one.event.action is Action.MATURITY_REFUSED
            assert [notice.place for notice in told] == ([ADA] if refused else [])
    return [
        (one.event.action.value, one.event.detail.get("changes", one.event.detail.get("problems", "")))
        for one in entries
    ]


def test_a_sound_change_counts_at_once_and_says_what_it_changed(database: Database, look: Look) -> None:
    assert [look(WORDS), look(None), look(RENAMED), look(None)] == [True, False, True, False]

    assert first_name(database) == "Our own name"
    assert said(database) == [
        ("maturity model changed", ""),
        ("maturity model changed", f"profiles, name: {NAME} → Our own name"),
    ]


def test_a_bad_change_keeps_the_model_and_is_told_once_and_again_once_it_was_mended(
    database: Database, look: Look
) -> None:
    look(RENAMED)
    assert [look(BAD), look(None), look(None)] == [True, False, False]
    assert first_name(database) == "Our own name"
    assert "stage" in said(database)[-1][1]

    assert [look(RENAMED), look(BAD), look(None)] == [False, True, False]
    assert [action for action, _ in said(database)] == [
        "maturity model changed",
        "maturity file refused",
        "maturity file mended",
        "maturity file refused",
    ]


def test_what_admins_changed_in_slack_stays_until_the_files_content_changes(
    database: Database, look: Look
) -> None:
    look(WORDS)
    own = replace(SHIPPED.capabilities[0], name="Ours")
    with database.transaction(WORKSPACE.id) as transaction:
        model = replace(SHIPPED, capabilities=(own, *SHIPPED.capabilities[1:]))
        transaction.maturity_models.replace(model, by=ADA, at=MONDAY)

    assert look(None) is False
    assert first_name(database) == "Ours"
    assert look(RENAMED) is True
    assert first_name(database) == "Our own name"


def test_a_file_that_is_gone_keeps_the_model(path: Path, database: Database, look: Look) -> None:
    look(RENAMED)
    path.unlink()
    assert [look(None), look(None)] == [True, False]
    assert first_name(database) == "Our own name"


def test_a_bad_file_ends_a_start_only_where_no_model_can_stay_in_force(
    path: Path, database: Database, look: Look
) -> None:
    def begin(text: str) -> None:
        path.write_text(text, encoding="utf-8")
        maturity_file(path).begin(database, workspace=WORKSPACE.id, now=lambda: MONDAY, new_id=lambda: "id")

    with pytest.raises(WrongFile, match=r"maturity\.toml, line 1"):
        begin(BAD)
    look(RENAMED)
    begin(BAD)
    assert first_name(database) == "Our own name"

"""The rule files are followed: a sound change counts at once, a bad one is told to the admins, once."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from bot.rules import SUBJECT, follow_rules, refresh_rules
from domain.notices import NoticeKind
from rulebook.checking import check
from rulebook.shelf import Shelf
from storage.database import Database
from tests.domain.stories import ADA, MONDAY, WORKSPACE

SOUND = "extends: existence\nmessage: m\ntokens: [{}]\n"


@pytest.fixture
def styles(tmp_path: Path) -> Path:
    folder = tmp_path / "styles" / "Shop"
    folder.mkdir(parents=True)
    (folder / "Sale.yml").write_text(SOUND.format("sale"))
    return folder.parent


@pytest.fixture
def look(styles: Path, database: Database) -> tuple[Shelf, Callable[[], bool]]:
    with database.transaction(WORKSPACE.id) as transaction:
        transaction.people.save(WORKSPACE)
    shelf = follow_rules(styles)
    numbers = count(1)
    return shelf, lambda: refresh_rules(
        shelf,
        database,
        workspace=WORKSPACE.id,
        now=lambda: MONDAY,
        new_id=lambda: f"id{next(numbers)}",
    )


def told(database: Database) -> list[str]:
    with database.transaction(WORKSPACE.id) as transaction:
        entries = transaction.audit.of(SUBJECT)
        notices = [
            one
            for entry in entries
            for one in transaction.notices.of(NoticeKind.RULES_REFUSED, str(entry.number))
        ]
    assert [one.place for one in notices] == [ADA] * len(entries)
    return [one.event.detail["problems"] for one in entries]


def test_a_sound_change_counts_and_needs_no_words(
    styles: Path, database: Database, look: tuple[Shelf, Callable[[], bool]]
) -> None:
    shelf, looked = look
    (styles / "Shop" / "Sale.yml").write_text(SOUND.format("outlet"))
    assert looked() is False
    assert [one.match for one in check("sale outlet", shelf.rulebook)] == ["outlet"]
    assert told(database) == []


def test_a_bad_change_keeps_the_old_rules_and_is_told_once(
    styles: Path, database: Database, look: tuple[Shelf, Callable[[], bool]]
) -> None:
    shelf, looked = look
    (styles / "Shop" / "Sale.yml").write_text("extends: nonsense\nmessage: m\n")
    assert [looked(), looked(), looked()] == [True, False, False]
    assert [one.match for one in check("sale", shelf.rulebook)] == ["sale"]
    (problem,) = told(database)
    assert "Sale.yml:1" in problem
    (styles / "Shop" / "Sale.yml").write_text("extends: other nonsense, and longer\nmessage: m\n")
    assert looked() is False, "the same sentence about the same file is no news"
    (styles / "Shop" / "More.yml").write_text("no: rule\n")
    assert looked() is True
    assert len(told(database)) == 2

"""The rule files are followed: a sound change counts at once, a bad one is told to the admins, once."""

from collections.abc import Callable
from itertools import count
from os import utime
from pathlib import Path
from shutil import copytree

import pytest

from bot.rules import SUBJECT, FollowedRules, follow_rules, refresh_rules
from domain.audit import Action
from domain.notices import NoticeKind
from rulebook.checking import check
from storage.database import Database
from tests.domain.stories import ADA, MONDAY, WORKSPACE

SOUND = "extends: existence\nmessage: m\ntokens: [{}]\n"


@pytest.fixture
def styles(tmp_path: Path) -> Path:
    folder = tmp_path / "styles" / "Shop"
    folder.mkdir(parents=True)
    (folder / "Sale.yml").write_text(SOUND.format("sale"))
    return folder.parent


Look = Callable[[], bool]


def started(styles: Path, database: Database, *, name: str = "") -> tuple[FollowedRules, Look]:
    """A process that follows these files, and its next look at them."""
    followed = follow_rules(styles)
    numbers = count(1)
    return followed, lambda: refresh_rules(
        followed,
        database,
        workspace=WORKSPACE.id,
        now=lambda: MONDAY,
        new_id=lambda: f"id{name}{next(numbers)}",
    )


@pytest.fixture
def look(styles: Path, database: Database) -> tuple[FollowedRules, Look]:
    with database.transaction(WORKSPACE.id) as transaction:
        transaction.people.save(WORKSPACE)
    return started(styles, database)


def told(database: Database) -> list[str]:
    with database.transaction(WORKSPACE.id) as transaction:
        entries = [one for one in transaction.audit.of(SUBJECT) if one.event.action is Action.RULES_REFUSED]
        notices = [
            one
            for entry in entries
            for one in transaction.notices.of(NoticeKind.RULES_REFUSED, str(entry.number))
        ]
    assert [one.place for one in notices] == [ADA] * len(entries)
    return [one.event.detail["problems"] for one in entries]


def test_a_sound_change_counts_and_needs_no_words(
    styles: Path, database: Database, look: tuple[FollowedRules, Look]
) -> None:
    followed, looked = look
    (styles / "Shop" / "Sale.yml").write_text(SOUND.format("outlet"))
    assert looked() is False
    assert [one.match for one in check("sale outlet", followed.rulebook)] == ["outlet"]
    assert told(database) == []


def test_a_bad_change_keeps_the_old_rules_and_is_told_once(
    styles: Path, database: Database, look: tuple[FollowedRules, Look]
) -> None:
    followed, looked = look
    (styles / "Shop" / "Sale.yml").write_text("extends: nonsense\nmessage: m\n")
    assert [looked(), looked(), looked()] == [True, False, False]
    assert [one.match for one in check("sale", followed.rulebook)] == ["sale"]
    (problem,) = told(database)
    assert "Sale.yml:1" in problem
    (styles / "Shop" / "Sale.yml").write_text("extends: other nonsense, and longer\nmessage: m\n")
    assert looked() is False, "the same sentence about the same file is no news"
    (styles / "Shop" / "More.yml").write_text("no: rule\n")
    assert looked() is True
    assert len(told(database)) == 2


BAD = "extends: nonsense\nmessage: m\n"


def test_the_same_fault_is_told_again_once_it_was_mended(
    styles: Path, database: Database, look: tuple[FollowedRules, Look]
) -> None:
    _, looked = look
    rule = styles / "Shop" / "Sale.yml"
    for times in (1, 2, 3):
        rule.write_text(BAD)
        assert [looked(), looked()] == [True, False]
        assert len(told(database)) == times
        rule.write_text(SOUND.format("sale"))
        assert [looked(), looked()] == [False, False]


def test_a_touched_file_and_a_restart_are_no_news(
    styles: Path, database: Database, look: tuple[FollowedRules, Look]
) -> None:
    _, looked = look
    rule, other = styles / "Shop" / "Sale.yml", styles / "Shop" / "Outlet.yml"
    other.write_text(SOUND.format("outlet"))
    rule.write_text(BAD)
    assert looked() is True
    utime(rule, (1, 1))
    assert looked() is False

    _, again = started(styles, database, name="again")
    assert [again(), again()] == [False, False]
    utime(rule, (2, 2))
    assert again() is False
    assert len(told(database)) == 1

    rule.write_text(SOUND.format("sale"))
    assert again() is False
    rule.write_text(BAD)
    assert again() is True, "it was mended after the restart, so the same fault is news"
    assert len(told(database)) == 2


def test_a_fault_that_was_mended_while_nobody_looked_is_news_when_it_comes_back(
    styles: Path, database: Database, look: tuple[FollowedRules, Look]
) -> None:
    _, looked = look
    rule = styles / "Shop" / "Sale.yml"
    rule.write_text(BAD)
    assert looked() is True
    rule.write_text(SOUND.format("sale"))
    _, again = started(styles, database, name="again")
    assert again() is False
    rule.write_text(BAD)
    assert again() is True


def test_two_processes_with_different_files_do_not_tell_by_turns(
    styles: Path, database: Database, look: tuple[FollowedRules, Look], tmp_path: Path
) -> None:
    _, looked = look
    copy = Path(copytree(styles, tmp_path / "copy"))
    _, elsewhere = started(copy, database, name="elsewhere")
    assert elsewhere() is False
    (styles / "Shop" / "Sale.yml").write_text(BAD)
    assert [looked(), elsewhere(), looked(), elsewhere(), looked()] == [True, False, False, False, False]
    assert len(told(database)) == 1

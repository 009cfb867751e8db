"""Killed at any moment, a process leaves whole transactions or nothing."""

from collections.abc import Callable
from contextlib import suppress
from multiprocessing.process import BaseProcess
from signal import SIGKILL
from typing import TYPE_CHECKING, Any

import pytest

from domain.audit import first_break
from domain.notices import NoticeKind
from domain.posts import PostId
from storage.database import Database
from tests.forks import FORKS
from tests.storage.clicking import click_in_part, click_on_and_on, decide
from tests.storage.examples import WORKSPACE, a_post

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def kept(database: Database) -> tuple[int, int, int]:
    """How many sign-offs, audit entries and wishes for the card there are; the chain holds."""
    with database.transaction(WORKSPACE) as transaction:
        post = transaction.posts.get(PostId("P01"))
        assert post is not None
        trail = list(transaction.audit.entries())
        assert first_break(trail) is None
        wanted = sum(one.wanted for one in transaction.notices.of(NoticeKind.CARD, "P01"))
        return len(post.sign_offs), len(trail), wanted


def started(
    click: Callable[..., None], url: str, *arguments: int
) -> tuple[BaseProcess, "Connection[str, Any]"]:
    """The process, and what it says."""
    told, telling = FORKS.Pipe()
    process = FORKS.Process(target=click, args=(url, telling, *arguments), daemon=True)
    process.start()
    telling.close()
    return process, told


def killed(process: BaseProcess, told: "Connection[str, Any]") -> int:
    """Kill -9 at once; gives how often the process had still said something."""
    process.kill()
    process.join(timeout=60)
    assert process.exitcode == -SIGKILL
    said = 0
    with suppress(EOFError, ConnectionResetError):
        while told.recv() is not None:
            said += 1
    told.close()
    return said


@pytest.fixture
def url(database_url: str) -> str:
    database = Database(database_url)
    with database.transaction(WORKSPACE) as transaction:
        transaction.posts.save(a_post())
    database.close()
    return database_url


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_a_transaction_that_is_killed_leaves_nothing(url: str, steps: int) -> None:
    process, told = started(click_in_part, url, steps)
    assert told.recv() == "stopped"
    assert killed(process, told) == 0
    database = Database(url)
    assert kept(database) == (0, 0, 0)
    decide(database, 1)
    assert kept(database) == (1, 1, 1)
    database.close()


def test_what_was_confirmed_before_a_kill_is_there_and_nothing_is_half_there(url: str) -> None:
    database = Database(url)
    confirmed = 0

    for rounds in (1, 7, 25):
        process, told = started(click_on_and_on, url)
        assert [told.recv() for _ in range(rounds)] == list(range(rounds))
        confirmed += rounds + killed(process, told)
        sign_offs, entries, wanted = kept(database)
        assert sign_offs == entries == wanted
        # The last click may have been committed without having been able to say so.
        assert confirmed <= sign_offs <= confirmed + 1
        confirmed = sign_offs
    database.close()

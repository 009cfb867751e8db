"""Killed at any moment, a process leaves whole transactions or nothing."""

import signal
import subprocess
import sys

import pytest

from domain.audit import first_break
from domain.notices import NoticeKind
from domain.posts import PostId
from storage.database import Database
from tests.storage.clicking import decide
from tests.storage.examples import WORKSPACE, a_post


def kept(database: Database) -> tuple[int, int, int]:
    """How many sign-offs, audit entries and wishes for the card there are; the chain holds."""
    with database.transaction(WORKSPACE) as transaction:
        post = transaction.posts.get(PostId("P01"))
        assert post is not None
        trail = list(transaction.audit.entries())
        assert first_break(trail) is None
        wanted = sum(one.wanted for one in transaction.notices.of(NoticeKind.CARD, "P01"))
        return len(post.sign_offs), len(trail), wanted


def started(url: str, action: str) -> subprocess.Popen[str]:
    program = (
        "from itertools import count; from storage.database import Database;"
        f"from tests.storage.clicking import decide; database = Database({url!r}); {action}"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def killed(process: subprocess.Popen[str]) -> list[str]:
    """Kill -9 at once; gives what the process had still said."""
    process.send_signal(signal.SIGKILL)
    said, _ = process.communicate(timeout=10)
    return said.split()


@pytest.fixture
def url(database_url: str) -> str:
    database = Database(database_url)
    with database.transaction(WORKSPACE) as transaction:
        transaction.posts.save(a_post())
    database.close()
    return database_url


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_a_transaction_that_is_killed_leaves_nothing(url: str, steps: int) -> None:
    process = started(url, f"decide(database, 0, stop_after={steps})")
    assert process.stdout is not None
    assert process.stdout.readline() == "stopped\n"
    killed(process)
    database = Database(url)
    assert kept(database) == (0, 0, 0)
    decide(database, 1)
    assert kept(database) == (1, 1, 1)
    database.close()


def test_what_was_confirmed_before_a_kill_is_there_and_nothing_is_half_there(url: str) -> None:
    database = Database(url)
    confirmed = 0

    for rounds in (1, 7, 25):
        process = started(url, "[decide(database, number) for number in count()]")
        assert process.stdout is not None
        for _ in range(rounds):
            assert process.stdout.readline()
        confirmed += rounds + len(killed(process))
        sign_offs, entries, wanted = kept(database)
        assert sign_offs == entries == wanted
        # The last click may have been committed without having been able to say so.
        assert confirmed <= sign_offs <= confirmed + 1
        confirmed = sign_offs
    database.close()

"""Commands that need the database while another program holds it: a word soon, a sentence at the end."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Timer
from threading import enumerate as threads
from time import monotonic

import pytest

from bot.database import WORD_SECONDS, migrate_patiently
from storage.database import Database
from tests.bot.command_line import CommandLine
from tests.handlers.breakage import locked
from tests.stories.retailer import ROOT, WORKSPACE_FILE

PATIENCE = 3
"""Seconds instead of sixty."""


@pytest.fixture
def hold(tmp_path: Path) -> Iterator[ExitStack]:
    """Another program holds the write lock until this is closed."""
    (tmp_path / "workspace.toml").write_text(WORKSPACE_FILE)
    file = tmp_path / "onevoice.sqlite3"
    database = Database(f"sqlite:///{file}")
    database.migrate()
    database.close()
    with ExitStack() as holding:
        holding.enter_context(locked(file))
        yield holding


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{tmp_path}/onevoice.sqlite3"}


@pytest.mark.usefixtures("hold")
def test_apply_on_a_locked_database_says_what_it_waits_for_and_how_it_ended(
    onevoice: CommandLine, slack_env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.migrations.PATIENCE", PATIENCE)
    onevoice.word_seconds = WORD_SECONDS

    ended = onevoice("apply", "workspace.toml", env=slack_env)

    assert (ended.code, ended.out) == (2, "")
    waiting, sentence = ended.err.splitlines()
    assert waiting == (
        f"Waiting for the database: another program may be using it. I give up after {PATIENCE} s."
    )
    assert sentence.startswith(f"DATABASE_URL: it stayed locked for {PATIENCE} s, so nothing was changed")
    assert "run this again" in sentence


def test_a_lock_that_is_let_go_in_time_does_no_harm(
    onevoice: CommandLine, env: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "held.sqlite3"
    onevoice.word_seconds = WORD_SECONDS
    begun = monotonic()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file), str(WORD_SECONDS + 1)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"

        ended = onevoice("migrate", env=env | {"DATABASE_URL": f"sqlite:///{file}"})

    assert monotonic() - begun > WORD_SECONDS
    assert (ended.code, ended.out) == (0, "The database is up to date.\n")
    assert ended.err.startswith("Waiting for the database")


HOLD = """
import sqlite3, sys, time
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("PRAGMA journal_mode = WAL")
other.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""
"""Another program that writes for a while."""


@pytest.fixture
def ctrl_c_counts() -> Iterator[None]:
    """Ctrl+C interrupts, here and in processes started from here, even where tests run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c_counts")
def test_ctrl_c_ends_the_wait_while_the_lock_is_still_waited_for(hold: ExitStack, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/onevoice.sqlite3")
    presses = Timer(0.1, os.kill, (os.getpid(), signal.SIGINT))

    with hold:
        with pytest.raises(KeyboardInterrupt):
            migrate_patiently(database, say=lambda _: presses.start())
        # Nobody has let go of the lock, so whoever asked for it is left behind.
        (waiting,) = [one for one in threads() if one.name == "migrate"]
        assert waiting.daemon
    waiting.join()
    presses.join()
    database.close()


@pytest.mark.usefixtures("ctrl_c_counts")
def test_whoever_has_waited_enough_ends_it_with_ctrl_c(hold: ExitStack, tmp_path: Path) -> None:
    with (
        hold,
        subprocess.Popen(
            [sys.executable, "-m", "bot", "migrate"],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "DATABASE_URL": f"sqlite:///{tmp_path}/onevoice.sqlite3"},
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        assert process.stderr is not None
        assert process.stderr.readline().startswith("Waiting for the database")

        process.send_signal(signal.SIGINT)

        assert process.wait() == INTERRUPTED  # and not 2, which is what giving up ends with
        assert process.stderr.read().strip() == ""


INTERRUPTED = 130
"""The exit code of what Ctrl+C has ended, as shells have it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest

from sandbox import Sandbox
from storage.database import Database
from tests.bot.command_line import CommandLine
from tests.handlers.logs import Log, recorded_log
from tests.stories.retailer import retailer


@pytest.fixture
def log() -> Iterator[Log]:
    with recorded_log() as recorded:
        yield recorded


@pytest.fixture
def onevoice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    return CommandLine(tmp_path, monkeypatch, capsys)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with retailer() as running:
        yield running


@dataclass(slots=True)
class Clock:
    """A clock that only moves when told to."""

    at: datetime = field(default=datetime(2026, 11, 17, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(tmp_path: Path, sqlite_template: Path) -> Iterator[Database]:
    """The database of a bot in `slack_env`; its tables are there already."""
    file = copyfile(sqlite_template, tmp_path / "onevoice.sqlite3")
    database = Database(f"sqlite:///{file}")
    yield database
    database.close()


@pytest.fixture
def slack_env(sandbox: Sandbox, tmp_path: Path) -> dict[str, str]:
    """What the environment of a bot in this sandbox holds."""
    (app,) = sandbox.workspace.apps.values()
    return {
        "SLACK_BOT_TOKEN": app.bot_token,
        "SLACK_APP_TOKEN": app.app_token,
        "SLACK_API_URL": sandbox.api_url,
        "DATABASE_URL": f"sqlite:///{tmp_path}/onevoice.sqlite3",
    }

from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from shutil import copyfile
from time import sleep

import pytest

from bot.running import Bot
from bot.world import World
from rulebook import shelf
from rulebook.loading import Rulebook, load_rulebook
from sandbox import Persona, Sandbox
from tests.stories.retailer import at_work, retailer


@pytest.fixture(scope="session", autouse=True)
def rules_compiled_once() -> Iterator[None]:
    """The bots of one worker share the rulebook of the same files: compiling it was a quarter of a short story."""

    @cache
    def compiled(folders: tuple[Path, ...], files: object) -> Rulebook:
        return load_rulebook(*folders)

    def load(*folders: Path, cache: Path | None) -> Rulebook:
        return compiled(folders, shelf._state(folders))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "load_rulebook", load)
        yield


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with retailer() as running:
        yield running


@pytest.fixture
def world(sandbox: Sandbox) -> World:
    numbers = count(1)
    return World(now=sandbox.clock, new_id=lambda: f"id{next(numbers):05}", chance=lambda: 0.5, pause=sleep)


@pytest.fixture
def bot(
    request: pytest.FixtureRequest, sandbox: Sandbox, world: World, tmp_path: Path, sqlite_template: Path
) -> Iterator[Bot]:
    """The bot at work over Socket Mode, or as `both_ways` asks."""
    copyfile(sqlite_template, tmp_path / "onevoice.sqlite3")
    over_http = getattr(request, "param", "socket") == "http"
    with at_work(sandbox, tmp_path, world=world, over_http=over_http) as running:
        yield running


@pytest.fixture
def act_as(sandbox: Sandbox, bot: Bot) -> Callable[[str], Persona]:
    """Somebody by their handle, in a workspace where the bot is at work."""
    return lambda handle: sandbox.as_person(f"U0{handle.upper()}")

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from shutil import copyfile
from time import sleep

import pytest

from bot.running import Bot
from bot.world import World
from sandbox import Persona, Sandbox
from tests.stories.retailer import at_work, retailer


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with retailer() as running:
        yield running


@pytest.fixture
def world(sandbox: Sandbox) -> World:
    numbers = count(1)
    return World(now=sandbox.clock, new_id=lambda: f"id{next(numbers):05}", chance=lambda: 0.5, pause=sleep)


@pytest.fixture(params=["http", "socket"])
def bot(
    request: pytest.FixtureRequest, sandbox: Sandbox, world: World, tmp_path: Path, sqlite_template: Path
) -> Iterator[Bot]:
    """The bot at work, once over signed HTTP and once over Socket Mode."""
    copyfile(sqlite_template, tmp_path / "onevoice.sqlite3")
    with at_work(sandbox, tmp_path, world=world, over_http=request.param == "http") as running:
        yield running


@pytest.fixture
def act_as(sandbox: Sandbox, bot: Bot) -> Callable[[str], Persona]:
    """Somebody by their handle, in a workspace where the bot is at work."""
    return lambda handle: sandbox.as_person(f"U0{handle.upper()}")

"""`demo`: a made-up retailer in a local workspace, with the whole bot at work in it."""

import json
import logging
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic

import typer
from pydantic import SecretStr
from rich.progress import track

from bot.complaints import WrongSetting
from bot.demo_history import Happening, history, take_place
from bot.demo_retailer import PEOPLE, TEAM, channels, workspace
from bot.demo_rules import REMARKED_UPON
from bot.doctor import MANIFEST
from bot.logs import configure_logs
from bot.running import Bot
from bot.settings import Settings
from bot.stopping import Stopping, stop_when_signalled
from bot.web import HERE_ONLY
from bot.world import World
from delivery.backlog import backlog
from domain.people import Member, UserId, WorkspaceId
from sandbox import AppInstall, Sandbox

PATIENCE_SECONDS = 10.0
"""How long to wait for the courier after each happening of the past."""


def run_demo(world: World, *, port: int, browser: bool) -> None:
    """Start everything, tell the address, and run until interrupted.

    Raises:
        WrongSetting: the port is in use.
    """
    configure_logs("text", level=logging.WARNING)
    stopping = Stopping()
    stop_when_signalled(stopping.tell)
    with demo(world, port=port) as sandbox:
        typer.echo(f"\nParker & Lane is open: {sandbox.url}\nStop with Ctrl+C.")
        if browser:
            with suppress(webbrowser.Error):
                webbrowser.open(sandbox.url)
        stopping.wait()


@contextmanager
def demo(world: World, *, port: int) -> Iterator[Sandbox]:
    """The workspace with its eight weeks of history, and the bot in it; all of it is gone at the end."""
    lived = Event()
    with TemporaryDirectory(prefix="onevoice-demo-") as folder, _opened(port) as sandbox:
        in_a_hurry = replace(
            world,
            now=sandbox.clock,
            pause=lambda seconds: world.pause(seconds) if lived.is_set() else None,
        )
        bot = Bot(_settings(sandbox, Path(folder)), in_a_hurry, host=HERE_ONLY)
        past = history(today=sandbox.clock())
        # The bot's own clock must not see the present before the past has been.
        sandbox.clock.set(past[0].at)
        try:
            bot.start()
            _live_through(past, sandbox, bot)
            lived.set()
            sandbox.clock.watch(bot.look_at_clock)
            sandbox.as_person("U0EVE").say("#town-hall", REMARKED_UPON)
            yield sandbox
        finally:
            bot.stop()


@contextmanager
def _opened(port: int) -> Iterator[Sandbox]:
    app = AppInstall(manifest=json.loads(MANIFEST.read_text(encoding="utf-8")))
    sandbox = Sandbox(team=TEAM, people=PEOPLE, channels=channels(app), apps=[app], port=port)
    try:
        sandbox.start()
    except OSError:
        raise WrongSetting(
            f"Port {port} is in use. Choose another: .venv/bin/python -m bot demo --port {port + 1}"
        ) from None
    try:
        yield sandbox
    finally:
        sandbox.stop()


def _settings(sandbox: Sandbox, folder: Path) -> Settings:
    (app,) = sandbox.workspace.apps.values()
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(app.bot_token),
        slack_app_token=SecretStr(app.app_token),
        slack_api_url=sandbox.api_url,
        database_url=SecretStr(f"sqlite:///{folder}/onevoice.sqlite3"),
        workspace_file=None,
        rulebook_path=None,
        port=0,
    )


def _live_through(past: Sequence[Happening], sandbox: Sandbox, bot: Bot) -> None:
    id = WorkspaceId(TEAM.id)
    with bot.database.transaction(id) as transaction:
        transaction.people.workspace()
        transaction.people.save(workspace(id))
        for person in PEOPLE:
            transaction.people.saw(Member(user=UserId(person.id), name=person.name, timezone=person.tz))
    for one in track(past, description="Living through eight weeks", transient=True):
        sandbox.clock.set(one.at)
        take_place(one, kit=bot.kit, workspace_id=id)
        _until_shown(bot, sandbox)
    sandbox.read_everything()
    sandbox.clock.reset()


def _until_shown(bot: Bot, sandbox: Sandbox) -> None:
    deadline = monotonic() + PATIENCE_SECONDS
    while backlog(bot.database, at=sandbox.clock()).due and monotonic() < deadline:
        Event().wait(0.005)

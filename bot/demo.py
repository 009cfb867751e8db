"""`demo`: a made-up retailer in a local workspace, with the whole bot at work in it."""

import json
import logging
import signal
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import typer
from pydantic import SecretStr
from rich.progress import Progress

from bot.complaints import WrongSetting
from bot.demo_history import history
from bot.demo_past import SETTLING, live_through
from bot.demo_retailer import PEOPLE, TEAM, channels
from bot.demo_rules import REMARKED_UPON
from bot.doctor import MANIFEST
from bot.logs import configure_logs
from bot.running import Bot
from bot.settings import Settings
from bot.stopping import Stopping, stop_when_signalled
from bot.web import HERE_ONLY
from bot.world import World
from sandbox import AppInstall, Sandbox

FIRST = "Eight weeks are lived through first; then the page opens."


def run_demo(world: World, *, port: int, browser: bool) -> None:
    """Start everything, tell the address, and run until interrupted.

    Raises:
        WrongSetting: the port is in use.
        KeyboardInterrupt: interrupted before it was open; nothing is left behind.
    """
    configure_logs("text", level=logging.WARNING)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    stopping, begun = Stopping(), world.now()
    typer.echo(f"Parker & Lane wakes up. {FIRST} Ctrl+C ends it.")
    with Progress(transient=True) as progress:
        shown = progress.add_task("Living through eight weeks")
        with demo(
            world,
            port=port,
            tell=lambda part: progress.update(shown, completed=100 * part),
        ) as sandbox:
            progress.stop()
            stop_when_signalled(stopping.tell)
            seconds = (world.now() - begun).total_seconds()
            typer.echo(f"Parker & Lane is open after {seconds:.0f} s: {sandbox.url}\nStop with Ctrl+C.")
            if browser:
                with suppress(webbrowser.Error):
                    webbrowser.open(sandbox.url)
            stopping.wait()


@contextmanager
def demo(world: World, *, port: int, tell: Callable[[float], object] = lambda _: None) -> Iterator[Sandbox]:
    """The workspace with its eight weeks of history, and the bot in it; all of it is gone at the end.

    Args:
        tell: hears how far the history is, from 0 to 1. Until it is over the page says so to whoever looks.
    """
    with TemporaryDirectory(prefix="onevoice-demo-") as folder, _opened(port) as sandbox:
        settings = _settings(sandbox, Path(folder))
        past = history(today=sandbox.clock() - SETTLING)

        def follow(done: int) -> None:
            sandbox.keep_closed(f"{FIRST} {done / len(past):.0%} of them are over.")
            tell(done / len(past))

        follow(0)
        live_through(
            past,
            sandbox=sandbox,
            address=settings.database_url.get_secret_value(),
            world=world,
            tell=follow,
        )
        bot = Bot(settings, replace(world, now=sandbox.clock), host=HERE_ONLY)
        try:
            bot.start()
            sandbox.clock.watch(bot.look_at_clock)
            sandbox.open()
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

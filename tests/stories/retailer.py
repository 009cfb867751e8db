"""A small retailer whose people propose, decide and export in the stories."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.running import Bot
from bot.settings import Settings
from bot.world import World
from sandbox import AppInstall, Channel, Person, Sandbox, Team

ROOT = Path(__file__).parents[2]

PEOPLE = [
    Person(id="U0EVE", name="Eve Parker", handle="eve", title="E-commerce editor"),
    Person(id="U0ELI", name="Eli Novak", handle="eli", title="Head of e-commerce"),
    Person(id="U0MIA", name="Mia Okafor", handle="mia", title="Head of marketing"),
    Person(id="U0MAX", name="Max Weber", handle="max", title="Brand manager"),
    Person(id="U0HAL", name="Hal Jones", handle="hal", title="HR partner"),
    Person(id="U0FAY", name="Fay Moreau", handle="fay", title="Field operations"),
    Person(id="U0ADA", name="Ada Lind", handle="ada", title="Digital lead", is_admin=True),
    Person(id="U0WHO", name="Wim Otter", handle="wim", title="New here"),
]

WORKSPACE_FILE = """
desk = "C0DESK"
timezone = "Europe/London"
admins = ["U0ADA"]

[[department]]
key = "ecommerce"
name = "E-commerce"
lead = "U0ELI"
approvers = ["U0ELI"]
members = ["U0EVE"]

[[department]]
key = "marketing"
name = "Marketing"
lead = "U0MIA"
approvers = ["U0MIA", "U0MAX"]

[[department]]
key = "hr"
name = "HR"
approvers = ["U0HAL"]

[[department]]
key = "field-ops"
name = "Field operations"
approvers = ["U0FAY"]

[[store]]
key = "S001"
name = "Leeds Briggate"
region = "North"
"""


def retailer(**options: object) -> Sandbox:
    manifest = json.loads((ROOT / "manifest.json").read_text())
    everybody = tuple(person.id for person in PEOPLE)
    app = AppInstall(manifest=manifest)
    return Sandbox(
        team=Team(id="T0SHOP", name="Parker & Lane"),
        people=PEOPLE,
        channels=[
            Channel(id="C0DESK", name="social-desk", members=(*everybody, app.bot_user)),
            Channel(id="C0HALL", name="hall", members=everybody),
            Channel(id="C0LEAD", name="leadership", members=("U0MIA", "U0MAX", app.bot_user)),
        ],
        apps=[app],
        **options,  # type: ignore[arg-type]  # tests hand on what Sandbox takes
    )


def settings_for(sandbox: Sandbox, folder: Path, *, over_http: bool, database_url: str = "") -> Settings:
    app = next(iter(sandbox.workspace.apps.values()))
    file = folder / "workspace.toml"
    file.write_text(WORKSPACE_FILE)
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(app.bot_token),
        slack_app_token=None if over_http else SecretStr(app.app_token),
        slack_signing_secret=SecretStr(app.signing_secret),
        slack_api_url=sandbox.api_url,
        database_url=SecretStr(database_url or f"sqlite:///{folder}/onevoice.sqlite3"),
        port=0,
        workspace_file=file,
    )


@contextmanager
def at_work(
    sandbox: Sandbox, folder: Path, *, world: World, over_http: bool, database_url: str = ""
) -> Iterator[Bot]:
    """The bot, listening to this sandbox."""
    bot = Bot(settings_for(sandbox, folder, over_http=over_http, database_url=database_url), world)
    bot.start()
    sandbox.clock.watch(bot.look_at_clock)
    try:
        if over_http:
            sandbox.deliver_over_http(f"http://127.0.0.1:{bot.port}/slack/events")
        else:
            sandbox.wait_until_connected()
        yield bot
    finally:
        bot.stop()

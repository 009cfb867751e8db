"""Who may sign changes while posts wait: the cards say so at once."""

from collections.abc import Callable
from pathlib import Path

from bot.apply import apply_file
from bot.lookup import Lookup
from bot.running import Bot
from bot.slack import slack_client
from bot.world import World
from domain.people import WorkspaceId
from sandbox import Persona, Sandbox
from tests.stories.retailer import WORKSPACE_FILE

DESK = "#social-desk"


def test_a_removed_approver_shows_on_the_waiting_card_at_once(
    act_as: Callable[[str], Persona], bot: Bot, sandbox: Sandbox, world: World, tmp_path: Path
) -> None:
    eve, max_, ada = map(act_as, ("eve", "max", "ada"))
    (app,) = sandbox.workspace.apps.values()

    def operator_applies(text: str) -> None:
        file = tmp_path / "workspace.toml"
        file.write_text(text)
        apply_file(
            file,
            workspace=WorkspaceId("T0SHOP"),
            database=bot.database,
            lookup=Lookup(slack_client(app.bot_token, api_url=sandbox.api_url)),
            new_id=world.new_id,
            at=world.now(),
        )

    form = eve.command(DESK, "/social", "propose Slippers are back.").view
    assert eve.submit(eve.fill(form, {"Networks": ["X"]})).errors == {}
    eve.see(DESK, "⏳ <@U0MIA> or <@U0MAX>")

    # Max leaves, and then Mia. The card and the admin are told without anybody clicking.
    operator_applies(WORKSPACE_FILE.replace('"U0MIA", "U0MAX"', '"U0MIA"'))
    assert "U0MAX" not in eve.see(DESK, "⏳ <@U0MIA>\n").visible
    operator_applies(WORKSPACE_FILE.replace('"U0MIA", "U0MAX"', ""))
    assert "Marketing* has nobody who can sign" in ada.see("@onevoice", "has nobody who can sign").visible
    assert "U0MIA" not in eve.see(DESK, "Marketing has no approver").visible

    # They are back, and Max signs.
    operator_applies(WORKSPACE_FILE)
    ada.see("@onevoice", "no longer waits for somebody to sign for Marketing")
    max_.click(max_.see(DESK, "<@U0MAX>"), "Approve")
    eve.see(DESK, "Approved")

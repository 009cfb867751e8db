"""A workspace from nothing: the first admin sets it up in Slack, tries it, changes a route, and follows a user group."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.running import Bot
from bot.world import World
from sandbox import Persona, Sandbox
from sandbox.accounts import change_group, close_account
from sandbox.values import UserGroup
from tests.stories.retailer import settings_for
from tests.stories.test_a_post import labels

DESK = "#social-desk"
PARTNERS = UserGroup(id="S0HR", handle="hr-partners", name="HR partners", users=("U0HAL",))


@pytest.fixture
def fresh(sandbox: Sandbox, world: World, tmp_path: Path) -> Iterator[Sandbox]:
    """The bot at work where nobody has set up anything."""
    sandbox.workspace.usergroups[PARTNERS.id] = PARTNERS
    settings = settings_for(sandbox, tmp_path, over_http=True).model_copy(update={"workspace_file": None})
    bot = Bot(settings, world)
    bot.start()
    sandbox.deliver_over_http(f"http://127.0.0.1:{bot.port}/slack/events")
    yield sandbox
    bot.stop()


def change(ada: Persona, what: str, values: dict[str, object]) -> None:
    """Fill one of the forms behind the overview's "Change" buttons."""
    overview = ada.command(DESK, "/social", "setup").view
    form = ada.press_in_view(overview, "Change", near=f"*{what}*").view
    assert ada.submit(ada.fill(form, values)).errors == {}


def test_from_nothing_to_a_desk_that_signs(fresh: Sandbox) -> None:
    ada, eve, mia, hal = (fresh.as_person(f"U0{one}") for one in ("ADA", "EVE", "MIA", "HAL"))

    # Eve may not begin; Ada, an admin of the Slack workspace, may.
    offered = eve.command(DESK, "/social", "").reply
    assert "Only an admin or owner" in eve.click(offered, "Set up Onevoice").reply.text
    overview = ada.click(ada.command(DESK, "/social", "").reply, "Set up Onevoice").view
    assert "Step 1 of 3" in overview.visible

    # The desk must be a channel where the bot is.
    form = ada.press_in_view(overview, "Change", near="*Desk*").view
    assert "/invite @Onevoice" in ada.submit(ada.fill(form, {"Desk": "#hall"})).errors["Desk"]
    assert ada.submit(ada.fill(form, {"Desk": DESK, "Time zone": "Europe/London"})).errors == {}
    change(ada, "E-commerce", {"Approvers": ["@eli"], "Members": ["@eve"]})
    change(ada, "Marketing", {"Approvers": ["@mia"]})
    change(ada, "Field operations", {"Approvers": ["@fay"]})
    change(ada, "HR", {"A Slack user group stands for the approvers": "@hr-partners · HR partners"})

    # A test post, and back.
    overview = ada.command(DESK, "/social", "setup").view
    assert "Step 3 of 3" in overview.visible
    done = ada.press_in_view(overview, "Propose a test post").view
    mia.see(DESK, "This is a test of Onevoice")
    ada.press_in_view(done, "Withdraw the test post")
    mia.see(DESK, "Withdrawn")

    # A real one, approved; then HR must read everything, and Ada sees before what that means.
    form = eve.command(DESK, "/social", "propose Slippers are back.").view
    assert eve.submit(eve.fill(form, {"Networks": ["X"]})).errors == {}
    mia.click(mia.see(DESK, "Waiting for Marketing"), "Approve")
    eve.see(DESK, "🟢 Approved")
    routes = ada.press_in_view(ada.command(DESK, "/social", "setup").view, "Routes").view
    form = ada.press_in_view(routes, "Add a route").view
    filled = ada.fill(form, {"Name": "staff", "Because": "staff read it too", "Must sign": ["HR"]})
    preview = ada.submit(filled).view
    assert preview is not None
    assert "Changes who must sign for 1 post under way." in preview.visible
    assert ada.submit(preview).errors == {}
    eve.see("@onevoice", "your post is in review now")
    hal.see(DESK, "Waiting for HR")

    # Hal leaves the group and the company; nobody can sign for HR, and Ada hears it. Then Max is in the group.
    change_group(fresh.workspace, "S0HR", [])
    close_account(fresh.workspace, "U0HAL")
    ada.see("@onevoice", "Nobody is left in the Slack user group")
    change_group(fresh.workspace, "S0HR", ["U0MAX"])
    max_ = fresh.as_person("U0MAX")
    assert "Approve" in labels(max_.see(DESK, "⏳ <@U0MAX>"))

"""A Friday in the leadership channel, told by moving the clock: Slack is down, comes back, and the digest is there once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.running import Bot
from bot.world import World
from domain.notices import NoticeKind
from domain.people import ChannelId, UserId, WorkspaceId
from sandbox import Fault, Persona, Sandbox
from tests.stories.retailer import at_work
from tests.stories.test_a_post import card, labels, propose

ActAs = Callable[[str], Persona]
LEAD = "C0LEAD"
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 16, 0, 5, tzinfo=UTC)


@pytest.fixture
def bot(sandbox: Sandbox, world: World, tmp_path: Path, database_url: str) -> Iterator[Bot]:
    """The bot at work on either database, on a Monday morning, with a channel for the leaders."""
    sandbox.clock.set(MONDAY)
    with at_work(sandbox, tmp_path, world=world, over_http=True, database_url=database_url) as running:
        with running.database.transaction(WorkspaceId("T0SHOP")) as transaction:
            before = transaction.people.workspace()
            leaders = (UserId("U0MAX"),)
            transaction.people.save(replace(before, leadership=ChannelId(LEAD), leaders=leaders))
        running.look_at_clock()
        yield running


def kept(bot: Bot) -> bool:
    """Whether the bot knows that the workbook is in Slack."""
    with bot.database.transaction(WorkspaceId("T0SHOP")) as transaction:
        (workbook,) = transaction.notices.of(NoticeKind.DIGEST_WORKBOOK, "2026-W48")
    return workbook.posted


def digests(persona: Persona, place: str) -> list[str]:
    return [one.visible for one in persona.messages(place) if "at the social desk" in one.visible]


def test_slack_is_down_on_friday_and_the_digest_comes_once_with_its_workbook(
    act_as: ActAs, sandbox: Sandbox, bot: Bot
) -> None:
    eve, mia, max_ = map(act_as, ("eve", "mia", "max"))
    propose(eve, "Slippers are back.")
    mia.click(card(mia, "Slippers"), "Approve")
    propose(eve, "Gloves <!channel> are back.")
    mia.see("C0DESK", "Gloves")

    sandbox.faults.switch_on(Fault("server_error"), method="chat.postMessage")
    sandbox.clock.set(FRIDAY)
    max_.wait_for(lambda: sandbox.faults.done["server_error"] >= 1, what="a first try")
    assert digests(max_, LEAD) == []
    sandbox.faults.clear()
    sandbox.clock.advance(timedelta(minutes=10))

    shown = max_.see(LEAD, "Week 48 at the social desk")
    assert "Gloves" in shown.visible
    assert labels(shown) == ["Details", "Open the workbook", "Earlier weeks"]
    (line,) = max_.wait_for(lambda: max_.thread(shown)[1:], what="the workbook")
    (file,) = line.raw["files"]
    book = load_workbook(BytesIO(max_.download(file)), read_only=True)
    assert {"Summary", "Posts"} <= set(book.sheetnames)
    max_.wait_for(lambda: kept(bot), what="the workbook in the record")
    sandbox.clock.advance(timedelta(seconds=20))
    max_.wait_for(
        lambda: file["id"] in str(max_.see(LEAD, "Week 48 at the social desk").raw),
        what="the button that leads to the workbook",
    )

    # Another week on the spot, and from the next Friday on as a direct message, too.
    max_.click(max_.see(LEAD, "Week 48 at the social desk"), "Earlier weeks")
    earlier = max_.see(LEAD, "Week 47 at the social desk")
    assert "The desk's record begins in week 48" in earlier.visible
    assert digests(mia, LEAD) == digests(max_, LEAD)[:1]
    max_.click(earlier, "Also send it to me")
    max_.see(LEAD, "comes to you as a direct message")
    sandbox.clock.set(FRIDAY + timedelta(weeks=1))
    max_.see("@onevoice", "Week 49 at the social desk")
    max_.see(LEAD, "Week 49 at the social desk")
    assert len(digests(mia, LEAD)) == 2

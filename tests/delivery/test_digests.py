"""The digest on its way: once a week with its workbook, whatever clocks, couriers and Slack do meanwhile."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from random import Random  # noqa: TID251  # seeded: a run can be told again

import pytest

from bot.clock import settle_due
from bot.week import send_digest
from delivery.doubts import FILE_GRACE
from delivery.renderers import RENDERERS
from domain.notices import NoticeKind, NoticeState
from domain.people import ChannelId, UserId
from domain.timetable import Kind
from domain.workspaces import Workspace
from storage.database import Database
from tests.delivery.desk import TEAM, Desk
from tests.delivery.fakes import Fault, Killed, Posted
from tests.domain.stories import proposed

LEAD, LEA, ADA = ChannelId("C0LEAD"), UserId("U0LEA"), UserId("U0ADA")
TUESDAY = datetime(2026, 11, 17, 12, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
_ids = count(1)


@pytest.fixture
def shop(database: Database) -> Desk:
    """Leaders with a channel; the clock has begun on Tuesday of week 47."""
    desk = Desk(database)
    desk.courier.renderers = RENDERERS
    with database.transaction(TEAM) as work:
        work.people.workspace()
        work.people.save(
            Workspace(id=TEAM, leadership=LEAD, leaders=(LEA,), admins=(ADA,), timezone="Europe/London")
        )
    look(desk, TUESDAY)
    return desk


def look(desk: Desk, at: datetime) -> None:
    desk.clock.now = at
    task = partial(send_digest, new_id=lambda: f"digest{next(_ids)}")
    settle_due(desk.database, at=at, tasks={Kind.DIGEST: task})


def digests(desk: Desk) -> list[Posted]:
    return [one for one in desk.slack.messages if one.channel == LEAD and not one.thread]


def files(desk: Desk) -> list[Posted]:
    return [one for one in desk.slack.messages if one.files]


def blocks_of(message: Posted) -> list[str]:
    return [one["type"] for one in message.blocks or ()]


def test_the_workbook_stands_in_its_thread_and_the_button_leads_there(shop: Desk) -> None:
    look(shop, FRIDAY)
    shop.carry()
    (digest,), (file,) = digests(shop), files(shop)
    assert file.thread == digest.ts
    assert "files/F" not in str(digest.blocks)
    shop.pass_time(FILE_GRACE.total_seconds() + 1)
    shop.carry()
    (digest,) = digests(shop)
    assert "https://acme.slack.invalid/files/F" in str(digest.blocks)
    assert shop.left() == 0
    assert shop.dead() == []


def test_where_charts_are_refused_every_figure_stands_in_words(shop: Desk) -> None:
    with shop.database.transaction(TEAM) as work:
        post = proposed(title="Gloves <!channel>")
        work.posts.save(replace(post, workspace=TEAM, proposed_at=TUESDAY, state_at=TUESDAY))
    look(shop, FRIDAY)
    shop.slack.faults["chat.postMessage"] = ["invalid_blocks"]
    assert shop.courier.carry_next(TEAM)
    (digest,) = digests(shop)
    first, second = shop.slack.named("chat.postMessage")
    assert "data_visualization" in str(first["blocks"])
    assert "data_visualization" not in str(second["blocks"])
    assert "By department: E-commerce 1 waiting" in str(digest.blocks)
    assert "By department: E-commerce 1 waiting" in digest.text
    assert "<!channel>" not in digest.text
    assert shop.notice("2026-W47", kind=NoticeKind.DIGEST).state is NoticeState.SHOWN


def test_where_every_layout_is_refused_the_words_alone_are_whole(shop: Desk) -> None:
    look(shop, FRIDAY)
    shop.slack.faults["chat.postMessage"] = ["invalid_blocks", "invalid_blocks"]
    assert shop.courier.carry_next(TEAM)
    (digest,) = digests(shop)
    assert not digest.blocks
    assert digest.text.startswith("Week 47 at the social desk\nNo post went out")
    assert "Field operations has no approver" in digest.text, "a phone's screen does not hold it"


def test_slack_is_down_over_the_weekend_and_on_monday_it_is_there(shop: Desk) -> None:
    look(shop, FRIDAY)
    shop.slack.any_fault = lambda _: Fault.ERROR_BEFORE
    for hours in (0, 1, 20, 60):
        shop.clock.now = FRIDAY + timedelta(hours=hours)
        shop.carry()
    assert digests(shop) == []
    shop.slack.any_fault = lambda _: None
    look(shop, FRIDAY + timedelta(hours=66))
    shop.settle()
    (digest,) = digests(shop)
    assert "Week 47" in digest.text


def test_slack_is_down_for_a_week_and_old_news_is_not_sent(shop: Desk) -> None:
    look(shop, FRIDAY)
    shop.slack.any_fault = lambda _: Fault.ERROR_BEFORE
    shop.carry()
    shop.slack.any_fault = lambda _: None
    look(shop, FRIDAY + timedelta(days=6))
    shop.carry()
    assert digests(shop) == []
    assert shop.dead() == [
        "Slack did not take the digest of week 47 in time, and by now it is old news. /social digest 2026-W47 shows it."
    ]
    look(shop, FRIDAY + timedelta(weeks=1))
    shop.settle()
    (digest,) = digests(shop)
    assert "Week 48" in digest.text


def test_a_channel_that_is_closed_to_us_is_told_to_admins_and_tried_again(shop: Desk) -> None:
    look(shop, FRIDAY)
    shop.slack.faults["chat.postMessage"] = ["not_in_channel"]
    shop.carry()
    told = [one.text for one in shop.slack.messages if one.channel == f"D{ADA}"]
    assert [one.partition(",")[0] for one in told] == ["🟠 I cannot write to <#C0LEAD>"]
    assert shop.notice("2026-W47", kind=NoticeKind.DIGEST).state is NoticeState.DUE
    shop.settle()
    assert len(digests(shop)) == 1


def test_two_clocks_and_two_couriers_that_die_at_any_time_bring_each_week_once(shop: Desk) -> None:
    chance = Random(5)  # noqa: S311  # not for secrets
    weeks = 6
    kills = 0
    faults = [Fault.KILLED_BEFORE, Fault.KILLED_AFTER, Fault.LOST_AFTER, Fault.ERROR_BEFORE]
    methods = ["chat.postMessage", "files.completeUploadExternal", "chat.update", "upload"]
    for week in range(weeks):
        at = FRIDAY + timedelta(weeks=week) + timedelta(minutes=chance.choice((0, 5, 1_200)))
        for _ in range(2):
            look(shop, at)
        shop.slack.faults = {method: chance.choices(faults, k=chance.randrange(1, 3)) for method in methods}
        for _ in range(6):
            shop.courier = shop.another_courier()
            shop.courier.renderers = RENDERERS
            try:
                shop.settle(hours=0.2)
            except Killed:
                kills += 1
                shop.pass_time(240)
        with suppress(Killed):
            shop.settle(hours=0.2)

    assert kills >= weeks
    assert shop.dead() == []
    assert [one.text.partition(" at ")[0] for one in digests(shop)] == [
        f"Week {(FRIDAY + timedelta(weeks=week)).isocalendar().week}" for week in range(weeks)
    ]
    assert sorted(one.thread for one in files(shop)) == sorted(one.ts for one in digests(shop))

"""The demo's past is lived through before anybody may look: decided by the domain, shown by one courier at a time."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from bot.demo_happening import Happening
from bot.demo_history import take_place
from bot.demo_retailer import PEOPLE, TEAM, workspace
from bot.journey_file import SHIPPED_STEPS, read_journey_file
from bot.maturity import shipped_model
from bot.rules import load_rules
from bot.slack import slack_client
from bot.timekeeping import keep_time
from bot.week import keep_week
from bot.world import World
from delivery.courier import Courier
from delivery.maturity import renderers_with
from domain.people import Member, UserId, WorkspaceId
from domain.posts import PostId
from handlers.kit import Kit
from sandbox import Sandbox
from storage.database import Database

SETTLING = timedelta(minutes=3)
"""The past ends so long before the demo begins; in it the clock brings everybody up to date."""


def live_through(
    past: Sequence[Happening],
    *,
    sandbox: Sandbox,
    address: str,
    world: World,
    tell: Callable[[int], object],
) -> None:
    """Let it all happen in this order, each moment shown before the next one comes; then what the clock owes.

    A bot that follows finds nothing left to do, and so answers the first click at once. What the clock has said counts
    as not yet read.

    Args:
        past: ends `SETTLING` before the present, or earlier.
        address: the database, which is made here.
        tell: hears how many of them have happened, after each.
    """
    (app,) = sandbox.workspace.apps.values()
    client, rules = slack_client(app.bot_token, api_url=sandbox.api_url), load_rules(None)
    database = Database(address)
    kit = Kit(
        database=database,
        rulebook=lambda: rules,
        model=shipped_model,
        steps=read_journey_file(SHIPPED_STEPS),
        now=sandbox.clock,
        new_id=world.new_id,
        wake=lambda: None,
    )
    courier = Courier(
        database,
        slack=lambda _: client,
        renderers=renderers_with(shipped_model),
        clock=sandbox.clock,
        pause=sandbox.clock.advance,
        chance=world.chance,
    )
    try:
        database.migrate()
        id = _furnish(database)
        to_come = Counter(one.post for one in past)
        for number, one in enumerate(past, start=1):
            sandbox.clock.set(one.at)
            take_place(one, kit=kit, workspace_id=id)
            to_come[one.post] -= 1
            _show(courier, database, to_come)
            tell(number)
        sandbox.read_everything()
        sandbox.clock.reset()
        sandbox.clock.advance(-SETTLING)
        keep_time(kit)
        keep_week(kit)
        _show(courier, database, to_come)
        sandbox.clock.reset()  # what was to follow a little later, as a digest's link to its workbook
        _show(courier, database, to_come)
    finally:
        database.close()
        sandbox.clock.reset()


def _furnish(database: Database) -> WorkspaceId:
    id = WorkspaceId(TEAM.id)
    with database.transaction(id) as transaction:
        transaction.people.workspace()
        transaction.people.save(workspace(id))
        for person in PEOPLE:
            transaction.people.saw(Member(user=UserId(person.id), name=person.name, timezone=person.tz))
    return id


def _show(courier: Courier, database: Database, to_come: Mapping[PostId, int]) -> None:
    """Show whatever is due; the clock goes on where Slack wants to be written to slowly.

    Messages that stand there already are drawn once, after the last of what happens to their post: nobody sees them before.
    """
    id = WorkspaceId(TEAM.id)
    while carriage := courier.claim(id):
        notice = carriage.notice
        if not notice.posted or not to_come.get(PostId(notice.under or notice.subject)):
            courier.carry(carriage)
            continue
        with database.transaction(id) as work:
            work.notices.shown(notice.id, version=notice.wanted, channel=notice.channel, ts=notice.ts)

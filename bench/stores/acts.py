"""What people and the clock do in a chain, told one after another."""

from collections.abc import Callable, Iterator
from itertools import count

from bench.stores.chain import HOUR, PROMISE, stores
from blocks.cards import APPROVE
from blocks.more import MORE, READINESS
from blocks.readiness import GO
from bot.timekeeping import keep_time
from delivery.workbooks import pack_period
from domain.notices import NoticeKind
from domain.periods import read_period
from domain.posts import Post
from handlers.kit import Kit
from handlers.store_import import StoreImport, Wishes, keep_import, read_import
from tests.handlers.desk import ADA, EVE, FAY, MIA, WORKSPACE, Desk
from tests.handlers.test_home import opened as home_of

IMPORTED = 5_000
Act = tuple[str, Callable[[], object], int]
"""What it is called, what is done, and how often."""


def acts(desk: Desk, posts: list[Post]) -> Iterator[Act]:
    """Everything that is measured, in an order in which nothing spoils what comes after it."""
    half = posts[0]
    kit = kit_of(desk)
    manager = stores(1)[0].manager
    assert manager is not None
    form = desk.form(EVE, "New")
    desk.click(FAY, desk.card(half), MORE, choice=READINESS)
    readiness = desk.slack.view

    def minute() -> None:
        desk.at += HOUR / 60
        keep_time(kit)

    def hours() -> None:
        desk.at += 3 * HOUR
        keep_time(kit)

    yield "/social queue", lambda: desk.command(EVE, "queue"), 6
    yield "/social mine", lambda: desk.command(EVE, "mine"), 6
    yield "/social calendar", lambda: desk.command(EVE, "calendar"), 6
    yield "/social propose opens the form", lambda: desk.form(EVE, "New"), 6
    yield "typing into the picker of stores", lambda: desk.search(EVE, form, "stores", "shop 00017"), 6
    yield "the picker before anything is typed", lambda: desk.search(EVE, form, "stores", ""), 6
    yield "Home of an author", lambda: home_of(desk, EVE), 6
    yield "Home of field operations", lambda: home_of(desk, FAY), 6
    yield "Home of a manager", lambda: home_of(desk, manager), 6
    yield (
        "readiness opens, half of the stores ready",
        lambda: desk.click(FAY, desk.card(half), MORE, choice=READINESS),
        6,
    )
    yield "readiness of a region opens", lambda: desk.press(FAY, readiness, f"{GO}:0"), 6
    yield "the card of a post for all stores is drawn", lambda: desk.card(half), 6
    numbers = count(900)
    yield (
        "a post for all stores is proposed",
        lambda: desk.propose(EVE, f"{PROMISE}: gloves{next(numbers)}.", stores=["all"]),
        6,
    )
    yield "the clock's minute, nothing is due", minute, 6
    yield "the clock's minute, reminders are due", hours, 4
    yield "the clock's minute, many were reminded", minute, 6
    yield "/social digest", lambda: desk.command(FAY, "digest"), 4
    yield "/social setup", lambda: desk.command(ADA, "setup"), 4
    yield "the workbook of a month", lambda: workbook(desk), 3
    whole = desk.propose(
        EVE, f"{PROMISE}: scarves.", stores=["all"], publish_at=int((desk.at + 300 * HOUR).timestamp())
    )
    desk.tick(FAY, whole)
    desk.click(FAY, desk.card(whole), APPROVE)
    yield "an approval that sends a brief to each manager", lambda: approved(desk, whole), 1
    yield "the clock's minute, every manager is briefed", minute, 4
    yield f"a file of {IMPORTED:,} stores is looked at", lambda: looked_at(desk), 2
    yield f"a file of {IMPORTED:,} stores is imported", lambda: imported(desk, kit), 1


def kit_of(desk: Desk) -> Kit:
    """What the clock works with."""
    numbers = count(1)
    return Kit(
        database=desk.database,
        rulebook=lambda: desk.rulebook,
        model=lambda: desk.model,
        now=lambda: desk.at,
        new_id=lambda: f"clock{next(numbers):06}",
        wake=lambda: None,
    )


def approved(desk: Desk, post: Post) -> None:
    """The last signature; with it the stores are told."""
    desk.click(MIA, desk.card(post), APPROVE)
    wanted = sum(one.kind is NoticeKind.BRIEF for one in desk.notices())
    assert wanted, desk.card(post)["text"]


def workbook(desk: Desk) -> None:
    with desk.database.snapshot(WORKSPACE) as work:
        period = read_period("month", at=desk.at, timezone="Europe/London")
        pack = pack_period(period, work=work, at=desk.at, model=lambda: desk.model)
    assert pack().content


def sheet() -> bytes:
    """A file with more stores than there are."""
    rows = [f"{one.key},{one.name} new,{one.city},{one.region},{one.timezone}" for one in stores(IMPORTED)]
    return "\n".join(["Key,Name,City,Region,Timezone", *rows]).encode()


def looked_at(desk: Desk) -> StoreImport:
    return read_import(
        sheet(), wishes=Wishes(new_regions=True), workspace=desk.workspace(), owners_of=lambda _: {}
    )


def imported(desk: Desk, kit: Kit) -> None:
    before, found = desk.workspace(), looked_at(desk)
    assert found.plan is not None, found.problems
    with desk.database.transaction(WORKSPACE) as work:
        keep_import(work, found, file="stores.csv", before=before, by=ADA, at=desk.at, new_id=kit.new_id)

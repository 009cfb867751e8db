"""What 2,000 stores said is kept and read in few statements, and of forty last ticks one approves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.checklist import SHIPPED_CHECKLIST, Item, Promise
from domain.marks import Mark, Said
from domain.people import Store, UserId
from domain.posts import Post, PostId, State
from domain.readiness import readiness_of
from domain.refusals import Refusal
from domain.ticking import tick
from storage.database import Database, Transaction
from tests.domain import chain
from tests.domain.stories import FAY
from tests.storage.examples import AT, EVE, WORKSPACE, a_post, at_once
from tests.storage.test_posts import NOVEMBER, statements

KEYS = tuple(f"S{number:04}" for number in range(2_000))
ITEMS = tuple(one.key for one in SHIPPED_CHECKLIST)
STORES = tuple(
    Store(key=f"S{number:03}", name=f"Store {number}", manager=UserId(f"U{number:03}"))
    for number in range(40)
)
SHOP = replace(chain.CHAIN, id=WORKSPACE, stores=STORES)


def marked(id: str, *marks: Mark) -> Post:
    return replace(a_post(id), stores=KEYS, marks=marks)


def mark(*stores: str, at: int = 0) -> Mark:
    moment = AT + timedelta(minutes=at)
    return Mark(said=Said.TICKED, by=EVE, at=moment, stores=stores, items=ITEMS, promise="p", version=1)


def keep(work: Transaction, *posts: Post) -> None:
    for one in posts:
        work.posts.save(one)


def test_posts_that_say_nothing_of_stores_ask_for_nothing_more(database: Database) -> None:
    with database.transaction(WORKSPACE) as work:
        keep(work, a_post("P1"))
    with statements(database) as said, database.transaction(WORKSPACE) as work:
        work.posts.get(PostId("P1"))
        work.posts.waiting()
    assert not [one for one in said if "readiness_marks" in one]


def test_two_thousand_stores_ticked_at_once_or_each_alone_take_one_statement(database: Database) -> None:
    together = marked("P1", mark(*KEYS))
    each = marked("P2", *(mark(one, at=number) for number, one in enumerate(KEYS)))
    with statements(database) as said, database.transaction(WORKSPACE) as work:
        keep(work, together, each)
    assert len([one for one in said if one.startswith("INSERT INTO readiness_marks")]) == 2

    with statements(database) as said, database.transaction(WORKSPACE) as work:
        assert work.posts.get(PostId("P2")) == each
        assert work.posts.proposed_in(NOVEMBER) == work.posts.waiting() == (together, each)
    assert len([one for one in said if "FROM readiness_marks" in one]) == 3


def test_only_what_is_new_is_added(database: Database) -> None:
    with database.transaction(WORKSPACE) as work:
        keep(work, marked("P1", mark("S0001")))
    more = marked("P1", mark("S0001"), mark("S0002", at=1))
    with statements(database) as said, database.transaction(WORKSPACE) as work:
        work.posts.get(PostId("P1"))
        keep(work, more)
    assert len([one for one in said if one.startswith("INSERT INTO readiness_marks")]) == 1
    with database.snapshot(WORKSPACE) as work:
        assert tuple(work.posts.all()) == (more,)


def test_of_forty_managers_who_tick_at_once_the_last_one_approves(database: Database) -> None:
    post = replace(
        chain.signed(chain.promised(workspace=SHOP, stores=tuple(one.key for one in STORES)), workspace=SHOP),
        id=PostId("P1"),
    )
    with database.transaction(WORKSPACE) as work:
        keep(work, post)

    def ready(number: int) -> bool:
        with database.transaction(WORKSPACE) as work:
            newest = work.posts.get(post.id)
            assert newest is not None
            store = STORES[number]
            assert store.manager is not None
            ticked = tick(newest, stores=[store.key], by=store.manager, at=AT, workspace=SHOP)
            keep(work, ticked)
            return ticked.state is State.APPROVED

    assert sorted(at_once(40, ready)) == [False] * 39 + [True]
    with database.transaction(WORKSPACE) as work:
        found = work.posts.get(post.id)
    assert found is not None
    assert len(found.marks) == 40
    readiness = readiness_of(found, workspace=SHOP)
    assert readiness is not None
    assert readiness.words == "ready 40 of 40"


def test_of_two_who_tick_the_same_one_hears_that_it_is_ticked(database: Database) -> None:
    post = replace(chain.promised(workspace=SHOP, stores=("S001",)), id=PostId("P1"))
    with database.transaction(WORKSPACE) as work:
        keep(work, post)

    def ready(number: int) -> str:
        by = (FAY, UserId("U001"))[number]
        try:
            with database.transaction(WORKSPACE) as work:
                newest = work.posts.get(post.id)
                assert newest is not None
                keep(work, tick(newest, by=by, at=AT, workspace=SHOP))
        except Refusal as refused:
            return str(refused)
        return "ticked"

    assert sorted(at_once(2, ready)) == ["That is ticked already, so there is nothing to change.", "ticked"]


@pytest.mark.parametrize(
    "checklist",
    [
        SHIPPED_CHECKLIST,
        (
            Item(key="\x00 mirror", name="Mirrors \U0001faa9 are up", promises=frozenset({Promise.EVENT})),
            Item(key="staff", name="Staff briefed"),
        ),
    ],
)
def test_the_checklist_comes_back_as_it_was_saved(database: Database, checklist: tuple[Item, ...]) -> None:
    with database.transaction(WORKSPACE) as work:
        work.people.save(replace(work.people.workspace(), checklist=checklist))
    with database.transaction(WORKSPACE) as work:
        assert work.people.workspace().checklist == checklist

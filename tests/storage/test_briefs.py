"""Briefs are kept once for each promise and manager, and who understood first counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.briefs import Brief
from domain.people import UserId, WorkspaceId
from domain.posts import PostId
from storage.database import Database

HERE, THERE = WorkspaceId("T0HERE"), WorkspaceId("T0THERE")
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
BRIEF = Brief(post=PostId("P1"), promise="abc", manager=UserId("U0SAM"), at=AT)
OTHERS = (
    replace(BRIEF, manager=UserId("U0TOM")),
    replace(BRIEF, promise="def", at=AT + timedelta(hours=1)),
    replace(BRIEF, post=PostId("P2")),
)


def kept(database: Database, *posts: str, workspace: WorkspaceId = HERE) -> tuple[Brief, ...]:
    with database.snapshot(workspace) as work:
        return work.briefs.of_each([PostId(one) for one in posts])


def test_what_is_kept_reads_back_the_oldest_first(database: Database) -> None:
    with database.transaction(HERE) as work:
        work.briefs.add([OTHERS[1], BRIEF, OTHERS[0], OTHERS[2]])
    assert kept(database, "P1") == (BRIEF, OTHERS[0], OTHERS[1])
    assert set(kept(database, "P1", "P2")) == {BRIEF, *OTHERS}
    assert kept(database) == kept(database, "P1", workspace=THERE) == ()


def test_a_brief_that_is_sent_already_stays_as_it_is(database: Database) -> None:
    with database.transaction(HERE) as work:
        work.briefs.add([BRIEF])
        work.briefs.understood(BRIEF, at=AT)
    with database.transaction(HERE) as work:
        work.briefs.add([replace(BRIEF, at=AT + timedelta(days=1))])
        work.briefs.add([])
    assert kept(database, "P1") == (replace(BRIEF, understood_at=AT),)


def test_the_newest_that_somebody_has_not_confirmed_are_found(database: Database) -> None:
    with database.transaction(HERE) as work:
        work.briefs.add([BRIEF, *OTHERS])
        work.briefs.understood(OTHERS[2], at=AT)
    with database.snapshot(HERE) as work:
        assert work.briefs.unread(BRIEF.manager) == (OTHERS[1], BRIEF)
        assert work.briefs.unread(UserId("U0EVE")) == ()


def test_what_somebody_said_first_counts_and_for_them_alone(database: Database) -> None:
    with database.transaction(HERE) as work:
        work.briefs.add([BRIEF, *OTHERS])
        work.briefs.understood(BRIEF, at=AT)
        work.briefs.understood(BRIEF, at=AT + timedelta(hours=5))
    found = {one.manager: one.understood_at for one in kept(database, "P1") if one.promise == "abc"}
    assert found == {BRIEF.manager: AT, UserId("U0TOM"): None}

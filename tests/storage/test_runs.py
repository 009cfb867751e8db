"""A slot is settled once, with everything that belongs to it or with nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import ChannelId, WorkspaceId
from domain.posts import State
from domain.runs import Outcome, Run, Slot
from domain.timetable import Kind
from domain.weeks import Week
from storage.database import Database
from storage.migrations import config
from tests.storage.examples import AT, MAX, MINUTE, WORKSPACE, a_post, a_sign_off, at_once

WEEK = Week.parse("2026-W47")
RUN = Run(slot=Slot(kind=Kind.DIGEST, week=WEEK, due=AT), at=AT + MINUTE)
DIGEST = Wanted(kind=NoticeKind.WELCOME, subject="digest 2026-W47", place=ChannelId("C0LEAD"))
CLOCKS = 8


def test_a_slot_can_be_settled_once(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.runs.claim(RUN)
        assert not transaction.runs.claim(replace(RUN, at=AT + 2 * MINUTE))
    with database.transaction(WORKSPACE) as transaction:
        assert not transaction.runs.claim(RUN)
        assert transaction.runs.since(WEEK) == (RUN,)
        assert transaction.runs.since(WEEK.plus(1)) == ()


def test_another_kind_week_or_workspace_is_another_slot(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.runs.claim(RUN)
        assert transaction.runs.claim(replace(RUN, slot=replace(RUN.slot, kind=Kind.CLOSE)))
        assert transaction.runs.claim(replace(RUN, slot=replace(RUN.slot, week=WEEK.plus(7))))
    with database.transaction(WorkspaceId("T02")) as transaction:
        assert transaction.runs.since(WEEK) == ()
        assert transaction.runs.claim(RUN)


def test_why_a_slot_was_skipped_is_kept(database: Database) -> None:
    late = replace(RUN, why="Too late.")
    with database.transaction(WORKSPACE) as transaction:
        transaction.runs.claim(late)
        other = replace(RUN, slot=replace(RUN.slot, kind=Kind.CHECK_IN))
        transaction.runs.claim(other)
        transaction.runs.skip(other.slot, why="Nobody leads.")
    with database.transaction(WORKSPACE) as transaction:
        assert {(one.slot.kind, one.outcome, one.why) for one in transaction.runs.since(WEEK)} == {
            (Kind.DIGEST, Outcome.SKIPPED, "Too late."),
            (Kind.CHECK_IN, Outcome.SKIPPED, "Nobody leads."),
        }


def test_of_many_clocks_at_once_one_settles_and_its_notice_is_wanted_once(database: Database) -> None:
    def look(number: int) -> bool:
        with database.transaction(WORKSPACE) as transaction:
            if not transaction.runs.claim(RUN):
                return False
            transaction.notices.want(DIGEST, id=NoticeId(f"N{number}"), at=AT)
            return True

    assert sorted(at_once(CLOCKS, look)) == [False] * (CLOCKS - 1) + [True]
    with database.transaction(WORKSPACE) as transaction:
        (notice,) = transaction.notices.of(DIGEST.kind, DIGEST.subject)
        assert notice.wanted == 1


def test_a_claim_that_is_not_committed_never_was(database: Database) -> None:
    with pytest.raises(RuntimeError), database.transaction(WORKSPACE) as transaction:  # noqa: PT012  # the work
        transaction.runs.claim(RUN)
        transaction.notices.want(DIGEST, id=NoticeId("N1"), at=AT)
        raise RuntimeError
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.notices.of(DIGEST.kind, DIGEST.subject) == ()
        assert transaction.runs.claim(RUN)


def test_each_state_a_post_comes_into_is_kept_with_its_moment(database: Database) -> None:
    post = a_post()
    signed = replace(post, sign_offs=(a_sign_off(post),), state_at=AT + MINUTE, state_by=MAX)
    approved = signed.moved(State.APPROVED, by=MAX, at=AT + 2 * MINUTE)
    for one in (post, signed, approved, approved.moved(State.PUBLISHED, by=MAX, at=AT + timedelta(hours=1))):
        with database.transaction(WORKSPACE) as transaction:
            transaction.posts.get(one.id)
            transaction.posts.save(one)
    assert transitions(database) == [("in review", 0), ("approved", 120), ("published", 3_600)]


def test_what_happened_before_this_was_kept_is_taken_from_the_posts(database: Database) -> None:
    approved = replace(a_post(), state=State.APPROVED, state_at=AT + MINUTE)
    with database.transaction(WORKSPACE) as transaction:
        transaction.posts.save(approved)
        transaction.posts.save(a_post("P02"))
    with database._engine.begin() as connection:
        connection.execute(text("DELETE FROM transitions"))
        scripts = ScriptDirectory.from_config(config(connection))
        (found,) = (
            one.module for one in scripts.walk_revisions() if hasattr(one.module, "tell_what_happened")
        )
        found.tell_what_happened(connection)
    assert transitions(database) == [("in review", 0), ("in review", 0), ("approved", 60)]


def transitions(database: Database) -> list[tuple[str, int]]:
    with database._engine.begin() as connection:
        rows = connection.execute(text("SELECT state, seconds FROM transitions ORDER BY seconds"))
        return [(row.state, row.seconds) for row in rows]

"""A post comes back as it was saved, and no two people can change it at once without knowing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from sqlalchemy import event

from domain.marks import Mark, Said
from domain.people import WorkspaceId
from domain.periods import Period
from domain.posts import Post, PostId, State
from storage.database import Database
from tests.storage.drawn import posts
from tests.storage.examples import (
    AT,
    EVE,
    MAX,
    MIA,
    MINUTE,
    WORKSPACE,
    a_post,
    a_sign_off,
    a_version,
    at_once,
)

NOVEMBER = Period(first=date(2026, 11, 1), last=date(2026, 11, 30), timezone="Europe/London")
HOSTILE = replace(a_post(), title="\x00\x10\x100000 \ud83d half a pair \udc00 <!channel> \u202e")
TICKED = Mark(said=Said.TICKED, by=EVE, at=AT, stores=("S001",), items=("staff",), version=1)
_ids = count()


def saved(database: Database, *made: Post) -> None:
    with database.transaction(WORKSPACE) as transaction:
        for post in made:
            transaction.posts.save(post)


def read(database: Database, id: str = "P01") -> Post | None:
    with database.transaction(WORKSPACE) as transaction:
        return transaction.posts.get(PostId(id))


@given(post=posts())
@example(post=HOSTILE)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_post_comes_back_exactly_as_it_was_saved(database: Database, post: Post) -> None:
    post = replace(post, id=PostId(f"P{next(_ids)}"))
    saved(database, post)
    assert read(database, post.id) == post


@given(before=posts(), after=posts())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_post_comes_back_changed(database: Database, before: Post, after: Post) -> None:
    before = replace(before, id=PostId(f"P{next(_ids)}"))
    added = replace(after.version, number=before.version.number + 1)
    after = replace(
        after,
        id=before.id,
        versions=(*before.versions, added),
        sign_offs=(*before.sign_offs, *after.sign_offs),
        marks=(*before.marks, *after.marks),
    )
    saved(database, before)
    with database.transaction(WORKSPACE) as transaction:
        transaction.posts.get(before.id)
        transaction.posts.save(after)
        assert transaction.posts.get(before.id) == after
    assert read(database, before.id) == after


def test_needs_asked_anew_are_told_from_the_versions_own_even_when_nobody_is_asked(
    database: Database,
) -> None:
    for id, renewed in (("P01", None), ("P02", ())):
        saved(database, replace(a_post(id), renewed_needs=renewed, state_by=None))
        found = read(database, id)
        assert found is not None
        assert (found.renewed_needs, found.state_by) == (renewed, None)


def test_an_unknown_post_is_none(database: Database) -> None:
    assert read(database, "P404") is None


def test_a_post_may_be_saved_twice_in_the_transaction_that_made_it(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        transaction.posts.save(a_post())
        transaction.posts.save(a_post().moved(State.WITHDRAWN, by=EVE, at=AT))
    found = read(database)
    assert found is not None
    assert found.state is State.WITHDRAWN


def test_a_post_that_was_not_read_cannot_be_overwritten(database: Database) -> None:
    saved(database, a_post())
    stale = a_post().moved(State.WITHDRAWN, by=EVE, at=AT)
    with pytest.raises(ValueError, match="must be read"), database.transaction(WORKSPACE) as transaction:
        transaction.posts.save(stale)
    assert read(database) == a_post()


@pytest.mark.parametrize(
    "lacking",
    [
        replace(a_post(), versions=(a_version(text="rewritten"),), marks=(TICKED,)),
        replace(a_post(), sign_offs=(), marks=(TICKED,)),
        replace(a_post(), sign_offs=(a_sign_off(a_post(), by=MIA),), marks=(TICKED,)),
        replace(a_post(), sign_offs=(a_sign_off(a_post()),), marks=(replace(TICKED, by=MIA),)),
    ],
    ids=["a version rewritten", "a sign-off lost", "a sign-off of somebody else", "a tick of somebody else"],
)
def test_versions_sign_offs_and_marks_can_only_be_added(database: Database, lacking: Post) -> None:
    signed = replace(a_post(), sign_offs=(a_sign_off(a_post()),), marks=(TICKED,))
    saved(database, signed)
    with database.transaction(WORKSPACE) as transaction:
        transaction.posts.get(signed.id)
        with pytest.raises(ValueError, match="only be added"):
            transaction.posts.save(lacking)
    assert read(database) == signed


def test_a_post_of_another_workspace_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="another workspace"), database.transaction(WORKSPACE) as transaction:
        transaction.posts.save(a_post(workspace=WorkspaceId("T02")))


def test_fifty_people_signing_at_once_are_all_on_the_record(database: Database) -> None:
    saved(database, a_post())

    def sign(number: int) -> None:
        with database.transaction(WORKSPACE) as transaction:
            post = transaction.posts.get(PostId("P01"))
            assert post is not None
            signed = (*post.sign_offs, a_sign_off(post, at=AT + number * MINUTE))
            transaction.posts.save(replace(post, sign_offs=signed))

    at_once(50, sign)
    found = read(database)
    assert found is not None
    assert sorted(one.at for one in found.sign_offs) == [AT + number * MINUTE for number in range(50)]


def test_of_fifty_decisions_at_once_exactly_one_wins_and_the_others_know_whose(database: Database) -> None:
    saved(database, a_post())

    def decide(number: int) -> datetime:
        with database.transaction(WORKSPACE) as transaction:
            post = transaction.posts.get(PostId("P01"))
            assert post is not None
            if post.state is State.IN_REVIEW:
                post = post.moved(State.REJECTED, by=MAX, at=AT + number * MINUTE)
                transaction.posts.save(post)
            return post.state_at

    assert len(set(at_once(50, decide))) == 1


def test_a_form_sent_many_times_at_once_makes_one_post(database: Database) -> None:
    def submit(number: int) -> bool:
        with database.transaction(WORKSPACE) as transaction:
            if transaction.posts.get(PostId("P01")) is not None:
                return False
            transaction.posts.save(a_post())
            return True

    assert sorted(at_once(20, submit)) == [False] * 19 + [True]


def in_november(database: Database) -> list[str]:
    with database.transaction(WORKSPACE) as transaction:
        return [one.id for one in transaction.posts.proposed_in(NOVEMBER)]


def test_a_period_holds_what_was_proposed_published_or_decided_in_it_oldest_first(database: Database) -> None:
    october, december = datetime(2026, 10, 5, tzinfo=UTC), datetime(2026, 12, 5, tzinfo=UTC)
    saved(
        database,
        a_post("proposed in it", proposed_at=AT, state_at=december),
        a_post("goes out in it", proposed_at=october, state_at=october, publish_at=AT),
        a_post("decided in it", proposed_at=october + MINUTE, state_at=AT, publish_at=december),
        a_post("before it", proposed_at=october, state_at=october),
        a_post("after it", proposed_at=december, state_at=december, publish_at=december),
    )
    assert in_november(database) == ["goes out in it", "decided in it", "proposed in it"]


def test_a_period_begins_and_ends_at_midnight_of_its_own_zone(database: Database) -> None:
    first, end = NOVEMBER.start, NOVEMBER.end
    tick = timedelta(microseconds=1)
    for at, id in ((first - tick, "too early"), (first, "first"), (end - tick, "last"), (end, "too late")):
        saved(database, a_post(id, proposed_at=at, state_at=at))
    assert in_november(database) == ["first", "last"]


def test_posts_of_a_period_come_whole(database: Database) -> None:
    first = a_post("P01")
    second = replace(a_post("P02"), versions=(a_version(), a_version(number=2, text="Now with hoods")))
    whole = replace(second, sign_offs=(a_sign_off(second), a_sign_off(second, by=MIA, department="hr")))
    saved(database, first, whole)
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.posts.proposed_in(NOVEMBER) == (first, whole)


def test_posts_read_for_a_period_cannot_be_saved(database: Database) -> None:
    saved(database, a_post())
    with database.transaction(WORKSPACE) as transaction:
        (post,) = transaction.posts.proposed_in(NOVEMBER)
        with pytest.raises(ValueError, match="must be read"):
            transaction.posts.save(post.moved(State.WITHDRAWN, by=EVE, at=AT))


def test_waiting_posts_come_whole_oldest_first_and_only_those_of_the_workspace(database: Database) -> None:
    each = [
        replace(a_post(state, proposed_at=AT - number * MINUTE), state=state)
        for number, state in enumerate(State)
    ]
    signed = next(one for one in each if one.state is State.IN_REVIEW)
    whole = replace(signed, sign_offs=(a_sign_off(signed), a_sign_off(signed, by=MIA, department="hr")))
    asked = next(one for one in each if one.state is State.CHANGES_REQUESTED)
    held = next(one for one in each if one.state is State.ON_HOLD)
    saved(database, *(whole if one is signed else one for one in each))
    elsewhere = WorkspaceId("T02")
    with database.transaction(elsewhere) as transaction:
        transaction.posts.save(a_post("elsewhere", workspace=elsewhere))
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.posts.waiting() == (held, asked, whole)


def test_waiting_posts_cannot_be_saved(database: Database) -> None:
    saved(database, a_post())
    with database.transaction(WORKSPACE) as transaction:
        (post,) = transaction.posts.waiting()
        with pytest.raises(ValueError, match="must be read"):
            transaction.posts.save(post.moved(State.WITHDRAWN, by=EVE, at=AT))


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    said: list[str] = []

    def note(*arguments: Any) -> None:
        said.append(arguments[2])

    event.listen(database._engine, "before_cursor_execute", note)
    yield said
    event.remove(database._engine, "before_cursor_execute", note)


def test_a_hundred_posts_take_no_more_queries_than_one(database: Database) -> None:
    saved(database, *(a_post(f"P{number}") for number in range(100)))
    with statements(database) as said, database.transaction(WORKSPACE) as transaction:
        assert len(transaction.posts.proposed_in(NOVEMBER)) == 100
        assert len(transaction.posts.waiting()) == 100
    assert len([one for one in said if one.startswith("SELECT")]) == 5 + 5


def test_a_post_decided_while_the_waiting_are_read_comes_whole(postgres_url: str) -> None:
    database = Database(postgres_url)
    saved(database, a_post())

    decided: list[bool] = []

    def decide(*arguments: Any) -> None:
        if "posts.state IN" in arguments[2] and not decided:
            decided.append(True)
            with database.transaction(WORKSPACE) as other:
                post = other.posts.get(PostId("P01"))
                assert post is not None
                other.posts.save(post.moved(State.WITHDRAWN, by=EVE, at=AT))

    event.listen(database._engine, "after_cursor_execute", decide)
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.posts.waiting() == (a_post(),)
    assert decided
    assert read(database) != a_post()
    database.close()


def test_a_change_while_a_period_is_read_leaves_no_post_half_new(postgres_url: str) -> None:
    database = Database(postgres_url)
    saved(database, a_post())

    revised: list[bool] = []

    def revise(*arguments: Any) -> None:
        if "posts.proposed_at >=" in arguments[2] and not revised:
            revised.append(True)
            with database.transaction(WORKSPACE) as other:
                post = other.posts.get(PostId("P01"))
                assert post is not None
                post = replace(post, title="Hooded jackets", versions=(*post.versions, a_version(number=2)))
                other.posts.save(replace(post, sign_offs=(a_sign_off(post),)))

    event.listen(database._engine, "after_cursor_execute", revise)
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.posts.proposed_in(NOVEMBER) == (a_post(),)
    assert revised
    database.close()

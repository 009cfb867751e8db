"""What goes out is found by its time through the index, with the networks of the present version and nothing more."""

from dataclasses import replace
from datetime import timedelta

from domain.aims import Aim
from domain.calendar import TO_COME, Coming
from domain.journey import Step
from domain.networks import Network
from domain.people import WorkspaceId
from domain.posts import Post, PostId, State
from domain.versions import Content, Version
from storage.database import Database
from tests.storage.examples import AT, EVE, WORKSPACE, a_post, a_version
from tests.storage.test_waiting import plans

HOUR = timedelta(hours=1)


def going_out(id: str, *, hours: float, state: State = State.APPROVED, **changes: object) -> Post:
    post = replace(a_post(id, publish_at=AT + hours * HOUR), state=state, title=f"Post {id} \x00")
    return replace(post, **changes)  # type: ignore[arg-type]  # a test's own fields


def saved(database: Database, *posts: Post) -> None:
    with database.transaction(WORKSPACE) as transaction:
        for post in posts:
            transaction.posts.save(post)


def test_what_goes_out_in_a_stretch_is_read_by_time(database: Database) -> None:
    newer = Version(
        number=2, content=Content(text="Two", networks=(Network.BLUESKY,)), by=EVE, at=AT, needs=()
    )
    late = going_out(
        "P1", hours=9, versions=(a_version(), newer), stores=("S1", "S2"), aim=Aim(step=Step.TRIAL)
    )
    early = going_out("P2", hours=1, state=State.ON_HOLD)
    never = (
        going_out(f"N{number}", hours=2, state=state)
        for number, state in enumerate((State.REJECTED, State.WITHDRAWN, State.EXPIRED))
    )
    outside = (going_out("O1", hours=-1), going_out("O2", hours=24), a_post("O3"))
    saved(database, late, early, *never, *outside)
    shown = (
        Coming(
            post=PostId("P2"),
            title="Post P2 \x00",
            department="ecommerce",
            publish_at=AT + HOUR,
            state=State.ON_HOLD,
            stores=(),
            networks=(Network.X, Network.INSTAGRAM),
        ),
        Coming(
            post=PostId("P1"),
            title="Post P1 \x00",
            department="ecommerce",
            publish_at=AT + 9 * HOUR,
            state=State.APPROVED,
            stores=("S1", "S2"),
            networks=(Network.BLUESKY,),
            step=Step.TRIAL,
        ),
    )
    day = (AT, AT + 24 * HOUR)
    with database.snapshot(WORKSPACE) as transaction:
        assert transaction.calendar.between(*day) == shown
        assert transaction.calendar.between(*day, most=1) == shown[:1]
        assert transaction.calendar.between(*day, states=TO_COME) == shown[1:]
        assert transaction.calendar.count(*day) == 2
    with database.snapshot(WorkspaceId("T02")) as transaction:
        assert transaction.calendar.between(*day) == ()
        assert transaction.calendar.count(*day) == 0


def test_what_went_out_without_having_been_planned_stands_where_it_went_out(database: Database) -> None:
    approved = replace(a_post("P1"), state=State.APPROVED)
    planned = going_out("P2", hours=3)
    saved(database, approved, planned)
    with database.transaction(WORKSPACE) as transaction:
        for id, hours in (("P1", 1), ("P1", 2), ("P2", 5)):
            post = transaction.posts.get(PostId(id))
            assert post is not None
            if post.state is State.PUBLISHED:  # taken back, and marked again
                post = post.moved(State.APPROVED, by=EVE, at=AT + 1.5 * HOUR)
                transaction.posts.save(post)
            transaction.posts.save(post.moved(State.PUBLISHED, by=EVE, at=AT + hours * HOUR))
    day = (AT, AT + 24 * HOUR)
    with database.snapshot(WORKSPACE) as transaction:
        found = [(one.post, one.publish_at) for one in transaction.calendar.between(*day)]
        assert found == [("P1", AT + 2 * HOUR), ("P2", AT + 3 * HOUR)]
        assert transaction.calendar.count(*day) == 2
        assert transaction.calendar.between(*day, states=TO_COME) == ()
    with database.transaction(WORKSPACE) as transaction:
        post = transaction.posts.get(PostId("P1"))
        assert post is not None
        transaction.posts.save(post.moved(State.APPROVED, by=EVE, at=AT + 3 * HOUR))
    with database.snapshot(WORKSPACE) as transaction:
        assert [one.post for one in transaction.calendar.between(*day)] == ["P2"]


def test_the_index_by_publish_time_finds_them(sqlite_database: Database) -> None:
    with plans(sqlite_database) as found, sqlite_database.snapshot(WORKSPACE) as transaction:
        assert transaction.calendar.between(AT, AT + HOUR) == ()
    assert any("posts_by_publication" in one for one in found)
    assert any("transitions_by_time" in one for one in found)
    assert not [one for one in found if "SCAN posts" in one or "SCAN versions" in one]

"""A new policy or other people: every post under way follows in the same transaction, and the record agrees."""

from dataclasses import replace
from itertools import count
from threading import Thread

from domain.audit import Action, Event
from domain.contradictions import contradictions
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import Post, PostId, State
from domain.routes import Route
from handlers.changing import keep_change
from storage.database import Database, Unavailable
from tests.domain.stories import ADA, EVE, MONDAY, WORKSPACE, later, proposed

STRICTER = Policy(
    routes=(*SHIPPED_POLICY.routes, Route(name="staff", because="staff read it", departments=("hr",)))
)
CHANGED = Event(action=Action.POLICY_CHANGED, by=ADA, at=later(1), subject="policy")
MANY = 120


def changed(database: Database, policy: Policy) -> tuple[Post, ...]:
    numbers = count(1)
    with database.transaction(WORKSPACE.id) as transaction:
        before = transaction.people.workspace()
        return keep_change(
            transaction,
            CHANGED,
            before=before,
            after=before,
            policy=policy,
            new_id=lambda: f"id{next(numbers)}",
        )


def fill(database: Database) -> None:
    with database.transaction(WORKSPACE.id) as transaction:
        transaction.people.save(WORKSPACE)
        for number in range(MANY):
            post = replace(proposed(), id=PostId(f"P{number:03}"))
            transaction.posts.save(post)
            detail = {"hash": post.version.hash, "state": post.state.value}
            transaction.audit.record(
                Event(action=Action.PROPOSED, by=EVE, at=MONDAY, subject=post.id, version=1, detail=detail)
            )


def test_every_post_follows_once_and_the_record_agrees(database: Database) -> None:
    fill(database)

    assert len(changed(database, STRICTER)) == MANY

    with database.transaction(WORKSPACE.id) as transaction:
        entries, posts = list(transaction.audit.entries()), list(transaction.posts.all())
        actions = [one.event.action for one in entries[MANY:]]
        assert actions == [Action.POLICY_CHANGED, *[Action.RECONSIDERED] * MANY]
        assert {tuple(need.department for need in one.needs) for one in posts} == {("marketing", "hr")}
        assert contradictions(entries, posts) == ()
    assert changed(database, STRICTER) == (), "nothing differs, so nobody is told anything"


def test_whoever_decides_at_the_same_moment_is_not_overrun(database: Database) -> None:
    """A post is held by somebody's decision: the change waits, and then fails as a whole or sees it."""
    fill(database)
    told: list[str] = []

    def change() -> None:
        try:
            changed(database, STRICTER)
            told.append("changed")
        except Unavailable:
            told.append("could not")

    with database.transaction(WORKSPACE.id) as transaction:
        post = transaction.posts.get(PostId("P007"))
        assert post is not None
        changing = Thread(target=change)
        changing.start()
        changing.join(timeout=60)
        transaction.posts.save(post.moved(State.WITHDRAWN, by=EVE, at=later(2)))
    assert told == ["could not"]
    with database.transaction(WORKSPACE.id) as transaction:
        assert transaction.policies.newest().number == 0
    assert len(changed(database, STRICTER)) == MANY - 1

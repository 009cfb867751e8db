"""The policy of a workspace, with every version it had."""

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import text

from domain.journey import Step
from domain.networks import Network
from domain.people import WorkspaceId
from domain.policy import BEFORE_ANY_CHANGE, SHIPPED_POLICY, Policy, PolicyVersion
from domain.posts import State
from domain.routes import Condition, Route
from domain.trusted_routes import SHIPPED_TRUSTED, TrustedRoute
from storage.database import Database, Unavailable
from storage.engines import engine_for
from tests.storage.examples import AT, EVE, MINUTE, WORKSPACE, a_post

EVERYTHING = Route(
    name="big \ud800",
    because="it is big",
    departments=("hr", "ecommerce"),
    when=(
        Condition(
            departments=frozenset({"marketing"}),
            networks=frozenset({Network.X, Network.INSTAGRAM}),
            tags=frozenset({"launch"}),
            finding_tags=frozenset({"price"}),
            stores=10,
            regions=frozenset({"North"}),
            shows_people=True,
            campaigns=frozenset({"winter"}),
            over_budget=0,
            steps=frozenset({Step.TRIAL, Step.LOYALTY}),
        ),
        Condition(stores=1),
    ),
    approvers=2,
    after=("marketing",),
    readiness=True,
)
TRUSTED = TrustedRoute(
    name="hours \ud800",
    because="hours are facts",
    templates=frozenset({"Late opening", "Early opening"}),
    managers=True,
    department="hr",
    sign_offs=0,
    sample=5,
)
OWN = Policy(routes=(*SHIPPED_POLICY.routes, EVERYTHING), trusted=(TRUSTED,))


def test_each_version_comes_back_as_it_was(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.policies.newest() == BEFORE_ANY_CHANGE
        assert transaction.policies.current() == SHIPPED_POLICY
        first = transaction.policies.replace(OWN, by=EVE, at=AT)
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.policies.newest() == first == PolicyVersion(policy=OWN, number=1, by=EVE, at=AT)
        second = transaction.policies.replace(SHIPPED_POLICY, by=None, at=AT + MINUTE)
    with database.snapshot(WORKSPACE) as transaction:
        assert transaction.policies.history() == (second, first)
    with database.transaction(WorkspaceId("T02")) as transaction:
        assert transaction.policies.newest() == BEFORE_ANY_CHANGE


def test_a_policy_waits_for_whoever_decides_with_the_old_one(database: Database) -> None:
    told: list[str] = []

    def change() -> None:
        try:
            with database.transaction(WORKSPACE) as transaction:
                transaction.policies.replace(OWN, by=EVE, at=AT)
                told.append("changed")
        except Unavailable:
            told.append("could not")

    with database.transaction(WORKSPACE) as transaction:
        assert transaction.policies.current() == SHIPPED_POLICY
        changing = Thread(target=change)
        changing.start()
        changing.join(timeout=60)
        assert told == ["could not"]
    change()
    assert told == ["could not", "changed"]


@pytest.mark.parametrize(
    ("state", "publish", "since", "found"),
    [
        (State.IN_REVIEW, None, 400, True),
        (State.CHANGES_REQUESTED, None, 400, True),
        (State.ON_HOLD, None, 400, True),
        (State.APPROVED, 1, 400, True),
        (State.APPROVED, -1, 0, False),
        (State.APPROVED, None, 29, True),
        (State.APPROVED, None, 31, False),
        (State.EXPIRED, 1, 0, False),
        (State.PUBLISHED, 1, 0, False),
        (State.WITHDRAWN, 1, 0, False),
    ],
)
def test_under_way_is_what_a_change_can_still_touch(
    database: Database,
    state: State,
    publish: int | None,
    since: int,
    found: bool,  # noqa: FBT001  # a column of the table above
) -> None:
    day = timedelta(days=1)
    at = None if publish is None else AT + publish * day
    post = replace(a_post("P1", publish_at=at, state_at=AT - since * day), state=state)
    with database.transaction(WORKSPACE) as transaction:
        transaction.posts.save(post)
    with database.transaction(WORKSPACE) as transaction:
        posts = transaction.posts.under_way(at=AT)
        assert posts == ((post,) if found else ())
        for one in posts:
            transaction.posts.save(one)


def test_a_policy_from_before_there_were_trusted_routes_trusts_as_shipped(
    database: Database, database_url: str
) -> None:
    with database.transaction(WORKSPACE) as transaction:
        transaction.policies.replace(OWN, by=EVE, at=AT)
    engine = engine_for(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE policies SET trusted = NULL"))
    engine.dispose()
    with database.snapshot(WORKSPACE) as transaction:
        assert transaction.policies.newest().policy == replace(OWN, trusted=SHIPPED_TRUSTED)

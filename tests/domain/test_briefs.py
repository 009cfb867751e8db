"""What a brief says still holds or does not, who is due one, and which stores have read it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.approvals import sign, withdraw
from domain.briefs import (
    Brief,
    Holds,
    Reading,
    before,
    holds,
    reading,
    to_brief,
    understand,
    version_told,
)
from domain.findings import Verdict
from domain.freeze import Freeze, Scope
from domain.people import Store, UserId
from domain.policy import SHIPPED_POLICY
from domain.posts import Post, State
from domain.promises import promise_of
from domain.proposals import revise
from domain.refusals import Refusal
from domain.workspaces import Workspace
from tests.domain.stories import ADA, EVE, FAY, MIA, SAM, WORKSPACE, draft, later, proposed, ready

TOM = UserId("U0TOM")
CHAIN = replace(
    WORKSPACE,
    stores=(
        Store(key="S001", name="Leeds Briggate", manager=SAM),
        Store(key="S002", name="York", manager=TOM),
        Store(key="S003", name="Bath"),
    ),
)
AT = later(3)
TEXT = "Socks for 9 pounds in our stores."


def approved(**changes: Any) -> Post:
    plain: dict[str, Any] = {
        "workspace": CHAIN,
        "text": TEXT,
        "stores": ("S001", "S002", "S003"),
        "publish_at": later(48),
    }
    post = proposed(**plain | changes)
    post = ready(post, at=later(1))
    for by in (MIA, FAY):
        post = sign(post, version=1, by=by, at=later(2), workspace=CHAIN)
    assert post.state is State.APPROVED
    return post


def edited(post: Post, text: str) -> Post:
    return revise(
        post,
        draft(text=text, stores=post.stores, publish_at=post.publish_at),
        Verdict(findings=(), rulebook="r1"),
        read=post.version.number,
        by=EVE,
        at=AT,
        workspace=CHAIN,
        policy=SHIPPED_POLICY,
    )


def first(post: Post, user: UserId = SAM) -> Brief:
    return next(one for one in due(post) if one.manager == user)


def due(post: Post, *briefs: Brief, workspace: Workspace = CHAIN, hours: float = 3) -> tuple[Brief, ...]:
    return to_brief(post, briefs=briefs, workspace=workspace, at=later(hours))


def frozen() -> Workspace:
    freeze = Freeze(id="F1", scope=Scope(), reason="Quiet.", by=ADA, at=later(2), since=later(2))
    return replace(CHAIN, freezes=(freeze,))


def test_every_manager_is_due_one_brief_for_each_promise() -> None:
    post = approved()
    every = due(post)
    assert [(one.manager, one.promise) for one in every] == [
        (SAM, promise_of(post, workspace=CHAIN)),
        (TOM, promise_of(post, workspace=CHAIN)),
    ]
    assert due(post, *every) == ()
    assert [one.manager for one in due(post, every[0])] == [TOM]
    assert len(due(post, *(replace(one, promise="another") for one in every))) == 2


@pytest.mark.parametrize(
    "post",
    [
        proposed(workspace=CHAIN, stores=("S001",)),
        withdraw(approved(), by=EVE, at=AT, workspace=CHAIN),
        approved(publish_at=later(2.5)),
        replace(approved(), renewed_needs=()),
    ],
)
def test_nobody_is_due_one_for_what_does_not_go_out_or_asks_nothing_of_stores(post: Post) -> None:
    assert due(post) == ()


def test_nobody_is_briefed_about_what_is_frozen_and_posts_without_a_time_are_told_of() -> None:
    assert due(approved(), workspace=frozen()) == ()
    assert len(due(approved(publish_at=None))) == 2


@pytest.mark.parametrize(
    ("post", "now"),
    [
        (approved(), Holds.YES),
        (approved().moved(State.PUBLISHED, by=EVE, at=AT), Holds.YES),
        (edited(approved(), TEXT.replace("9", "8")), Holds.CHANGED),
        (edited(approved(), f"Warm! {TEXT}"), Holds.PAUSED),
        (withdraw(approved(), by=EVE, at=AT, workspace=CHAIN), Holds.OFF),
        (replace(approved(), stores=("S002", "S003")), Holds.LEFT_OUT),
    ],
)
def test_a_brief_follows_its_post(post: Post, now: Holds) -> None:
    assert holds(first(approved()), post, workspace=CHAIN, at=AT) is now


def test_a_frozen_post_is_waited_for() -> None:
    assert holds(first(approved()), approved(), workspace=frozen(), at=AT) is Holds.FROZEN


def test_whoever_was_told_understands_once() -> None:
    post = approved()
    done = understand(post, first(post), by=SAM, at=AT, workspace=CHAIN)
    assert done == replace(first(post), understood_at=AT)
    with pytest.raises(Refusal, match="You said so"):
        understand(post, done, by=SAM, at=AT, workspace=CHAIN)
    with pytest.raises(Refusal, match="not sent to you"):
        understand(post, first(post), by=TOM, at=AT, workspace=CHAIN)
    with pytest.raises(Refusal, match="not sent to you"):
        understand(post, None, by=TOM, at=AT, workspace=CHAIN)
    with pytest.raises(Refusal, match="no role"):
        understand(post, first(post), by=UserId("U0WIM"), at=AT, workspace=CHAIN)


@pytest.mark.parametrize(
    ("post", "said"),
    [
        (edited(approved(), TEXT.replace("9", "8")), "The promise has changed"),
        (withdraw(approved(), by=EVE, at=AT, workspace=CHAIN), "does not go out any more"),
        (replace(approved(), stores=("S002",)), "No store of yours"),
    ],
)
def test_what_does_not_hold_any_more_is_not_confirmed(post: Post, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        understand(post, first(approved()), by=SAM, at=AT, workspace=CHAIN)


def test_the_card_counts_stores_whose_manager_has_read_what_holds_now() -> None:
    post = approved()
    read = replace(first(post), understood_at=AT)
    stale = replace(first(post, TOM), promise="another", understood_at=AT)
    assert reading(post, (read, stale), workspace=CHAIN) == Reading(
        read=("S001",), unread=("S002",), unmanaged=("S003",)
    )


def test_the_brief_before_is_the_same_managers_latest_earlier_one() -> None:
    now = first(approved())
    older, oldest = (
        replace(now, promise=name, at=AT - timedelta(hours=hours)) for name, hours in (("b", 1), ("a", 2))
    )
    others = replace(older, manager=TOM, at=AT - timedelta(minutes=1))
    assert before(now, (oldest, older, others, now)) == older
    assert before(now, (now, others)) is None


def test_a_brief_was_about_the_version_of_its_time() -> None:
    post = edited(approved(), f"Warm! {TEXT}")
    assert version_told(post, replace(first(approved()), at=later(2))).number == 1
    assert version_told(post, replace(first(approved()), at=later(4))).number == 2
    assert version_told(post, replace(first(approved()), at=later(-1))).number == 1

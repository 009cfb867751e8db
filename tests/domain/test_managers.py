"""Who is asked how stores are, when, and who sees to it that nothing but a store holds a post up."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.approvals import request_changes, sign
from domain.concerned import concerned
from domain.managers import managed, sees_to_stores, stores_by_manager, unanswered
from domain.marks import Mark, Said
from domain.moments import Reach, moments
from domain.people import Absence, Department, Member, Store, UserId
from domain.posts import Post
from domain.promises import promise_of
from domain.reminders import bundles
from domain.ticking import say_not_ready, tick
from domain.waiting import Turn, waits, waits_for
from domain.workspaces import Workspace
from tests.domain.stories import ADA, EVE, FAY, FLO, MIA, SAM, WORKSPACE, later, proposed

TOM = UserId("U0TOM")
CHAIN = replace(
    WORKSPACE,
    stores=(
        Store(key="S001", name="Leeds Briggate", region="North", manager=SAM),
        Store(key="S002", name="York", region="North", manager=TOM),
        Store(key="S003", name="Hull", region="North", manager=SAM),
        Store(key="S004", name="Bath", region="South"),
    ),
)
ALL = ("S001", "S002", "S003", "S004")


def promised(workspace: Workspace = CHAIN, **changes: Any) -> Post:
    return proposed(workspace=workspace, **{"stores": ALL, **changes})


def signed(post: Post, workspace: Workspace = CHAIN) -> Post:
    half = sign(post, version=1, by=MIA, at=later(1), workspace=workspace)
    return sign(half, version=1, by=FAY, at=later(2), workspace=workspace)


def asked(post: Post, *, hours: float, workspace: Workspace = CHAIN) -> dict[UserId, Reach]:
    return {one.user: one.reach for one in concerned(post, workspace=workspace, at=later(hours))}


def test_everybody_answers_for_their_own_stores_of_the_post() -> None:
    post = promised(stores=("S003", "S002", "S001"))

    assert stores_by_manager(post, workspace=CHAIN) == {SAM: ("S001", "S003"), TOM: ("S002",)}
    assert managed(post, SAM, workspace=CHAIN) == ("S001", "S003")
    assert managed(post, FAY, workspace=CHAIN) == ()


def test_people_of_the_department_that_asks_answer_for_all() -> None:
    assert sees_to_stores(FLO, ["field-ops"], workspace=CHAIN)
    assert not sees_to_stores(SAM, ["field-ops", "gone"], workspace=CHAIN)
    assert not sees_to_stores(FLO, ["field-ops"], workspace=replace(CHAIN, deactivated=frozenset({FLO})))


def test_nobody_whose_account_is_gone_answers() -> None:
    gone = replace(CHAIN, deactivated=frozenset({TOM}))
    assert set(stores_by_manager(promised(), workspace=gone)) == {SAM}


def test_who_said_that_a_store_is_ready_or_that_it_is_not_has_answered() -> None:
    post = promised()
    assert unanswered(post, workspace=CHAIN) == {SAM: ("S001", "S003"), TOM: ("S002",)}

    post = tick(post, stores=["S001"], by=SAM, at=later(), workspace=CHAIN)
    assert unanswered(post, workspace=CHAIN) == {SAM: ("S003",), TOM: ("S002",)}

    post = say_not_ready(post, stores=["S002"], note="No stock.", by=TOM, at=later(), workspace=CHAIN)
    assert unanswered(post, workspace=CHAIN) == {SAM: ("S003",)}


def test_nobody_is_asked_where_readiness_is_not_asked_or_waived() -> None:
    post = promised()
    waiver = Mark(
        said=Said.WAIVED,
        by=ADA,
        at=later(),
        note="Only a greeting.",
        promise=promise_of(post, workspace=CHAIN),
        version=1,
    )
    waived = replace(post, marks=(waiver,))
    assert unanswered(waived, workspace=CHAIN) == {}
    assert unanswered(proposed(workspace=CHAIN), workspace=CHAIN) == {}


def test_managers_are_asked_first_and_alone_ten_minutes_after_a_post_came_to_wait() -> None:
    post = promised(publish_at=later(48))
    first, *rest = moments(post)

    assert (first.at, first.reach) == (later(0) + timedelta(minutes=10), Reach.STORES)
    assert [one.reach for one in rest] == [Reach.ASKED, Reach.DEPARTMENT, Reach.ADMINS]
    assert moments(proposed(publish_at=later(48)))[0].reach is Reach.ASKED
    assert [one.reach for one in moments(promised())] == [Reach.STORES, Reach.ASKED, Reach.ADMINS]
    assert {user for user, reach in asked(post, hours=1).items() if reach is Reach.STORES} == {SAM, TOM}


def test_several_posts_come_in_one_message_and_nobody_is_woken() -> None:
    posts = [replace(promised(), id=f"P{number}") for number in (1, 2, 3)]  # type: ignore[arg-type]
    night = Member(user=TOM, name="Tom", timezone="Pacific/Auckland")
    told = bundles(posts, workspace=CHAIN, members=[night], told=(), heard={}, at=later(0.5))

    assert {one.user: len(one.reminders) for one in told} == {SAM: 3}
    again = {each for one in told for each in one.told}
    assert bundles(posts, workspace=CHAIN, members=[night], told=again, heard={}, at=later(1)) == ()


def test_once_nothing_but_stores_is_missing_those_who_can_see_to_it_are_told() -> None:
    post = signed(promised())

    assert asked(post, hours=3) == {SAM: Reach.STORES, TOM: Reach.STORES, FAY: Reach.ASKED, ADA: Reach.ADMINS}
    (wait,) = waits(post, workspace=CHAIN, at=later(3))
    assert (wait.turn, wait.department, wait.people, wait.since) == (
        Turn.READY,
        "field-ops",
        (FAY,),
        later(2),
    )
    assert waits_for(FAY, post, workspace=CHAIN, at=later(3))
    assert not waits_for(MIA, post, workspace=CHAIN, at=later(3))


def test_whoever_is_away_or_gone_does_not_see_to_it() -> None:
    both = CHAIN.with_department(
        Department(key="field-ops", name="Field operations", approvers=(FAY, FLO), members=())
    )
    away = replace(both, absences=(Absence(user=FAY, since=later(2.5), until=later(9)),))
    post = signed(promised(workspace=both), workspace=both)

    (wait,) = waits(post, workspace=away, at=later(3))
    assert wait.people == (FLO,)
    (wait,) = waits(post, workspace=replace(both, deactivated=frozenset({FLO})), at=later(3))
    assert wait.people == (FAY,)


def test_a_post_that_nobody_has_signed_waits_for_signatures_only() -> None:
    assert {one.turn for one in waits(promised(), workspace=CHAIN, at=later())} == {Turn.SIGN}
    assert FAY in asked(promised(), hours=1)
    assert EVE not in asked(promised(), hours=1)


def test_a_department_that_is_gone_leaves_the_store_to_admins() -> None:
    post = signed(promised())
    asks = tuple(replace(one, department="gone") if one.readiness else one for one in post.needs)
    orphaned = replace(
        post,
        renewed_needs=asks,
        sign_offs=tuple(
            replace(one, department="gone") if one.department == "field-ops" else one
            for one in post.sign_offs
        ),
    )
    without = replace(CHAIN, departments=tuple(one for one in CHAIN.departments if one.key != "field-ops"))

    assert Reach.ASKED not in {
        reach for user, reach in asked(orphaned, hours=3, workspace=without).items() if user == FAY
    }


def test_nobody_is_asked_about_stores_while_the_author_has_to_edit() -> None:
    post = request_changes(promised(), version=1, by=MIA, at=later(), comment="Sizes?", workspace=CHAIN)
    assert SAM not in asked(post, hours=2)

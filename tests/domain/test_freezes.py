"""What is frozen waits, whoever signs it, until somebody thaws it or its time is over."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from domain.approvals import sign
from domain.expiry import expire, expiries, reschedule
from domain.findings import Verdict
from domain.freeze import Freeze, Scope, ScopeKind
from domain.freezes import (
    begin,
    foreseen,
    freeze,
    freezing,
    frozen,
    keep_running,
    thaw,
    turning,
)
from domain.networks import Network
from domain.people import Store, UserId
from domain.policy import SHIPPED_POLICY
from domain.posts import OVERDUE, Post, State
from domain.proposals import revise
from domain.reconsidering import reconsider
from domain.refusals import InvalidForm, Refusal
from domain.reminders import bundles
from domain.scope_guesses import GUESSES, Guess, guesses
from domain.scopes import described, may_freeze_something, named, same, touches
from domain.settling import settled
from domain.thawing import Outlook, outlook, thawed
from domain.versions import Variant
from domain.waiting import Turn, tasks, waits, waits_for
from domain.workspaces import Workspace
from tests.domain.stories import ADA, EVE, HAL, MAX, MIA, WORKSPACE, draft, later, proposed

LEA = UserId("U0LEA")
DESK = replace(
    WORKSPACE,
    leaders=(LEA,),
    stores=(*WORKSPACE.stores, Store(key="S002", name="Bath Milsom", region="South")),
)
ALL = Scope()
HR = Scope(kind=ScopeKind.DEPARTMENT, keys=("hr",))
ECOMMERCE = Scope(kind=ScopeKind.DEPARTMENT, keys=("ecommerce",))
WORDS = "A fire in Leeds."


def freezes(
    scope: Scope = ALL, *, by: UserId = LEA, workspace: Workspace = DESK, id: str = "F1", **changes: Any
) -> Workspace:
    given = {"reason": WORDS, "at": later(1), **changes}
    return freeze(workspace, id=id, scope=scope, by=by, **given)


def signed(post: Post, by: UserId = MIA, *, workspace: Workspace, at: datetime | None = None) -> Post:
    return sign(post, version=post.version.number, by=by, at=at or later(2), workspace=workspace)


def is_thawed(post: Post, cold: Workspace, *, at: datetime, by: UserId | None = LEA) -> Post:
    return thawed(post, freeze=cold.freezes[0], workspace=thaw(cold, id="F1", by=by), by=by, at=at)


def test_a_sign_off_counts_while_the_post_is_frozen_but_approves_nothing() -> None:
    cold = freezes()
    post = signed(proposed(), workspace=cold)

    assert (post.state, len(post.sign_offs)) == (State.IN_REVIEW, 1)
    assert frozen(post, workspace=cold, at=later(2)) == cold.freezes[0]
    assert settled(post, by=MIA, at=later(3), workspace=cold) == post

    again = is_thawed(post, cold, at=later(4))
    assert (again.state, again.state_by, again.state_at) == (State.APPROVED, LEA, later(4))
    assert again.state_because == "the freeze is over"


def test_what_was_approved_before_stays_approved_while_there_is_time() -> None:
    post = signed(proposed(publish_at=later(9)), workspace=DESK, at=later(0.5))
    cold = freezes()
    assert post.state is State.APPROVED
    assert is_thawed(post, cold, at=later(8)) == post
    undated = signed(proposed(), workspace=DESK, at=later(0.5))
    assert is_thawed(undated, cold, at=later(800)) == undated


def test_what_became_overdue_goes_back_to_review_and_waits_for_a_new_time() -> None:
    post = signed(proposed(publish_at=later(3)), workspace=DESK, at=later(0.5))
    cold = freezes()
    back = is_thawed(post, cold, at=later(4))

    assert (back.state, back.state_by, back.state_because) == (State.IN_REVIEW, LEA, OVERDUE)
    assert back.overdue
    assert settled(back, by=ADA, at=later(5), workspace=DESK) == back
    assert reconsider(back, policy=SHIPPED_POLICY, workspace=DESK, by=ADA, at=later(5)) == back
    assert expiries([back], workspace=DESK, at=later(9)) == ()
    (wait,) = waits(back, workspace=DESK, at=later(5))
    assert (wait.turn, wait.people, wait.since) == (Turn.RESCHEDULE, (EVE,), later(4))
    assert waits_for(EVE, back, workspace=DESK, at=later(5))

    planned = reschedule(
        back, publish_at=later(30), by=EVE, at=later(5), workspace=DESK, policy=SHIPPED_POLICY
    )
    assert (planned.state, planned.publish_at, planned.overdue) == (State.APPROVED, later(30), False)


def test_a_post_in_review_neither_expires_nor_nags_while_it_is_frozen() -> None:
    post = proposed(publish_at=later(30))
    cold = freezes()
    around: dict[str, Any] = {"members": (), "told": frozenset(), "heard": {}, "at": later(27)}
    assert bundles([post], workspace=DESK, **around)
    assert bundles([post], workspace=cold, **around) == ()
    assert expiries([post], workspace=cold, at=later(31)) == ()
    with pytest.raises(Refusal, match="is frozen"):
        expire(post, workspace=cold, at=later(31))

    back = is_thawed(post, cold, at=later(31))
    assert back.overdue
    assert tasks(MIA, [back], workspace=DESK, at=later(32)) == ()  # its author first
    assert waits_for(EVE, back, workspace=DESK, at=later(32))
    # Who has not signed still can.
    assert signed(back, workspace=DESK, at=later(32)).state is State.IN_REVIEW


def test_a_thaw_says_beforehand_what_becomes_of_each_post() -> None:
    cold = freezes()
    complete = signed(proposed(), workspace=cold)
    overdue = signed(proposed(publish_at=later(3)), workspace=DESK, at=later(0.5))
    posts = (complete, overdue, proposed())
    free = thaw(cold, id="F1", by=LEA)
    said = outlook(posts, freeze=cold.freezes[0], before=cold, after=free, at=later(4))
    assert said == Outlook(approved=1, back=1, on=1, still=0)
    none_free = outlook(posts, freeze=cold.freezes[0], before=cold, after=cold, at=later(4))
    assert none_free == Outlook(still=3)


def test_what_went_out_before_the_freeze_is_left_alone() -> None:
    post = signed(proposed(publish_at=later(0.8)), workspace=DESK, at=later(0.5))
    assert is_thawed(post, freezes(), at=later(9)) == post


def test_a_post_that_two_freezes_hold_waits_for_both() -> None:
    both = freezes(ECOMMERCE, workspace=freezes(), id="F2", reason="Stock is wrong.")
    post = signed(proposed(), workspace=both)
    assert len(freezing(post, workspace=both, at=later(2))) == 2
    assert is_thawed(post, both, at=later(3)) == post
    rest = thaw(both, id="F1", by=LEA)
    assert thawed(post, freeze=rest.freezes[0], workspace=DESK, by=LEA, at=later(4)).state is State.APPROVED


@pytest.mark.parametrize(
    ("scope", "touched"),
    [
        (Scope(), True),
        (ECOMMERCE, True),
        (HR, False),
        (Scope(kind=ScopeKind.STORE, keys=("S001", "S002")), True),
        (Scope(kind=ScopeKind.STORE, keys=("S002",)), False),
        (Scope(kind=ScopeKind.REGION, keys=("North",)), True),
        (Scope(kind=ScopeKind.REGION, keys=("South",)), False),
        (Scope(kind=ScopeKind.CAMPAIGN, keys=("autumn",)), True),
        (Scope(kind=ScopeKind.CAMPAIGN, keys=("winter",)), False),
        (Scope(words=("JACKET",)), True),
        (Scope(words=("acket",)), False),
        (Scope(words=("feel  the\nwool",)), True),
        (Scope(words=("#sale", "fire")), True),
        (Scope(words=("title",)), True),
        (Scope(words=("described",)), True),
        (Scope(kind=ScopeKind.DEPARTMENT, keys=("hr",), words=("jacket",)), False),
        (Scope(kind=ScopeKind.CAMPAIGN, keys=("ＡＵＴＵＭＮ",)), True),
        (Scope(kind=ScopeKind.CAMPAIGN, keys=("aut\u200bumn ",)), True),
        (Scope(kind=ScopeKind.CAMPAIGN, keys=("autumns", "\u200b")), False),
    ],
)
def test_a_freeze_touches_what_its_scope_says(scope: Scope, touched: object) -> None:
    post = proposed(
        title="The title",
        stores=("S001",),
        campaign="autumn",
        media_link="https://shop.example/a.png",
        alt_text="As described",
        variants=(Variant(network=Network.X, text="jackets: #Sale"),),
    )
    assert touches(scope, post, workspace=DESK) is touched


def test_a_campaign_that_nobody_can_see_is_not_every_post_without_one() -> None:
    assert not touches(Scope(kind=ScopeKind.CAMPAIGN, keys=("\u200b",)), proposed(), workspace=DESK)


def test_scopes_are_the_same_when_their_campaigns_look_the_same() -> None:
    def of(*names: str) -> Scope:
        return Scope(kind=ScopeKind.CAMPAIGN, keys=names)

    assert same(of("Autumn", "winter"), of("WINTER", "aut\u200bumn"))
    assert not same(of("Autumn"), of("Winter"))
    assert not same(Scope(kind=ScopeKind.STORE, keys=("s1",)), Scope(kind=ScopeKind.STORE, keys=("S1",)))


def test_an_edit_takes_a_post_out_of_a_topic_and_into_it() -> None:
    cold = freezes(Scope(words=("leeds",)))
    post = proposed()
    assert frozen(post, workspace=cold, at=later(2)) is None

    def edited(text: str) -> Post:
        return revise(
            post,
            draft(text=text),
            Verdict(),
            read=1,
            by=EVE,
            at=later(2),
            workspace=cold,
            policy=SHIPPED_POLICY,
        )

    assert signed(edited("See you in Leeds."), workspace=cold, at=later(3)).state is State.IN_REVIEW
    assert signed(edited("See you in Bath."), workspace=cold, at=later(3)).state is State.APPROVED


@pytest.mark.parametrize(
    ("by", "scope"), [(ADA, Scope()), (LEA, Scope()), (HAL, HR), (HAL, replace(HR, words=("pay",)))]
)
def test_admins_and_leaders_freeze_everything_and_a_lead_their_own(by: UserId, scope: Scope) -> None:
    cold = freezes(scope, by=by)
    assert cold.freezes[0].by == by
    assert thaw(cold, id="F1", by=by) == DESK
    assert may_freeze_something(by, workspace=DESK)


@pytest.mark.parametrize(
    ("by", "scope", "said"),
    [
        (EVE, Scope(), "Only admins, leaders and"),
        (MAX, ECOMMERCE, "Only admins, leaders and"),
        (UserId("U0WHO"), HR, "Only admins, leaders and"),
        (HAL, Scope(), "You lead HR, so you can freeze and thaw its own posts only"),
        (HAL, replace(HR, keys=("hr", "ecommerce")), "You lead HR"),
    ],
)
def test_nobody_else_freezes_or_thaws(by: UserId, scope: Scope, said: str) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        freezes(scope, by=by)
    assert refused.value.parts["who"] == (ADA, LEA)
    with pytest.raises(Refusal, match=said):
        thaw(freezes(scope), id="F1", by=by)


def test_who_may_freeze_something_and_who_no_longer() -> None:
    assert not may_freeze_something(MAX, workspace=DESK)
    assert not may_freeze_something(HAL, workspace=replace(DESK, deactivated=frozenset({HAL})))
    with pytest.raises(Refusal, match="Only admins"):
        freezes(HR, by=HAL, workspace=replace(DESK, deactivated=frozenset({HAL})))


def test_nothing_is_frozen_twice() -> None:
    cold = freezes(Scope(words=("Fire", "smoke")))
    with pytest.raises(
        Refusal,
        match=r"U0LEA froze just this, from .* until somebody thaws it: .*A fire in Leeds.*to thaw it first",
    ):
        freezes(Scope(words=("smoke", "fire")), workspace=cold, id="F2", by=ADA)
    assert len(freezes(Scope(words=("fire",)), workspace=cold, id="F2").freezes) == 2

    window = freezes(since=later(5), until=later(6))
    with pytest.raises(
        Refusal, match=r"planned to freeze just this, from .* until .*call it off first"
    ) as refused:
        freezes(workspace=window, id="F2", since=later(4), until=later(5.5))
    assert (refused.value.parts["since"], refused.value.parts["until"]) == (later(5), later(6))
    assert len(freezes(workspace=window, id="F2", since=later(6), until=later(7)).freezes) == 2
    assert len(freezes(workspace=window, id="F2", until=later(5)).freezes) == 2


def test_a_crisis_does_not_wait_for_a_planned_blackout_nor_a_plan_for_a_crisis() -> None:
    window: dict[str, Any] = {"since": later(5), "until": later(6)}
    crisis_first = freezes(workspace=freezes(), id="F2", **window)
    plan_first = freezes(workspace=freezes(**window), id="F2")
    over_the_plan = freezes(workspace=freezes(**window), id="F2", until=later(9))
    assert [len(one.freezes) for one in (crisis_first, plan_first, over_the_plan)] == [2, 2, 2]
    post = proposed()
    assert frozen(post, workspace=plan_first, at=later(2)) == plan_first.freezes[1]
    assert len(freezing(post, workspace=plan_first, at=later(5))) == 2

    # While it is in force, or said to be, the same again is one too many.
    with pytest.raises(Refusal, match="froze just this"):
        freezes(workspace=plan_first, id="F3", at=later(2))
    with pytest.raises(Refusal, match=r"froze just this, from .* until "):
        freezes(workspace=freezes(until=later(9)), id="F2", **window)
    with pytest.raises(Refusal, match="planned to freeze just this"):
        freezes(workspace=freezes(**window), id="F2", at=later(5.5))  # its hour came before the clock's round


def test_nothing_is_thawed_twice() -> None:
    with pytest.raises(Refusal, match="over already"):
        thaw(DESK, id="F1", by=LEA)


@pytest.mark.parametrize(
    ("field", "said", "changes"),
    [
        ("reason", "Say why", {"reason": " \n "}),
        ("reason", "300 characters", {"reason": "x" * 301}),
        ("until", "after it begins", {"until": later(1)}),
        ("until", "after it begins", {"since": later(0), "until": later(0.5)}),
        ("until", "after it begins", {"since": later(9), "until": later(8)}),
        ("until", "more than a year", {"until": later(24 * 400)}),
        ("since", "more than a year", {"since": later(24 * 400)}),
        ("words", "at least one letter", {"scope": Scope(words=("!?",))}),
        ("words", "40 characters", {"scope": Scope(words=("x" * 41,))}),
        ("words", "20 topic words", {"scope": Scope(words=tuple(f"w{one}" for one in range(21)))}),
    ],
)
def test_a_freeze_that_cannot_be_is_explained(field: str, said: str, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidForm) as refused:
        freezes(**changes)
    assert list(refused.value.errors) == [field]
    assert said in refused.value.errors[field]


def test_too_many_stores_are_a_region() -> None:
    many = tuple(Store(key=f"S{one}", name="A store") for one in range(21))
    scope = Scope(kind=ScopeKind.STORE, keys=tuple(one.key for one in many))
    with pytest.raises(InvalidForm, match="Choose a region"):
        freezes(scope, workspace=replace(DESK, stores=many))


@pytest.mark.parametrize("kind", [ScopeKind.DEPARTMENT, ScopeKind.STORE, ScopeKind.REGION])
def test_what_is_gone_cannot_be_frozen(kind: ScopeKind) -> None:
    with pytest.raises(Refusal, match=f"no {kind} gone any more"):
        freezes(Scope(kind=kind, keys=("gone",)))


def test_a_scope_without_anything_in_it_is_none() -> None:
    with pytest.raises(Refusal, match="no campaign"):
        freezes(Scope(kind=ScopeKind.CAMPAIGN))


def test_a_post_is_kept_running_with_a_reason_whatever_freezes_it() -> None:
    both = freezes(HR, workspace=freezes(), id="F2")
    post = signed(proposed(department="hr"), workspace=both)
    with pytest.raises(InvalidForm, match="Say why"):
        keep_running(both, post, reason=" ", by=LEA, at=later(3))
    with pytest.raises(Refusal, match="You lead HR"):
        keep_running(both, post, reason="Safety.", by=HAL, at=later(3))
    kept = keep_running(both, post, reason="Safety.", by=LEA, at=later(3))

    assert frozen(post, workspace=kept, at=later(4)) is None
    assert settled(post, by=LEA, at=later(4), workspace=kept).state is State.APPROVED
    assert frozen(replace(post, id=post.id.__class__("P2")), workspace=kept, at=later(4))
    with pytest.raises(Refusal, match="not frozen"):
        keep_running(kept, post, reason="Safety.", by=LEA, at=later(4))


@pytest.mark.parametrize(
    ("publish_at", "until", "stopped"),
    [
        (None, 8, False),
        (4.9, 8, False),
        (5, 8, True),
        (7.9, 8, True),
        (8, 8, False),
        (99, None, True),
    ],
)
def test_a_planned_freeze_is_foreseen_by_what_goes_out_in_its_time(
    publish_at: float | None, until: float | None, stopped: object
) -> None:
    ahead = freezes(since=later(5), until=later(until) if until else None)
    post = proposed(publish_at=later(publish_at) if publish_at else None)
    assert bool(foreseen(post, workspace=ahead, at=later(2))) is stopped
    assert foreseen(post, workspace=begin(ahead, id="F1"), at=later(2)) == ()  # in force is no longer ahead
    elsewhere = freezes(HR, since=later(5))
    assert foreseen(post, workspace=elsewhere, at=later(2)) == ()


def test_a_post_is_kept_running_ahead_of_a_planned_freeze() -> None:
    ahead = freezes(since=later(5), until=later(8))
    post = proposed(publish_at=later(6))
    kept = keep_running(ahead, post, reason="Safety.", by=LEA, at=later(2))
    assert foreseen(post, workspace=kept, at=later(2)) == ()
    assert frozen(post, workspace=begin(kept, id="F1"), at=later(6)) is None
    with pytest.raises(Refusal, match="not frozen"):
        keep_running(ahead, proposed(publish_at=later(9)), reason="Safety.", by=LEA, at=later(2))


def test_a_planned_window_begins_and_ends_by_itself() -> None:
    planned = freezes(since=later(5), until=later(8))
    post = proposed()
    assert frozen(post, workspace=planned, at=later(4)) is None
    assert turning(planned, at=later(4)) == ()
    assert frozen(post, workspace=planned, at=later(5))
    assert turning(planned, at=later(5)) == planned.freezes

    begun = begin(planned, id="F1")
    assert turning(begun, at=later(7)) == ()
    assert frozen(post, workspace=begun, at=later(4))  # a slower clock changes nothing
    assert turning(begun, at=later(8)) == begun.freezes
    assert frozen(
        post, workspace=begun, at=later(9)
    )  # until it is thawed, which looks at what became overdue
    assert thaw(begun, id="F1", by=None) == DESK


def test_a_window_that_nobody_looked_at_is_due_until_it_is_over() -> None:
    planned = freezes(since=later(5), until=later(8))
    assert turning(planned, at=later(30)) == planned.freezes
    assert isinstance(planned.freezes[0], Freeze)


def test_a_changed_policy_does_not_unapprove_what_is_only_frozen() -> None:
    cold = freezes()
    post = signed(proposed(publish_at=later(9)), workspace=DESK, at=later(0.5))
    changed = reconsider(post, policy=SHIPPED_POLICY, workspace=cold, by=ADA, at=later(2))
    assert changed.state is State.APPROVED


@pytest.mark.parametrize(
    ("typed", "by", "scope", "rest"),
    [
        ("A fire in Leeds.", LEA, ALL, "A fire in Leeds."),
        ("all A fire.", LEA, ALL, "A fire."),
        ("everything: a fire", LEA, ALL, "a fire"),
        ("alliances end", LEA, ALL, "alliances end"),
        (
            "field operations the strike",
            LEA,
            Scope(kind=ScopeKind.DEPARTMENT, keys=("field-ops",)),
            "the strike",
        ),
        ("hr", LEA, HR, ""),
        ("North snow", LEA, Scope(kind=ScopeKind.REGION, keys=("North",)), "snow"),
        ("leeds briggate flood", LEA, Scope(kind=ScopeKind.STORE, keys=("S001",)), "flood"),
        ("store Leeds Briggate flood", LEA, Scope(kind=ScopeKind.STORE, keys=("S001",)), "flood"),
        ("Store: s001, flood", LEA, Scope(kind=ScopeKind.STORE, keys=("S001",)), "flood"),
        ("region south", LEA, Scope(kind=ScopeKind.REGION, keys=("South",)), ""),
        ("store closed by a flood", LEA, ALL, "store closed by a flood"),
        ("s002 flood", LEA, Scope(kind=ScopeKind.STORE, keys=("S002",)), "flood"),
        (
            "outlet weekend wrong price",
            LEA,
            Scope(kind=ScopeKind.CAMPAIGN, keys=("Outlet weekend",)),
            "wrong price",
        ),
        ("“fire, smoke” out of respect", LEA, Scope(words=("fire", "smoke")), "out of respect"),
        ('hr "pay" talks go on', LEA, replace(HR, words=("pay",)), "talks go on"),
        ('"fire', LEA, ALL, '"fire'),
        ("talks go on", HAL, HR, "talks go on"),
        ("all talks go on", HAL, ALL, "talks go on"),
    ],
)
def test_a_scope_is_typed_in_words(typed: str, by: UserId, scope: Scope, rest: str) -> None:
    assert named(typed, workspace=DESK, campaigns=("Outlet weekend",), by=by) == (scope, rest)


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        (ALL, "all posts"),
        (HR, "all posts of HR"),
        (Scope(kind=ScopeKind.REGION, keys=("North", "South")), "all posts about stores in North and South"),
        (Scope(kind=ScopeKind.STORE, keys=("S001", "gone")), "all posts about Leeds Briggate and gone"),
        (Scope(kind=ScopeKind.CAMPAIGN, keys=("Autumn",)), "all posts of the campaign Autumn"),
        (
            Scope(words=("a", "b", "c", "d")),
            "all posts that speak of “a” or “b” or “c” or 1 more",
        ),
    ],
)
def test_a_scope_is_said_in_words(scope: Scope, said: str) -> None:
    assert described(scope, workspace=DESK) == said


LEEDS, BATH = (Scope(kind=ScopeKind.STORE, keys=(key,)) for key in ("S001", "S002"))
OUTLET = Scope(kind=ScopeKind.CAMPAIGN, keys=("Outlet weekend",))


@pytest.mark.parametrize(
    ("typed", "kind", "meant"),
    [
        ("Leeds flood", None, [("Leeds Briggate", LEEDS, "flood")]),
        ("Leeds: the flood", None, [("Leeds Briggate", LEEDS, "the flood")]),
        ("Leds Brigate flood", None, [("Leeds Briggate", LEEDS, "flood")]),
        ("store bath", ScopeKind.STORE, [("Bath Milsom", BATH, "")]),
        ("region Leeds flood", ScopeKind.REGION, []),
        ("store closed by a flood", ScopeKind.STORE, []),
        ("outlet wrong price", None, [("Outlet weekend", OUTLET, "wrong price")]),
        ("Ecomerce wrong price", None, [("E-commerce", ECOMMERCE, "wrong price")]),
        ("A fire in Leeds.", None, []),
        ("The prices are wrong", None, []),
        ("", None, []),
    ],
)
def test_words_that_are_near_to_a_name_are_asked_about(
    typed: str, kind: ScopeKind | None, meant: list[tuple[str, Scope, str]]
) -> None:
    found = guesses(typed, workspace=DESK, campaigns=("Outlet weekend",), by=LEA)
    assert found == (kind, tuple(Guess(name=name, scope=scope, reason=rest) for name, scope, rest in meant))


def test_nobody_is_asked_about_what_they_may_not_freeze_and_few_are_offered() -> None:
    assert guesses("Leeds flood", workspace=DESK, campaigns=(), by=HAL) == (None, ())
    many = tuple(Store(key=f"S{one}", name=f"Leeds {one}") for one in range(2_000))
    _, found = guesses("Leeds flood", workspace=replace(DESK, stores=many), campaigns=(), by=LEA)
    assert len(found) == GUESSES

"""Who may say how things are in a store, until when, and what becomes of the post."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain.approvals import reject, request_changes
from domain.freeze import Freeze, Scope, ScopeKind
from domain.holds import hold, release
from domain.marks import COMPANY, Said
from domain.people import Department, UserId
from domain.policy import SHIPPED_POLICY
from domain.posts import Post, State
from domain.reconsidering import reconsider
from domain.refusals import InvalidForm, Refusal
from domain.signoffs import RejectReason
from domain.thawing import thawed
from domain.ticking import refuse_looking, refuse_ticking, store_name, tick, tickable
from domain.workspaces import Workspace
from tests.domain.chain import (
    ALL,
    CHAIN,
    TOM,
    found,
    not_ready,
    promised,
    signed,
    standing,
    ticked,
    unticked,
    waived,
)
from tests.domain.stories import ADA, EVE, FAY, FLO, HAL, MIA, SAM, later, proposed


@pytest.mark.parametrize("last", [lambda post: ticked(signed(post)), lambda post: signed(ticked(post))])
def test_a_post_is_approved_when_it_is_signed_and_every_store_is_ready(last: object) -> None:
    assert callable(last)
    assert last(promised()).state is State.APPROVED
    assert signed(promised()).state is State.IN_REVIEW
    assert ticked(promised()).state is State.IN_REVIEW
    assert ticked(signed(promised()), "S001", "S002", "S003").state is State.IN_REVIEW


def test_the_last_tick_brings_it_there() -> None:
    post = ticked(signed(ticked(promised(), "S001", "S002", "S003")), "S004")

    assert (post.state, post.state_by, post.state_at) == (State.APPROVED, FAY, later(3))


@pytest.mark.parametrize(
    ("by", "theirs"),
    [(FAY, ALL), (FLO, ALL), (ADA, ALL), (SAM, ("S001", "S003")), (TOM, ("S002",)), (MIA, ()), (EVE, ())],
)
def test_each_may_tick_what_is_theirs(by: UserId, theirs: tuple[str, ...]) -> None:
    assert tickable(promised(), by=by, workspace=CHAIN) == theirs


def test_an_author_of_field_operations_ticks_since_it_is_no_sign_off() -> None:
    assert standing(ticked(promised(by=FLO), by=FLO)).complete


@pytest.mark.parametrize(
    ("by", "seen"), [(FAY, ALL), (EVE, ALL), (MIA, ALL), (SAM, ("S001", "S003")), (TOM, ("S002",))]
)
def test_everybody_sees_all_stores_but_managers_who_see_their_own(by: UserId, seen: tuple[str, ...]) -> None:
    assert refuse_looking(promised(), by=by, at=later(), workspace=CHAIN)[1] == seen


def test_strangers_see_none() -> None:
    with pytest.raises(Refusal, match="You have no role in this workspace"):
        refuse_looking(promised(), by=UserId("U0WHO"), at=later(), workspace=CHAIN)


def test_nobody_without_a_role_ticks() -> None:
    gone = replace(CHAIN, deactivated=frozenset({SAM}))
    assert tickable(promised(), by=SAM, workspace=gone) == ()
    with pytest.raises(Refusal, match="You have no role in this workspace"):
        refuse_ticking(promised(), by=UserId("U0WHO"), at=later(), workspace=CHAIN)


def test_managers_tick_all_of_theirs_at_once() -> None:
    post = ticked(promised(), by=SAM)

    assert post.marks[-1].stores == ("S001", "S003")
    assert standing(post).words == "ready 2 of 4"


def test_others_hear_who_may() -> None:
    with pytest.raises(Refusal, match="Only Field operations, admins and a store's own manager") as refused:
        ticked(promised(), by=MIA)
    assert refused.value.parts["who"] == (FAY, FLO, ADA)
    with pytest.raises(Refusal, match="Only Field operations, admins"):
        ticked(promised(), "S001", by=TOM)
    with pytest.raises(Refusal, match="Only Field operations, admins"):
        unticked(ticked(promised()), "S001", by=TOM)
    with pytest.raises(Refusal, match="Only Field operations, admins"):
        not_ready(promised(), "S001", by=TOM)


def test_where_the_department_is_gone_admins_may() -> None:
    gone = replace(CHAIN, departments=tuple(one for one in CHAIN.departments if one.key != "field-ops"))

    with pytest.raises(Refusal, match="Only field-ops, admins") as refused:
        tick(promised(), by=HAL, at=later(), workspace=gone)
    assert refused.value.parts["who"] == (ADA,)
    assert tickable(promised(), by=ADA, workspace=gone) == ALL


def test_where_nobody_is_left_an_admin_is_named_as_such() -> None:
    empty = replace(CHAIN, admins=()).with_department(Department(key="field-ops", name="Field operations"))

    with pytest.raises(Refusal, match="Ask an admin"):
        tick(promised(), by=HAL, at=later(), workspace=empty)


def test_ticking_all_leaves_out_who_said_not_ready_and_ticking_them_by_name_does_not() -> None:
    post = ticked(not_ready(promised(), "S002", by=TOM))

    assert standing(post).words == "ready 3 of 4"
    assert standing(ticked(post, "S002")).complete


def test_what_is_ticked_already_is_said_to_be() -> None:
    post = ticked(promised(), "S001", items=("staff",))

    with pytest.raises(Refusal, match="ticked already"):
        ticked(post, "S001", items=("staff",))
    with pytest.raises(Refusal, match="Nothing of that is ticked"):
        unticked(post, "S001", items=("hours",))
    again = ticked(post, "S001", "S002", items=("staff",))
    assert again.marks[-1].stores == ("S002",), "who was first stays"


def test_an_item_that_is_not_asked_for_is_not_ticked() -> None:
    with pytest.raises(Refusal, match="ticked already"):
        ticked(promised(), "S001", items=("mirror",))


def test_a_store_that_the_post_does_not_touch_cannot_be_ticked() -> None:
    with pytest.raises(Refusal, match="does not touch Bath"):
        ticked(promised(stores=("S001",)), "S004")
    with pytest.raises(Refusal, match="does not touch the whole company"):
        ticked(promised(), COMPANY)


def test_not_ready_takes_a_note() -> None:
    with pytest.raises(InvalidForm, match="note: Say in a few words what is missing"):
        not_ready(promised(), "S001", note="  ")
    assert not_ready(promised(), "S001", note=" No sizes. ").marks[-1].note == "No sizes."


@pytest.mark.parametrize(
    "doubt", [lambda post: unticked(post, "S001"), lambda post: not_ready(post, "S001", by=SAM)]
)
def test_an_approved_post_goes_back_to_review_when_a_store_is_no_longer_ready(doubt: object) -> None:
    assert callable(doubt)
    approved = signed(ticked(promised()))
    post = doubt(approved)

    assert post.state is State.IN_REVIEW
    assert post.state_because == "waits for readiness in 1 store"
    assert post.sign_offs == approved.sign_offs
    assert ticked(post, "S001", hours=6).state is State.APPROVED


def test_once_its_time_has_come_nothing_is_ticked_any_more() -> None:
    post = signed(ticked(promised(publish_at=later(10))))

    assert unticked(post, "S001", hours=9).state is State.IN_REVIEW
    with pytest.raises(Refusal, match="so its readiness cannot be changed any more") as refused:
        unticked(post, "S001", hours=10)
    assert refused.value.parts["author"] == EVE


def test_what_has_ended_is_not_ticked() -> None:
    post = reject(
        promised(),
        version=1,
        by=MIA,
        at=later(),
        reason=RejectReason.BAD_TIMING,
        comment="Not now.",
        workspace=CHAIN,
    )
    with pytest.raises(Refusal, match="This post was rejected by"):
        ticked(post)


def test_nothing_is_ticked_where_no_route_asks() -> None:
    with pytest.raises(Refusal, match="so there is nothing to tick"):
        refuse_ticking(proposed(), by=FAY, at=later(), workspace=CHAIN)


def test_a_post_on_hold_is_approved_when_it_is_released() -> None:
    post = hold(signed(promised()), by=EVE, at=later(3), reason="Rain.", workspace=CHAIN)
    done = ticked(post, hours=4)

    assert done.state is State.ON_HOLD
    assert release(done, by=EVE, at=later(5), workspace=CHAIN).state is State.APPROVED
    assert release(post, by=EVE, at=later(5), workspace=CHAIN).state is State.IN_REVIEW


def test_changes_that_are_asked_for_stay_asked_for() -> None:
    post = request_changes(promised(), version=1, by=MIA, at=later(), comment="Which wool?", workspace=CHAIN)
    assert ticked(post).state is State.CHANGES_REQUESTED


def frozen(at: datetime) -> Workspace:
    freeze = Freeze(id="F1", scope=Scope(kind=ScopeKind.ALL), reason="Storm.", by=ADA, at=at, since=at)
    return replace(CHAIN, freezes=(freeze,))


def test_a_freeze_holds_what_is_ready_until_it_thaws() -> None:
    cold = frozen(later(2))
    post = tick(signed(promised()), by=FAY, at=later(3), workspace=cold)
    assert post.state is State.IN_REVIEW

    (freeze,) = cold.freezes
    assert thawed(post, freeze=freeze, workspace=CHAIN, by=ADA, at=later(4)).state is State.APPROVED
    unready = thawed(signed(promised()), freeze=freeze, workspace=CHAIN, by=ADA, at=later(4))
    assert unready.state is State.IN_REVIEW


def asked_anew(post: Post, workspace: Workspace = CHAIN) -> Post:
    return reconsider(post, policy=SHIPPED_POLICY, workspace=workspace, by=ADA, at=later(9))


def test_a_policy_that_comes_to_ask_for_readiness_takes_an_approved_post_back() -> None:
    post = signed(ticked(promised()))
    unasked = replace(
        post, marks=(), renewed_needs=tuple(replace(one, readiness=False) for one in post.needs)
    )

    again = asked_anew(unasked)
    assert again.state is State.IN_REVIEW
    assert again.state_because == "the policy now asks for readiness in 4 stores"
    assert ticked(again, hours=10).state is State.APPROVED
    assert asked_anew(replace(unasked, marks=post.marks)).state is State.APPROVED


def test_what_was_approved_stays_so_when_the_checklist_grows_or_nothing_changes() -> None:
    post = signed(waived(promised()))

    assert asked_anew(post) == post
    hurried = replace(post, marks=())
    assert asked_anew(hurried) == hurried, "it was asked for already, and decided"


def test_a_store_without_a_name_any_more_is_called_by_its_key() -> None:
    assert store_name("S404", workspace=CHAIN) == "S404"
    assert store_name("S001", workspace=CHAIN) == "Leeds Briggate"


def test_each_mark_keeps_what_it_was_about() -> None:
    post = ticked(promised(found("price")), "S001", items=("till",))

    mark = post.marks[-1]
    assert (mark.said, mark.by, mark.at, mark.version) == (Said.TICKED, FAY, later(3), 1)
    assert (mark.stores, mark.items) == (("S001",), ("till",))

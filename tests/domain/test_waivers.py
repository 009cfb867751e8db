"""A seat is waived by somebody who may, with a reason, and never past everybody."""

from dataclasses import replace

import pytest

from domain.approvals import request_changes, sign
from domain.people import Absence, Department, UserId
from domain.posts import Post, State
from domain.refusals import InvalidForm, Refusal
from domain.seats import SeatState, seats
from domain.signoffs import Decision
from domain.waivers import refuse_waiving, to_waive, waivable, waive
from domain.workspaces import Workspace
from tests.domain.stories import ADA, EVE, FAY, FLO, HAL, MAX, MIA, MONDAY, WORKSPACE, later, proposed, ready

BOTH = WORKSPACE.with_department(Department(key="hr", name="HR", approvers=(HAL, MIA)))


def waived(
    post: Post,
    by: UserId,
    *,
    of: str = "hr",
    reason: str = "HR is on a day out.",
    version: int = 1,
    workspace: Workspace = WORKSPACE,
) -> Post:
    return waive(post, department=of, version=version, by=by, at=later(), reason=reason, workspace=workspace)


def signed(post: Post, by: UserId, workspace: Workspace = WORKSPACE) -> Post:
    return sign(post, version=1, by=by, at=later(2), workspace=workspace)


def state(post: Post, key: str = "hr", workspace: Workspace = WORKSPACE) -> SeatState:
    return {one.department: one.state for one in seats(post, workspace=workspace)}[key]


@pytest.mark.parametrize("by", [ADA, HAL])
def test_an_admin_or_the_departments_own_approver_waives_and_the_seat_says_who_and_why(by: UserId) -> None:
    post = waived(proposed(shows_people=True), by, reason=" HR is on a day out. ")

    seat = next(one for one in seats(post, workspace=WORKSPACE) if one.department == "hr")
    assert seat.state is SeatState.WAIVED
    assert seat.sign_off is not None
    assert (seat.sign_off.by, seat.sign_off.comment) == (by, "HR is on a day out.")
    assert post.state is State.IN_REVIEW
    assert signed(post, MIA).state is State.APPROVED


def test_waiving_the_last_seat_that_is_missing_approves() -> None:
    post = waived(signed(proposed(shows_people=True), MIA), ADA)

    assert (post.state, post.state_by) == (State.APPROVED, ADA)
    assert post.sign_offs[-1].decision is Decision.WAIVED


def test_nobody_waives_on_their_own_post() -> None:
    for author, of in ((ADA, "hr"), (HAL, "hr")):
        workspace = WORKSPACE.with_department(
            Department(key="marketing", name="Marketing", approvers=(MIA,), members=(ADA,))
        )
        post = proposed(shows_people=True, by=author, workspace=workspace)
        with pytest.raises(Refusal, match="You wrote this"):
            waived(post, author, of=of, workspace=workspace)


@pytest.mark.parametrize("by", [MIA, EVE, FLO, UserId("U0WHO")])
def test_anybody_else_is_refused(by: UserId) -> None:
    with pytest.raises(Refusal):
        waived(proposed(shows_people=True), by)


def test_a_deactivated_admin_waives_nothing() -> None:
    gone = replace(WORKSPACE, deactivated=frozenset({ADA}))

    with pytest.raises(Refusal, match="Only approvers of HR and admins"):
        waived(proposed(shows_people=True), ADA, workspace=gone)


@pytest.mark.parametrize(("reason", "said"), [(" ", "Say why"), ("x" * 3_001, "3,000")])
def test_a_reason_is_required(reason: str, said: str) -> None:
    with pytest.raises(InvalidForm) as refused:
        waived(proposed(shows_people=True), ADA, reason=reason)

    assert said in refused.value.errors["comment"]


def test_one_department_at_least_has_to_sign() -> None:
    with pytest.raises(Refusal, match="one department at least has to sign"):
        waived(proposed(), ADA, of="marketing")
    post = waived(proposed(shows_people=True), ADA)
    with pytest.raises(Refusal, match="Marketing is left"):
        waived(post, ADA, of="marketing")


def test_an_admin_may_waive_several_seats() -> None:
    ticked = ready(proposed(shows_people=True, stores=("S001",)))
    post = waived(waived(ticked, ADA), ADA, of="field-ops")

    assert signed(post, MIA).state is State.APPROVED


def test_whoever_signed_one_seat_does_not_waive_another_nor_the_other_way_round() -> None:
    post = signed(proposed(shows_people=True), MAX)
    both = WORKSPACE.with_department(Department(key="hr", name="HR", approvers=(HAL, MAX)))
    with pytest.raises(Refusal, match="somebody else has to waive"):
        waived(post, MAX, workspace=both)

    admin_too = WORKSPACE.with_department(Department(key="marketing", name="Marketing", approvers=(MIA, ADA)))
    post = waived(proposed(shows_people=True), ADA, workspace=admin_too)
    with pytest.raises(Refusal, match="one person fills one seat"):
        signed(post, ADA, workspace=admin_too)


def test_whoever_was_signed_for_does_not_waive_another_seat() -> None:
    absence = Absence(user=MIA, since=MONDAY, until=later(9), delegate=FLO)
    post = signed(proposed(shows_people=True), FLO, workspace=replace(BOTH, absences=(absence,)))
    assert post.sign_offs[0].on_behalf_of == MIA

    with pytest.raises(Refusal, match="somebody else has to waive"):
        waived(post, MIA, workspace=BOTH)


def test_what_is_decided_in_the_seat_stays() -> None:
    post = proposed(shows_people=True)

    with pytest.raises(Refusal, match="U0HAL already signed for HR"):
        waived(signed(post, HAL), ADA)
    with pytest.raises(Refusal, match="U0ADA already waived the seat of HR"):
        waived(waived(post, ADA), HAL)
    asked = request_changes(post, version=1, by=HAL, at=later(), comment="No names.", workspace=WORKSPACE)
    with pytest.raises(Refusal, match="a waiver does not"):
        waived(asked, ADA)


def test_only_a_needed_seat_of_the_present_version_of_an_open_post_is_waived() -> None:
    with pytest.raises(Refusal, match="HR does not have to sign"):
        waived(proposed(), ADA)
    with pytest.raises(Refusal, match="space does not have to sign"):
        waived(proposed(), ADA, of="space")
    with pytest.raises(Refusal, match="you were looking at version 2"):
        waived(proposed(shows_people=True), ADA, version=2)
    with pytest.raises(Refusal, match="approved by U0MIA"):
        waived(signed(proposed(), MIA), ADA, of="marketing")


def test_a_department_that_is_gone_can_be_waived_by_an_admin() -> None:
    fewer = replace(WORKSPACE, departments=tuple(one for one in WORKSPACE.departments if one.key != "hr"))

    post = waived(proposed(shows_people=True), ADA, workspace=fewer)
    assert signed(post, MIA, workspace=fewer).state is State.APPROVED


def test_an_approver_may_sign_what_was_waived() -> None:
    post = signed(waived(proposed(shows_people=True), ADA), HAL)

    assert state(post) is SeatState.SIGNED


def test_a_waiver_falls_with_its_givers_right_to_give_it() -> None:
    post = waived(proposed(shows_people=True), ADA)
    dismissed = replace(WORKSPACE, admins=(FAY,))

    assert state(post, workspace=dismissed) is SeatState.WAITING
    assert signed(post, MIA, workspace=dismissed).state is State.IN_REVIEW
    assert state(signed(post, MIA), workspace=dismissed) is SeatState.WAIVED


def test_a_new_version_ends_a_waiver() -> None:
    post = waived(proposed(shows_people=True), ADA)
    newer = replace(post, versions=(post.version, replace(post.version, number=2)))

    assert state(newer) is SeatState.WAITING


def test_only_what_can_be_waived_is_offered() -> None:
    post = proposed(shows_people=True, stores=("S001",))

    assert waivable(post, by=ADA, at=later(), workspace=WORKSPACE) == ("marketing", "field-ops", "hr")
    assert waivable(post, by=HAL, at=later(), workspace=WORKSPACE) == ("hr",)
    assert waivable(post, by=EVE, at=later(), workspace=WORKSPACE) == ()


def open_to(post: Post, workspace: Workspace = WORKSPACE) -> tuple[str, ...]:
    return to_waive(post, workspace=workspace, at=later(3))


def test_a_waiver_is_offered_only_where_somebody_could_give_one() -> None:
    post = proposed(shows_people=True)

    assert open_to(post) == ("marketing", "hr")
    assert open_to(proposed()) == ()
    assert open_to(signed(post, MIA)) == ("hr",)
    assert open_to(waived(post, ADA)) == ()
    assert open_to(waived(signed(post, MIA), ADA)) == ()
    asked = request_changes(post, version=1, by=HAL, at=later(), comment="No names.", workspace=WORKSPACE)
    assert open_to(asked) == ("marketing",)


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (EVE, "You wrote this post"),
        (FLO, "Only approvers of Marketing and HR and admins can waive a seat of this post: U0ADA"),
        (UserId("U0WHO"), "Only approvers of Marketing and HR"),
        (MIA, "you were looking at version 2"),
    ],
)
def test_whoever_may_waive_nothing_hears_why_before_a_form_is_opened(by: UserId, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_waiving(
            proposed(shows_people=True), version=2 if by == MIA else 1, by=by, at=later(), workspace=WORKSPACE
        )
    assert said.replace("U0ADA", "") in str(refused.value)


def test_whose_seat_is_filled_already_hears_by_whom() -> None:
    post = proposed(shows_people=True)

    with pytest.raises(Refusal, match="U0MIA already signed for Marketing"):
        refuse_waiving(signed(post, MIA), version=1, by=MAX, at=later(3), workspace=WORKSPACE)
    with pytest.raises(Refusal, match="one department at least has to sign"):
        refuse_waiving(waived(post, ADA), version=1, by=ADA, at=later(3), workspace=WORKSPACE)
    with pytest.raises(Refusal, match="somebody else has to waive"):
        refuse_waiving(signed(post, MIA, BOTH), version=1, by=MIA, at=later(3), workspace=BOTH)
    refuse_waiving(post, version=1, by=ADA, at=later(3), workspace=WORKSPACE)

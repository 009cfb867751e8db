"""Seats: who may fill them now, what they still miss, and why nobody can."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.approvals import refuse_decision, reject, request_changes, sign
from domain.people import Absence, Department, UserId
from domain.policy import Need
from domain.posts import Post, State
from domain.refusals import Refusal
from domain.seats import Cause, Seat, SeatState, Vacancy, seats
from domain.signoffs import Decision, RejectReason
from domain.workspaces import Workspace
from tests.domain.stories import ADA, ELI, EVE, FAY, FLO, HAL, MAX, MIA, MONDAY, WORKSPACE, later, proposed

ZOE = UserId("U0ZOE")


def asking(*needs: Need, by: UserId = EVE) -> Post:
    post = proposed(by=by)
    return replace(post, versions=(replace(post.version, needs=needs),))


def need(department: str, **changes: object) -> Need:
    return Need(department=department, because=("it is so",), **changes)  # type: ignore[arg-type]  # stories


def signed(post: Post, *by: UserId, workspace: Workspace = WORKSPACE) -> Post:
    for one in by:
        post = sign(post, version=post.version.number, by=one, at=later(), workspace=workspace)
    return post


def seat(post: Post, key: str, workspace: Workspace = WORKSPACE, *, hours: float = 1) -> Seat:
    return next(one for one in seats(post, workspace=workspace, at=later(hours)) if one.department == key)


def away(user: UserId, *, delegate: UserId | None = None, hours: float = 24) -> Absence:
    return Absence(user=user, since=MONDAY, until=MONDAY + timedelta(hours=hours), delegate=delegate)


def absent(*absences: Absence, workspace: Workspace = WORKSPACE) -> Workspace:
    return replace(workspace, absences=absences)


def approving(key: str, *approvers: UserId, workspace: Workspace = WORKSPACE) -> Workspace:
    return workspace.with_department(Department(key=key, name=key.title(), approvers=approvers))


def test_several_signatures_are_waited_for_one_by_one() -> None:
    post = signed(asking(need("marketing", quorum=2)), MIA)

    waiting = seat(post, "marketing")
    assert (waiting.state, waiting.approvers, waiting.sign_off) == (SeatState.WAITING, (MAX,), None)
    assert [one.by for one in waiting.sign_offs] == [MIA]
    with pytest.raises(Refusal, match="U0MIA already signed"):
        signed(post, MIA)

    post = signed(post, MAX)
    assert post.state is State.APPROVED
    assert [one.by for one in seat(post, "marketing").sign_offs] == [MIA, MAX]


def test_everybody_is_every_approver_but_the_writers() -> None:
    three = approving("marketing", MIA, MAX, ZOE)
    post = asking(need("marketing", everybody=True), by=MIA)

    post = signed(post, MAX, workspace=three)
    assert post.state is State.IN_REVIEW
    assert signed(post, ZOE, workspace=three).state is State.APPROVED


def test_everybody_spares_whoever_fills_another_seat() -> None:
    both = approving("hr", MIA, workspace=WORKSPACE)
    post = asking(need("marketing", everybody=True), need("hr"))

    post = signed(post, MIA, workspace=both)
    assert post.sign_offs[0].department == "hr"
    assert signed(post, MAX, workspace=both).state is State.APPROVED


def test_a_number_and_everybody_are_both_asked() -> None:
    post = signed(asking(need("hr", everybody=True, quorum=2)), HAL)

    assert seat(post, "hr").vacancy == Vacancy(cause=Cause.TOO_FEW)


def test_a_step_waits_for_those_before_it() -> None:
    post = asking(need("hr", after=("marketing", "ecommerce")), need("marketing"), need("ecommerce"))

    later_step = seat(post, "hr")
    assert (later_step.state, later_step.after) == (SeatState.NOT_YET, ("marketing", "ecommerce"))
    with pytest.raises(Refusal, match="Not yet: Marketing and E-commerce must sign first"):
        signed(post, HAL)

    post = signed(post, MIA, ELI)
    assert seat(post, "hr").state is SeatState.WAITING
    assert signed(post, HAL).state is State.APPROVED


def test_a_step_whose_turn_has_not_come_may_object_already() -> None:
    post = asking(need("hr", after=("marketing",)), need("marketing"))

    asked = request_changes(post, version=1, by=HAL, at=later(), comment="No names.", workspace=WORKSPACE)
    assert asked.state is State.CHANGES_REQUESTED


def test_a_step_does_not_wait_for_a_department_that_is_not_needed() -> None:
    post = asking(need("hr", after=("marketing",)))

    assert signed(post, HAL).state is State.APPROVED


def test_steps_that_wait_for_each_other_let_nothing_through() -> None:
    post = asking(need("hr", after=("marketing",)), need("marketing", after=("hr",)))

    for by in (HAL, MIA):
        with pytest.raises(Refusal, match="Not yet"):
            signed(post, by)


def test_an_approver_of_two_seats_signs_the_one_whose_turn_it_is() -> None:
    both = approving("hr", MIA, HAL)
    post = asking(need("hr", after=("marketing",)), need("marketing"))

    assert signed(post, MIA, workspace=both).sign_offs[0].department == "marketing"


def test_whoever_is_away_is_not_asked_and_their_delegate_signs_for_them() -> None:
    workspace = absent(away(MIA, delegate=FLO), away(MAX))
    post = asking(need("marketing"))

    assert seat(post, "marketing", workspace).approvers == (FLO,)
    post = signed(post, FLO, workspace=workspace)
    assert post.state is State.APPROVED
    assert (post.sign_offs[0].by, post.sign_offs[0].on_behalf_of) == (FLO, MIA)
    assert post.sign_offs[0].stands_for == MIA


def test_without_a_moment_nobody_counts_as_away() -> None:
    workspace = absent(away(MIA, delegate=FLO))

    assert seats(asking(need("marketing")), workspace=workspace)[1].approvers == (MIA, MAX)
    with pytest.raises(Refusal):
        refuse_decision(asking(need("marketing")), version=1, by=FLO, workspace=workspace)
    refuse_decision(asking(need("marketing")), version=1, by=FLO, workspace=workspace, at=later())


def test_an_absence_ends() -> None:
    workspace = absent(away(MIA, delegate=FLO, hours=2))

    assert seat(asking(need("marketing")), "marketing", workspace, hours=1).approvers == (MAX, FLO)
    assert seat(asking(need("marketing")), "marketing", workspace, hours=2).approvers == (MIA, MAX)


def test_an_approver_who_decides_all_the_same_is_there() -> None:
    workspace = absent(away(MIA), away(MAX))

    assert seat(asking(need("marketing")), "marketing", workspace).state is SeatState.VACANT
    assert signed(asking(need("marketing")), MIA, workspace=workspace).state is State.APPROVED


@pytest.mark.parametrize(
    "absences",
    [
        (away(HAL, delegate=EVE),),
        (away(HAL, delegate=UserId("U0WHO")),),
        (away(HAL, delegate=HAL),),
        (away(HAL, delegate=FLO), away(FLO)),
        (away(HAL, delegate=FLO), away(FLO, delegate=ADA)),
        (away(HAL),),
    ],
    ids=["the author", "a stranger", "themselves", "away too", "a chain", "nobody"],
)
def test_a_delegate_who_cannot_stand_in_leaves_the_seat_vacant(absences: tuple[Absence, ...]) -> None:
    workspace = absent(*absences)
    vacant = seat(asking(need("hr")), "hr", workspace)

    assert vacant.state is SeatState.VACANT
    assert vacant.vacancy == Vacancy(cause=Cause.AWAY, until=later(24))
    for by in (EVE, FLO, ADA, UserId("U0WHO")):
        with pytest.raises(Refusal):
            signed(asking(need("hr")), by, workspace=workspace)


def test_a_delegate_of_the_author_signs_nothing() -> None:
    workspace = absent(away(MIA, delegate=FLO))

    with pytest.raises(Refusal, match="Only approvers"):
        signed(asking(need("marketing"), by=MIA), FLO, workspace=workspace)


def test_a_delegate_fills_one_seat_of_a_version() -> None:
    workspace = absent(away(HAL, delegate=FLO), away(FAY, delegate=FLO))
    post = signed(asking(need("hr"), need("field-ops")), FLO, workspace=workspace)

    assert seat(post, "field-ops", workspace).state is SeatState.VACANT
    with pytest.raises(Refusal, match="already signed"):
        signed(post, FLO, workspace=workspace)
    with pytest.raises(Refusal, match="Only approvers of HR and Field operations"):
        signed(post, ADA, workspace=workspace)


def test_a_delegate_of_two_colleagues_signs_for_one_of_them() -> None:
    workspace = absent(away(MIA, delegate=FLO), away(MAX, delegate=FLO, hours=48))
    post = asking(need("marketing", everybody=True))

    assert seat(post, "marketing", workspace).vacancy == Vacancy(cause=Cause.AWAY, until=later(48))
    assert signed(post, FLO, workspace=workspace).state is State.IN_REVIEW


def test_whoever_signed_before_leaving_is_not_signed_for_again() -> None:
    post = signed(asking(need("marketing", quorum=2)), MIA)
    workspace = absent(away(MIA, delegate=FLO), away(MAX, delegate=FLO))

    assert [one.on_behalf_of for one in seat(post, "marketing", workspace).signers] == [MAX]
    assert signed(post, FLO, workspace=workspace).sign_offs[-1].on_behalf_of == MAX


def test_an_approver_who_is_a_delegate_too_signs_as_themselves() -> None:
    workspace = absent(away(MIA, delegate=MAX))

    post = signed(asking(need("marketing")), MAX, workspace=workspace)
    assert post.sign_offs[0].on_behalf_of is None


def test_nobody_is_stood_for_in_one_seat_who_signed_another() -> None:
    both = approving("hr", MIA)
    post = signed(asking(need("marketing"), need("hr")), MIA, workspace=both)
    assert post.sign_offs[0].department == "hr"

    gone = absent(away(MIA, delegate=FLO), away(MAX), workspace=both)
    assert seat(post, "marketing", gone).state is SeatState.VACANT


def test_a_delegate_settles_the_change_request_of_whom_they_stand_for() -> None:
    post = request_changes(
        asking(need("marketing")), version=1, by=MIA, at=later(), comment="Shorter.", workspace=WORKSPACE
    )
    workspace = absent(away(MIA, delegate=FLO))

    assert signed(post, FLO, workspace=workspace).state is State.APPROVED


def test_whoever_becomes_an_approver_after_standing_in_still_counts_once() -> None:
    post = signed(asking(need("marketing", quorum=2)), FLO, workspace=absent(away(MIA, delegate=FLO)))
    appointed = approving("marketing", MIA, MAX, FLO)

    with pytest.raises(Refusal, match="already signed"):
        signed(post, FLO, workspace=appointed)
    assert signed(post, MAX, workspace=appointed).state is State.APPROVED


def test_whoever_asked_for_changes_as_a_delegate_may_settle_them_as_an_approver() -> None:
    post = request_changes(
        asking(need("marketing")),
        version=1,
        by=FLO,
        at=later(),
        comment="Shorter.",
        workspace=absent(away(MIA, delegate=FLO)),
    )

    appointed = approving("marketing", MIA, FLO)
    assert signed(post, FLO, workspace=appointed).state is State.APPROVED


def test_each_open_change_request_has_to_be_settled_by_its_own_author() -> None:
    post = asking(need("marketing"))
    for by in (MIA, MAX):
        post = request_changes(post, version=1, by=by, at=later(), comment="Why?", workspace=WORKSPACE)

    post = signed(post, MIA)
    assert post.state is State.CHANGES_REQUESTED
    assert signed(post, MAX).state is State.APPROVED


@pytest.mark.parametrize(
    ("workspace", "vacancy"),
    [
        (
            replace(WORKSPACE, departments=tuple(one for one in WORKSPACE.departments if one.key != "hr")),
            Vacancy(cause=Cause.GONE),
        ),
        (approving("hr"), Vacancy(cause=Cause.NO_APPROVER)),
        (approving("hr", EVE), Vacancy(cause=Cause.ONLY_WRITERS)),
        (replace(WORKSPACE, deactivated=frozenset({HAL})), Vacancy(cause=Cause.DEACTIVATED)),
        (absent(away(HAL)), Vacancy(cause=Cause.AWAY, until=later(24))),
        (
            absent(away(HAL), away(ZOE, hours=9), workspace=approving("hr", HAL, ZOE)),
            Vacancy(cause=Cause.AWAY, until=later(9)),
        ),
    ],
)
def test_a_vacant_seat_says_why(workspace: Workspace, vacancy: Vacancy) -> None:
    vacant = seat(asking(need("hr")), "hr", workspace)

    assert (vacant.state, vacant.vacancy) == (SeatState.VACANT, vacancy)


def test_the_other_reasons_for_a_vacant_seat() -> None:
    both = approving("hr", MIA)
    post = signed(asking(need("hr"), need("marketing")), MIA, workspace=both)
    only_mia = approving("marketing", MIA, workspace=both)
    assert seat(post, "marketing", only_mia).vacancy == Vacancy(cause=Cause.SIGNED_ELSEWHERE)
    with pytest.raises(Refusal, match="already signed"):
        signed(post, MIA, workspace=only_mia)

    two = asking(need("hr", quorum=2))
    assert seat(two, "hr").vacancy == Vacancy(cause=Cause.TOO_FEW)
    every = asking(need("marketing", everybody=True))
    gone = replace(WORKSPACE, deactivated=frozenset({MAX}))
    assert seat(every, "marketing", gone).vacancy == Vacancy(cause=Cause.DEACTIVATED)


def test_whoever_decided_for_a_seat_that_is_no_longer_asked_is_told_so() -> None:
    both = approving("hr", MIA)
    post = signed(asking(need("hr"), need("marketing")), MIA, workspace=both)
    moved_on = replace(post, renewed_needs=(need("marketing"),))

    with pytest.raises(Refusal, match="one person fills one seat"):
        signed(moved_on, MIA, workspace=both)


def test_an_approver_who_is_removed_before_the_approval_takes_their_signature_with_them() -> None:
    post = signed(asking(need("marketing"), need("hr")), MIA)
    without = approving("marketing", MAX)

    assert seat(post, "marketing", without).state is SeatState.WAITING
    assert signed(post, HAL, workspace=without).state is State.IN_REVIEW
    assert [one.by for one in post.sign_offs] == [MIA]
    gone = replace(WORKSPACE, deactivated=frozenset({MIA}))
    assert seat(post, "marketing", gone).state is SeatState.WAITING
    for workspace in (without, gone):
        with pytest.raises(Refusal):
            request_changes(post, version=1, by=MIA, at=later(), comment="But!", workspace=workspace)


def test_an_approver_who_is_removed_after_the_approval_does_not() -> None:
    post = signed(asking(need("marketing")), MIA)

    assert seat(post, "marketing", approving("marketing", MAX)).state is SeatState.SIGNED
    assert seat(post, "marketing", replace(WORKSPACE, departments=())).state is SeatState.SIGNED


def test_a_rejected_seat_shows_its_rejection() -> None:
    post = reject(
        signed(asking(need("marketing"), need("hr")), MIA),
        version=1,
        by=HAL,
        at=later(),
        reason=RejectReason.LEGAL,
        comment="No.",
        workspace=WORKSPACE,
    )

    assert seat(post, "hr").state is SeatState.REJECTED
    assert [one.decision for one in post.current_sign_offs] == [Decision.APPROVED, Decision.REJECTED]


def test_a_signature_on_other_words_does_not_count() -> None:
    post = signed(asking(need("marketing"), need("hr")), MIA)
    forged = replace(post, sign_offs=(replace(post.sign_offs[0], hash="0" * 64),))

    assert seat(forged, "marketing").state is SeatState.WAITING

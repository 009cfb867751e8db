from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from domain.approvals import SeatState, refuse_decision, reject, request_changes, seats, sign, withdraw
from domain.findings import Level
from domain.people import Department, UserId
from domain.posts import Post, State
from domain.refusals import InvalidForm, Refusal
from domain.signoffs import Decision, RejectReason
from domain.workspaces import Workspace
from tests.domain.stories import ADA, ELI, EVE, FAY, HAL, MAX, MIA, WORKSPACE, finding, later, proposed


def signed(
    post: Post, by: UserId, *, at: datetime | None = None, version: int = 0, workspace: Workspace = WORKSPACE
) -> Post:
    return sign(post, version=version or post.version.number, by=by, at=at or later(), workspace=workspace)


def asked(post: Post, by: UserId, comment: str = "Please name the price.") -> Post:
    return request_changes(
        post, version=post.version.number, by=by, at=later(), comment=comment, workspace=WORKSPACE
    )


def rejected(post: Post, by: UserId, comment: str = "We never joke about this.") -> Post:
    return reject(
        post,
        version=post.version.number,
        by=by,
        at=later(),
        reason=RejectReason.OFF_BRAND,
        comment=comment,
        workspace=WORKSPACE,
    )


def states(post: Post, workspace: Workspace = WORKSPACE) -> dict[str, SeatState]:
    return {seat.department: seat.state for seat in seats(post, workspace=workspace)}


def test_all_four_departments_have_a_seat_and_only_the_needed_ones_wait() -> None:
    assert states(proposed(finding("price"), stores=("S001",))) == {
        "ecommerce": SeatState.WAITING,
        "marketing": SeatState.WAITING,
        "hr": SeatState.NOT_NEEDED,
        "field-ops": SeatState.WAITING,
    }


def test_the_last_missing_sign_off_approves() -> None:
    post = proposed(shows_people=True)

    post = signed(post, MIA)
    assert post.state is State.IN_REVIEW
    assert states(post)["marketing"] is SeatState.SIGNED

    post = signed(post, HAL, at=later(2))
    assert post.state is State.APPROVED
    assert (post.state_by, post.state_at) == (HAL, later(2))
    assert {one.hash for one in post.sign_offs} == {post.version.hash}


def test_nobody_signs_their_own_post_whatever_their_roles() -> None:
    with pytest.raises(Refusal, match="You wrote this"):
        signed(proposed(by=MIA), MIA)


def test_whoever_wrote_an_earlier_version_does_not_sign_either() -> None:
    post = proposed(by=MIA)
    post = replace(post, author=EVE)

    with pytest.raises(Refusal, match="You wrote this"):
        signed(post, MIA)


def test_people_who_approve_nothing_needed_here_are_told_who_does() -> None:
    with pytest.raises(Refusal, match="Only approvers of Marketing and HR"):
        signed(proposed(shows_people=True), FAY)
    with pytest.raises(Refusal, match="Only approvers of Marketing decide"):
        signed(proposed(), ADA)


def test_a_second_click_hears_who_signed_and_when() -> None:
    post = signed(proposed(shows_people=True), MIA)

    for by in (MIA, MAX):
        with pytest.raises(Refusal) as refused:
            signed(post, by, at=later(2))
        assert refused.value.parts == {"who": MIA, "department": "Marketing", "when": later()}


def test_a_click_on_an_older_version_hears_of_the_newer() -> None:
    post = proposed()
    newer = replace(post, versions=(post.version, replace(post.version, number=2, by=ELI, at=later())))

    with pytest.raises(Refusal) as refused:
        signed(newer, MIA, version=1)

    assert refused.value.parts["who"] == ELI
    assert "version 2" in str(refused.value)


@pytest.mark.parametrize("ending", [rejected, signed])
def test_a_late_decision_hears_what_happened(ending: Callable[[Post, UserId], Post]) -> None:
    post = ending(proposed(), MIA)

    with pytest.raises(Refusal) as refused:
        signed(post, MAX)

    assert refused.value.parts["who"] == MIA
    assert post.state.value in str(refused.value)


def test_one_person_fills_one_seat_of_a_version() -> None:
    both = replace(
        WORKSPACE,
        departments=tuple(
            replace(one, approvers=(*one.approvers, MIA)) if one.key == "hr" else one
            for one in WORKSPACE.departments
        ),
    )
    post = signed(proposed(shows_people=True), MIA, workspace=both)

    assert len(post.sign_offs) == 1
    with pytest.raises(Refusal, match="already signed"):
        signed(post, MIA, workspace=both)
    assert signed(post, HAL, workspace=both).state is State.APPROVED


def test_an_approver_of_two_seats_fills_the_one_with_fewer_others() -> None:
    departments = (
        Department(key="marketing", name="Marketing", approvers=(MIA, MAX)),
        Department(key="hr", name="HR", approvers=(MIA,)),
        Department(key="ecommerce", name="E-commerce", members=(EVE,)),
    )
    workspace = replace(WORKSPACE, departments=departments)

    post = signed(proposed(shows_people=True, workspace=workspace), MIA, workspace=workspace)

    assert post.sign_offs[0].department == "hr"


def test_a_needed_seat_without_anybody_blocks_and_says_so() -> None:
    nobody = replace(
        WORKSPACE,
        departments=tuple(
            replace(one, approvers=()) if one.key == "hr" else one for one in WORKSPACE.departments
        ),
    )
    post = signed(proposed(shows_people=True), MIA, workspace=nobody)

    assert post.state is State.IN_REVIEW
    assert states(post, nobody)["hr"] is SeatState.VACANT


def test_a_needed_department_that_was_removed_blocks_too() -> None:
    fewer = replace(WORKSPACE, departments=tuple(one for one in WORKSPACE.departments if one.key != "hr"))
    post = signed(proposed(shows_people=True), MIA, workspace=fewer)

    assert post.state is State.IN_REVIEW
    assert states(post, fewer)["hr"] is SeatState.VACANT


def test_the_only_approver_who_is_the_author_leaves_the_seat_vacant() -> None:
    assert states(proposed(shows_people=True, by=HAL))["hr"] is SeatState.VACANT


def test_a_change_request_waits_for_the_author_and_others_may_still_sign() -> None:
    post = asked(proposed(shows_people=True), MIA)
    assert post.state is State.CHANGES_REQUESTED

    post = signed(post, HAL)
    assert post.state is State.CHANGES_REQUESTED
    assert states(post)["marketing"] is SeatState.CHANGES_REQUESTED


def test_whoever_asked_for_changes_may_sign_after_all() -> None:
    post = signed(asked(proposed(shows_people=True), MIA), MIA, at=later(2))

    assert post.state is State.IN_REVIEW
    assert [one.decision for one in post.sign_offs] == [Decision.CHANGES_REQUESTED, Decision.APPROVED]
    assert signed(post, HAL).state is State.APPROVED


def test_a_colleague_does_not_sign_a_change_request_away() -> None:
    with pytest.raises(Refusal, match="asked for changes for Marketing") as refused:
        signed(asked(proposed(), MIA), MAX)

    assert refused.value.parts["who"] == MIA


@pytest.mark.parametrize("by", [MIA, MAX])
def test_a_signed_seat_may_still_ask_for_changes(by: UserId) -> None:
    post = asked(signed(proposed(shows_people=True), MIA), by)

    assert post.state is State.CHANGES_REQUESTED


def test_a_colleague_may_reject_what_was_signed() -> None:
    assert rejected(signed(proposed(shows_people=True), MIA), MAX).state is State.REJECTED


def test_a_rejection_ends_the_post_with_its_reason() -> None:
    post = rejected(proposed(), MIA)

    assert post.state is State.REJECTED
    assert post.sign_offs[-1].reason is RejectReason.OFF_BRAND
    assert states(post)["marketing"] is SeatState.REJECTED


@pytest.mark.parametrize("decide", [asked, rejected])
@pytest.mark.parametrize(("comment", "said"), [("  ", "few words"), ("x" * 3_001, "3,000 characters")])
def test_words_are_required_and_bounded(
    decide: Callable[[Post, UserId, str], Post], comment: str, said: str
) -> None:
    with pytest.raises(InvalidForm) as refused:
        decide(proposed(), MIA, comment)

    assert said in refused.value.errors["comment"]


def test_a_blocked_version_is_not_approved_by_any_number_of_signatures() -> None:
    post = proposed()
    blocked = replace(post, versions=(replace(post.version, findings=(finding(level=Level.ERROR),)),))

    assert signed(blocked, MIA).state is State.IN_REVIEW


def test_a_policy_that_asks_for_nobody_approves_nothing() -> None:
    post = proposed()
    unneeded = replace(post, versions=(replace(post.version, needs=()),))

    with pytest.raises(Refusal, match="asks no department"):
        signed(unneeded, MIA)


def test_a_form_is_not_opened_for_a_decision_that_could_not_count() -> None:
    refuse_decision(proposed(), version=1, by=MIA, workspace=WORKSPACE)
    with pytest.raises(Refusal):
        refuse_decision(proposed(), version=1, by=FAY, workspace=WORKSPACE)


def test_only_the_author_withdraws_and_only_while_it_matters() -> None:
    assert withdraw(proposed(), by=EVE, at=later(), workspace=WORKSPACE).state is State.WITHDRAWN
    assert (
        withdraw(signed(proposed(), MIA), by=EVE, at=later(2), workspace=WORKSPACE).state is State.WITHDRAWN
    )
    with pytest.raises(Refusal, match="Only U0EVE"):
        withdraw(proposed(), by=ELI, at=later(), workspace=WORKSPACE)
    with pytest.raises(Refusal, match="rejected"):
        withdraw(rejected(proposed(), MIA), by=EVE, at=later(2), workspace=WORKSPACE)


def test_the_life_cycle_has_no_way_back_from_the_end() -> None:
    with pytest.raises(ValueError, match="cannot become"):
        rejected(proposed(), MIA).moved(State.APPROVED, by=MIA, at=later())


def test_strangers_have_no_say() -> None:
    with pytest.raises(Refusal):
        signed(proposed(), UserId("U0WHO"), workspace=WORKSPACE)

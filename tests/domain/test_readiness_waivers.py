"""Readiness is waived by somebody who may, with a reason, for one version."""

from dataclasses import replace

import pytest

from domain.approvals import sign
from domain.marks import Said
from domain.people import Department, UserId
from domain.posts import State
from domain.readiness_waivers import waive_readiness
from domain.refusals import InvalidForm, Refusal
from tests.domain.chain import CHAIN, promised, signed, standing, ticked, waived
from tests.domain.stories import ADA, FAY, FLO, MIA, SAM, later, proposed


@pytest.mark.parametrize("by", [FAY, ADA])
def test_an_approver_of_the_department_or_an_admin_waives_with_a_reason(by: UserId) -> None:
    post = waived(signed(promised()), by=by)

    assert (post.state, post.state_by) == (State.APPROVED, by)
    mark = post.marks[-1]
    assert (mark.said, mark.by, mark.at, mark.note) == (
        Said.WAIVED,
        by,
        later(4),
        "It is in the window only.",
    )
    assert standing(post).ready == 0


def test_it_takes_the_place_of_no_signature() -> None:
    assert waived(promised()).state is State.IN_REVIEW


def test_it_takes_a_reason() -> None:
    with pytest.raises(InvalidForm, match="comment: Say why the stores need not be ticked"):
        waived(promised(), reason=" ")


@pytest.mark.parametrize("by", [FLO, SAM, MIA])
def test_others_hear_who_may(by: UserId) -> None:
    with pytest.raises(
        Refusal, match="Only approvers of Field operations and admins can waive readiness"
    ) as said:
        waived(promised(), by=by)
    assert said.value.parts["admins"] == (ADA,)


def test_where_the_department_is_gone_admins_may() -> None:
    gone = replace(CHAIN, departments=tuple(one for one in CHAIN.departments if one.key != "field-ops"))
    for by, may in ((FAY, False), (ADA, True)):
        known = replace(gone, leaders=(FAY,))
        try:
            waive_readiness(promised(), version=1, reason="Closed.", by=by, at=later(), workspace=known)
        except Refusal:
            assert not may
        else:
            assert may


def test_nobody_without_a_role_and_nobody_for_their_own_words() -> None:
    with pytest.raises(Refusal, match="You have no role"):
        waived(promised(), by=UserId("U0WHO"))
    with pytest.raises(Refusal, match="You wrote this post"):
        waived(promised(by=FAY), by=FAY)


def test_nobody_brings_it_past_two_departments_alone() -> None:
    both = CHAIN.with_department(Department(key="marketing", name="Marketing", approvers=(MIA, ADA)))
    post = sign(promised(), version=1, by=ADA, at=later(), workspace=both)

    with pytest.raises(Refusal, match="decided about this version for another department"):
        waive_readiness(post, version=1, reason="Why not.", by=ADA, at=later(2), workspace=both)
    assert waived(signed(promised()), by=FAY).state is State.APPROVED, "but both of one department"


def test_there_must_be_something_to_waive() -> None:
    with pytest.raises(Refusal, match="already waived readiness"):
        waived(waived(promised()), by=ADA)
    with pytest.raises(Refusal, match="Every store is ready"):
        waived(ticked(promised()))
    with pytest.raises(Refusal, match="No route of the policy asks"):
        waived(proposed())


def test_a_version_that_is_gone_and_a_post_that_is_decided_are_too_late() -> None:
    with pytest.raises(Refusal, match="you were looking at version 3"):
        waived(promised(), version=3)
    with pytest.raises(Refusal, match="Nothing more to decide"):
        waived(signed(ticked(promised())))

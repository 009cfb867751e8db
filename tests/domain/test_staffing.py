"""A department's people, and who leads the workspace, are set as a whole."""

from dataclasses import replace

import pytest

from domain.departments import key_for, staff
from domain.differences import differences
from domain.people import Store, UserId
from domain.refusals import InvalidForm, Refusal
from domain.setup import set_people
from tests.domain.stories import ADA, EVE, HAL, MAX, MIA, WORKSPACE

GONE = replace(WORKSPACE, deactivated=frozenset({MAX}))


def test_a_department_gets_exactly_these_people() -> None:
    now = staff(WORKSPACE, of="hr", lead=MIA, approvers=[HAL, MIA], members=[EVE, HAL], by=ADA)
    hr = now.department("hr")
    assert hr is not None
    assert (hr.lead, hr.approvers, hr.members) == (MIA, (HAL, MIA), (EVE,))
    assert hr.people == (MIA, HAL, EVE), "a lead and an approver work there too, and nobody is counted twice"
    assert replace(hr, lead=None).people == (HAL, MIA, EVE)


def test_who_has_no_account_any_more_is_named_under_the_field() -> None:
    with pytest.raises(InvalidForm) as refused:
        staff(GONE, of="hr", lead=None, approvers=[MAX], members=[], by=ADA)
    assert {field for field, said in refused.value.errors.items() if said} == {"approvers"}


def test_a_group_keeps_its_approvers_whatever_the_form_says() -> None:
    grouped = replace(
        WORKSPACE,
        departments=tuple(
            replace(one, approver_group="S1") if one.key == "hr" else one for one in WORKSPACE.departments
        ),
    )
    hr = staff(grouped, of="hr", lead=None, approvers=[EVE], members=[], by=ADA).department("hr")
    assert hr is not None
    assert hr.approvers == (HAL,)


def test_a_key_is_made_from_the_name_and_never_twice() -> None:
    assert key_for("Legal & Privacy", workspace=WORKSPACE) == "legal-privacy"
    assert key_for("HR", workspace=WORKSPACE) == "hr-2"
    assert key_for("…", workspace=WORKSPACE) == "department"


def test_admins_and_leaders_are_set_and_one_admin_stays() -> None:
    now = set_people(WORKSPACE, admins=[ADA, MIA], leaders=[HAL], by=ADA)
    assert (now.admins, now.leaders) == ((ADA, MIA), (HAL,))
    with pytest.raises(InvalidForm) as nobody_left:
        set_people(GONE, admins=[MAX], leaders=[], by=ADA)
    assert "At least one admin" in nobody_left.value.errors["admins"]
    with pytest.raises(InvalidForm) as refused:
        set_people(GONE, admins=[ADA], leaders=[MAX], by=ADA)
    assert "deactivated" in refused.value.errors["leaders"]
    with pytest.raises(Refusal):
        set_people(WORKSPACE, admins=[EVE], leaders=[], by=EVE)


def test_what_changes_is_said_for_each_part() -> None:
    shop = Store(key="S9", name="York", region="North")
    before = replace(WORKSPACE, stores=(shop,))
    after = replace(WORKSPACE, stores=(replace(shop, manager=UserId("U9")),))
    assert list(differences(before, after)) == ["store S9, manager: none → U9"]

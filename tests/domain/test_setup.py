"""What admins change in Slack, and what they may not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time

import pytest

from domain.departments import add_department, remove_department, rename_department, staff
from domain.groups import deactivate, follow_group, reactivate, use_group
from domain.people import ChannelId, Department, UserId
from domain.policy import SHIPPED_POLICY, Policy
from domain.refusals import InvalidForm, Refusal
from domain.routes import Route
from domain.setup import (
    become_first_admin,
    refuse_non_admin,
    replace_policy,
    set_desk,
    set_leadership,
    set_people,
    set_times,
)
from domain.timetable import SHIPPED_TIMETABLE, Kind, Timetable, WeekTime
from domain.workspaces import Workspace
from tests.domain.stories import ADA, EVE, FAY, HAL, MAX, MIA, WORKSPACE

NEW = UserId("U0NEW")
MORNING = WeekTime(1, time(8, 30))


def approvers(workspace: Workspace, key: str) -> tuple[UserId, ...]:
    department = workspace.department(key)
    assert department is not None
    return department.approvers


CHANGES: list[Callable[[UserId], object]] = [
    lambda by: set_people(WORKSPACE, admins=[ADA, by], leaders=[], by=by),
    lambda by: staff(WORKSPACE, of="hr", lead=None, approvers=[by], members=[], by=by),
    lambda by: add_department(WORKSPACE, key="legal", name="Legal", by=by),
    lambda by: rename_department(WORKSPACE, key="hr", name="People", by=by),
    lambda by: remove_department(WORKSPACE, key="hr", policy=SHIPPED_POLICY, by=by),
    lambda by: set_desk(WORKSPACE, channel=ChannelId("C1"), by=by),
    lambda by: set_leadership(WORKSPACE, channel=None, by=by),
    lambda by: set_times(WORKSPACE, timezone="UTC", times={}, by=by),
    lambda by: replace_policy(SHIPPED_POLICY, by=by, workspace=WORKSPACE),
    lambda by: use_group(WORKSPACE, of="hr", group="S1", users=(MIA,), by=by),
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("by", [MIA, EVE, NEW])
def test_only_admins_change_the_setup(change: Callable[[UserId], object], by: UserId) -> None:
    with pytest.raises(Refusal, match="Only an admin") as refused:
        change(by)

    assert refused.value.parts == {"admins": (ADA,)}


def test_a_deactivated_admin_is_none() -> None:
    with pytest.raises(Refusal, match="no admin yet"):
        refuse_non_admin(ADA, workspace=deactivate(WORKSPACE, user=ADA))
    two = deactivate(replace(WORKSPACE, admins=(ADA, MIA)), user=ADA)
    with pytest.raises(Refusal, match="Only an admin"):
        refuse_non_admin(ADA, workspace=two)
    refuse_non_admin(ADA, workspace=reactivate(deactivate(WORKSPACE, user=ADA), user=ADA))


def test_the_first_admin_is_whom_slack_trusts_and_nobody_after_them() -> None:
    fresh = replace(WORKSPACE, admins=())
    with pytest.raises(Refusal, match="no admin yet"):
        refuse_non_admin(EVE, workspace=fresh)

    with pytest.raises(Refusal, match="Only an admin or owner of this Slack workspace"):
        become_first_admin(fresh, user=EVE, trusted=False)
    begun = become_first_admin(fresh, user=EVE, trusted=True)
    assert begun.admins == (EVE,)
    with pytest.raises(Refusal, match="has admins already: "):
        become_first_admin(begun, user=MIA, trusted=True)
    assert become_first_admin(deactivate(begun, user=EVE), user=MIA, trusted=True).admins == (EVE, MIA)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda: staff(WORKSPACE, of="space", lead=None, approvers=[], members=[], by=ADA),
            "no such department",
        ),
        (lambda: use_group(WORKSPACE, of="space", group="S1", users=(MIA,), by=ADA), "no such department"),
        (lambda: use_group(WORKSPACE, of="hr", group="S1", users=(), by=ADA), "no members"),
    ],
)
def test_what_makes_no_sense_is_refused(change: Callable[[], object], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        change()


def test_departments_are_added_renamed_and_removed() -> None:
    more = add_department(WORKSPACE, key="legal", name="  Legal   team ", by=ADA)
    assert more.departments[-1] == Department(key="legal", name="Legal team")
    assert rename_department(more, key="legal", name="Law", by=ADA).department_name("legal") == "Law"
    assert remove_department(more, key="legal", policy=SHIPPED_POLICY, by=ADA) == WORKSPACE


@pytest.mark.parametrize(
    ("key", "name", "errors"),
    [
        ("legal", " ", {"name": "Give the department a name."}),
        ("legal", "\0\u200b\u3164", {"name": "Give the department a name."}),
        ("legal", "ｈ\u200br", {"name": "Another department is called “HR” already."}),
        ("legal", "x" * 61, {"name": "60 characters is the most for a name."}),
        ("hr", "People", {"key": "There is a department with this key already."}),
        ("le gal", "", {"name": "Give the department a name.", "key": "Use up to 40 letters"}),
        ("legal\n", "Legal", {"key": "Use up to 40 letters"}),
    ],
)
def test_a_department_needs_a_key_and_a_name(key: str, name: str, errors: dict[str, str]) -> None:
    with pytest.raises(InvalidForm) as refused:
        add_department(WORKSPACE, key=key, name=name, by=ADA)

    assert refused.value.errors.keys() == errors.keys()
    assert all(refused.value.errors[field].startswith(said) for field, said in errors.items())
    if "name" in errors:
        with pytest.raises(InvalidForm):
            rename_department(WORKSPACE, key="marketing", name=name, by=ADA)


def test_a_department_that_the_policy_asks_for_stays() -> None:
    with pytest.raises(Refusal, match="The policy asks for HR in: people"):
        remove_department(WORKSPACE, key="hr", policy=SHIPPED_POLICY, by=ADA)


def test_channels_and_times_are_set() -> None:
    workspace = set_leadership(
        set_desk(WORKSPACE, channel=ChannelId("C1"), by=ADA), channel=ChannelId("C2"), by=ADA
    )
    workspace = set_times(
        workspace, timezone="Asia/Tokyo", times={Kind.CHECK_IN: MORNING, Kind.DIGEST: MORNING}, by=ADA
    )

    assert (workspace.desk, workspace.leadership, workspace.timezone) == ("C1", "C2", "Asia/Tokyo")
    assert workspace.timetable == Timetable(check_in=MORNING, digest=MORNING)
    assert WORKSPACE.timetable == SHIPPED_TIMETABLE


def test_a_time_that_nobody_chose_is_refused() -> None:
    with pytest.raises(InvalidForm) as refused:
        set_times(WORKSPACE, timezone="Mars/Base", times={Kind.CHECK_IN: None, Kind.DIGEST: MORNING}, by=ADA)
    assert list(refused.value.errors) == ["timezone", "check_in_time"]


def test_times_that_do_not_follow_each_other_are_refused() -> None:
    with pytest.raises(InvalidForm) as refused:
        set_times(WORKSPACE, timezone="UTC", times={Kind.CHECK_IN: WeekTime(3, time(9))}, by=ADA)
    assert list(refused.value.errors) == ["reminder_time"]


def test_a_policy_that_cannot_be_taken_leaves_the_old_one_in_force() -> None:
    wrong = Policy(routes=(Route(name="all", because="so", departments=("space",)),))

    with pytest.raises(Refusal) as refused:
        replace_policy(wrong, by=ADA, workspace=WORKSPACE)
    assert str(refused.value).startswith("The policy stays as it was. “all”: There is no department “space”")
    with pytest.raises(Refusal, match="No route holds for every post"):
        replace_policy(Policy(routes=()), by=ADA, workspace=WORKSPACE)
    assert replace_policy(SHIPPED_POLICY, by=ADA, workspace=WORKSPACE) == ()


def test_a_user_group_stands_for_approvers_and_is_followed() -> None:
    grouped = use_group(WORKSPACE, of="hr", group="S1", users=(MIA, FAY, MIA), by=ADA)
    assert approvers(grouped, "hr") == (MIA, FAY)

    followed = follow_group(grouped, group="S1", users=[MAX])
    assert approvers(followed, "hr") == (MAX,)
    assert approvers(followed, "marketing") == (MIA, MAX)
    assert approvers(follow_group(grouped, group="S1", users=[]), "hr") == ()
    assert follow_group(grouped, group="S2", users=[EVE]) == grouped
    assert follow_group(WORKSPACE, group="", users=[EVE]) == WORKSPACE

    by_hand = use_group(followed, of="hr", group="", users=(), by=ADA)
    assert approvers(by_hand, "hr") == (MAX,)
    named = staff(by_hand, of="hr", lead=None, approvers=[MAX, HAL], members=[], by=ADA)
    assert approvers(named, "hr") == (MAX, HAL)

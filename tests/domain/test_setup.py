"""What admins change in Slack, and what they may not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time

import pytest

from domain.departments import (
    add_department,
    appoint_approver,
    appoint_lead,
    dismiss_approver,
    remove_department,
    remove_from,
    rename_department,
)
from domain.groups import deactivate, follow_group, reactivate, use_group
from domain.people import ChannelId, Department, Role, UserId
from domain.policy import SHIPPED_POLICY, Policy
from domain.refusals import InvalidForm, Refusal
from domain.routes import Route
from domain.setup import (
    appoint_admin,
    appoint_leader,
    become_first_admin,
    dismiss_admin,
    dismiss_leader,
    refuse_non_admin,
    replace_policy,
    set_desk,
    set_leadership,
    set_times,
)
from domain.timetable import SHIPPED_TIMETABLE, Kind, Timetable, WeekTime
from domain.workspaces import Workspace
from tests.domain.stories import ADA, ELI, EVE, FAY, HAL, MAX, MIA, SAM, WORKSPACE

NEW = UserId("U0NEW")
MORNING = WeekTime(1, time(8, 30))
GROUPED = replace(
    WORKSPACE,
    departments=tuple(
        replace(one, approver_group="S1") if one.key == "hr" else one for one in WORKSPACE.departments
    ),
)


def approvers(workspace: Workspace, key: str) -> tuple[UserId, ...]:
    department = workspace.department(key)
    assert department is not None
    return department.approvers


CHANGES: list[Callable[[UserId], object]] = [
    lambda by: appoint_admin(WORKSPACE, user=NEW, by=by),
    lambda by: dismiss_admin(WORKSPACE, user=ADA, by=by),
    lambda by: appoint_leader(WORKSPACE, user=NEW, by=by),
    lambda by: dismiss_leader(WORKSPACE, user=NEW, by=by),
    lambda by: appoint_approver(WORKSPACE, user=NEW, of="hr", by=by),
    lambda by: dismiss_approver(WORKSPACE, user=HAL, of="hr", by=by),
    lambda by: appoint_lead(WORKSPACE, user=NEW, of="hr", by=by),
    lambda by: remove_from(WORKSPACE, user=HAL, of="hr", by=by),
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


def test_there_is_always_an_admin_who_can_act() -> None:
    two = appoint_admin(WORKSPACE, user=MIA, by=ADA)
    assert two.admins == (ADA, MIA)
    assert dismiss_admin(two, user=ADA, by=MIA).admins == (MIA,)
    for workspace in (WORKSPACE, deactivate(two, user=MIA)):
        with pytest.raises(Refusal, match="last admin"):
            dismiss_admin(workspace, user=ADA, by=ADA)
    with pytest.raises(Refusal, match="is no admin"):
        dismiss_admin(WORKSPACE, user=MIA, by=ADA)
    with pytest.raises(Refusal, match="an admin already"):
        appoint_admin(WORKSPACE, user=ADA, by=ADA)


def test_leaders_come_and_go() -> None:
    led = appoint_leader(WORKSPACE, user=NEW, by=ADA)
    assert led.roles_of(NEW) == {Role.LEADER}
    assert dismiss_leader(led, user=NEW, by=ADA) == WORKSPACE
    with pytest.raises(Refusal, match="a leader already"):
        appoint_leader(led, user=NEW, by=ADA)
    with pytest.raises(Refusal, match="is no leader"):
        dismiss_leader(WORKSPACE, user=NEW, by=ADA)


def test_approvers_come_and_go_and_stay_colleagues() -> None:
    more = appoint_approver(WORKSPACE, user=SAM, of="hr", by=ADA)
    assert approvers(more, "hr") == (HAL, SAM)
    fewer = dismiss_approver(more, user=SAM, of="hr", by=ADA)
    assert approvers(fewer, "hr") == (HAL,)
    assert [one.key for one in fewer.departments_of(SAM)] == ["hr"]
    again = appoint_approver(fewer, user=SAM, of="hr", by=ADA)
    assert dismiss_approver(again, user=SAM, of="hr", by=ADA) == fewer


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda: appoint_approver(WORKSPACE, user=HAL, of="hr", by=ADA), "approves for HR already"),
        (lambda: dismiss_approver(WORKSPACE, user=EVE, of="hr", by=ADA), "does not approve for HR"),
        (lambda: remove_from(WORKSPACE, user=EVE, of="hr", by=ADA), "U0EVE is not in HR"),
        (lambda: appoint_lead(WORKSPACE, user=EVE, of="space", by=ADA), "no such department"),
        (lambda: use_group(WORKSPACE, of="space", group="S1", users=(MIA,), by=ADA), "no such department"),
        (lambda: use_group(WORKSPACE, of="hr", group="S1", users=(), by=ADA), "no members"),
        (lambda: appoint_approver(GROUPED, user=EVE, of="hr", by=ADA), "user group stands for"),
        (lambda: dismiss_approver(GROUPED, user=HAL, of="hr", by=ADA), "user group stands for"),
        (lambda: remove_from(GROUPED, user=HAL, of="hr", by=ADA), "user group stands for"),
        (
            lambda: appoint_lead(deactivate(WORKSPACE, user=EVE), user=EVE, of="hr", by=ADA),
            "deactivated",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(change: Callable[[], object], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        change()


def test_leads_come_and_go() -> None:
    led = appoint_lead(WORKSPACE, user=SAM, of="hr", by=ADA)
    found = led.department("hr")
    assert found is not None
    assert found.lead == SAM
    none = appoint_lead(led, user=None, of="hr", by=ADA).department("hr")
    assert none is not None
    assert none.lead is None


def test_whoever_leaves_a_department_leaves_every_role_in_it() -> None:
    left = remove_from(WORKSPACE, user=HAL, of="hr", by=ADA)
    assert left.departments_of(HAL) == ()
    assert remove_from(WORKSPACE, user=EVE, of="ecommerce", by=ADA).department("ecommerce") == Department(
        key="ecommerce", name="E-commerce", lead=ELI, approvers=(ELI,)
    )


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
    assert approvers(appoint_approver(by_hand, user=HAL, of="hr", by=ADA), "hr") == (MAX, HAL)

"""Groups: Slack user groups that stand for a department's approvers, and people whose account is gone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.people import UserId
from domain.refusals import Refusal
from domain.setup import refuse_non_admin
from domain.workspaces import Workspace


def use_group(workspace: Workspace, *, of: str, group: str, users: Sequence[UserId], by: UserId) -> Workspace:
    """The workspace in which this user group stands for the approvers of the department with key `of`.

    Args:
        group: the group's id; empty to name approvers one by one again, beginning with those there are.
        users: the group's members now.

    Raises:
        Refusal: not asked by an admin, the department is gone, or the group is empty.
    """
    refuse_non_admin(by, workspace=workspace)
    department = workspace.department(of)
    if department is None:
        raise Refusal("There is no such department any more. Choose another one.")
    if group and not users:
        raise Refusal("This user group has no members, so nobody could approve. Choose another one.")
    named = workspace.with_department(replace(department, approver_group=group))
    return follow_group(named, group=group, users=users) if group else named


def follow_group(workspace: Workspace, *, group: str, users: Iterable[UserId]) -> Workspace:
    """The workspace after the members of this user group changed in Slack.

    Every department it stands for has exactly these approvers, in their order. An empty group leaves the
    seats vacant: posts wait, and nothing is approved by anybody who has left it.
    """
    approvers = tuple(dict.fromkeys(users))
    return replace(
        workspace,
        departments=tuple(
            replace(one, approvers=approvers) if group and one.approver_group == group else one
            for one in workspace.departments
        ),
    )


def deactivate(workspace: Workspace, *, user: UserId) -> Workspace:
    """The workspace after this person's Slack account was deactivated; their roles stay for the record."""
    return replace(workspace, deactivated=workspace.deactivated | {user})


def reactivate(workspace: Workspace, *, user: UserId) -> Workspace:
    """The workspace after this person's Slack account came back."""
    return replace(workspace, deactivated=workspace.deactivated - {user})

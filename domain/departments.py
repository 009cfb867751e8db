"""Departments: what admins change about them and their people. `by` is who asks for it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from unicodedata import normalize

from domain.people import Department, UserId
from domain.policy import Policy
from domain.policy_problems import problems_of
from domain.refusals import Refusal
from domain.setup import refuse_errors, refuse_non_admin
from domain.sight import likeness, visible
from domain.workspaces import Workspace

NAME_LIMIT = 60
"""Characters of a department's name, as in `workspace.toml`."""
_KEY_LENGTH = 30
_GONE = "The Slack account of somebody chosen here is deactivated. Choose somebody else."
_KEY = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]{0,39}")


def staff(
    workspace: Workspace,
    *,
    of: str,
    lead: UserId | None,
    approvers: Collection[UserId],
    members: Collection[UserId],
    by: UserId,
) -> Workspace:
    """The workspace in which exactly these people are in the department with key `of`.

    Where a user group stands for the approvers, they stay as the group has them.

    Raises:
        Refusal: not asked by an admin, or the department is gone.
        InvalidForm: somebody chosen has no Slack account any more.
    """
    department = _changeable(workspace, of, by=by)
    refuse_errors(
        {
            field: _GONE if set(chosen) & workspace.deactivated else ""
            for field, chosen in (("lead", {lead}), ("approvers", approvers), ("members", members))
        }
    )
    signing = department.approvers if department.approver_group else tuple(dict.fromkeys(approvers))
    working = tuple(one for one in dict.fromkeys(members) if one not in signing)
    return workspace.with_department(replace(department, lead=lead, approvers=signing, members=working))


def key_for(name: str, *, workspace: Workspace) -> str:
    """A key that no department has, made from its name: "Legal & Privacy" becomes `legal-privacy`."""
    words = re.findall(r"[a-z0-9]+", normalize("NFKD", name).encode("ascii", "ignore").decode().lower())
    key = "-".join(words)[:_KEY_LENGTH].strip("-") or "department"
    numbered = (key, *(f"{key}-{number}" for number in range(2, len(workspace.departments) + 3)))
    return next(one for one in numbered if workspace.department(one) is None)


def add_department(workspace: Workspace, *, key: str, name: str, by: UserId) -> Workspace:
    """The workspace with one more department, last in the order of the card.

    Raises:
        Refusal: not asked by an admin.
        InvalidForm: the key or the name cannot be, or the key is taken.
    """
    refuse_non_admin(by, workspace=workspace)
    errors = {"name": _name_error(name, others=workspace.departments)}
    if not _KEY.fullmatch(key):
        errors["key"] = "Use up to 40 letters, digits, - and _, such as field-ops."
    elif workspace.department(key):
        errors["key"] = "There is a department with this key already."
    refuse_errors(errors)
    added = Department(key=key, name=" ".join(name.split()))
    return replace(workspace, departments=(*workspace.departments, added))


def rename_department(workspace: Workspace, *, key: str, name: str, by: UserId) -> Workspace:
    """The workspace in which this department has another name; its key stays.

    Raises:
        Refusal: not asked by an admin, or the department is gone.
        InvalidForm: the name cannot be.
    """
    department = _changeable(workspace, key, by=by)
    others = (one for one in workspace.departments if one.key != key)
    refuse_errors({"name": _name_error(name, others=others)})
    return workspace.with_department(replace(department, name=" ".join(name.split())))


def remove_department(workspace: Workspace, *, key: str, policy: Policy, by: UserId) -> Workspace:
    """The workspace without this department.

    Raises:
        Refusal: not asked by an admin, the department is gone, or the policy names it.
    """
    department = _changeable(workspace, key, by=by)
    fewer = replace(workspace, departments=tuple(one for one in workspace.departments if one.key != key))
    named = [policy.routes[one.route].name for one in problems_of(policy, fewer) if one.route is not None]
    known = [policy.routes[one.route].name for one in problems_of(policy, workspace) if one.route is not None]
    new = [one for one in dict.fromkeys(named) if named.count(one) > known.count(one)]
    if new:
        raise Refusal(
            "The policy asks for {department} in: {routes}. Change these routes first.",
            department=department.name,
            routes=", ".join(new),
        )
    return fewer


def _changeable(workspace: Workspace, key: str, *, by: UserId) -> Department:
    refuse_non_admin(by, workspace=workspace)
    department = workspace.department(key)
    if department is None:
        raise Refusal("There is no such department any more. Choose another one.")
    return department


def _name_error(name: str, *, others: Iterable[Department]) -> str:
    if not visible(name):
        return "Give the department a name."
    twin = next((one for one in others if likeness(one.name) == likeness(name)), None)
    if twin is not None:
        return f"Another department is called “{twin.name}” already. Give each its own name."
    return "" if len(name) <= NAME_LIMIT else f"{NAME_LIMIT} characters is the most for a name."

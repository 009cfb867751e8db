"""Admission: an admin takes a stranger into a department."""

from dataclasses import replace

from domain.people import Role, UserId
from domain.refusals import Refusal
from domain.workspaces import Workspace


def admit(user: UserId, *, to: str, by: UserId, workspace: Workspace) -> Workspace:
    """The workspace with this person among the members of the department with key `to`.

    Raises:
        Refusal: only an admin admits, the department is gone, or the person is in it already.
    """
    department = workspace.department(to)
    if Role.ADMIN not in workspace.roles_of(by):
        raise Refusal("Only an admin can add people. Ask one of {admins}.", admins=workspace.admins)
    if department is None:
        raise Refusal("There is no such department any more. Choose another one.")
    if department.has(user):
        raise Refusal("{who} is in {department} already.", who=user, department=department.name)
    return workspace.with_department(replace(department, members=(*department.members, user)))


def refuse_request(user: UserId, *, workspace: Workspace) -> None:
    """Say no to somebody who asks to be added and need not, or cannot be.

    Raises:
        Refusal: they have been added meanwhile, or there is no admin who could add them.
    """
    if workspace.roles_of(user):
        raise Refusal("You have been added already. Type /social to see what you can do.")
    if not workspace.admins:
        raise Refusal("Onevoice has no admin here. Whoever runs it names the admins in workspace.toml.")

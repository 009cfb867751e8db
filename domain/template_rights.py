"""Template rights: who may make, change and end templates, and of which posts one can be made."""

from domain.belonging import refuse_outsider
from domain.exceptions import granters
from domain.people import Role, UserId
from domain.posts import Post, State
from domain.refusals import Refusal
from domain.templates import Template, TemplateState
from domain.workspaces import Workspace

APPROVED = frozenset({State.APPROVED, State.PUBLISHED, State.MEASURED})


def may_make(user: UserId, *, department: str, workspace: Workspace) -> bool:
    """Whether this person may keep this department's approved words as a template.

    That is for its approvers, for those of the department that keeps the brand voice, and for admins.
    """
    own = workspace.department(department)
    approves = user in (own.approvers if own else ()) or user in granters(workspace)
    return workspace.knows(user) and (approves or Role.ADMIN in workspace.roles_of(user))


def may_change(template: Template, user: UserId, *, workspace: Workspace) -> bool:
    """Whether this person may change this template and take it out of the library."""
    return may_make(user, department=template.department, workspace=workspace)


def may_become_template(post: Post) -> bool:
    """Whether this post's words were approved, and by people who read all of them."""
    return post.state in APPROVED and not (post.use is not None and post.use.trusted)


def refuse_making(post: Post, *, by: UserId, workspace: Workspace) -> None:
    """Say no before a form is opened for a template that cannot be made of this post.

    Raises:
        Refusal: it is not approved, or by trust alone, or this person may not.
    """
    _refuse_stranger(by, department=post.department, workspace=workspace)
    if post.state not in APPROVED:
        raise Refusal(
            "This post is {state}. A template is made of what was approved.", state=post.state.value
        )
    if post.use is not None and post.use.trusted:
        raise Refusal(
            "This post fills the template “{name}” and was not reviewed in full. Use that template instead.",
            name=post.use.name,
        )


def refuse_change(template: Template, *, by: UserId, workspace: Workspace) -> None:
    """Say no to a change of a template, before a form is opened for it.

    Raises:
        Refusal: this person may not, or it has ended.
    """
    _refuse_stranger(by, department=template.department, workspace=workspace)
    if template.state is TemplateState.RETIRED and template.ended_by and template.ended_at:
        raise Refusal(
            "{who} took “{name}” out of the library {when}: “{why}”. Make a new one of an approved post.",
            who=template.ended_by,
            name=template.name,
            when=template.ended_at,
            why=template.ended_because,
        )
    if template.state is not TemplateState.IN_FORCE:
        raise Refusal(
            "“{name}” has expired, as its last day is over. Make a new one of an approved post.",
            name=template.name,
        )


def _refuse_stranger(by: UserId, *, department: str, workspace: Workspace) -> None:
    refuse_outsider(by, workspace=workspace)
    if not may_make(by, department=department, workspace=workspace):
        raise Refusal(
            "Only approvers of {department} or of the brand voice and admins keep the library. Ask one of them.",
            department=workspace.department_name(department),
        )

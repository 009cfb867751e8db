"""Template changes: an approved post becomes a template, and a template another version of itself, or the past.

Outside its slots a template only says what was approved, whoever makes or changes it; for other words another post has
to be approved, and `change_template` is given that.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.belonging import refuse_outsider
from domain.exceptions import BRAND, granters
from domain.people import Role, UserId
from domain.posts import Post, State
from domain.refusals import InvalidForm, Refusal
from domain.routes import Subject
from domain.sight import likeness
from domain.template_form import TemplateForm, read_form
from domain.templates import Template, TemplateId, TemplateState
from domain.trust import may_restore_trust
from domain.workspaces import Workspace

TEMPLATES_LIMIT = 500
"""Templates in force: all are read with the library."""
APPROVED = frozenset({State.APPROVED, State.PUBLISHED, State.MEASURED})
_PARTS = (
    *("name", "text", "variants", "networks", "slots", "users", "editable", "valid_from", "valid_until"),
    *(
        "media_link",
        "alt_text",
        "department",
        "campaign",
        "aim",
        "tags",
        "shows_people",
        "post",
        "post_version",
    ),
)
"""What a change of a template is told of, in this order."""


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


def make_template(
    post: Post,
    form: TemplateForm,
    *,
    id: TemplateId,
    by: UserId,
    at: datetime,
    workspace: Workspace,
    others: Iterable[Template],
) -> Template:
    """A template of this post's approved words.

    Args:
        others: every template of the workspace.

    Raises:
        Refusal: as `refuse_making`, or there are too many.
        InvalidForm: as `read_form`; under "name" also where a template that ended had it and they may not give trust.
    """
    refuse_making(post, by=by, workspace=workspace)
    there = tuple(others)
    if sum(one.state is TemplateState.IN_FORCE for one in there) >= TEMPLATES_LIMIT:
        raise Refusal(
            "{most} templates is the most. Take one out of the library first.", most=TEMPLATES_LIMIT
        )
    made = _made(post, form, id=id, by=by, at=at, workspace=workspace, others=there)
    _refuse_inherited_name(made, by=by, workspace=workspace, others=there)
    return made


def change_template(
    template: Template,
    form: TemplateForm,
    *,
    read: int,
    by: UserId,
    at: datetime,
    workspace: Workspace,
    others: Iterable[Template],
    post: Post | None = None,
) -> Template:
    """The template's next version; the template itself where nothing is changed.

    Args:
        read: the number of the version that was before their eyes.
        others: every template of the workspace; this one among them or not.
        post: another approved post whose words it shall say; None to stay with those it has.

    Raises:
        Refusal: this person may not, it has ended or was changed meanwhile, or as `refuse_making` of the post.
        InvalidForm: as `read_form`.
    """
    refuse_change(template, by=by, workspace=workspace)
    if post is not None:
        refuse_making(post, by=by, workspace=workspace)
    rest = tuple(one for one in others if one.id != template.id)
    if post is None:
        found = read_form(form, template.approved, at=at, workspace=workspace, others=rest)
        after = replace(
            template,
            name=" ".join(form.name.split()),
            text=found.text,
            variants=found.variants,
            slots=found.slots,
            users=form.users,
            editable=form.editable,
            valid_from=form.valid_from,
            valid_until=form.valid_until,
        )
    else:
        after = _made(post, form, id=template.id, by=by, at=at, workspace=workspace, others=rest)
        after = replace(after, number=template.number, by=template.by, at=template.at)
    if after == template:
        return template
    if read != template.number:
        raise Refusal(
            "{who} changed “{name}” {when}, while you were writing, so nothing was saved. Open it again to see "
            "what it is now.",
            who=template.by,
            name=template.name,
            when=template.at,
        )
    _refuse_inherited_name(after, by=by, workspace=workspace, others=rest)
    return replace(after, number=template.number + 1, by=by, at=at)


def _refuse_inherited_name(
    template: Template, *, by: UserId, workspace: Workspace, others: Iterable[Template]
) -> None:
    """The policy trusts templates by name: other words under the name of one that ended need who may give trust."""
    names = {likeness(one.name) for one in others if one.state is not TemplateState.IN_FORCE}
    if likeness(template.name) in names and not may_restore_trust(by, workspace=workspace):
        brand = workspace.department_name(BRAND)
        said = f"An earlier template had this name, and the trust that goes with it. Choose another, or ask {brand}."
        raise InvalidForm({"name": said})


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


def changed_parts(old: Template, new: Template) -> tuple[str, ...]:
    """The names of what differs, for the record; the versions themselves are kept."""
    parts = [one for one in _PARTS if getattr(old, one) != getattr(new, one)]
    return tuple(one.replace("_", " ") for one in parts)


def _refuse_stranger(by: UserId, *, department: str, workspace: Workspace) -> None:
    refuse_outsider(by, workspace=workspace)
    if not may_make(by, department=department, workspace=workspace):
        raise Refusal(
            "Only approvers of {department} or of the brand voice and admins keep the library. Ask one of them.",
            department=workspace.department_name(department),
        )


def _made(
    post: Post,
    form: TemplateForm,
    *,
    id: TemplateId,
    by: UserId,
    at: datetime,
    workspace: Workspace,
    others: tuple[Template, ...],
) -> Template:
    content = post.version.content
    found = read_form(form, content, at=at, workspace=workspace, others=others)
    return Template(
        id=id,
        workspace=workspace.id,
        name=" ".join(form.name.split()),
        text=found.text,
        variants=found.variants,
        slots=found.slots,
        networks=content.networks,
        department=post.department,
        users=form.users,
        editable=form.editable,
        valid_from=form.valid_from,
        valid_until=form.valid_until,
        media_link=content.media_link,
        alt_text=content.alt_text,
        campaign=post.campaign,
        aim=post.aim,
        tags=post.tags,
        shows_people=post.shows_people,
        finding_tags=Subject.tags_of(post.version.findings),
        approved=content,
        post=post.id,
        post_version=post.version.number,
        by=by,
        at=at,
    )

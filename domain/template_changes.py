"""Template changes: an approved post becomes a template, and a template another version of itself, or the past.

Outside its slots a template only says what was approved, whoever makes or changes it; for other words another post has
to be approved, and `change_template` is given that.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.exceptions import BRAND
from domain.people import UserId
from domain.posts import Post
from domain.refusals import InvalidForm, Refusal
from domain.routes import Subject
from domain.sight import likeness
from domain.template_form import TemplateForm, read_form
from domain.template_rights import refuse_change, refuse_making
from domain.templates import Template, TemplateId, TemplateState
from domain.trust import may_restore_trust
from domain.workspaces import Workspace

TEMPLATES_LIMIT = 500
"""Templates in force: all are read with the library."""
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


def changed_parts(old: Template, new: Template) -> tuple[str, ...]:
    """The names of what differs, for the record; the versions themselves are kept."""
    parts = [one for one in _PARTS if getattr(old, one) != getattr(new, one)]
    return tuple(one.replace("_", " ") for one in parts)


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

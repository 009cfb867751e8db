"""Publishing: who says that an approved post went out, where it is, and in which words."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.belonging import refuse_outsider
from domain.diffs import Difference, differences
from domain.drafts import TEXT_LIMIT, variant_field
from domain.endings import ended
from domain.freezes import frozen
from domain.links import link_problem
from domain.networks import Network
from domain.people import Role, UserId
from domain.posts import Post, PostId, State
from domain.refusals import InvalidForm, Refusal
from domain.versions import Content, Variant
from domain.workspaces import Workspace

TEXT_FIELD = "published_text"
"""The field of a form that holds the text as published."""


def link_field(network: Network) -> str:
    """The field of a form that holds the link of the post on this network."""
    return f"link_{network.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where a published post is to be found on one network."""

    network: Network
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """That a post went out.

    Attributes:
        by: who said so.
        at: when they said so, in UTC; the figures of a week go by it.
        version: number of the approved version.
        content: the version's content, with the texts as they were published.
        links: at most one for each network.
        approved_by: who brought the post into the state before; None for the program itself.
        approved_at: when that was, in UTC.
    """

    post: PostId
    by: UserId
    at: datetime
    version: int
    content: Content
    links: tuple[Link, ...]
    approved_by: UserId | None
    approved_at: datetime


def altered(post: Post, publication: Publication) -> tuple[Difference, ...]:
    """What was published otherwise than approved, word by word; empty when nothing was."""
    approved = post.version_of(publication.version)
    return differences(approved.content, publication.content) if approved else ()


def may_publish(user: UserId, post: Post, *, workspace: Workspace) -> bool:
    """Whether this person may say that the post went out, and what it brought.

    Its author, everybody of its department, approvers of any department, and admins.
    """
    if not workspace.knows(user):
        return False
    department = workspace.department(post.department)
    colleague = user == post.author or (department is not None and department.has(user))
    return colleague or bool({Role.APPROVER, Role.ADMIN} & workspace.roles_of(user))


def publisher(post: Post, *, workspace: Workspace, at: datetime) -> UserId | None:
    """Who is called to publish a post and asked what it brought: its author.

    While the author is away or has left, the department's lead, then its approvers, then the admins; an author who
    is away when nobody else is there.
    """
    department = workspace.department(post.department)
    lead = (department.lead,) if department and department.lead else ()
    others = (*lead, *(department.approvers if department else ()), *workspace.admins)
    here = [one for one in (post.author, *others) if workspace.knows(one)]
    there = (one for one in here if workspace.absence_of(one, at=at) is None)
    return next(there, next(iter(here), None))


def refuse_other(user: UserId, post: Post, *, workspace: Workspace) -> None:
    """Say no to somebody who has nothing to do with the post.

    Raises:
        Refusal: they may not speak for it, as `may_publish`.
    """
    refuse_outsider(user, workspace=workspace)
    if not may_publish(user, post, workspace=workspace):
        raise Refusal(
            "Only {author}, people of {department}, approvers and admins can say how this post went out.",
            author=post.author,
            department=workspace.department_name(post.department),
        )


def refuse_publish(post: Post, *, by: UserId, at: datetime, workspace: Workspace) -> None:
    """Say no to a post that cannot have gone out.

    Raises:
        Refusal: this person may not say so, the post is not approved or frozen, or somebody was quicker.
    """
    refuse_other(by, post, workspace=workspace)
    if post.state is State.PUBLISHED and post.state_by:
        raise Refusal(
            "{who} marked this post as published {when}. There is nothing left to mark.",
            who=post.state_by,
            when=post.state_at,
        )
    if post.state is State.MEASURED:
        raise Refusal("This post is published, and its results are recorded. There is nothing left to mark.")
    if post.state.open or post.state is State.DRAFT:
        raise Refusal(
            "This post is {state} and not approved, so it must not go out. If it did, please tell an admin.",
            state=post.state.value,
        )
    if post.state is not State.APPROVED:
        raise ended(post)
    if freeze := frozen(post, workspace=workspace, at=at):
        raise Refusal(
            "{who} froze this post {when}: “{why}”. Nothing frozen goes out; /social resume shows what is frozen.",
            who=freeze.by,
            when=freeze.at,
            why=freeze.reason,
        )


def publish(
    post: Post,
    *,
    version: int,
    text: str,
    variants: tuple[Variant, ...] = (),
    links: tuple[Link, ...] = (),
    by: UserId,
    at: datetime,
    workspace: Workspace,
) -> tuple[Post, Publication]:
    """The post as published, and how it was.

    Args:
        version: the number that this person had before them.
        text: as it was published.
        variants: the texts as published of networks that have their own; a missing or empty one is as approved.
        links: where it is to be found; those without an address are left out.

    Raises:
        Refusal: as `refuse_publish`, or another version is approved by now.
        InvalidForm: no text, one that is too long, or something that is no link.
    """
    refuse_publish(post, by=by, at=at, workspace=workspace)
    if version != post.version.number:
        raise Refusal(
            "Version {now} is the approved one, and you looked at version {then}. Open the card again and see "
            "which of them went out.",
            now=post.version.number,
            then=version,
        )
    given = tuple(Link(network=one.network, url=one.url.strip()) for one in links if one.url.strip())
    approved = post.version.content
    own = {one.network: one.text.strip() for one in variants}
    content = replace(
        approved,
        text=text.strip(),
        variants=tuple(replace(one, text=own.get(one.network) or one.text) for one in approved.variants),
    )
    _refuse_form(content, given)
    publication = Publication(
        post=post.id,
        by=by,
        at=at,
        version=version,
        content=content,
        links=given,
        approved_by=post.state_by,
        approved_at=post.state_at,
    )
    return post.moved(State.PUBLISHED, by=by, at=at), publication


def _refuse_form(content: Content, links: tuple[Link, ...]) -> None:
    errors = {
        TEXT_FIELD: _text_error(content.text),
        **{variant_field(one.network): _text_error(one.text) for one in content.variants},
        **{link_field(one.network): _link_error(one, content) for one in links},
    }
    found = {field: sentence for field, sentence in errors.items() if sentence}
    if found:
        raise InvalidForm(found)


def _text_error(text: str) -> str:
    if not text:
        return "Give the text as it was published."
    return "" if len(text) <= TEXT_LIMIT else f"{TEXT_LIMIT:,} characters is the most for a text."


def _link_error(link: Link, content: Content) -> str:
    if link.network not in content.networks:
        return f"This post does not go to {link.network.label}."
    return link_problem(link.url)

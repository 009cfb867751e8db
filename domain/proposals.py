"""Proposing and revising: a filled form becomes a post, or a new version of one."""

from dataclasses import replace
from datetime import datetime

from domain.belonging import refuse_outsider
from domain.campaigns import campaign_problem
from domain.draft_problems import refuse_invalid
from domain.drafts import Draft
from domain.endings import ended
from domain.findings import Verdict
from domain.own_stores import other_stores_problem, refuse_others_post
from domain.people import Role, UserId
from domain.policy import Policy
from domain.posts import Post, PostId, State
from domain.promises import told_anew
from domain.refusals import InvalidForm, Refusal
from domain.routing import routed
from domain.settling import settled
from domain.template_use import TemplateUse
from domain.versions import Version
from domain.workspaces import Workspace

BY_POLICY = "the policy asks nobody about this template"
"""Why a post is approved that nobody signed."""


class Overtaken(Refusal):
    """Somebody else made a version while this one was being written; whoever wrote it decides which shall stand."""


def propose(
    draft: Draft,
    verdict: Verdict,
    *,
    id: PostId,
    by: UserId,
    at: datetime,
    workspace: Workspace,
    policy: Policy,
) -> Post:
    """A new post in review, from a form that holds; approved at once where the policy asks nobody about its template.

    Args:
        id: minted when the form was opened, so that a form sent twice is one post.
        verdict: what the rulebook says about this draft.

    Raises:
        Refusal: this person is unknown to the workspace, or it has no desk yet.
        InvalidForm: something in the form cannot stay as it is, blocking findings included.
    """
    refuse_stranger(by, workspace=workspace)
    refuse_invalid(draft, verdict, workspace=workspace, at=at)
    _refuse_other_stores(draft, by=by, workspace=workspace)
    _refuse_campaign(draft, workspace=workspace, at=at)
    post = Post(
        id=id,
        workspace=workspace.id,
        author=by,
        proposed_at=at,
        title="",
        department="",
        state=State.IN_REVIEW,
        state_by=by,
        state_at=at,
        versions=(),
    )
    written = _rewritten(post, draft, verdict, by=by, at=at)
    asked = routed(written, policy=policy, workspace=workspace)
    return settled(asked, by=None, at=at, workspace=workspace, because=BY_POLICY)


def revise(
    post: Post,
    draft: Draft,
    verdict: Verdict,
    *,
    read: int,
    by: UserId,
    at: datetime,
    workspace: Workspace,
    policy: Policy,
) -> Post:
    """The post after an edit: a new version empties every seat and the post is in review again.

    What stores ticked stays ticked unless the edit changes what they have to keep (`promises.promise_of`).
    Only an edit of the title and of the aim keeps version and seats: what the public sees, where and when it goes out, whom it
    concerns and who must sign are what approvers have agreed to. What was made from a template leaves the trusted
    route, unless its slots were filled anew (`draft.use`).

    Args:
        read: number of the version that the editor had before their eyes.

    Raises:
        Overtaken: somebody else edited it meanwhile.
        Refusal: this person may not edit it, or it can no longer be edited.
        InvalidForm: something in the form cannot stay as it is, blocking findings included.
    """
    refuse_edit(post, by=by, workspace=workspace)
    written = _rewritten(post, draft, verdict, by=by, at=at)
    written = replace(written, use=draft.use or _use_after(post, written))
    if read != post.version.number:
        if _said(written) == _said(post):
            return post
        raise Overtaken(
            "{who} made version {number} {when}, while you were editing version {read}. "
            'Open "Edit" again to see it; your words are below, to copy.',
            who=post.version.by,
            number=post.version.number,
            when=post.version.at,
            read=read,
        )
    keeps_time = draft.publish_at == post.publish_at
    refuse_invalid(draft, verdict, workspace=workspace, at=None if keeps_time else at)
    _refuse_other_stores(draft, by=by, workspace=workspace)
    if written.campaign != post.campaign:  # one that it named before stays, whatever became of it
        _refuse_campaign(draft, workspace=workspace, at=at)
    revised = routed(written, policy=policy, workspace=workspace)
    if (revised.version.hash, revised.needs, _circumstances(revised)) == (
        post.version.hash,
        post.needs,
        _circumstances(post),
    ):
        return replace(revised, versions=post.versions, renewed_needs=post.renewed_needs)
    anew = told_anew(post, revised, by=by, at=at, workspace=workspace)
    again = anew.moved(State.IN_REVIEW, by=by, at=at)
    return settled(again, by=None, at=at, workspace=workspace, because=BY_POLICY)


def _use_after(before: Post, after: Post) -> TemplateUse | None:
    """How it stands to its template after an edit by hand."""
    kept = (after.version.hash, _circumstances(after)) == (before.version.hash, _circumstances(before))
    return before.use if kept or before.use is None else before.use.by_hand


def _said(post: Post) -> tuple[object, ...]:
    """All that a form can say of a post: a form sent twice says it twice."""
    return post.version.hash, post.title, post.aim, _circumstances(post)


def _circumstances(post: Post) -> tuple[object, ...]:
    """What approvers agree to besides the content."""
    return (
        post.department,
        post.publish_at,
        post.stores,
        post.shows_people,
        post.tags,
        post.campaign,
        post.budget,
    )


def refuse_stranger(user: UserId, *, workspace: Workspace) -> None:
    """Say no to a proposal that has nobody to stand for it or nowhere to be shown.

    Raises:
        Refusal: the workspace has no desk yet, or does not know this person.
    """
    if workspace.desk is None:
        raise Refusal(
            "Onevoice has no desk channel here yet, so a post would be seen by nobody. "
            "An admin names it: /social setup"
        )
    if not workspace.roles_of(user):
        raise Refusal("You are not in any department here yet. Type /social to ask an admin to add you.")


def refuse_edit(post: Post, *, by: UserId, workspace: Workspace) -> None:
    """Say no to an edit that cannot be.

    Raises:
        Refusal: the post has ended, or this person has no role here or is neither its author, of its department, nor an admin;
            or they only manage stores, and it is about others too.
    """
    refuse_outsider(by, workspace=workspace)
    department = workspace.department(post.department)
    colleague = department is not None and department.has(by)
    if not (by == post.author or colleague or Role.ADMIN in workspace.roles_of(by)):
        raise Refusal(
            "Only {author}, colleagues in their department and admins can do this.", author=post.author
        )
    if not (post.state.open or post.state is State.APPROVED):
        raise ended(post)
    refuse_others_post(post, by=by, workspace=workspace)


def _refuse_other_stores(draft: Draft, *, by: UserId, workspace: Workspace) -> None:
    if problem := other_stores_problem(draft.stores, by=by, workspace=workspace):
        raise InvalidForm({"stores": problem})


def _refuse_campaign(draft: Draft, *, workspace: Workspace, at: datetime) -> None:
    if problem := campaign_problem(draft.campaign.strip(), workspace=workspace, at=at):
        raise InvalidForm({"campaign": problem})


def _rewritten(post: Post, draft: Draft, verdict: Verdict, *, by: UserId, at: datetime) -> Post:
    """The post with all that the form says, and a version more."""
    version = Version(
        number=len(post.versions) + 1,
        content=draft.content,
        by=by,
        at=at,
        needs=(),
        findings=verdict.findings,
        rulebook=verdict.rulebook,
        offers=verdict.offers,
    )
    return replace(
        post,
        title=draft.effective_title,
        department=draft.department,
        publish_at=draft.publish_at,
        stores=draft.stores,
        shows_people=draft.shows_people,
        tags=draft.tags,
        campaign=draft.campaign.strip(),
        budget=draft.budget,
        use=draft.use,
        aim=draft.aim.tidied,
        versions=(*post.versions, version),
    )

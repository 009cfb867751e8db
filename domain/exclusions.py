"""Exclusions: stores that a post leaves out, so that those that are not ready do not stop it, and takes in again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.belonging import refuse_outsider
from domain.marks import COMPANY, Mark, Said
from domain.people import Role, UserId
from domain.policy import Policy
from domain.posts import Post
from domain.readiness import Readiness
from domain.reconsidering import asked_anew
from domain.refusals import Refusal
from domain.ticking import refuse_late_tick, stands, store_name
from domain.wording import listed
from domain.workspaces import Workspace


def exclude(
    post: Post,
    *,
    stores: Iterable[str],
    note: str = "",
    by: UserId,
    at: datetime,
    workspace: Workspace,
    policy: Policy,
) -> Post:
    """The post without these stores that are not ready; approved when they were all that was missing.

    Its text says the same, so it is no new version and what was signed stays signed. What the policy asks is looked at
    anew.

    Raises:
        Refusal: as `refuse_exclusion`; or a store is ready, not the post's, or the last one.
    """
    readiness = refuse_exclusion(post, by=by, at=at, workspace=workspace)
    chosen = tuple(dict.fromkeys(stores))
    lacking = {one.key for one in readiness.open} - {COMPANY}
    strange = [store_name(one, workspace=workspace) for one in chosen if one not in lacking]
    if strange or not chosen:
        raise Refusal(
            "Only stores that this post touches and that are not ready can be left out. {stores} cannot.",
            stores=listed(strange) or "No store",
        )
    left = tuple(one for one in post.stores if one not in chosen)
    if not left:
        raise Refusal(
            "One store at least has to stay. To stop the post for all of them, reject or withdraw it."
        )
    mark = Mark(
        said=Said.EXCLUDED, by=by, at=at, stores=chosen, note=note.strip(), version=post.version.number
    )
    return _with_stores(post, left, mark, workspace=workspace, policy=policy)


def include(
    post: Post, *, stores: Iterable[str], by: UserId, at: datetime, workspace: Workspace, policy: Policy
) -> Post:
    """The post with these stores that it had left out; they have to be ready, so it is back in review if it was approved.

    Raises:
        Refusal: as `refuse_exclusion`; or a store was not left out, or is not there any more.
    """
    readiness = refuse_exclusion(post, by=by, at=at, workspace=workspace)
    chosen = tuple(dict.fromkeys(stores))
    strange = [store_name(one, workspace=workspace) for one in chosen if one not in readiness.excluded]
    if strange or not chosen:
        raise Refusal("{stores} was not left out of this post.", stores=listed(strange) or "No store")
    gone = sorted(set(chosen) - {one.key for one in workspace.stores})
    if gone:
        raise Refusal("There is no store {stores} any more, so it stays left out.", stores=listed(gone))
    mark = Mark(said=Said.INCLUDED, by=by, at=at, stores=chosen, version=post.version.number)
    return _with_stores(post, (*post.stores, *chosen), mark, workspace=workspace, policy=policy)


def refuse_exclusion(post: Post, *, by: UserId, at: datetime, workspace: Workspace) -> Readiness:
    """Say no to somebody who may not say which stores take part, before a form is opened; else how the stores stand.

    Raises:
        Refusal: too late, no readiness is asked, or they are neither an approver of the departments that ask for it, the
            author nor an admin.
    """
    refuse_outsider(by, workspace=workspace)
    readiness = refuse_late_tick(post, at=at, workspace=workspace)
    if may_exclude(post, readiness, by=by, workspace=workspace):
        return readiness
    names = listed([workspace.department_name(one) for one in readiness.departments])
    raise Refusal(
        "Only {author}, approvers of {names} and admins can leave stores out or take them in again.",
        author=post.author,
        names=names,
    )


def may_exclude(post: Post, readiness: Readiness, *, by: UserId, workspace: Workspace) -> bool:
    """Whether this person may leave stores out of the post: its author, who asks for readiness, and admins."""
    approvers = {
        user
        for key in readiness.departments
        if (found := workspace.department(key))
        for user in found.approvers
    }
    return workspace.knows(by) and (
        by == post.author or by in approvers or Role.ADMIN in workspace.roles_of(by)
    )


def _with_stores(
    post: Post, stores: tuple[str, ...], mark: Mark, *, workspace: Workspace, policy: Policy
) -> Post:
    changed = replace(post, stores=stores, marks=(*post.marks, mark))
    asked = asked_anew(changed, policy=policy, workspace=workspace)
    return stands(asked, by=mark.by, at=mark.at, workspace=workspace)

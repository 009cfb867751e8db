"""Readiness waivers: stores that need not be ticked for this version, by somebody who may say so, with the reason."""

from dataclasses import replace
from datetime import datetime

from domain.approvals import refuse_late
from domain.belonging import refuse_outsider
from domain.comments import required_words
from domain.marks import Mark, Said
from domain.people import Role, UserId
from domain.posts import Post
from domain.promises import promise_of
from domain.readiness import readiness_of
from domain.refusals import Refusal
from domain.settling import settled
from domain.wording import listed
from domain.workspaces import Workspace


def waive_readiness(
    post: Post, *, version: int, reason: str, by: UserId, at: datetime, workspace: Workspace
) -> Post:
    """The post whose stores need not be ready for this version; approved when nothing else is missing.

    Raises:
        Refusal: as `refuse_readiness_waiver`.
        InvalidForm: no reason, or one that is too long; its field is `comment`.
    """
    refuse_readiness_waiver(post, version=version, by=by, workspace=workspace)
    reason = required_words(
        reason, field="comment", ask="Say why the stores need not be ticked: the card shows it."
    )
    waiver = Mark(
        said=Said.WAIVED,
        by=by,
        at=at,
        note=reason,
        promise=promise_of(post, workspace=workspace),
        version=version,
    )
    return settled(replace(post, marks=(*post.marks, waiver)), by=by, at=at, workspace=workspace)


def refuse_readiness_waiver(post: Post, *, version: int, by: UserId, workspace: Workspace) -> None:
    """Say no to a waiver that cannot be.

    As for a seat: nobody waives for what they wrote, nor after deciding about this version for another department, so
    that no single person brings a post past two.

    Raises:
        Refusal: too late, not theirs to waive, or nothing to waive.
    """
    refuse_late(post, version=version)
    refuse_outsider(by, workspace=workspace)
    if by in post.writers:
        raise Refusal("You wrote this post, so somebody else has to waive its readiness.")
    readiness = readiness_of(post, workspace=workspace)
    if readiness is None:
        raise Refusal(
            "No route of the policy asks stores to be ready for this post, so there is nothing to waive."
        )
    departments = [found for key in readiness.departments if (found := workspace.department(key))]
    if Role.ADMIN not in workspace.roles_of(by) and not any(by in one.approvers for one in departments):
        raise Refusal(
            "Only approvers of {names} and admins can waive readiness: {admins}.",
            names=listed([workspace.department_name(one) for one in readiness.departments]),
            admins=workspace.admins,
        )
    if readiness.waiver:
        raise Refusal(
            "{who} already waived readiness {when}.", who=readiness.waiver.by, when=readiness.waiver.at
        )
    if readiness.complete:
        raise Refusal("Every store is ready, so there is nothing to waive.")
    decided = {
        user
        for one in post.current_sign_offs
        if one.department not in readiness.departments
        for user in (one.by, one.stands_for)
    }
    if by in decided:
        raise Refusal(
            "You have decided about this version for another department, so somebody else has to waive readiness."
        )

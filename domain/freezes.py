"""Freezes: what must not be approved or go out for a while, why, and who may say so."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.freeze import Freeze, Kept, Scope
from domain.freeze_problems import reason_problem, refuse_freeze_form
from domain.people import UserId
from domain.posts import Post
from domain.refusals import InvalidForm, Refusal
from domain.scopes import refuse_freezer, refuse_unknown, same, touches
from domain.workspaces import Workspace

SCOPE, REASON, SINCE = "scope", "reason", "since"
"""Details of a freeze in the record: what it is about in words, why, and its first moment in UTC."""


def freezing(post: Post, *, workspace: Workspace, at: datetime) -> tuple[Freeze, ...]:
    """The freezes in force that keep this post from being approved and from going out."""
    return tuple(one for one in workspace.freezes if one.counts(at) and holds(one, post, workspace=workspace))


def frozen(post: Post, *, workspace: Workspace, at: datetime) -> Freeze | None:
    """The first of them; None for a post that may go on."""
    return next(iter(freezing(post, workspace=workspace, at=at)), None)


def foreseen(post: Post, *, workspace: Workspace, at: datetime) -> tuple[Freeze, ...]:
    """The planned freezes, not yet begun, that will hold this post at its publish time."""
    due = post.publish_at
    return tuple(
        one
        for one in workspace.freezes
        if due is not None
        and not one.counts(at)
        and one.since <= due
        and (one.until is None or due < one.until)
        and holds(one, post, workspace=workspace)
    )


def stopping(post: Post, *, workspace: Workspace, at: datetime) -> tuple[Freeze, ...]:
    """What freezes this post now; where nothing does, what will at its publish time."""
    return freezing(post, workspace=workspace, at=at) or foreseen(post, workspace=workspace, at=at)


def holds(freeze: Freeze, post: Post, *, workspace: Workspace) -> bool:
    """Whether a freeze touches this post and nobody has kept it running."""
    return kept(freeze, post) is None and touches(freeze.scope, post, workspace=workspace)


def kept(freeze: Freeze, post: Post) -> Kept | None:
    """Who keeps this post running although the freeze touches it, or None."""
    return next((one for one in freeze.kept if one.post == post.id), None)


def freeze(
    workspace: Workspace,
    *,
    id: str,
    scope: Scope,
    reason: str,
    by: UserId,
    at: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Workspace:
    """The workspace with one more freeze: in force at once, or planned for later.

    Args:
        since: its first moment, in UTC; None for now.
        until: when it thaws by itself, in UTC; None where somebody has to.

    Raises:
        Refusal: this person may not freeze that, something in the scope is gone, or it is frozen already.
        InvalidForm: no reason, or times and words that cannot be.
    """
    refuse_freezer(by, scope, workspace=workspace)
    refuse_unknown(scope, workspace=workspace)
    reason = " ".join(reason.split())
    refuse_freeze_form(scope, reason, since=since, until=until, at=at)
    planned = since is not None and since > at
    added = Freeze(
        id=id,
        scope=scope,
        reason=reason,
        by=by,
        at=at,
        since=since if since and planned else at,
        until=until,
        begun=not planned,
    )
    _refuse_doubled(added, workspace=workspace)
    return replace(workspace, freezes=(*workspace.freezes, added))


def _refuse_doubled(added: Freeze, *, workspace: Workspace) -> None:
    for one in workspace.freezes:
        if same(one.scope, added.scope) and _doubles(one, added):
            lasts = "until {until}" if one.until else "until somebody thaws it"
            instead = "thaw it first" if one.begun else "call it off first, or choose another time"
            raise Refusal(
                f"{{who}} {'froze' if one.begun else 'planned to freeze'} just this, from {{since}} {lasts}: "
                f"“{{reason}}”. Type /social resume to {instead}.",
                who=one.by,
                since=one.since,
                **({"until": one.until} if one.until else {}),
                reason=one.reason,
            )


def _doubles(one: Freeze, added: Freeze) -> bool:
    """Whether the first is in force, or planned, for a time that the other asks for.

    A crisis does not wait for a plan, nor a plan for a crisis whose end nobody knows: one in force from now and one
    planned for later stand beside each other.
    """
    if added.begun and not one.counts(added.at):
        return False
    open_ended = one.begun and one.until is None
    return _overlap(one, added) and (added.begun or not open_ended)


def _overlap(one: Freeze, other: Freeze) -> bool:
    return (one.until is None or one.until > other.since) and (other.until is None or other.until > one.since)


def find_freeze(workspace: Workspace, id: str) -> Freeze | None:
    """The freeze with this id, in force or planned; None when it is over."""
    return next((one for one in workspace.freezes if one.id == id), None)


def begin(workspace: Workspace, *, id: str) -> Workspace:
    """The workspace in which a planned freeze has begun."""
    return _with(workspace, (replace(one, begun=True) if one.id == id else one for one in workspace.freezes))


def thaw(workspace: Workspace, *, id: str, by: UserId | None) -> Workspace:
    """The workspace without this freeze; a planned one is called off. What it held is for `thawing.thawed`.

    Args:
        by: who thaws it; None when its time is over.

    Raises:
        Refusal: it is over already, or this person may not.
    """
    found = find_freeze(workspace, id)
    if found is None:
        raise Refusal("This freeze is over already. Type /social resume to see what is still frozen.")
    if by is not None:
        refuse_freezer(by, found.scope, workspace=workspace)
    return _with(workspace, (one for one in workspace.freezes if one.id != id))


def keep_running(workspace: Workspace, post: Post, *, reason: str, by: UserId, at: datetime) -> Workspace:
    """The workspace in which this post goes on, whatever freezes it now, or else will at its publish time.

    Raises:
        Refusal: as `refuse_keeping`.
        InvalidForm: no reason, or one that is too long.
    """
    refuse_keeping(post, by=by, workspace=workspace, at=at)
    reason = " ".join(reason.split())
    if problem := reason_problem(reason):
        raise InvalidForm({"comment": problem})
    exception = Kept(post=post.id, by=by, at=at, reason=reason)
    now = {one.id for one in stopping(post, workspace=workspace, at=at)}
    return _with(
        workspace,
        (replace(one, kept=(*one.kept, exception)) if one.id in now else one for one in workspace.freezes),
    )


def refuse_keeping(post: Post, *, by: UserId, workspace: Workspace, at: datetime) -> None:
    """Say no to an exception that cannot be made.

    Raises:
        Refusal: nothing freezes this post, now or at its publish time, or this person may not decide about all
            that does.
    """
    now = stopping(post, workspace=workspace, at=at)
    if not now:
        raise Refusal("This post is not frozen, so there is nothing to keep it running against.")
    for one in now:
        refuse_freezer(by, one.scope, workspace=workspace)


def turning(workspace: Workspace, *, at: datetime) -> tuple[Freeze, ...]:
    """The freezes that have to begin or to thaw by themselves at this moment."""
    return tuple(one for one in workspace.freezes if over(one, at=at) or (one.since <= at and not one.begun))


def over(freeze: Freeze, *, at: datetime) -> bool:
    """Whether the time of a freeze is over."""
    return freeze.until is not None and freeze.until <= at


def _with(workspace: Workspace, freezes: Iterable[Freeze]) -> Workspace:
    return replace(workspace, freezes=tuple(freezes))

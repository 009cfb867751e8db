"""Briefs: what the managers of a post's stores have to know before it goes out, and whether they have read it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.belonging import refuse_outsider
from domain.freezes import frozen
from domain.managers import managed, stores_by_manager
from domain.people import UserId
from domain.posts import Post, PostId, State
from domain.promises import promise_of
from domain.refusals import Refusal
from domain.versions import Version
from domain.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """That a manager was told what their stores have to keep.

    Attributes:
        promise: what it was about, in short (`promises.promise_of`).
        at: when they were told, in UTC.
        understood_at: when they said that they understood, in UTC; None before.
    """

    post: PostId
    promise: str
    manager: UserId
    at: datetime
    understood_at: datetime | None = None


class Holds(StrEnum):
    """Whether what a brief says still holds."""

    YES = "yes"
    CHANGED = "changed"
    """The promise is another one by now."""
    PAUSED = "paused"
    """It is back in review or on hold: it may change, or not come at all."""
    FROZEN = "frozen"
    OFF = "off"
    """It ended without going out."""
    LEFT_OUT = "left out"
    """None of this manager's stores is part of it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Who has read the brief.

    Attributes:
        read: keys of the stores whose manager has understood.
        unread: keys of those whose manager has not.
        unmanaged: keys of those that have no manager to tell.
    """

    read: tuple[str, ...]
    unread: tuple[str, ...]
    unmanaged: tuple[str, ...]


def holds(brief: Brief, post: Post, *, workspace: Workspace, at: datetime) -> Holds:
    """Whether what the brief says still holds."""
    if post.state in {State.REJECTED, State.WITHDRAWN, State.EXPIRED}:
        return Holds.OFF
    if not managed(post, brief.manager, workspace=workspace):
        return Holds.LEFT_OUT
    if brief.promise != promise_of(post, workspace=workspace):
        return Holds.CHANGED
    if post.state in {State.PUBLISHED, State.MEASURED}:
        return Holds.YES
    if frozen(post, workspace=workspace, at=at):
        return Holds.FROZEN
    return Holds.YES if post.state is State.APPROVED else Holds.PAUSED


def to_brief(post: Post, *, briefs: Iterable[Brief], workspace: Workspace, at: datetime) -> tuple[Brief, ...]:
    """The briefs that are yet to be sent: to every manager of a store, once for each promise.

    None while the post is not approved, is frozen, or once its publish time has come; nor where the policy asks for no
    readiness, as stores then have nothing to keep.
    """
    asked = any(one.readiness for one in post.needs)
    over = post.publish_at is not None and post.publish_at <= at
    if post.state is not State.APPROVED or not asked or over or frozen(post, workspace=workspace, at=at):
        return ()
    promise = promise_of(post, workspace=workspace)
    told = {one.manager for one in briefs if one.promise == promise}
    return tuple(
        Brief(post=post.id, promise=promise, manager=user, at=at)
        for user in stores_by_manager(post, workspace=workspace)
        if user not in told
    )


def understand(post: Post, brief: Brief | None, *, by: UserId, at: datetime, workspace: Workspace) -> Brief:
    """The brief, understood by whom it was sent to.

    Raises:
        Refusal: it is not theirs, does not hold any more, or they said so already.
    """
    refuse_outsider(by, workspace=workspace)
    if brief is None or brief.manager != by:
        raise Refusal("This brief was not sent to you, so there is nothing to confirm.")
    if brief.understood_at is not None:
        raise Refusal("You said so {when}. Thank you, nothing is left to do.", when=brief.understood_at)
    said = _NOT_ANY_MORE.get(holds(brief, post, workspace=workspace, at=at))
    if said:
        raise Refusal(said)
    return replace(brief, understood_at=at)


_NOT_ANY_MORE = {
    Holds.OFF: "This post does not go out any more, so there is nothing to confirm. Please do not promise it.",
    Holds.CHANGED: "The promise has changed since. You get a new brief once it is approved: read that one.",
    Holds.LEFT_OUT: "No store of yours is part of this post any more, so there is nothing to confirm.",
}


def reading(post: Post, briefs: Iterable[Brief], *, workspace: Workspace) -> Reading:
    """Which of the post's stores have read the brief about what it promises now."""
    promise = promise_of(post, workspace=workspace)
    done = {one.manager for one in briefs if one.promise == promise and one.understood_at is not None}
    whose = {key: user for user, keys in stores_by_manager(post, workspace=workspace).items() for key in keys}
    return Reading(
        read=tuple(one for one in post.stores if whose.get(one) in done),
        unread=tuple(one for one in post.stores if one in whose and whose[one] not in done),
        unmanaged=tuple(one for one in post.stores if one not in whose),
    )


def before(brief: Brief, briefs: Iterable[Brief]) -> Brief | None:
    """The brief that the same manager had about this post before this one; None for the first."""
    earlier = [one for one in briefs if one.manager == brief.manager and one.at < brief.at]
    return max(earlier, key=lambda one: one.at, default=None)


def version_told(post: Post, brief: Brief) -> Version:
    """The version that a brief was about."""
    return [one for one in post.versions if one.at <= brief.at or one.number == 1][-1]

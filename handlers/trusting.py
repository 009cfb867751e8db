"""Trusting: a blocked post ends the trust in its store's use of its template; people give it back."""

from datetime import datetime

from domain.audit import Action, Event
from domain.people import UserId, WorkspaceId
from domain.posts import Post, PostId
from domain.refusals import Refusal
from domain.templates import TemplateId
from domain.trust import LostTrust, lose_trust, lost_for, restore_trust, without_trust
from handlers.changing import reconsidered
from handlers.kit import Kit
from handlers.record import keep
from storage.database import Transaction

STORE = "store"
"""Detail of lost and of restored trust: the store's key; not there for posts without a store."""
POST = "post"
"""The same: the blocked post's id."""


def end_trust(work: Transaction, post: Post, *, by: UserId | None, at: datetime, because: str) -> None:
    """Record that a blocked post ends the trust in its store's use of its template, if there was any.

    To be called in the transaction that blocks it; `ask_overlooked` follows in one of its own.

    Args:
        by: who blocked it; None for the program itself.
        because: the words given for it.
    """
    lost = lose_trust(post, by=by, at=at, because=because)
    if lost is None or post.use is None or lost_for(post.use, work.templates.lost_trust(lost.template)):
        return
    work.templates.keep_trust([lost])
    work.audit.record(_event(Action.TRUST_LOST, lost, by=by, at=at, because=lost.because))


def ask_overlooked(kit: Kit, *, workspace: WorkspaceId) -> bool:
    """Ask of posts still trusted where trust was lost, and not out, as of any post.

    For whoever ends the trust, and for the clock: some may come at that moment, or the process be killed.

    Returns:
        Whether there were any.
    """
    with kit.database.snapshot(workspace) as seen:
        overlooked = seen.templates.overlooked()
    for one in overlooked:
        _ask_in_full(kit, one, workspace=workspace)
    return bool(overlooked)


def _ask_in_full(kit: Kit, lost: LostTrust, *, workspace: WorkspaceId) -> None:
    at = kit.now()
    with kit.database.transaction(workspace) as work:
        posts = work.posts.these(work.templates.unpublished(lost.template))
        full = without_trust(
            posts,
            lost,
            policy=work.policies.current(),
            workspace=work.people.workspace(),
            at=at,
        )
        was = {one.id: one for one in posts}
        event = Event(action=Action.RECONSIDERED, by=lost.by, at=at, subject=lost.template)
        if full:
            keep(work, [(one, reconsidered(event, was[one.id], one)) for one in full], new_id=kit.new_id)
    kit.wake()


def give_trust_back(
    kit: Kit,
    template: TemplateId,
    *,
    store: str,
    post: PostId,
    because: str,
    by: UserId,
    workspace: WorkspaceId,
) -> LostTrust:
    """Keep that posts from this template at this store take the trusted route again, from the next one on.

    Args:
        post: the one that was blocked.

    Raises:
        Refusal, InvalidForm: as `restore_trust`, or there is no such loss.
    """
    at = kit.now()
    with kit.database.transaction(workspace) as work:
        work.templates.hold()
        lost = next(
            (one for one in work.templates.lost_trust(template) if (one.store, one.post) == (store, post)),
            None,
        )
        if lost is None:
            raise Refusal("Trust was not lost there, so there is nothing to give back.")
        restored = restore_trust(lost, because=because, by=by, at=at, workspace=work.people.workspace())
        work.templates.keep_trust([restored])
        work.audit.record(
            _event(Action.TRUST_RESTORED, restored, by=by, at=at, because=restored.restored_because)
        )
    return restored


def _event(action: Action, lost: LostTrust, *, by: UserId | None, at: datetime, because: str) -> Event:
    detail = {"comment": because, POST: lost.post, **({STORE: lost.store} if lost.store else {})}
    return Event(action=action, by=by, at=at, subject=lost.template, detail=detail)

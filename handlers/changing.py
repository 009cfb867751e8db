"""Changing: a new policy or other people, and what that means for the posts under way, in one transaction."""

from collections.abc import Callable
from dataclasses import replace

from blocks.decision_words import ASKED, MOVED, NO_LONGER, REASONS
from domain.audit import Action, Event
from domain.policy import Policy
from domain.posts import Post
from domain.reconsidering import asked_now, asks_the_same, reconsider
from domain.workspaces import Workspace
from handlers.asking import ask_anew
from handlers.briefing import brief_stores
from handlers.charter_news import tell_newcomers
from handlers.record import keep
from handlers.showing import show_anew
from handlers.wanting import want_each
from storage.database import Transaction


def keep_change(
    transaction: Transaction,
    event: Event,
    *,
    before: Workspace,
    after: Workspace,
    policy: Policy | None = None,
    new_id: Callable[[], str],
) -> tuple[Post, ...]:
    """Keep a changed workspace or policy with its line in the record, and look at every post under way anew.

    Posts are held first, then the policy, then the end of the record: whoever decides holds them in the
    same order, so nobody waits for each other.

    Args:
        before: as this transaction has read it.
        after: the same where only the policy changes.
        policy: the one that comes into force; None where it stays.

    Returns:
        The posts whose needs or state have changed with it.

    Raises:
        Unavailable: somebody else changes the same at the same moment; nothing was changed.
    """
    posts = transaction.posts.under_way(at=event.at)
    if after == before:  # read anew now that the posts are held: they may have been frozen meanwhile
        before = after = transaction.people.workspace()
    if policy is None:
        in_force = transaction.policies.current()
    else:
        in_force = transaction.policies.replace(policy, by=event.by, at=event.at).policy
    if after != before:
        transaction.people.save(after)
        transaction.campaign_stores.forget(_gone(before, after))
    transaction.audit.record(event)
    changed = [
        (post, became)
        for post in posts
        if (became := reconsider(post, policy=in_force, workspace=after, by=event.by, at=event.at)) != post
    ]
    if changed:
        keep(transaction, [(one, reconsidered(event, was, one)) for was, one in changed], new_id=new_id)
    show_anew(transaction, before=before, after=after, new_id=new_id, at=event.at)
    if after.stores != before.stores:
        now = {one.id: one for _, one in changed}
        stand = [now.get(one.id, one) for one in posts]
        told = brief_stores(transaction, stand, workspace=after, at=event.at)
        want_each(transaction, told, new_id=new_id, at=event.at)
    if after != before:
        tell_newcomers(transaction, before=before, after=after, new_id=new_id, at=event.at)
        ask_anew(transaction, before=before, after=after, new_id=new_id, at=event.at)
    return tuple(became for _, became in changed)


def _gone(before: Workspace, after: Workspace) -> list[str]:
    """Keys of the stores that are no more: what was said for them does not count for one that comes later."""
    there = {one.key for one in after.stores}
    return [one.key for one in before.stores if one.key not in there]


def reconsidered(event: Event, before: Post, after: Post) -> Event:
    """The line about a post of which something else is asked since this event."""
    asked, no_longer = asked_now(before, after)
    found = {
        ASKED: ",".join(asked),
        NO_LONGER: ",".join(no_longer),
        MOVED: after.state.value if after.state is not before.state else "",
        REASONS: "other" if asks_the_same(before, after) else "",
    }
    detail = {key: said for key, said in found.items() if said}
    return replace(event, action=Action.RECONSIDERED, subject=after.id, detail=detail)

"""Keeping what was decided: post, audit line and notices in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from slack_bolt import BoltContext

from domain.approvals import SeatState, seats
from domain.audit import Action, Entry, Event
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import Workspace
from domain.posts import Post, PostId
from domain.refusals import Refusal
from handlers.kit import Kit, caller_of, kit_of
from storage.database import Transaction

Decide = Callable[[Post, Workspace, datetime], Post]
"""A domain decision that only lacks the newest post, the workspace and the present."""


def settle(context: BoltContext, post_id: PostId, *, action: Action, decide: Decide) -> Post:
    """Take a decision on the newest state of a post and keep it, in one transaction.

    Raises:
        Refusal: the post is gone, or the decision cannot be taken; nothing was changed.
    """
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        post = find(transaction, post_id)
        decided = decide(post, transaction.people.workspace(), at)
        if decided != post:
            event = Event(
                action=action, by=caller.user, at=at, subject=post_id, detail=_last_words(decided, at)
            )
            record(kit, transaction, decided, event)
    kit.wake()
    return decided


def find(transaction: Transaction, post_id: PostId) -> Post:
    """The newest state of a post.

    Raises:
        Refusal: there is none with this id.
    """
    post = transaction.posts.get(post_id)
    if post is None:
        raise Refusal("This post is not in the record any more, so there is nothing to decide.")
    return post


def record(kit: Kit, transaction: Transaction, post: Post, event: Event) -> None:
    """Save the post as decided, write the audit line, and want everything that shows it.

    The card is wanted anew, its thread gets a line, the author hears of what others did, and admins
    hear once of a seat that nobody can fill.
    """
    detail = {**event.detail, "hash": post.version.hash}
    entry = transaction.audit.record(replace(event, version=post.version.number, detail=detail))
    transaction.posts.save(post)
    for wanted in _wanted(post, entry, transaction.people.workspace(), at=event.at):
        transaction.notices.want(wanted, id=NoticeId(kit.new_id()), at=event.at)


def _last_words(post: Post, at: datetime) -> Mapping[str, str]:
    """What the newest sign-off says, for the record."""
    newest = [one for one in post.sign_offs[-1:] if one.at == at]
    return {
        key: value
        for one in newest
        for key, value in (
            ("department", one.department),
            ("on_behalf_of", one.on_behalf_of or ""),
            ("comment", one.comment),
            ("reason", one.reason or ""),
        )
        if value
    }


def _wanted(post: Post, entry: Entry, workspace: Workspace, *, at: datetime) -> list[Wanted]:
    assert workspace.desk is not None
    number = str(entry.number)
    wanted = [Wanted(kind=NoticeKind.CARD, subject=post.id, place=workspace.desk)]
    if entry.event.action is not Action.PROPOSED:
        wanted.append(Wanted(kind=NoticeKind.DECISION, subject=number, place=workspace.desk, under=post.id))
    if entry.event.by != post.author:
        wanted.append(Wanted(kind=NoticeKind.AUTHOR, subject=number, place=post.author))
    if post.state.open:
        wanted += [
            Wanted(kind=NoticeKind.VACANT_SEAT, subject=f"{post.id}/{seat.department}", place=admin)
            for seat in seats(post, workspace=workspace, at=at)
            if seat.state is SeatState.VACANT
            for admin in workspace.admins
        ]
    return wanted

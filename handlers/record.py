"""Keeping what was decided: post, audit line and notices in one transaction."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from domain.audit import Event
from domain.notices import NoticeKind, Wanted
from domain.people import UserId
from domain.posts import Post, PostId
from domain.workspaces import Workspace
from handlers.briefing import brief_stores
from handlers.by_policy import approved_by_policy
from handlers.comparing import conclude, look
from handlers.kit import Kit
from handlers.showing import told_of
from handlers.wanting import (
    is_about_stores,
    is_tick,
    signatures_told,
    want_each,
    wanted_by,
    warnings_told,
)
from storage.database import Transaction


def record(kit: Kit, transaction: Transaction, post: Post, event: Event) -> None:
    """Save the post as decided, write the audit line, and want everything that shows it.

    The card is wanted anew, its thread gets a line, the author hears that the post is proposed and what
    others did, and admins hear once of a seat that nobody can fill. Where a person decided, it is shown before what
    waits because of a freeze or a change: they look at it now. (A tick is seen where it was made; there can be
    thousands.)
    """
    acted_on = [post.id] if event.by is not None and not is_tick(post, event) else []
    keep(transaction, [(post, event)], new_id=kit.new_id, acted_on=acted_on)


def keep(
    transaction: Transaction,
    decided: Sequence[tuple[Post, Event]],
    *,
    new_id: Callable[[], str],
    acted_on: Collection[PostId] = (),
) -> None:
    """`record` for many posts at once, and for those who have no kit.

    Args:
        acted_on: those at which somebody looks now.
    """
    each = [(post, one) for post, event in decided for one in (event, *approved_by_policy(post, event))]
    events = [
        replace(
            event,
            version=post.version.number,
            detail={**event.detail, "hash": post.version.hash, "state": post.state.value},
        )
        for post, event in each
    ]
    looks = look(transaction, decided)
    for post, _ in decided:
        transaction.posts.save(post)
    entries = transaction.audit.record_all(events)  # from here on everybody else in this workspace waits
    workspace = transaction.people.workspace()
    wanted: list[Wanted] = []
    for (post, event), entry in zip(each, entries, strict=True):
        wanted += [
            *wanted_by(post, entry, workspace, at=event.at),
            *signatures_told(post, transaction),
            *warnings_told(post, entry, transaction),
        ]
    assert workspace.desk is not None
    beside = conclude(transaction, looks)
    wanted += [Wanted(kind=NoticeKind.CARD, subject=one, place=workspace.desk) for one in beside]
    wanted += _told(transaction, decided, workspace=workspace)
    moved = [post for post, event in decided if not is_about_stores(post, event)]
    wanted += brief_stores(transaction, moved, workspace=workspace, at=events[-1].at)
    want_each(transaction, wanted, new_id=new_id, at=events[-1].at, acted_on=acted_on)


def _told(
    transaction: Transaction, decided: Sequence[tuple[Post, Event]], *, workspace: Workspace
) -> list[Wanted]:
    """The private messages that name these posts; of how some stores are, those whose stores it is about, and staff's."""
    told = told_of(transaction, [post for post, _ in decided])
    if not all(is_about_stores(post, event) for post, event in decided):
        return told
    touched = {key for post, _ in decided for mark in post.marks[-2:] for key in mark.stores}
    theirs = {one.manager for one in workspace.stores if one.key in touched}
    return [one for one in told if one.place in theirs or workspace.is_staff(UserId(one.place))]

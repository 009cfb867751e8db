"""Briefing: managers of stores get a brief once a post is approved, and read in it what becomes of the post."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from blocks.briefs import read_brief
from domain.briefs import Brief, Holds, holds, to_brief
from domain.notices import NoticeKind, Wanted
from domain.people import UserId
from domain.posts import Post, State
from domain.ticking import tickable
from domain.waiting import by_urgency
from domain.workspaces import Workspace
from storage.database import Transaction


def brief_stores(
    transaction: Transaction, posts: Sequence[Post], *, workspace: Workspace, at: datetime
) -> list[Wanted]:
    """Remember the briefs that are due now, and want them with those that were sent: each shows what holds.

    They come at once, whatever the hour: somebody has just approved the post, and a store has to know before customers
    do.
    """
    asking = [one for one in posts if any(need.readiness for need in one.needs) or one.marks]
    if not asking:
        return []
    sent: dict[str, list[Brief]] = {}
    for brief in transaction.briefs.of_each([one.id for one in asking]):
        sent.setdefault(brief.post, []).append(brief)
    due = [
        brief
        for post in asking
        for brief in to_brief(post, briefs=sent.get(post.id, ()), workspace=workspace, at=at)
    ]
    transaction.briefs.add(due)
    return [brief_notice(one) for some in (*sent.values(), due) for one in some]


def asking_stores(posts: Iterable[Post], *, user: UserId, workspace: Workspace) -> tuple[Post, ...]:
    """Posts in review for whose stores this person has something to say, the most urgent first."""
    return tuple(
        one
        for one in by_urgency(posts)
        if one.state is State.IN_REVIEW
        and any(need.readiness for need in one.needs)
        and tickable(one, by=user, workspace=workspace)
    )


def unread_briefs(
    transaction: Transaction, user: UserId, *, workspace: Workspace, at: datetime
) -> tuple[Post, ...]:
    """Posts about which this person has a brief that holds and that they have not confirmed."""
    unread = transaction.briefs.unread(user) if workspace.stores_of(user) else ()
    posts = {one.id: one for one in transaction.posts.some([one.post for one in unread])}
    return tuple(
        posts[one.post]
        for one in unread
        if one.post in posts
        and posts[one.post].state is State.APPROVED
        and holds(one, posts[one.post], workspace=workspace, at=at) is Holds.YES
    )


def brief_notice(brief: Brief) -> Wanted:
    """The message of a brief."""
    return Wanted(kind=NoticeKind.BRIEF, subject=f"{brief.post}/{brief.promise}", place=brief.manager)


def brief_of(briefs: Iterable[Brief], *, subject: str, manager: str) -> Brief | None:
    """The brief that a message or a button is about; None when there is none."""
    _, promise = read_brief(subject)
    return next((one for one in briefs if (one.promise, one.manager) == (promise, manager)), None)

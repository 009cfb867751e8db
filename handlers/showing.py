"""Showing anew: what people have before them follows the posts, the departments and the desk."""

from collections.abc import Callable, Sequence
from datetime import datetime

from domain.approvals import seats
from domain.notices import NoticeKind, Wanted
from domain.people import ChannelId, UserId
from domain.posts import Post
from domain.workspaces import Workspace
from handlers.wanting import vacant, want_each
from storage.calls import Call
from storage.database import Transaction


def show_anew(
    transaction: Transaction,
    *,
    before: Workspace,
    after: Workspace,
    new_id: Callable[[], str],
    at: datetime,
    was_at: datetime | None = None,
) -> None:
    """Want whatever shows waiting posts anew, where departments, the desk, the checklist, or who is gone or away have changed.

    Cards then show who may sign now. Admins hear of each seat that has lost its last approver; those who were
    told of a seat that has one again read that too.

    Args:
        was_at: the moment for which `before` is looked at, in UTC; the same as `at` unless time is what changed.
    """
    changed = _asked(before) != _asked(after)
    passed = before.absences != after.absences or was_at not in {None, at}
    if after.desk is None or not (changed or passed):
        return
    everything: list[Wanted] = []
    touched: list[Post] = []
    for post in transaction.posts.waiting():
        were = seats(post, workspace=before, at=was_at or at)
        are = seats(post, workspace=after, at=at)
        if not changed and were == are:
            continue
        touched.append(post)
        everything.append(Wanted(kind=NoticeKind.CARD, subject=post.id, place=after.desk))
        if post.state.open:
            everything += _vacancies(transaction, post, vacant(were), vacant(are), admins=after.admins)
    if before.desk is not None and before.desk != after.desk:
        everything += _moved(transaction, before.desk, after.desk)
    everything += _reminders_of(transaction, touched)
    want_each(transaction, everything, new_id=new_id, at=at)


def show_posts(
    transaction: Transaction, posts: Sequence[Post], *, new_id: Callable[[], str], at: datetime
) -> None:
    """Want whatever shows these posts anew: their cards, and the messages in which people were reminded of them."""
    desk = transaction.people.workspace().desk
    if desk is None or not posts:
        return
    wanted = [Wanted(kind=NoticeKind.CARD, subject=one.id, place=desk) for one in posts]
    wanted += told_of(transaction, posts)
    want_each(transaction, wanted, new_id=new_id, at=at)


def _vacancies(
    transaction: Transaction, post: Post, were: set[str], are: set[str], *, admins: Sequence[UserId]
) -> list[Wanted]:
    """Admins hear of a seat that has lost its last approver; whoever was told of one reads that it has one again."""
    wanted = []
    for seat in sorted(were ^ are):
        subject = f"{post.id}/{seat}"
        told = [one.place for one in transaction.notices.of(NoticeKind.VACANT_SEAT, subject)]
        whom = admins if seat in are else told
        wanted += [Wanted(kind=NoticeKind.VACANT_SEAT, subject=subject, place=one) for one in whom]
    return wanted


def _moved(transaction: Transaction, old: ChannelId, new: ChannelId) -> list[Wanted]:
    """What was still to be shown in the old desk, wanted in the new one: cards first, then the lines under them.

    Remarks and questions about messages stay behind with the messages.
    """
    due = transaction.notices.leave(old)
    posts = [one.subject if one.kind is NoticeKind.CARD else one.under for one in due]
    cards = [Wanted(kind=NoticeKind.CARD, subject=one, place=new) for one in posts if one]
    lines = [
        Wanted(kind=one.kind, subject=one.subject, place=new, under=one.under) for one in due if one.under
    ]
    return [*cards, *lines]


def _asked(workspace: Workspace) -> tuple[object, ...]:
    return workspace.departments, workspace.desk, workspace.deactivated, workspace.checklist


def _reminders_of(transaction: Transaction, posts: Sequence[Post]) -> list[Wanted]:
    """The messages in which people were reminded of these posts: they follow, so that no button in them is dead."""
    sent = transaction.reminders.sent_about(post.id for post in posts)
    return [
        Wanted(kind=NoticeKind.REMINDER, subject=one.bundle, place=one.user)
        for some in sent.values()
        for one in some
    ]


def told_of(transaction: Transaction, posts: Sequence[Post]) -> list[Wanted]:
    """Every private message that names these posts: reminders, and calls to publish or to record results."""
    kinds = {Call.PUBLISH: NoticeKind.PUBLISH, Call.RESULTS: NoticeKind.RESULTS}
    calls = transaction.calls.about(post.id for post in posts)
    return [
        *_reminders_of(transaction, posts),
        *(Wanted(kind=kinds[one.call], subject=one.bundle, place=one.user) for one in calls),
    ]

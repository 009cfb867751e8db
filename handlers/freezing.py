"""Freezing and thawing, kept in one transaction: the workspace, the posts it concerns, the record, the messages.

Posts are held first and looked at then, as in `changing`: an approval that is being taken at the same moment is
either done before, or sees the freeze.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from blocks.decision_words import PLANNED_BY
from blocks.freeze_news import APPROVED, BACK, LATE, LATE_SHOWN, POSTS, UNTIL
from domain.audit import Action, Event
from domain.freeze import Freeze, Scope
from domain.freezes import REASON, SCOPE, SINCE, begin, foreseen, freeze, frozen, holds, thaw
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import UserId
from domain.posts import Post, PostId, State
from domain.scopes import described
from domain.thawing import Outlook, outlook, thawed
from domain.workspaces import Workspace
from handlers.record import keep
from handlers.showing import show_posts
from storage.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Whose act it is, when (UTC), and a source of ids.

    Attributes:
        by: None when time is what has come.
    """

    by: UserId | None
    at: datetime
    new_id: Callable[[], str]


def keep_freeze(
    transaction: Transaction,
    *,
    scope: Scope,
    reason: str,
    since: datetime | None,
    until: datetime | None,
    by: UserId,
    at: datetime,
    new_id: Callable[[], str],
) -> tuple[Workspace, Freeze]:
    """Freeze, or plan to.

    Raises:
        Refusal, InvalidForm: as `domain.freezes.freeze`; nothing was changed.
        Unavailable: somebody else decides about one of the posts, or changes the workspace, at the same moment.
    """
    transaction.people.hold()
    posts = transaction.posts.under_way(at=at)
    before = transaction.people.workspace()
    after = freeze(before, id=new_id(), scope=scope, reason=reason, since=since, until=until, by=by, at=at)
    added = after.freezes[-1]
    transaction.people.save(after)
    _announce(transaction, added, posts, workspace=after, hand=Hand(by=by, at=at, new_id=new_id))
    return after, added


def begin_freeze(transaction: Transaction, planned: Freeze, *, hand: Hand) -> None:
    """A planned freeze has come: say so once."""
    transaction.people.hold()
    posts = transaction.posts.under_way(at=hand.at)
    after = begin(transaction.people.workspace(), id=planned.id)
    transaction.people.save(after)
    begun = next(one for one in after.freezes if one.id == planned.id)
    _announce(transaction, begun, posts, workspace=after, hand=hand)


def _announce(
    transaction: Transaction, new: Freeze, posts: Sequence[Post], *, workspace: Workspace, hand: Hand
) -> None:
    """The line in the record; and, once it has begun, the desk, the cards, and the authors of what is approved."""
    held = [one for one in posts if new.begun and holds(new, one, workspace=workspace)]
    approved = [one for one in held if one.state is State.APPROVED]
    found = {
        SCOPE: described(new.scope, workspace=workspace),
        REASON: new.reason,
        SINCE: new.since.isoformat(),
        UNTIL: new.until.isoformat() if new.until else "",
        **({POSTS: str(len(held)), APPROVED: str(len(approved))} if new.begun else {}),
    }
    detail = {key: value for key, value in found.items() if value}
    transaction.audit.record(
        Event(action=Action.FROZEN, by=hand.by, at=hand.at, subject=new.id, detail=detail)
    )
    if not new.begun:
        _show_ahead(transaction, new, posts, workspace=workspace, hand=hand)
        return
    about = {"comment": new.reason, **({} if hand.by else {PLANNED_BY: new.by})}
    _keep_each(transaction, approved, Action.FROZEN, hand=hand, detail=about)
    _show(transaction, new, held, workspace=workspace, hand=hand)


def keep_thaw(transaction: Transaction, id: str, *, hand: Hand) -> tuple[Freeze, Outlook]:
    """Thaw, or call a planned freeze off; what that did.

    Raises:
        Refusal: as `domain.freezes.thaw`.
        Unavailable: as `keep_freeze`.
    """
    transaction.people.hold()
    since = min([hand.at, *(one.since for one in transaction.people.workspace().freezes if one.id == id)])
    posts = transaction.posts.under_way(at=since)
    before = transaction.people.workspace()
    after = thaw(before, id=id, by=hand.by)
    (old,) = (one for one in before.freezes if one.id == id)
    did = outlook(posts, freeze=old, before=before, after=after, at=hand.at)
    transaction.people.save(after)
    held = [one for one in posts if old.counts(hand.at) and holds(old, one, workspace=before)]
    moves = [(one, thawed(one, freeze=old, workspace=after, by=hand.by, at=hand.at)) for one in held]
    _record_thaw(transaction, old, did, moves, workspace=before, hand=hand)
    if old.counts(hand.at):
        _let_go(transaction, old, moves, workspace=after, hand=hand)
    else:
        _show_ahead(transaction, old, posts, workspace=before, hand=hand)
    return old, did


Moves = Sequence[tuple[Post, Post]]
"""Posts as a freeze held them, each with what it became."""


def _record_thaw(
    transaction: Transaction, old: Freeze, did: Outlook, moves: Moves, *, workspace: Workspace, hand: Hand
) -> None:
    late = [new.id for was, new in moves if new.overdue and not was.overdue]
    detail = {
        SCOPE: described(old.scope, workspace=workspace),
        BACK: str(did.back),
        APPROVED: str(did.approved),
        **({LATE: ",".join(late[:LATE_SHOWN])} if late else {}),
    }
    transaction.audit.record(
        Event(action=Action.THAWED, by=hand.by, at=hand.at, subject=old.id, detail=detail)
    )


def _let_go(transaction: Transaction, old: Freeze, moves: Moves, *, workspace: Workspace, hand: Hand) -> None:
    """Keep what the posts became, and show it, first what is another state now; told are those whose authors can go on."""
    told = [
        new
        for was, new in moves
        if (new is not was or was.state is State.APPROVED)
        and frozen(new, workspace=workspace, at=hand.at) is None
    ]
    moved = [new.id for was, new in moves if new is not was]
    _keep_each(transaction, told, Action.THAWED, hand=hand, detail={}, acted_on=moved)
    _show(transaction, old, [new for _, new in moves], workspace=workspace, hand=hand)


def _show_ahead(
    transaction: Transaction, planned: Freeze, posts: Sequence[Post], *, workspace: Workspace, hand: Hand
) -> None:
    """The cards of posts whose time lies in a planned freeze."""
    ahead = [one for one in posts if planned in foreseen(one, workspace=workspace, at=hand.at)]
    show_posts(transaction, ahead, new_id=hand.new_id, at=hand.at)


def _keep_each(
    transaction: Transaction,
    posts: Iterable[Post],
    action: Action,
    *,
    hand: Hand,
    detail: dict[str, str],
    acted_on: Collection[PostId] = (),
) -> None:
    lines = [
        (one, Event(action=action, by=hand.by, at=hand.at, subject=one.id, detail=detail)) for one in posts
    ]
    if lines:
        keep(transaction, lines, new_id=hand.new_id, acted_on=acted_on)


def _show(
    transaction: Transaction, changed: Freeze, posts: Sequence[Post], *, workspace: Workspace, hand: Hand
) -> None:
    show_posts(transaction, posts, new_id=hand.new_id, at=hand.at)
    if workspace.desk is not None:
        news = Wanted(kind=NoticeKind.FREEZE, subject=changed.id, place=workspace.desk)
        transaction.notices.want(news, id=NoticeId(hand.new_id()), at=hand.at, acted_on=[changed.id])

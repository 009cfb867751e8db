"""Pleading: an author asks for an exception, and whoever may grant it hears of it."""

from dataclasses import replace
from datetime import datetime

from domain.audit import Action, Event
from domain.exceptions import other_granters, request
from domain.exemptions import Exemption
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import UserId
from domain.posts import Post
from handlers.kit import Kit
from handlers.record import record
from storage.database import Transaction


def plead(kit: Kit, transaction: Transaction, post: Post, *, because: str, by: UserId, at: datetime) -> None:
    """An author asks for exceptions: the request is kept, and who may grant it hears of it.

    Raises:
        InvalidForm: no reason.
    """
    known = replace(post, exemptions=(*transaction.exceptions.dated(), *_own(post)))
    asked = request(known, because=because, by=by, at=at)
    if asked.plea == post.plea:
        return
    event = Event(
        action=Action.EXCEPTION_REQUESTED, by=by, at=at, subject=post.id, detail={"comment": because}
    )
    record(kit, transaction, asked, event)
    tell_granters(kit, transaction, asked, at=at)


def _own(post: Post) -> tuple[Exemption, ...]:
    return tuple(one for one in post.exemptions if one.until is None)


def tell_granters(kit: Kit, transaction: Transaction, post: Post, *, at: datetime) -> None:
    """Their direct messages show the newest state of the request."""
    if post.plea is None:
        return
    for approver in other_granters(post, workspace=transaction.people.workspace()):
        wanted = Wanted(kind=NoticeKind.EXCEPTION_REQUEST, subject=post.id, place=approver)
        transaction.notices.want(wanted, id=NoticeId(kit.new_id()), at=at)

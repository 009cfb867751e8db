"""Wanting: the notices that a decision on a post asks for."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from blocks.decision_words import MOVED, REASONS
from domain.acknowledgements import asks, left_to_read, warnings_of, wrote
from domain.approvals import Seat, SeatState, seats
from domain.audit import Action, Entry, Event
from domain.notices import Notice, NoticeId, NoticeKind, Wanted
from domain.posts import Post, State
from domain.versions import Version
from domain.workspaces import Workspace
from storage.database import Transaction


def want_each(
    transaction: Transaction,
    wanted: Iterable[Wanted],
    *,
    new_id: Callable[[], str],
    at: datetime,
    acted_on: Collection[str] = (),
) -> None:
    """Want every one of these, each once however often it is named.

    Args:
        acted_on: posts on which somebody has acted just now: what shows them goes ahead of all the others.
    """
    each = [(one, NoticeId(new_id())) for one in dict.fromkeys(wanted)]
    transaction.notices.want_all(each, at=at, acted_on=acted_on)


def wanted_again(told: Iterable[Notice]) -> list[Wanted]:
    """The same messages anew: they are drawn as things are now."""
    return [Wanted(kind=one.kind, subject=one.subject, place=one.place) for one in told]


def vacant(every: Iterable[Seat]) -> set[str]:
    """Departments whose needed seat nobody can fill."""
    return {one.department for one in every if one.state is SeatState.VACANT}


def _signatures(post: Post, version: int) -> Wanted:
    """The one message in which the author reads who has signed a version so far."""
    subject = f"{post.id}/{version}"
    return Wanted(kind=NoticeKind.AUTHOR, subject=subject, place=post.author, under=post.id)


def signatures_told(post: Post, transaction: Transaction) -> list[Wanted]:
    """Those messages of the last two versions, where there are any: they follow the post."""
    signed = {one.version for one in post.sign_offs}
    told = [_signatures(post, one.number) for one in post.versions[-2:] if one.number in signed]
    return [one for one in told if transaction.notices.of(one.kind, one.subject)]


def note_on(post: Post, version: Version, entries: Iterable[Entry]) -> list[Wanted]:
    """The message in which the author reads how a version came about, and its warnings.

    Args:
        entries: the post's lines of the record.
    """
    return [
        Wanted(kind=NoticeKind.AUTHOR, subject=str(one.number), place=post.author, under=post.id)
        for one in entries
        if wrote(one.event, version)
    ]


def warnings_told(post: Post, entry: Entry, transaction: Transaction) -> list[Wanted]:
    """What an edit asks for: the author reads the new version's warnings, and is no longer asked about the one before.

    One whose warnings were all acknowledged before needs no message; of a proposal its author hears in any case.
    """
    edited = entry.event.action is Action.REVISED and wrote(entry.event, post.version)
    if not (edited and any(map(warnings_of, post.versions[-2:]))):
        return []
    entries = transaction.audit.of(post.id)
    new = note_on(post, post.version, entries) if asks(post) and left_to_read(post, entries) else []
    before = note_on(post, post.versions[-2], entries)
    return [*new, *(one for one in before if transaction.notices.of(one.kind, one.subject))]


def _approved_by_it(post: Post, entry: Entry) -> bool:
    """Whether a post is approved because its author let it go on: then they are told to publish it."""
    return entry.event.action in _LETS_GO and post.state is State.APPROVED


_LETS_GO = frozenset(
    {
        Action.RELEASED,
        Action.RESCHEDULED,
        Action.RECONSIDERED,
        Action.READINESS_TICKED,
        Action.STORES_EXCLUDED,
    }
)
_TICKS = frozenset({Action.READINESS_TICKED, Action.READINESS_UNTICKED})
_OF_STORES = _TICKS | {Action.NOT_READY}


def is_tick(post: Post, event: Event) -> bool:
    """Whether it only ticks some stores, and brought the post into no other state.

    There can be thousands for one post: its card counts them, and neither its thread nor its author hears of each.
    """
    return event.action in _TICKS and not _moved_by(post, event)


def is_about_stores(post: Post, event: Event) -> bool:
    """Whether it only says how some stores are: the managers of others have nothing to read anew."""
    return event.action in _OF_STORES and not _moved_by(post, event)


def _moved_by(post: Post, event: Event) -> bool:
    return (post.state_at, post.state_by) == (event.at, event.by)


def wanted_by(post: Post, entry: Entry, workspace: Workspace, *, at: datetime) -> list[Wanted]:
    """The card, the line in its thread, the note to the author, and what tells admins of a vacant seat.

    Args:
        at: when it was decided, in UTC.
    """
    assert workspace.desk is not None
    number = str(entry.number)
    wanted = [Wanted(kind=NoticeKind.CARD, subject=post.id, place=workspace.desk)]
    if is_tick(post, entry.event):
        return wanted
    if entry.event.action is not Action.PROPOSED and REASONS not in entry.event.detail:
        wanted.append(Wanted(kind=NoticeKind.DECISION, subject=number, place=workspace.desk, under=post.id))
    action = entry.event.action
    if action is Action.APPROVED and post.state is not State.APPROVED:
        wanted.append(_signatures(post, post.version.number))
    elif action is Action.RECONSIDERED and MOVED not in entry.event.detail:
        pass  # whose sign-off is asked stands on the card; its author has nothing to do about it
    elif (
        action in {Action.PROPOSED, Action.FROZEN, Action.THAWED}
        or entry.event.by != post.author
        or _approved_by_it(post, entry)
    ):
        wanted.append(Wanted(kind=NoticeKind.AUTHOR, subject=number, place=post.author, under=post.id))
    if post.state.open:
        wanted += [
            Wanted(kind=NoticeKind.VACANT_SEAT, subject=f"{post.id}/{seat}", place=admin)
            for seat in sorted(vacant(seats(post, workspace=workspace, at=at)))
            for admin in workspace.admins
        ]
    return wanted

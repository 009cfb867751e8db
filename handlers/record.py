"""Keeping what was decided: post, audit line and notices in one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from slack_bolt import BoltContext

from blocks.changes import CHANGED, KEPT, other_changes
from blocks.decision_words import MOVED, ON_BEHALF_OF, REASONS
from domain.approvals import Seat, SeatState, seats
from domain.audit import Action, Entry, Event
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import ChannelId, Workspace
from domain.policy import Policy
from domain.posts import Post, PostId, State
from domain.refusals import Refusal
from handlers.comparing import compare
from handlers.kit import Kit, caller_of, kit_of
from storage.calls import Call
from storage.database import Transaction

Decide = Callable[[Post, Workspace, datetime], Post]
"""A domain decision that only lacks the newest post, the workspace and the present."""
DecideByPolicy = Callable[[Post, Workspace, Policy, datetime], Post]
"""One that asks the policy in force, too."""
AndThen = Callable[[Transaction, Post, datetime], None]


def settle(
    context: BoltContext,
    post_id: PostId,
    *,
    action: Action,
    decide: Decide,
    detail: Mapping[str, str] | None = None,
    and_then: AndThen | None = None,
) -> Post:
    """Take a decision on the newest state of a post and keep it, in one transaction.

    Args:
        detail: what to keep in the record; without it, what the newest sign-off says.
        and_then: what else belongs into the same transaction.

    Raises:
        Refusal: the post is gone, or the decision cannot be taken; nothing was changed.
    """
    return _settled(
        context,
        post_id,
        action=action,
        decide=lambda transaction, post, at: decide(post, transaction.people.workspace(), at),
        detail=detail,
        and_then=and_then,
    )


def settle_by_policy(
    context: BoltContext,
    post_id: PostId,
    *,
    action: Action,
    decide: DecideByPolicy,
    detail: Mapping[str, str] | None = None,
    and_then: AndThen | None = None,
) -> Post:
    """The same for a decision that asks the policy: it stays in force until the decision is kept.

    Raises:
        Refusal: as `settle`.
    """
    return _settled(
        context,
        post_id,
        action=action,
        decide=lambda transaction, post, at: decide(
            post, transaction.people.workspace(), transaction.policies.current(), at
        ),
        detail=detail,
        and_then=and_then,
    )


def _settled(
    context: BoltContext,
    post_id: PostId,
    *,
    action: Action,
    decide: Callable[[Transaction, Post, datetime], Post],
    detail: Mapping[str, str] | None,
    and_then: AndThen | None,
) -> Post:
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        post = find(transaction, post_id)
        decided = decide(transaction, post, at)
        if decided != post:
            said = _last_words(decided, at) if detail is None else detail
            event = Event(
                action=action,
                by=caller.user,
                at=at,
                subject=post_id,
                detail={**said, **(_edit(post, decided) if action is Action.REVISED else {})},
            )
            record(kit, transaction, decided, event)
        if and_then:
            and_then(transaction, decided, at)
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

    The card is wanted anew, its thread gets a line, the author hears that the post is proposed and what
    others did, and admins hear once of a seat that nobody can fill.
    """
    keep(transaction, [(post, event)], new_id=kit.new_id)


def keep(
    transaction: Transaction, decided: Sequence[tuple[Post, Event]], *, new_id: Callable[[], str]
) -> None:
    """`record` for many posts at once, and for those who have no kit."""
    events = [
        replace(
            event,
            version=post.version.number,
            detail={**event.detail, "hash": post.version.hash, "state": post.state.value},
        )
        for post, event in decided
    ]
    entries = transaction.audit.record_all(events)
    workspace = transaction.people.workspace()
    wanted: list[Wanted] = []
    for (post, event), entry in zip(decided, entries, strict=True):
        transaction.posts.save(post)
        wanted += [*_wanted(post, entry, workspace, at=event.at), *_signatures_told(post, transaction)]
    assert workspace.desk is not None
    beside = compare(transaction, decided)
    wanted += [Wanted(kind=NoticeKind.CARD, subject=one, place=workspace.desk) for one in beside]
    wanted += _told_of(transaction, [post for post, _ in decided])
    each = [(one, NoticeId(new_id())) for one in dict.fromkeys(wanted)]
    transaction.notices.want_all(each, at=events[-1].at)


def show_anew(
    transaction: Transaction,
    *,
    before: Workspace,
    after: Workspace,
    new_id: Callable[[], str],
    at: datetime,
    was_at: datetime | None = None,
) -> None:
    """Want whatever shows waiting posts anew, where departments, the desk, or who is gone or away have changed.

    Cards then show who may sign now. Admins hear of each seat that has lost its last approver; those who were
    told of a seat that has one again read that too.

    Args:
        was_at: the moment for which `before` is looked at, in UTC; the same as `at` unless time is what changed.
    """
    changed = _who_signs(before) != _who_signs(after)
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
        for seat in sorted(_vacant(were) ^ _vacant(are)) if post.state.open else ():
            subject = f"{post.id}/{seat}"
            told = [one.place for one in transaction.notices.of(NoticeKind.VACANT_SEAT, subject)]
            whom = after.admins if seat in _vacant(are) else told
            everything += [Wanted(kind=NoticeKind.VACANT_SEAT, subject=subject, place=one) for one in whom]
    if before.desk is not None and before.desk != after.desk:
        everything += _moved(transaction, before.desk, after.desk)
    everything += _reminders_of(transaction, touched)
    each = [(one, NoticeId(new_id())) for one in dict.fromkeys(everything)]
    transaction.notices.want_all(each, at=at)


def show_posts(
    transaction: Transaction, posts: Sequence[Post], *, new_id: Callable[[], str], at: datetime
) -> None:
    """Want whatever shows these posts anew: their cards, and the messages in which people were reminded of them."""
    desk = transaction.people.workspace().desk
    if desk is None or not posts:
        return
    wanted = [Wanted(kind=NoticeKind.CARD, subject=one.id, place=desk) for one in posts]
    wanted += _told_of(transaction, posts)
    each = [(one, NoticeId(new_id())) for one in dict.fromkeys(wanted)]
    transaction.notices.want_all(each, at=at)


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


def _who_signs(workspace: Workspace) -> tuple[object, ...]:
    return workspace.departments, workspace.desk, workspace.deactivated


def _reminders_of(transaction: Transaction, posts: Sequence[Post]) -> list[Wanted]:
    """The messages in which people were reminded of these posts: they follow, so that no button in them is dead."""
    sent = transaction.reminders.sent_about(post.id for post in posts)
    return [
        Wanted(kind=NoticeKind.REMINDER, subject=one.bundle, place=one.user)
        for some in sent.values()
        for one in some
    ]


def _told_of(transaction: Transaction, posts: Sequence[Post]) -> list[Wanted]:
    """Every message that names these posts and follows them: reminders, and calls to publish or to record results."""
    kinds = {Call.PUBLISH: NoticeKind.PUBLISH, Call.RESULTS: NoticeKind.RESULTS}
    calls = transaction.calls.about(post.id for post in posts)
    return [
        *_reminders_of(transaction, posts),
        *(Wanted(kind=kinds[one.call], subject=one.bundle, place=one.user) for one in calls),
    ]


def _vacant(every: Iterable[Seat]) -> set[str]:
    """Departments whose needed seat nobody can fill."""
    return {one.department for one in every if one.state is SeatState.VACANT}


def _last_words(post: Post, at: datetime) -> Mapping[str, str]:
    """What the newest sign-off says, for the record."""
    newest = [one for one in post.sign_offs[-1:] if one.at == at]
    return {
        key: value
        for one in newest
        for key, value in (
            ("department", one.department),
            (ON_BEHALF_OF, one.on_behalf_of or ""),
            ("comment", one.comment),
            ("reason", one.reason or ""),
        )
        if value
    }


def _edit(before: Post, after: Post) -> Mapping[str, str]:
    """What an edit changed besides the text, and whether the version stayed, for the record."""
    changed = ", ".join(other_changes(before, after))
    if not changed:
        return {}
    return {CHANGED: changed, **({KEPT: "version"} if after.versions == before.versions else {})}


def _signatures(post: Post, version: int) -> Wanted:
    """The one message in which the author reads who has signed a version so far."""
    subject = f"{post.id}/{version}"
    return Wanted(kind=NoticeKind.AUTHOR, subject=subject, place=post.author, under=post.id)


def _signatures_told(post: Post, transaction: Transaction) -> list[Wanted]:
    """Those messages of the last two versions, where there are any: they follow the post."""
    signed = {one.version for one in post.sign_offs}
    told = [_signatures(post, one.number) for one in post.versions[-2:] if one.number in signed]
    return [one for one in told if transaction.notices.of(one.kind, one.subject)]


def _approved_by_it(post: Post, entry: Entry) -> bool:
    """Whether a post is approved because its author let it go on: then they are told to publish it."""
    brought = entry.event.action in {Action.RELEASED, Action.RESCHEDULED, Action.RECONSIDERED}
    return brought and post.state is State.APPROVED


def _wanted(post: Post, entry: Entry, workspace: Workspace, *, at: datetime) -> list[Wanted]:
    assert workspace.desk is not None
    number = str(entry.number)
    wanted = [Wanted(kind=NoticeKind.CARD, subject=post.id, place=workspace.desk)]
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
            for seat in sorted(_vacant(seats(post, workspace=workspace, at=at)))
            for admin in workspace.admins
        ]
    return wanted

"""Calling: whoever publishes hears when the time has come, and is asked once what came of it.

The database remembers each call in the transaction that wants its message, so two processes call once, and a killed one
has called with everything or not at all.
"""

from datetime import datetime, timedelta

from domain.freezes import frozen
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import Member, UserId, WorkspaceId
from domain.publishing import publisher
from domain.quiet import allowed
from domain.workspaces import Workspace
from handlers.kit import Kit
from storage.calls import Call, Due
from storage.database import Transaction

APART = timedelta(hours=20)
"""Between two questions for results to one person: what falls due on one day comes in one message."""

Calls = dict[UserId, list[Due]]


def call(kit: Kit, *, workspace: WorkspaceId, at: datetime) -> bool:
    """Call whoever has to be called at this moment; whether there was anybody. Nobody waits for the first look."""
    with kit.database.snapshot(workspace) as seen:
        if not (_to_publish(seen, at=at) or _to_measure(seen, at=at)):
            return False
    with kit.database.transaction(workspace) as work:
        work.reminders.hold()
        for user, calls in _to_publish(work, at=at).items():
            for one in calls:
                _want(kit, work, [one], call=Call.PUBLISH, kind=NoticeKind.PUBLISH, user=user, at=at)
        for user, calls in _to_measure(work, at=at).items():
            _want(kit, work, calls, call=Call.RESULTS, kind=NoticeKind.RESULTS, user=user, at=at)
    return True


def _want(
    kit: Kit,
    work: Transaction,
    calls: list[Due],
    *,
    call: Call,
    kind: NoticeKind,
    user: UserId,
    at: datetime,
) -> None:
    bundle = kit.new_id()
    work.calls.record(calls, call=call, user=user, bundle=bundle, at=at)
    work.notices.want(Wanted(kind=kind, subject=bundle, place=user), id=NoticeId(kit.new_id()), at=at)


def _to_publish(work: Transaction, *, at: datetime) -> Calls:
    """Who is to publish what now, whatever the hour: somebody has chosen it."""
    return _by_person(work, work.calls.to_publish(at=at), workspace=work.people.workspace(), at=at)


def _to_measure(work: Transaction, *, at: datetime) -> Calls:
    """Who is to be asked for what now: by day, and once a day."""
    due = work.calls.to_measure(at=at)
    if not due:
        return {}
    workspace, heard = work.people.workspace(), work.calls.heard(after=at - APART)
    zones = {one.user: one for one in work.people.members()}
    return {
        user: calls
        for user, calls in _by_person(work, due, workspace=workspace, at=at).items()
        if user not in heard and allowed(at, timezone=_zone(zones.get(user), workspace))
    }


def _zone(member: Member | None, workspace: Workspace) -> str:
    return member.timezone if member else workspace.timezone


def _by_person(work: Transaction, due: tuple[Due, ...], *, workspace: Workspace, at: datetime) -> Calls:
    """The calls by whom they reach; nobody is called for what is frozen."""
    posts = {one.id: one for one in work.posts.some(each.post for each in due)} if due else {}
    found: Calls = {}
    for one in due:
        post = posts[one.post]
        user = publisher(post, workspace=workspace, at=at)
        if user and frozen(post, workspace=workspace, at=at) is None:
            found.setdefault(user, []).append(one)
    return found

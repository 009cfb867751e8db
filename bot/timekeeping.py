"""Timekeeping: what the passing of time brings about. The database decides what is due; nothing is kept here.

Each part looks first without keeping anybody waiting, and decides again inside the transaction that keeps it, so
that two processes do everything once and a killed one has done all of a part or nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from structlog import get_logger

from bot.calling import call
from delivery.paces import UPDATES
from domain.audit import Action, Event
from domain.countdown import time_left
from domain.exceptions import run_out
from domain.expiry import expire, expiries
from domain.freezes import over, turning
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import Absence, WorkspaceId
from domain.posts import Post, PostId
from domain.refusals import Refusal
from domain.reminders import Bundle, bundles
from domain.workspaces import Workspace
from handlers.absences import tell_delegates
from handlers.exceptions import end_exceptions
from handlers.freezing import Hand, begin_freeze, keep_thaw
from handlers.kit import Kit
from handlers.record import record
from handlers.showing import show_anew
from handlers.template_keeping import end_templates
from handlers.trusting import ask_overlooked
from storage.database import Transaction, Unavailable

REDRAWN_EVERY = 2 * UPDATES.every
"""Between two cards that are drawn anew only because time has passed: half of Slack's pace is left to people."""
REDRAWN_WITHIN = timedelta(minutes=45)
"""However many they are; the courier's own limit of speed then makes them late."""

log = get_logger("onevoice.time")


def keep_time(kit: Kit) -> None:
    """Do what has become due in each workspace: freeze, thaw, expire, end exceptions, remind, call, count down."""
    at = kit.now()
    try:
        done = [_keep(kit, workspace=workspace, at=at) for workspace in kit.database.workspaces()]
    except Unavailable as error:
        log.warning("time not kept; I try again soon", reason=str(error))
        return
    if any(done):
        kit.wake()


def _keep(kit: Kit, *, workspace: WorkspaceId, at: datetime) -> bool:
    with kit.database.snapshot(workspace) as seen:
        posts = seen.posts.waiting()
        here = seen.people.workspace()
        turns = turning(here, at=at)
        expiring = expiries(posts, workspace=here, at=at)
        due = bool(_bundles(seen, posts, at=at))
        idle = _is_followed(seen, posts, at=at)
        since = seen.reminders.ticked() or at
        blocked = _blocked_again(seen, since=since, at=at)
    for one in turns:
        _turn(kit, one.id, workspace=workspace, at=at)
    for post in expiring:
        _expire(kit, post.id, workspace=workspace, at=at)
    for id in blocked:
        _end_exceptions(kit, id, workspace=workspace, since=since, at=at)
    if due:
        _remind(kit, workspace=workspace, at=at)
    if not idle:
        _follow(kit, workspace=workspace, at=at)
    called = call(kit, workspace=workspace, at=at)
    ended = end_templates(kit, workspace=workspace, at=at)
    overlooked = ask_overlooked(kit, workspace=workspace)
    return bool(ended or overlooked or turns or expiring or blocked or due or called or not idle)


def _turn(kit: Kit, id: str, *, workspace: WorkspaceId, at: datetime) -> None:
    """A planned freeze begins, or one whose time is over thaws; one that was missed altogether does so too."""
    with kit.database.transaction(workspace) as work:
        work.reminders.hold()
        hand = Hand(by=None, at=at, new_id=kit.new_id)
        for one in turning(work.people.workspace(), at=at):
            if one.id == id and over(one, at=at):
                keep_thaw(work, id, hand=hand)
            elif one.id == id:
                begin_freeze(work, one, hand=hand)


def _expire(kit: Kit, id: PostId, *, workspace: WorkspaceId, at: datetime) -> None:
    with kit.database.transaction(workspace) as work:
        post = work.posts.get(id)
        try:
            here = work.people.workspace()
            expired = expire(post, workspace=here, at=at) if post else None
        except Refusal:
            return  # decided, rescheduled or expired by another process meanwhile
        if expired:
            record(kit, work, expired, Event(action=Action.EXPIRED, by=None, at=at, subject=id))


def _end_exceptions(kit: Kit, id: PostId, *, workspace: WorkspaceId, since: datetime, at: datetime) -> None:
    with kit.database.transaction(workspace) as work:
        post = work.posts.get(id)
        if post:
            end_exceptions(kit, work, post, since=since, at=at)


def _blocked_again(work: Transaction, *, since: datetime, at: datetime) -> list[PostId]:
    """Posts under way whose words are forbidden again, as a dated exception has run out since."""
    if not _ran_out(work, since=since, at=at):
        return []
    return [one.id for one in work.posts.under_way(at=at, held=False) if run_out(one, since=since, at=at)]


def _ran_out(work: Transaction, *, since: datetime, at: datetime) -> bool:
    return any(one.until and since < one.until <= at for one in work.exceptions.dated())


def _remind(kit: Kit, *, workspace: WorkspaceId, at: datetime) -> None:
    with kit.database.transaction(workspace) as work:
        work.reminders.hold()
        for bundle in _bundles(work, work.posts.waiting(), at=at):
            id = kit.new_id()
            work.reminders.record(bundle, id=id, at=at)
            wanted = Wanted(kind=NoticeKind.REMINDER, subject=id, place=bundle.user)
            work.notices.want(wanted, id=NoticeId(kit.new_id()), at=at)


def _bundles(work: Transaction, posts: Sequence[Post], *, at: datetime) -> tuple[Bundle, ...]:
    return bundles(
        posts,
        workspace=work.people.workspace(),
        members=work.people.members(),
        told=work.reminders.told(post.id for post in posts),
        heard=work.reminders.heard(),
        at=at,
    )


def _is_followed(work: Transaction, posts: Sequence[Post], *, at: datetime) -> bool:
    """Whether nothing on any card has changed by time alone since it was last looked at."""
    last = work.reminders.ticked()
    if last is None:
        return False
    return not (
        _stale(posts, last=last, at=at)
        or _turned(work.people.workspace(), last=last, at=at)
        or _ran_out(work, since=last, at=at)
    )


def _follow(kit: Kit, *, workspace: WorkspaceId, at: datetime) -> None:
    """What changes on cards by time alone: the countdown, and who is there to sign."""
    with kit.database.transaction(workspace) as work:
        work.reminders.hold()
        last = work.reminders.ticked()
        work.reminders.tick(at)
        if last is not None:
            _end_absences(kit, work, last=last, at=at)
            _draw_anew(kit, work, last=last, at=at)


def _end_absences(kit: Kit, work: Transaction, *, last: datetime, at: datetime) -> None:
    here = work.people.workspace()
    turned = _turned(here, last=last, at=at)
    if not turned:
        return
    ended = [one for one in turned if not one.covers(at)]
    for one in ended:
        if last < one.until <= at:
            work.audit.record(Event(action=Action.CAME_BACK, by=None, at=one.until, subject=one.user))
    tell_delegates(work, ended, kit=kit, at=at)
    # Whoever went away meanwhile had the cards drawn anew at that moment.
    drawn = max([last, *(one.since for one in turned if one.since <= at)])
    show_anew(work, before=here, after=here, was_at=drawn, at=at, new_id=kit.new_id)


def _turned(workspace: Workspace, *, last: datetime, at: datetime) -> list[Absence]:
    """The absences that began or ended since, or before a clock was moved back."""
    first, then = sorted((last, at))
    return [one for one in workspace.absences if first < one.since <= then or first < one.until <= then]


def _draw_anew(kit: Kit, work: Transaction, *, last: datetime, at: datetime) -> None:
    """Cards whose countdown says something else by now; the most urgent first, in no hurry."""
    desk, stale = work.people.workspace().desk, _stale(work.posts.waiting(), last=last, at=at)
    if desk is None:
        return
    every = min(REDRAWN_EVERY, REDRAWN_WITHIN / max(len(stale), 1))
    by_urgency = sorted(stale, key=lambda one: stale[one])
    turn = {id: at + number * every for number, id in enumerate(by_urgency)}
    for id in stale:  # in the order in which everybody wants cards, so that no two wait for each other
        wanted = Wanted(kind=NoticeKind.CARD, subject=id, place=desk)
        work.notices.want(wanted, id=NoticeId(kit.new_id()), at=turn[id], patient=True)


def _stale(posts: Sequence[Post], *, last: datetime, at: datetime) -> dict[PostId, datetime]:
    """Open posts whose cards were drawn with another countdown, and when they go out."""
    found = {}
    for post in posts:
        goes_out, drawn = post.publish_at, max(last, post.state_at, post.version.at)
        if post.state.open and goes_out and time_left(goes_out, at=drawn) != time_left(goes_out, at=at):
            found[post.id] = goes_out
    return found

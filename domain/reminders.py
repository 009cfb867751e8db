"""Reminders: when somebody is told that a post waits for them, and who is told when nothing happens."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum
from typing import NamedTuple

from domain.freezes import frozen
from domain.people import Member, UserId, Workspace
from domain.posts import Post, PostId, State
from domain.quiet import allowed
from domain.seats import Seat, SeatState, seats

BEFORE = (timedelta(hours=24), timedelta(hours=4), timedelta(hours=1))
"""Counted back from the publish time (PRODUCT.md section 8)."""
AFTER = (timedelta(hours=24), timedelta(hours=48))
"""Counted forward from the request, for a post without a publish time."""
APART = timedelta(minutes=30)
"""Between two messages to one person, so that posts whose times lie close together come in one bundle.

A post's last reminder waits for nothing; instead it comes with a message that is sent up to so long before it is due.
"""


class Reach(IntEnum):
    """How far a reminder reaches: each step tells more people than the one before."""

    ASKED = 1
    """Those who have to act."""
    DEPARTMENT = 2
    """The department's lead too."""
    ADMINS = 3
    """The admins too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One entry in the timetable of a post.

    Attributes:
        at: in UTC.
        last: whether the post expires unless somebody acts now, so that nobody's evening counts.
    """

    at: datetime
    reach: Reach
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One post in somebody's bundle.

    Attributes:
        moment: what made it due.
        departments: keys of the departments whose seats wait, as far as they concern this person; empty
            for an author who is to edit, and for somebody who holds the post.
        acts: whether this person can settle it themselves, by signing, editing or releasing.
    """

    post: Post
    moment: Moment
    departments: tuple[str, ...]
    acts: bool

    @property
    def reach(self) -> Reach:
        """How far it has come: `asked` is somebody who can act, beyond that the post is escalated."""
        return self.moment.reach


class Told(NamedTuple):
    """The record of one reminder: this person has been told of this post for this moment, in UTC."""

    user: UserId
    post: PostId
    moment: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What one person is reminded of in one message, the most urgent post first."""

    user: UserId
    reminders: tuple[Reminder, ...]

    @property
    def told(self) -> tuple[Told, ...]:
        """What is to be recorded when it is sent."""
        return tuple(Told(self.user, one.post.id, one.moment.at) for one in self.reminders)


def moments(post: Post) -> tuple[Moment, ...]:
    """The timetable of this post, earliest first; empty when nobody has to act.

    It counts from when the post last came to wait, so that a post that is released, edited or rescheduled
    begins anew, and moments before that are left out.
    """
    if not (post.state.open or post.state is State.ON_HOLD):
        return ()
    since = _waits_since(post)
    if post.publish_at is None:
        return (
            Moment(at=since + AFTER[0], reach=Reach.ASKED),
            Moment(at=since + AFTER[1], reach=Reach.ADMINS),
        )
    timetable = [
        Moment(at=post.publish_at - before, reach=reach, last=before == BEFORE[-1] and post.state.open)
        for before, reach in zip(BEFORE, Reach, strict=True)
    ]
    return tuple(one for one in timetable if one.at > since)


def _waits_since(post: Post) -> datetime:
    return max(post.state_at, post.version.at)


def bundles(
    posts: Iterable[Post],
    *,
    workspace: Workspace,
    members: Iterable[Member],
    told: Iterable[Told],
    heard: Mapping[UserId, datetime],
    at: datetime,
) -> tuple[Bundle, ...]:
    """One bundle for each person for whom something is due at this moment, in UTC, and was not told yet.

    What falls into somebody's quiet hours or weekend, in their own zone, is due when these are over, as is
    what came while they were away; of several moments of a post only the furthest is told. The last reminder
    before a post expires waits for nothing, but joins a message that is sent shortly before. Nobody is reminded of a post that has gone out or expired
    meanwhile or is frozen, nor of a seat they have signed.

    Args:
        members: people's time zones; the workspace's counts for whoever is not among them.
        told: every reminder that was sent before.
        heard: when each person was sent their latest bundle, in UTC.
    """
    zones = {one.user: one.timezone for one in members}
    known: dict[tuple[UserId, PostId], list[datetime]] = defaultdict(list)
    for one in told:
        known[one.user, one.post].append(one.moment)
    due: dict[UserId, list[Reminder]] = {}
    soon: dict[UserId, list[Reminder]] = {}
    for post in posts:
        now = _due(post, workspace=workspace, zones=zones, at=at)
        ahead = _soon(post, workspace=workspace, at=at)
        for found, those in ((due, now), (soon, ahead)):
            for user, reminder in those.items():
                if not _is_told(post, reminder.moment, known.get((user, post.id), ())):
                    found.setdefault(user, []).append(reminder)
    return tuple(
        _bundle(user, [*reminders, *soon.get(user, ())], at=at)
        for user, reminders in sorted(due.items())
        if not _just_heard(heard.get(user), at=at) or any(one.moment.last for one in reminders)
    )


def _bundle(user: UserId, reminders: Iterable[Reminder], *, at: datetime) -> Bundle:
    """One message; a post that is in it once is not in it again because its last reminder comes soon."""
    posts: dict[PostId, Reminder] = {}
    for one in reminders:
        early = one if one.moment.at <= at else replace(one, moment=replace(one.moment, at=at))
        posts.setdefault(one.post.id, early)
    return Bundle(user=user, reminders=tuple(sorted(posts.values(), key=_urgency)))


def _is_told(post: Post, moment: Moment, told: Iterable[datetime]) -> bool:
    """Whether somebody was told for this moment; of a last one also shortly before, if the post waited then already."""
    early = max(moment.at - APART, _waits_since(post))
    return any(one == moment.at or (moment.last and early <= one < moment.at) for one in told)


def _just_heard(heard: datetime | None, *, at: datetime) -> bool:
    return heard is not None and at - APART < heard <= at


def _urgency(reminder: Reminder) -> tuple[bool, datetime]:
    """Those that go out first come first, then those that have waited longest."""
    post = reminder.post
    return post.publish_at is None, post.publish_at or post.version.at


def _due(
    post: Post, *, workspace: Workspace, zones: Mapping[UserId, str], at: datetime
) -> dict[UserId, Reminder]:
    """What each person is to be told about this post; the furthest reach of several that come together."""
    if post.publish_at is not None and post.publish_at <= at:
        return {}
    if frozen(post, workspace=workspace, at=at):
        return {}
    found: dict[UserId, Reminder] = {}
    people: tuple[_Concerned, ...] | None = None
    for moment in moments(post):
        if moment.at > at:
            break
        if people is None:
            people = tuple(_concerned(post, workspace=workspace, at=at))
        for one in people:
            timezone = zones.get(one.user, workspace.timezone)
            if one.reach <= moment.reach and (moment.last or allowed(at, timezone=timezone)):
                found[one.user] = Reminder(
                    post=post, moment=moment, departments=one.departments, acts=one.acts
                )
    return found


def _soon(post: Post, *, workspace: Workspace, at: datetime) -> dict[UserId, Reminder]:
    """What each person is to be told about this post for the last time, if that is due shortly."""
    last = next((one for one in moments(post) if one.last and at < one.at <= at + APART), None)
    if last is None or frozen(post, workspace=workspace, at=at):
        return {}
    return {
        one.user: Reminder(post=post, moment=last, departments=one.departments, acts=one.acts)
        for one in _concerned(post, workspace=workspace, at=at)
    }


class _Concerned(NamedTuple):
    """Somebody who is told from a certain reach on."""

    user: UserId
    reach: Reach
    departments: tuple[str, ...]
    acts: bool


def _concerned(post: Post, *, workspace: Workspace, at: datetime) -> Iterator[_Concerned]:
    """Each person once, at the nearest reach; nobody who is away or gone."""
    seen: set[UserId] = set()
    for one in _in_turn(post, workspace=workspace, at=at):
        there = workspace.absence_of(one.user, at=at) is None and one.user not in workspace.deactivated
        if there and one.user not in seen:
            seen.add(one.user)
            yield one


def _in_turn(post: Post, *, workspace: Workspace, at: datetime) -> Iterator[_Concerned]:
    match post.state:
        case State.CHANGES_REQUESTED:
            yield _Concerned(post.author, Reach.ASKED, (), acts=True)
            waiting: list[Seat] = []
        case State.ON_HOLD:
            yield _Concerned(post.state_by or post.author, Reach.ASKED, (), acts=True)
            waiting = []
        case _:
            every = seats(post, workspace=workspace, at=at)
            waiting = [one for one in every if one.state in {SeatState.WAITING, SeatState.VACANT}]
    for user in dict.fromkeys(user for seat in waiting for user in seat.approvers):
        own = tuple(seat.department for seat in waiting if user in seat.approvers)
        yield _Concerned(user, Reach.ASKED, own, acts=True)
    for seat in waiting:
        department = workspace.department(seat.department)
        if department and department.lead and department.lead not in _done(post):
            yield _Concerned(department.lead, Reach.DEPARTMENT, (seat.department,), acts=False)
    for admin in workspace.admins:
        if admin not in _done(post):
            yield _Concerned(admin, Reach.ADMINS, tuple(seat.department for seat in waiting), acts=False)


def _done(post: Post) -> frozenset[UserId]:
    """Who has said what they had to say: the writers and those who decided about this version."""
    return post.writers | {one.by for one in post.current_sign_offs}

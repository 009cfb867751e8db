"""Reminders: what each person is told of posts that wait, bundled, and never twice."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.concerned import Concerned, concerned
from domain.freezes import frozen
from domain.moments import Moment, Reach, moments, waits_since
from domain.people import Member, UserId
from domain.posts import Post, PostId
from domain.quiet import allowed
from domain.workspaces import Workspace

APART = timedelta(minutes=30)
"""Between two messages to one person, so that posts whose times lie close together come in one bundle.

A post's last reminder waits for nothing; instead it comes with a message that is sent up to so long before it is due.
"""


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
    by_day = _ByDay(zones, otherwise=workspace.timezone, at=at)
    known: dict[tuple[UserId, PostId], list[datetime]] = defaultdict(list)
    for user, id, moment in told:
        known[user, id].append(moment)
    due: dict[UserId, list[Reminder]] = {}
    soon: dict[UserId, list[Reminder]] = {}
    for post in posts:
        now = _due(post, workspace=workspace, by_day=by_day, at=at)
        ahead = _soon(post, workspace=workspace, at=at)
        for found, those in ((due, now), (soon, ahead)):
            for one, when in those:
                if not _is_told(post, when, known.get((one.user, post.id), ())):
                    reminder = Reminder(post=post, moment=when, departments=one.departments, acts=one.acts)
                    found.setdefault(one.user, []).append(reminder)
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


def _is_told(post: Post, moment: Moment, told: Collection[datetime]) -> bool:
    """Whether somebody was told for this moment; of a last one also shortly before, if the post waited then already."""
    if moment.at in told:
        return True
    if not moment.last:
        return False
    early = max(moment.at - APART, waits_since(post))
    return any(early <= one < moment.at for one in told)


def _just_heard(heard: datetime | None, *, at: datetime) -> bool:
    return heard is not None and at - APART < heard <= at


def _urgency(reminder: Reminder) -> tuple[bool, datetime]:
    """Those that go out first come first, then those that have waited longest."""
    post = reminder.post
    return post.publish_at is None, post.publish_at or post.version.at


class _ByDay:
    """Who may be reminded at a moment that is quiet for some; each zone is asked for once."""

    def __init__(self, zones: Mapping[UserId, str], *, otherwise: str, at: datetime) -> None:
        self._zones = zones
        self._otherwise = otherwise
        self._at = at
        self._allowed: dict[str, bool] = {}

    def allows(self, user: UserId) -> bool:
        """Whether it is day for this person."""
        timezone = self._zones.get(user, self._otherwise)
        if timezone not in self._allowed:
            self._allowed[timezone] = allowed(self._at, timezone=timezone)
        return self._allowed[timezone]


def _due(
    post: Post, *, workspace: Workspace, by_day: _ByDay, at: datetime
) -> Iterable[tuple[Concerned, Moment]]:
    """Who is to be told about this post, and for which moment: the furthest reach of several that come together."""
    if post.publish_at is not None and post.publish_at <= at:
        return ()
    come = [one for one in moments(post) if one.at <= at]
    if not come or frozen(post, workspace=workspace, at=at):
        return ()
    found: dict[UserId, tuple[Concerned, Moment]] = {}
    people = tuple(concerned(post, workspace=workspace, at=at))
    for moment in come:
        for one in people:
            if one.reach <= moment.reach and (moment.last or by_day.allows(one.user)):
                found[one.user] = one, moment
    return found.values()


def _soon(post: Post, *, workspace: Workspace, at: datetime) -> Iterable[tuple[Concerned, Moment]]:
    """Who is to be told about this post for the last time, if that is due shortly."""
    last = next((one for one in moments(post) if one.last and at < one.at <= at + APART), None)
    if last is None or frozen(post, workspace=workspace, at=at):
        return ()
    return [(one, last) for one in concerned(post, workspace=workspace, at=at)]

"""Waiting: whom a post waits for and since when, and what waits for somebody, the most urgent first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.approvals import sign
from domain.belonging import acting_authors
from domain.exceptions import BRAND, grantable, other_granters
from domain.people import UserId
from domain.posts import Post, State
from domain.readiness import readiness_of
from domain.refusals import Refusal
from domain.seats import Seat, SeatState, seats
from domain.settling import signed_by_all
from domain.workspaces import Workspace


class Turn(StrEnum):
    """What a post waits for."""

    SIGN = "sign"
    GRANT = "grant"
    READY = "ready"
    """To see to it that stores are ready, or left out: nothing else is missing."""
    EDIT = "edit"
    RELEASE = "release"
    RESCHEDULE = "reschedule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One party that a post waits for.

    Attributes:
        department: key of the department whose seat it is; empty unless somebody is to sign.
        people: who of them can act; nobody when the seat is vacant.
        since: when it became their turn, in UTC.
    """

    turn: Turn
    people: tuple[UserId, ...]
    since: datetime
    department: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A post that somebody can bring on now.

    Attributes:
        turn: to sign it, or to grant the exception that it waits for.
        department: key of the department for which their approval would count, or for which they grant.
        on_behalf_of: the approver who is away and whom they would sign for; None when for themselves.
    """

    post: Post
    turn: Turn = Turn.SIGN
    department: str
    on_behalf_of: UserId | None = None


def waits(post: Post, *, workspace: Workspace, at: datetime) -> tuple[Wait, ...]:
    """Whom the post waits for; empty once it is decided.

    While changes are requested it is the author's turn, or that of whoever acts for one who left, whoever else has not
    signed yet. A department that
    may only sign after others is not waited for before.

    Args:
        at: the moment in question, in UTC: whoever is away then cannot act.
    """
    authors = acting_authors(post, workspace=workspace)
    match post.state:
        case State.IN_REVIEW if post.overdue:
            return (Wait(turn=Turn.RESCHEDULE, people=authors, since=post.state_at),)
        case State.IN_REVIEW:
            every = seats(post, workspace=workspace, at=at)
            return tuple(
                Wait(
                    turn=Turn.SIGN,
                    department=seat.department,
                    people=_able(seat),
                    since=_turn_of(seat, post, every),
                )
                for seat in every
                if seat.state in {SeatState.WAITING, SeatState.VACANT}
            ) or tuple(_for_stores(post, every, workspace=workspace, at=at))
        case State.CHANGES_REQUESTED:
            return (Wait(turn=Turn.EDIT, people=authors, since=post.state_at),)
        case State.ON_HOLD:
            holder = (post.state_by,) if post.state_by else ()
            return (Wait(turn=Turn.RELEASE, people=holder, since=post.state_at),)
        case State.EXPIRED:
            return (Wait(turn=Turn.RESCHEDULE, people=authors, since=post.state_at),)
        case _:
            return ()


def waits_for(user: UserId, post: Post, *, workspace: Workspace, at: datetime) -> bool:
    """Whether it is this person's turn: to sign, to grant, to edit, to release or to plan a new time."""
    if post.state is State.IN_REVIEW and not post.overdue:
        sees_to = (one for one in waits(post, workspace=workspace, at=at) if one.turn is Turn.READY)
        return task_of(user, post, workspace=workspace, at=at) is not None or any(
            user in one.people for one in sees_to
        )
    return any(user in one.people for one in waits(post, workspace=workspace, at=at))


def task_of(user: UserId, post: Post, *, workspace: Workspace, at: datetime) -> Task | None:
    """The post as one that this person can sign now, or None: exactly where `sign` would take their approval.

    Nobody is asked to sign, though an approval could count, while changes are requested, while its author has to
    choose another time, and while the rulebook blocks it: an edit would ask them again. An exception from the rulebook
    that its author asks for can be granted then.
    """
    if post.state is not State.IN_REVIEW or post.overdue:
        return None
    if post.blocking(at=at):
        granting = grantable(post, at=at) and user in other_granters(post, workspace=workspace)
        return Task(post=post, turn=Turn.GRANT, department=BRAND) if granting else None
    try:
        signed = sign(post, version=post.version.number, by=user, at=at, workspace=workspace)
    except Refusal:
        return None
    newest = signed.sign_offs[-1]
    return Task(post=post, department=newest.department, on_behalf_of=newest.on_behalf_of)


def tasks(user: UserId, posts: Iterable[Post], *, workspace: Workspace, at: datetime) -> tuple[Task, ...]:
    """What this person can sign or grant now, the most urgent first."""
    found = (task_of(user, one, workspace=workspace, at=at) for one in by_urgency(posts))
    return tuple(one for one in found if one)


def held_by(user: UserId, posts: Iterable[Post]) -> tuple[Post, ...]:
    """The posts of others that this person put on hold, so that they wait for them; the most urgent first."""
    return tuple(
        one
        for one in by_urgency(posts)
        if one.state is State.ON_HOLD and one.state_by == user and one.author != user
    )


def by_urgency(posts: Iterable[Post]) -> Sequence[Post]:
    """Those that go out first come first, what is overdue before all; then those that have waited longest."""
    return sorted(posts, key=lambda one: (one.publish_at is None, one.publish_at or one.version.at, one.id))


def own_first(user: UserId, posts: Iterable[Post], *, workspace: Workspace, at: datetime) -> Sequence[Post]:
    """Where it is this person's turn comes first, then what is still to go out, both as `by_urgency` has them.

    What is approved without a time to go out at follows, then what went out or ended, the newest first.
    """
    to_act: list[Post] = []
    to_come: list[Post] = []
    any_time: list[Post] = []
    past: list[Post] = []
    for post in posts:
        if any(user in one.people for one in waits(post, workspace=workspace, at=at)):
            to_act.append(post)
        elif post.state is State.APPROVED and post.publish_at is None:
            any_time.append(post)
        elif post.state in _TO_COME:
            to_come.append(post)
        else:
            past.append(post)
    past.sort(key=lambda one: (one.state_at, one.id), reverse=True)
    return [*by_urgency(to_act), *by_urgency(to_come), *by_urgency(any_time), *past]


_TO_COME = frozenset(
    {State.DRAFT, State.IN_REVIEW, State.CHANGES_REQUESTED, State.ON_HOLD, State.EXPIRED, State.APPROVED}
)


def _able(seat: Seat) -> tuple[UserId, ...]:
    """Who can act; nobody where those who are left are too few."""
    return () if seat.state is SeatState.VACANT else seat.approvers


def _for_stores(post: Post, every: Iterable[Seat], *, workspace: Workspace, at: datetime) -> Iterator[Wait]:
    """Who sees to the stores that a post waits for; nobody while somebody has yet to sign."""
    readiness = readiness_of(post, workspace=workspace) if signed_by_all(every) else None
    since = max([post.version.at, post.state_at, *(one.at for one in post.current_sign_offs)])
    for key in readiness.departments if readiness and not readiness.complete else ():
        department = workspace.department(key)
        there = (
            one
            for one in (department.approvers if department else ())
            if one not in workspace.deactivated and workspace.absence_of(one, at=at) is None
        )
        yield Wait(turn=Turn.READY, department=key, people=tuple(there), since=since)


def _turn_of(seat: Seat, post: Post, every: Iterable[Seat]) -> datetime:
    """When it became this seat's turn: with the version, or when the last department before it was done."""
    before = seat.need.after if seat.need else ()
    done = (one.sign_off.at for one in every if one.department in before and one.sign_off)
    return max([post.version.at, *done])

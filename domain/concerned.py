"""Concerned: who is told that a post waits for somebody, and from when on."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from domain.belonging import acting_authors
from domain.moments import Reach
from domain.people import UserId
from domain.posts import Post, State
from domain.seats import Seat, SeatState, seats
from domain.workspaces import Workspace


class Concerned(NamedTuple):
    """Somebody who is told from a certain reach on."""

    user: UserId
    reach: Reach
    departments: tuple[str, ...]
    acts: bool


def concerned(post: Post, *, workspace: Workspace, at: datetime) -> Iterator[Concerned]:
    """Each person once, at the nearest reach; nobody who is away or gone."""
    seen: set[UserId] = set()
    for one in _in_turn(post, workspace=workspace, at=at):
        there = workspace.absence_of(one.user, at=at) is None and one.user not in workspace.deactivated
        if there and one.user not in seen:
            seen.add(one.user)
            yield one


def _in_turn(post: Post, *, workspace: Workspace, at: datetime) -> Iterator[Concerned]:
    match post.state:
        case State.CHANGES_REQUESTED:
            for user in acting_authors(post, workspace=workspace):
                yield Concerned(user, Reach.ASKED, (), acts=True)
            waiting: list[Seat] = []
        case State.ON_HOLD:
            yield Concerned(post.state_by or post.author, Reach.ASKED, (), acts=True)
            waiting = []
        case _:
            every = seats(post, workspace=workspace, at=at)
            waiting = [one for one in every if one.state in {SeatState.WAITING, SeatState.VACANT}]
    for user in dict.fromkeys(user for seat in waiting for user in seat.approvers):
        own = tuple(seat.department for seat in waiting if user in seat.approvers)
        yield Concerned(user, Reach.ASKED, own, acts=True)
    for seat in waiting:
        department = workspace.department(seat.department)
        if department and department.lead and department.lead not in _done(post):
            yield Concerned(department.lead, Reach.DEPARTMENT, (seat.department,), acts=False)
    for admin in workspace.admins:
        if admin not in _done(post):
            yield Concerned(admin, Reach.ADMINS, tuple(seat.department for seat in waiting), acts=False)


def _done(post: Post) -> frozenset[UserId]:
    """Who has said what they had to say: the writers and those who decided about this version."""
    return post.writers | {one.by for one in post.current_sign_offs}

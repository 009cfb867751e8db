"""Concerned: who is told that a post waits for somebody, and from when on."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from domain.belonging import acting_authors
from domain.managers import unanswered
from domain.moments import Reach
from domain.people import UserId
from domain.posts import Post, State
from domain.readiness import readiness_of
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
    passed_over = {one.user for one in workspace.absences if one.covers(at)}
    passed_over.update(workspace.deactivated)
    for one in _in_turn(post, workspace=workspace, at=at):
        if one.user not in passed_over:
            passed_over.add(one.user)
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
            yield from _for_stores(post, waiting, workspace=workspace)
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


def _for_stores(post: Post, waiting: list[Seat], *, workspace: Workspace) -> Iterator[Concerned]:
    """Managers who have not said how their stores are; and when nothing but stores is missing, those who can see to it."""
    for user in unanswered(post, workspace=workspace):
        yield Concerned(user, Reach.STORES, (), acts=True)
    readiness = None if waiting else readiness_of(post, workspace=workspace)
    for key in readiness.departments if readiness and not readiness.complete else ():
        department = workspace.department(key)
        for user in department.approvers if department else ():
            yield Concerned(user, Reach.ASKED, (key,), acts=True)


def _done(post: Post) -> frozenset[UserId]:
    """Who has said what they had to say: the writers and those who decided about this version."""
    return post.writers | {one.by for one in post.current_sign_offs}

"""Waiting: who has to act on an open post, and since when."""

from dataclasses import dataclass
from datetime import datetime

from domain.approvals import SeatState, seats
from domain.people import UserId, Workspace
from domain.posts import Post, State

AUTHORS = "Authors, to revise"
ON_HOLD = "On hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One party that a post waits for.

    Attributes:
        party: a department's name, `AUTHORS` or `ON_HOLD`.
        people: who of them can act; nobody when the seat is vacant.
        since: when it became their turn, in UTC.
    """

    party: str
    people: tuple[UserId, ...]
    since: datetime


def waits(post: Post, *, workspace: Workspace) -> tuple[Wait, ...]:
    """Whom the post waits for; empty once it is decided.

    While changes are requested it is the author's turn, whoever else has not signed yet.
    """
    match post.state:
        case State.IN_REVIEW:
            return tuple(
                Wait(
                    party=workspace.department_name(seat.department),
                    people=seat.approvers,
                    since=post.version.at,
                )
                for seat in seats(post, workspace=workspace)
                if seat.state in {SeatState.WAITING, SeatState.VACANT}
            )
        case State.CHANGES_REQUESTED:
            return (Wait(party=AUTHORS, people=(post.author,), since=post.state_at),)
        case State.ON_HOLD:
            return (
                Wait(party=ON_HOLD, people=(post.state_by,) if post.state_by else (), since=post.state_at),
            )
        case _:
            return ()

"""Waiting: who has to act on an open post, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.approvals import Seat, SeatState, seats
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


def waits(post: Post, *, workspace: Workspace, at: datetime) -> tuple[Wait, ...]:
    """Whom the post waits for; empty once it is decided.

    While changes are requested it is the author's turn, whoever else has not signed yet. A department that
    may only sign after others is not waited for before.

    Args:
        at: the moment the report speaks of, in UTC: whoever is away then cannot act.
    """
    match post.state:
        case State.IN_REVIEW:
            every = seats(post, workspace=workspace, at=at)
            return tuple(
                Wait(
                    party=workspace.department_name(seat.department),
                    people=_able(seat),
                    since=_turn_of(seat, post, every),
                )
                for seat in every
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


def _able(seat: Seat) -> tuple[UserId, ...]:
    """Who can act; nobody where those who are left are too few."""
    return () if seat.state is SeatState.VACANT else seat.approvers


def _turn_of(seat: Seat, post: Post, every: Iterable[Seat]) -> datetime:
    """When it became this seat's turn: with the version, or when the last department before it was done."""
    before = seat.need.after if seat.need else ()
    done = (one.sign_off.at for one in every if one.department in before and one.sign_off)
    return max([post.version.at, *done])

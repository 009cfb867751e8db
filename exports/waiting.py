"""Waiting: who has to act on an open post, and since when, in the words of the workbook."""

from dataclasses import dataclass
from datetime import datetime

from domain.people import UserId
from domain.posts import Post
from domain.waiting import Turn
from domain.waiting import waits as waits_of
from domain.workspaces import Workspace

AUTHORS = "Authors, to revise"
ON_HOLD = "On hold"
_PARTIES = {Turn.EDIT: AUTHORS, Turn.RELEASE: ON_HOLD}


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
    """Whom the post waits for; empty once it is decided, and when it has expired.

    Args:
        at: the moment the report speaks of, in UTC: whoever is away then cannot act.
    """
    return tuple(
        Wait(
            party=_PARTIES.get(one.turn) or workspace.department_name(one.department),
            people=one.people,
            since=one.since,
        )
        for one in waits_of(post, workspace=workspace, at=at)
        if one.turn is not Turn.RESCHEDULE
    )

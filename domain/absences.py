"""Absences: who is away until when, and who signs for them meanwhile."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.days import read_day
from domain.people import Absence, UserId, Workspace
from domain.refusals import Refusal
from domain.zones import end_of, zone

__all__ = ["LONGEST", "Absence", "come_back", "go_away", "read_until"]

LONGEST = timedelta(days=366)
"""A year: whoever is away for longer has left, and an admin should name another approver."""


def read_until(text: str, *, at: datetime, timezone: str) -> datetime:
    """The moment, in UTC, at which somebody is back who types until when they are away.

    They are away until the end of the day they name, in their own time zone. What is understood stands in
    `days.read_day`; the handler shows the answer back before it counts.

    Args:
        at: the present, in UTC.
        timezone: the person's IANA zone.

    Raises:
        Refusal: the text is no day, or one that has passed or is too far away.
    """
    today = at.astimezone(zone(timezone)).date()
    day = read_day(text, today=today)
    if day < today:
        raise Refusal("{day} has passed. Type the last day you are away.", day=_shown(day))
    if day - today > LONGEST:
        raise Refusal("{day} is more than a year away. Type an earlier day.", day=_shown(day))
    return end_of(day, timezone=timezone)


def go_away(
    workspace: Workspace, *, user: UserId, until: datetime, delegate: UserId | None, at: datetime
) -> Workspace:
    """The workspace in which this person is away from now on; an absence they had before is replaced.

    Raises:
        Refusal: the workspace does not know them, the time has passed, or the delegate cannot stand in.
    """
    if not workspace.roles_of(user):
        raise Refusal("You are not in any department here yet, so nobody waits for you.")
    if until <= at:
        raise Refusal("That has passed. Type the last day you are away.")
    if delegate is not None:
        _refuse_delegate(delegate, user=user, at=at, workspace=workspace)
    absence = Absence(user=user, since=at, until=until, delegate=delegate)
    return replace(workspace, absences=(*_others(workspace, user=user, at=at), absence))


def come_back(workspace: Workspace, *, user: UserId, at: datetime) -> Workspace:
    """The workspace in which this person is there again.

    Raises:
        Refusal: they are not away.
    """
    if workspace.absence_of(user, at=at) is None:
        raise Refusal("You are not away, as far as I know.")
    return replace(workspace, absences=_others(workspace, user=user, at=at))


def _refuse_delegate(delegate: UserId, *, user: UserId, at: datetime, workspace: Workspace) -> None:
    if delegate == user:
        raise Refusal("You cannot stand in for yourself. Name somebody else, or nobody.")
    if not workspace.roles_of(delegate) or delegate in workspace.deactivated:
        raise Refusal("{who} is not in any department here. Name a colleague who is.", who=delegate)
    away = workspace.absence_of(delegate, at=at)
    if away is not None:
        raise Refusal(
            "{who} is away until {when}. Name somebody who is there.", who=delegate, when=away.until
        )


def _others(workspace: Workspace, *, user: UserId, at: datetime) -> tuple[Absence, ...]:
    """The absences that still matter, without this person's."""
    return tuple(one for one in workspace.absences if one.user != user and one.until > at)


def _shown(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

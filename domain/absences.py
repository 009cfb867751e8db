"""Absences: who is away until when, and who signs for them meanwhile."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.days import read_day
from domain.people import Absence, Member, UserId
from domain.refusals import Refusal
from domain.workspaces import Workspace
from domain.zones import end_of, zone

__all__ = [
    "LONGEST",
    "Absence",
    "alone_without",
    "come_back",
    "go_away",
    "named",
    "needs_delegate",
    "read_until",
]

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


def named(words: str, *, members: Iterable[Member], workspace: Workspace) -> tuple[str, UserId | None, str]:
    """What was typed behind `/social away`: the words of the day, the delegate, and a name that is not clear.

    A delegate is typed as `@` and an id, a whole name, a first or last name, or a name without its blanks,
    of somebody the workspace knows; when none or several fit, nobody is taken and the name is given back.
    """
    before, at_sign, behind = words.partition("@")
    if not at_sign:
        return words.strip(), None, ""
    rest = behind.split()
    known = [one for one in members if workspace.is_staff(one.user)]
    for length in range(min(len(rest), _LONGEST_NAME), 0, -1):
        name = " ".join(rest[:length]).rstrip(",;").casefold()
        fits = [one.user for one in known if name in _called(one)]
        if len(fits) == 1:
            return " ".join([before, *rest[length:]]).strip(), fits[0], ""
    return " ".join([before, *rest[1:]]).strip(), None, f"@{' '.join(rest[:1])}"


_LONGEST_NAME = 4


def _called(member: Member) -> set[str]:
    name = member.name.casefold()
    return {member.user.casefold(), name, *name.split(), name.replace(" ", ""), name.replace(" ", ".")}


def alone_without(
    user: UserId, *, workspace: Workspace, delegate: UserId | None, at: datetime
) -> tuple[str, ...]:
    """Names of the departments that have nobody to sign for them while this person is away."""
    if delegate is not None:
        return ()
    gone = workspace.deactivated | {user}
    return tuple(
        one.name
        for one in workspace.departments
        if user in one.approvers
        and all(
            other in gone or ((absence := workspace.absence_of(other, at=at)) and not absence.delegate)
            for other in one.approvers
        )
    )


def needs_delegate(user: UserId, *, workspace: Workspace) -> bool:
    """Whether anything waits for this person that somebody else could do: they sign or answer for a department."""
    return any(user == one.lead or user in one.approvers for one in workspace.departments)


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
    if not workspace.is_staff(delegate):
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

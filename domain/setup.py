"""Setup: what admins change in `/social setup` for the whole workspace. `by` is who asks for it."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from domain.people import ChannelId, Role, UserId
from domain.policy import Policy
from domain.policy_problems import Problem, problems_of
from domain.refusals import InvalidForm, Refusal
from domain.timetable import Kind, WeekTime
from domain.workspaces import Workspace
from domain.zones import known_zone


def refuse_non_admin(user: UserId, *, workspace: Workspace) -> None:
    """Say no to a change by somebody who is no admin.

    Raises:
        Refusal: with whom to ask.
    """
    if Role.ADMIN in workspace.roles_of(user) and user not in workspace.deactivated:
        return
    if not has_admin(workspace):
        raise Refusal("This workspace has no admin yet. A Slack admin or owner types /social setup to begin.")
    raise Refusal("Only an admin can change this. Ask one of {admins}.", admins=workspace.admins)


def has_admin(workspace: Workspace) -> bool:
    """Whether there is an admin who can act."""
    return bool(set(workspace.admins) - workspace.deactivated)


def become_first_admin(workspace: Workspace, *, user: UserId, trusted: bool) -> Workspace:
    """The workspace with its first admin.

    Args:
        trusted: whether they are an admin or owner of the Slack workspace: they may install apps anyway.

    Raises:
        Refusal: it has admins already, or they may not begin.
    """
    if has_admin(workspace):
        raise Refusal("This workspace has admins already: {admins}.", admins=workspace.admins)
    if not trusted:
        raise Refusal(
            "Only an admin or owner of this Slack workspace can begin. Ask one of them to type /social setup, "
            "or whoever runs Onevoice to name the admins in workspace.toml."
        )
    return replace(workspace, admins=(*workspace.admins, user))


def set_people(
    workspace: Workspace, *, admins: Collection[UserId], leaders: Collection[UserId], by: UserId
) -> Workspace:
    """The workspace with exactly these admins and leaders.

    Raises:
        Refusal: not asked by an admin.
        InvalidForm: no admin would be left who can act, or somebody chosen has no Slack account any more.
    """
    refuse_non_admin(by, workspace=workspace)
    refuse_errors(
        {
            "admins": _gone(admins, workspace=workspace)
            if set(admins) - workspace.deactivated
            else "At least one admin has to stay who can act.",
            "leaders": _gone(leaders, workspace=workspace),
        }
    )
    return replace(workspace, admins=tuple(dict.fromkeys(admins)), leaders=tuple(dict.fromkeys(leaders)))


def set_desk(workspace: Workspace, *, channel: ChannelId, by: UserId) -> Workspace:
    """The workspace whose posts are proposed and approved in this channel.

    Raises:
        Refusal: not asked by an admin.
    """
    refuse_non_admin(by, workspace=workspace)
    return replace(workspace, desk=channel)


def set_leadership(workspace: Workspace, *, channel: ChannelId | None, by: UserId) -> Workspace:
    """The workspace whose digests go to this channel; None for nowhere.

    Raises:
        Refusal: not asked by an admin.
    """
    refuse_non_admin(by, workspace=workspace)
    return replace(workspace, leadership=channel)


def set_times(
    workspace: Workspace,
    *,
    timezone: str,
    times: Mapping[Kind, WeekTime | None],
    by: UserId,
) -> Workspace:
    """The workspace with its zone and the times of its weeks.

    Args:
        times: of the kinds that a form names; None where nothing or no time was chosen.

    Raises:
        Refusal: not asked by an admin.
        InvalidForm: no such zone or time, or reminder and close do not follow the check-in; fields as `time_field`
            names them.
    """
    refuse_non_admin(by, workspace=workspace)
    zone_error = "" if known_zone(timezone) else "Give an IANA time zone such as Europe/London."
    chosen = {kind: time for kind, time in times.items() if time is not None}
    timetable = workspace.timetable.with_times(chosen)
    missing = {kind: "Choose a day and a time." for kind in times if kind not in chosen}
    faults = missing or timetable.faults()
    refuse_errors({"timezone": zone_error} | {time_field(kind): said for kind, said in faults.items()})
    return replace(workspace, timezone=timezone, timetable=timetable)


def time_field(kind: Kind) -> str:
    """The name by which `InvalidForm` calls the time of a kind."""
    return f"{kind.field}_time"


def replace_policy(policy: Policy, *, by: UserId, workspace: Workspace) -> tuple[Problem, ...]:
    """What an admin should know about the policy that takes the place of the old one; often nothing.

    Raises:
        Refusal: not asked by an admin, or the policy cannot be taken: the old one stays in force.
    """
    refuse_non_admin(by, workspace=workspace)
    problems = problems_of(policy, workspace)
    refusing = [one for one in problems if one.refuses]
    if refusing:
        raise Refusal(
            "The policy stays as it was. {problems}",
            problems=" · ".join(_with_route(one, policy) for one in refusing),
        )
    return problems


def _with_route(problem: Problem, policy: Policy) -> str:
    place = problem.route if problem.trusted is None else problem.trusted
    routes = policy.routes if problem.trusted is None else policy.trusted
    where = "" if place is None else f"“{routes[place].name}”: "
    return where + problem.sentence


def refuse_gone(user: UserId, *, workspace: Workspace) -> None:
    """Say no to a role for somebody whose account is gone.

    Raises:
        Refusal: it is.
    """
    if user in workspace.deactivated:
        raise Refusal("{who}'s Slack account is deactivated. Choose somebody else.", who=user)


def _gone(chosen: Collection[UserId], *, workspace: Workspace) -> str:
    if set(chosen) & workspace.deactivated:
        return "The Slack account of somebody chosen here is deactivated. Choose somebody else."
    return ""


def refuse_errors(errors: dict[str, str]) -> None:
    """Say no to a form with anything wrong in it; fields whose sentence is empty are right.

    Raises:
        InvalidForm: with the sentences.
    """
    found = {field: sentence for field, sentence in errors.items() if sentence}
    if found:
        raise InvalidForm(found)

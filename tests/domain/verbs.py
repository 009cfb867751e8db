"""Every verb with which people change a post, or what is around it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.absences import come_back, go_away
from domain.approvals import reject, request_changes, sign, withdraw
from domain.departments import staff
from domain.exceptions import exempt, grant, request, without_exceptions
from domain.expiry import expire, reschedule
from domain.findings import Level
from domain.freezes import freeze, holds, keep_running, thaw
from domain.groups import deactivate, follow_group, reactivate, use_group
from domain.holds import hold, release
from domain.people import UserId
from domain.posts import Post
from domain.proposals import revise
from domain.reconsidering import reconsider
from domain.refusals import InvalidForm, Refusal
from domain.settling import settled
from domain.setup import set_people
from domain.signoffs import RejectReason
from domain.thawing import thawed
from domain.waivers import waive
from domain.workspaces import Workspace
from tests.domain.crowd import (
    CLAIMS,
    GROUPS,
    PEOPLE,
    POLICIES,
    SCOPES,
    TAGS,
    forbidden,
    verdict_on,
)
from tests.domain.room import Room, Step
from tests.domain.stories import ADA, Stated, draft, finding


def take(room: Room, step: Step) -> None:
    """One step; what is refused changes nothing."""
    room.at += timedelta(hours=1)
    if step.verb in RARE and step.arg % 4:
        return
    with suppress(Refusal, InvalidForm):
        if step.verb == "wait":
            room.at += timedelta(hours=step.arg % 12)
        elif step.verb in AROUND:
            room.workspace = AROUND[step.verb](room, step)
        elif step.verb in WITH_BOOKS:
            WITH_BOOKS[step.verb](room, step)
        else:
            room.post = decided(room, step)


def freezes(room: Room, step: Step) -> None:
    id, scope = f"F{room.at:%d%H%M}", tuple(SCOPES)[step.arg % 4]
    since, by = room.at + timedelta(hours=step.arg % 3), room.mostly(room.workspace.admins, step)
    room.workspace = freeze(
        room.workspace, id=id, scope=scope, reason="Wait.", by=by, at=room.at, since=since
    )
    room.frozen[id] = since, scope


def keeps(room: Room, step: Step) -> None:
    by = room.mostly(room.workspace.admins, step)
    room.workspace = keep_running(room.workspace, room.post, reason="Safety.", by=by, at=room.at)
    kept = list(filter(room.holds, room.frozen)) or list(filter(room.foresees, room.frozen))
    room.frozen = {id: one for id, one in room.frozen.items() if id not in kept}
    room.post = settled(room.post, by=by, at=room.at, workspace=room.workspace)


def thaws(room: Room, step: Step) -> None:
    freezes_now, by = room.workspace.freezes, room.mostly(room.workspace.admins, step)
    if not freezes_now:
        return
    one = freezes_now[step.arg % len(freezes_now)]
    room.workspace = thaw(room.workspace, id=one.id, by=by)
    room.frozen.pop(one.id, None)  # not there any more when the post was kept running
    if one.counts(room.at) and holds(one, room.post, workspace=room.workspace):
        room.post = thawed(room.post, freeze=one, workspace=room.workspace, by=by, at=room.at)


def grants(room: Room, step: Step) -> None:
    by = room.mostly(room.granters, step)
    asked = [(one.rule, one.match, None, by) for one in room.forbidden()]
    room.post = grant(
        room.post,
        version=room.post.version.number - (step.arg % 8 == 7),
        because="It is a quotation.",
        by=by,
        at=room.at,
        workspace=room.workspace,
    )
    room.leave += asked


def exempts(room: Room, step: Step) -> None:
    """Leave for everybody until tonight or tomorrow night; storage reads it with each post."""
    rules = [one.rule for one in room.forbidden()] or CLAIMS
    rule, days = rules[step.arg // 4 % len(rules)], step.arg // 8 % 4 // 3
    exemption = exempt(
        Stated(rule, level=Level.ERROR),
        until=room.at.date() + timedelta(days=days),
        because="The campaign runs.",
        by=room.mostly(room.granters, step),
        at=room.at,
        workspace=room.workspace,
    )
    room.post = replace(room.post, exemptions=(*room.post.exemptions, exemption))
    midnight = room.at.replace(hour=0) + timedelta(days=1 + days)  # London's is UTC's in winter
    room.leave.append((rule, None, midnight, exemption.by))


def decided(room: Room, step: Step) -> Post:
    """The post after somebody's decision."""
    post, at, by, arg = room.post, room.at, step.who, step.arg
    if step.verb == "policy":
        room.policy = POLICIES[arg % len(POLICIES)]
    number = post.version.number - (arg % 8 == 7)
    who: Any = {"by": by, "at": at}
    around: Any = {"workspace": room.workspace}
    decisions: dict[str, Callable[[], Post]] = {
        "sign": lambda: sign(post, version=number, **who, **around),
        "stand in": lambda: sign(post, version=number, by=room.mostly(room.delegates, step), at=at, **around),
        "ask": lambda: request_changes(post, version=number, comment="Why?", **who, **around),
        "reject": lambda: reject(
            post, version=number, reason=RejectReason.OTHER, comment="No.", **who, **around
        ),
        "withdraw": lambda: withdraw(post, **who, **around),
        "edit": lambda: edited(room, step, read=number),
        "hold": lambda: hold(post, reason="Wait.", **who, **around),
        "release": lambda: release(post, **who, **around),
        "waive": lambda: waive(post, department=step.key, version=number, reason="So.", **who, **around),
        "plead": lambda: request(post, because=f"A quotation {arg}.", **who),
        "run out": lambda: without_exceptions(post, at=at),
        "expire": lambda: expire(post, at=at, **around),
        "reschedule": lambda: reschedule(
            post,
            publish_at=at + timedelta(hours=arg % 20),
            policy=room.policy,
            by=room.mostly([post.author], step),
            at=at,
            **around,
        ),
        "policy": lambda: reconsider(post, policy=room.policy, **who, **around),
        "people": lambda: reconsider(post, policy=room.policy, by=None, at=at, **around),
    }
    return decisions[step.verb]()


def edited(room: Room, step: Step, *, read: int) -> Post:
    remarks = [forbidden(step.arg // 4)] if step.arg % 4 == 3 else [finding(*TAGS[step.arg % 4])]
    text = ("Jackets.", "Warm jackets.", "Coats.")[step.arg % 3]
    asked = step.arg % 16 < 12
    return revise(
        room.post,
        draft(text=text, publish_at=room.post.publish_at),
        verdict_on(
            *remarks,
            asked=asked,
            exemptions=room.post.exemptions,
            writers=room.post.writers | {step.who},
            at=room.at,
        ),
        read=read,
        by=step.who,
        at=room.at,
        workspace=room.workspace,
        policy=room.policy,
    )


def followed(room: Room, step: Step) -> Workspace:
    """The members of a user group, everybody's place in it chosen by chance."""
    used = [one.approver_group for one in room.workspace.departments if one.approver_group]
    group = used[step.arg % len(used)] if used else GROUPS[0]
    room.members[group] = tuple(user for place, user in enumerate(PEOPLE) if step.arg >> place & 1)
    return follow_group(room.workspace, group=group, users=room.members[group])


def grouped(room: Room, step: Step) -> Workspace:
    group, users = (*GROUPS, "")[step.arg // 4 % 3], (step.who, step.other)
    by = room.mostly(room.workspace.admins, step)
    workspace = use_group(room.workspace, of=step.key, group=group, users=users, by=by)
    room.members[group] = users
    return workspace


def staffed(room: Room, step: Step, *, approves: bool) -> Workspace:
    """Whoever approves for the department no longer stays in it as a colleague."""
    department = room.workspace.department(step.key)
    assert department is not None
    others = tuple(one for one in department.approvers if one != step.who)
    return staff(
        room.workspace,
        of=step.key,
        lead=department.lead,
        approvers=(*others, step.who) if approves else others,
        members=(*department.members, *department.approvers),
        by=room.workspace.admins[0],
    )


def led(room: Room, admins: tuple[UserId, ...]) -> Workspace:
    return set_people(room.workspace, admins=admins, leaders=(), by=room.workspace.admins[0])


def away(room: Room, step: Step) -> Workspace:
    until = room.at + timedelta(hours=5)
    delegate = ADA if step.arg % 2 else step.other  # who approves for no department, so signs for others only
    return go_away(room.workspace, user=step.who, until=until, delegate=delegate, at=room.at)


AROUND: dict[str, Callable[[Room, Step], Workspace]] = {
    "dismiss": lambda room, step: staffed(room, step, approves=False),
    "appoint": lambda room, step: staffed(room, step, approves=True),
    "group": grouped,
    "follow": followed,
    "away": away,
    "back": lambda room, step: come_back(
        room.workspace, user=room.mostly((one.user for one in room.workspace.absences), step), at=room.at
    ),
    "deactivate": lambda room, step: deactivate(room.workspace, user=step.who),
    "reactivate": lambda room, step: reactivate(
        room.workspace, user=room.mostly(room.workspace.deactivated, step)
    ),
    "admin": lambda room, step: led(room, (*room.workspace.admins, step.who)),
    "no admin": lambda room, step: led(room, tuple(one for one in room.workspace.admins if one != step.who)),
}
"""Verbs that touch people and not the post."""
WITH_BOOKS = {"freeze": freezes, "keep": keeps, "thaw": thaws, "grant": grants, "exempt": exempts}
"""Verbs that are written down a second time, beside the domain's own books."""
RARE = {"reject", "withdraw", "deactivate"}
"""Verbs that end much; they are taken less often than they are tried, so that more happens before."""

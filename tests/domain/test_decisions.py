"""Whatever people do, in whatever order, and whatever changes meanwhile: nothing unsigned is ever approved."""

import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.absences import come_back, go_away
from domain.approvals import reject, request_changes, sign, withdraw
from domain.departments import appoint_approver, dismiss_approver
from domain.expiry import expire, reschedule
from domain.findings import Level, Verdict
from domain.freezes import freeze, holds, keep_running, thaw
from domain.groups import deactivate, reactivate
from domain.holds import hold, release
from domain.people import Department, Scope, ScopeKind, UserId, Workspace
from domain.policy import SHIPPED_POLICY, Need, Policy
from domain.posts import TRANSITIONS, Post, State
from domain.proposals import revise
from domain.reconsidering import reconsider
from domain.refusals import InvalidForm, Refusal
from domain.routes import Condition, Route
from domain.seats import SeatState, seats
from domain.settling import settled
from domain.setup import appoint_admin, dismiss_admin
from domain.signoffs import Decision, RejectReason, SignOff
from domain.thawing import thawed
from domain.waivers import waive
from tests.domain.stories import (
    ADA,
    ELI,
    EVE,
    FAY,
    HAL,
    MAX,
    MIA,
    MONDAY,
    WORKSPACE,
    draft,
    finding,
    proposed,
)

PEOPLE = (EVE, ELI, MIA, MAX, HAL, FAY, ADA, UserId("U0WHO"))
KEYS = ("ecommerce", "marketing", "hr", "field-ops")
TAGS = ((), ("price",), ("people",), ("in-store", "price"))
CROWDED = replace(
    WORKSPACE,
    admins=(ADA, ELI),
    departments=(
        Department(key="ecommerce", name="E-commerce", approvers=(ELI, HAL), members=(EVE, ADA)),
        Department(key="marketing", name="Marketing", approvers=(MIA, MAX)),
        Department(key="hr", name="HR", approvers=(HAL, MIA)),
        Department(key="field-ops", name="Field operations", approvers=(FAY, MAX)),
    ),
)
"""Several people approve for two departments, and an admin approves for one."""
BRAND = SHIPPED_POLICY.routes[0]
POLICIES = (
    SHIPPED_POLICY,
    Policy(routes=(BRAND,)),
    Policy(routes=(replace(BRAND, approvers=2),)),
    Policy(routes=(BRAND, Route(name="hr", because="we ask", departments=("hr",), after=("marketing",)))),
    Policy(routes=(replace(BRAND, approvers="all"), replace(SHIPPED_POLICY.routes[3], when=()))),
    Policy(
        routes=(
            BRAND,
            Route(
                name="offer",
                because="it costs",
                departments=("ecommerce", "field-ops"),
                when=(Condition(finding_tags=frozenset({"price"})),),
                after=("hr",),
            ),
        )
    ),
)
SCOPES: dict[Scope, Callable[[Post], bool]] = {
    Scope(): lambda _: True,
    Scope(kind=ScopeKind.DEPARTMENT, keys=("ecommerce", "hr")): lambda post: post.department == "ecommerce",
    Scope(kind=ScopeKind.STORE, keys=("S001",)): lambda _: False,
    Scope(words=("coat",)): lambda post: "coats" in post.version.content.text.lower(),
}
"""What can be frozen, and whether it touches the post, worked out obviously."""
SIGNING = ("sign",) * 9
VERBS = (
    *SIGNING,
    *("ask", "reject", "edit", "withdraw", "hold", "release", "release", "waive", "waive", "wait"),
    *("expire", "reschedule", "policy", "policy", "people", "dismiss", "appoint", "away", "away", "back"),
    *("deactivate", "reactivate", "admin", "no admin", "freeze", "freeze", "thaw", "keep"),
)

Decide = Callable[[], Post]


@dataclass
class Room:
    """A post with everything around it that can change."""

    post: Post
    workspace: Workspace = CROWDED
    policy: Policy = SHIPPED_POLICY
    at: datetime = MONDAY
    decided: list[SignOff] = field(default_factory=list)
    frozen: dict[str, tuple[datetime, Scope]] = field(default_factory=dict)
    """What was frozen since when, and never thawed nor kept running, written down beside the domain's own book."""

    def take(self, verb: str, who: UserId, other: UserId, arg: int) -> None:
        """One step; what is refused changes nothing."""
        self.at += timedelta(hours=1)
        with suppress(Refusal, InvalidForm):
            if verb in {"freeze", "thaw", "keep"}:
                self.freeze_or_thaw(verb, who, arg)
            elif not self.people_change(verb, who, other, KEYS[arg % 4]):
                self.post = self.decide(verb, who, arg)

    def freeze_or_thaw(self, verb: str, who: UserId, arg: int) -> None:
        workspace, post, at = self.workspace, self.post, self.at
        who = who if arg % 4 == 3 else workspace.admins[0]  # who may, more often than not
        if verb == "freeze":
            id, scope = f"F{at:%d%H%M}", tuple(SCOPES)[arg % 4]
            since = at + timedelta(hours=arg % 3)
            self.workspace = freeze(workspace, id=id, scope=scope, reason="Wait.", by=who, at=at, since=since)
            self.frozen[id] = since, scope
        elif verb == "keep":
            self.workspace = keep_running(workspace, post, reason="Safety.", by=who, at=at)
            self.frozen = {id: one for id, one in self.frozen.items() if not self.holds(id)}
            self.post = settled(post, by=who, at=at, workspace=self.workspace)
        elif workspace.freezes:
            one = workspace.freezes[arg % len(workspace.freezes)]
            self.workspace = thaw(workspace, id=one.id, by=who)
            self.frozen.pop(one.id, None)  # not there any more when the post was kept running
            if one.counts(at) and holds(one, post, workspace=workspace):
                self.post = thawed(post, freeze=one, workspace=self.workspace, by=who, at=at)

    def holds(self, id: str) -> bool:
        """Whether this freeze is in force and touches the post."""
        since, scope = self.frozen[id]
        return since <= self.at and SCOPES[scope](self.post)

    def people_change(self, verb: str, who: UserId, other: UserId, key: str) -> bool:
        """Whether the step was one that touches people and not the post."""
        workspace, until = self.workspace, self.at + timedelta(hours=5)
        by = workspace.admins[0]
        match verb:
            case "dismiss":
                self.workspace = dismiss_approver(workspace, user=who, of=key, by=by)
            case "appoint":
                self.workspace = appoint_approver(workspace, user=who, of=key, by=by)
            case "away":
                self.workspace = go_away(workspace, user=who, until=until, delegate=other, at=self.at)
            case "back":
                self.workspace = come_back(workspace, user=who, at=self.at)
            case "deactivate":
                self.workspace = deactivate(workspace, user=who)
            case "reactivate":
                self.workspace = reactivate(workspace, user=who)
            case "admin":
                self.workspace = appoint_admin(workspace, user=who, by=by)
            case "no admin":
                self.workspace = dismiss_admin(workspace, user=who, by=by)
            case _:
                return False
        return True

    def decide(self, verb: str, by: UserId, arg: int) -> Post:
        post, at, workspace = self.post, self.at, self.workspace
        number = post.version.number - (arg % 8 == 7)
        who: Any = {"by": by, "at": at}
        room: Any = {"workspace": workspace}
        match verb:
            case "edit":
                return self.edit(by, number, arg)
            case "policy":
                self.policy = POLICIES[arg % len(POLICIES)]
            case "wait":
                self.at += timedelta(hours=arg % 8)
        decisions: dict[str, Decide] = {
            "sign": lambda: sign(post, version=number, **who, **room),
            "ask": lambda: request_changes(post, version=number, comment="Why?", **who, **room),
            "reject": lambda: reject(
                post, version=number, reason=RejectReason.OTHER, comment="No.", **who, **room
            ),
            "withdraw": lambda: withdraw(post, **who),
            "hold": lambda: hold(post, reason="Wait.", **who, **room),
            "release": lambda: release(post, **who, **room),
            "waive": lambda: waive(
                post, department=KEYS[arg % 4], version=number, reason="So.", **who, **room
            ),
            "expire": lambda: expire(post, at=at, **room),
            "reschedule": lambda: reschedule(
                post, publish_at=at + timedelta(hours=arg % 20), policy=self.policy, **who, **room
            ),
            "policy": lambda: reconsider(post, policy=self.policy, **who, **room),
            "people": lambda: reconsider(post, policy=self.policy, by=None, at=at, **room),
        }
        # What ends a post is taken less often than it is tried, so that more happens before.
        rare = verb in {"reject", "withdraw"} and arg % 4
        return post if verb == "wait" or rare else decisions[verb]()

    def edit(self, by: UserId, read: int, arg: int) -> Post:
        level = Level.ERROR if arg % 16 == 15 else Level.SUGGESTION
        verdict = Verdict(findings=(finding(*TAGS[arg % 4], level=level),))
        text = ("Jackets.", "Warm jackets.", "Coats.")[arg % 3]
        return revise(
            self.post,
            draft(text=text, publish_at=self.post.publish_at),
            verdict,
            read=read,
            by=by,
            at=self.at,
            workspace=self.workspace,
            policy=self.policy,
        )


def votes(post: Post) -> list[SignOff]:
    """What counts of the decisions on the present version, worked out slowly and obviously."""
    of_version = [one for one in post.sign_offs if one.version == post.version.number]
    return [
        one
        for place, one in enumerate(of_version)
        if not any(
            later.department == one.department
            and (later.by == one.by or (later.on_behalf_of or later.by) == (one.on_behalf_of or one.by))
            for later in of_version[place + 1 :]
        )
    ]


def signed(need: Need, room: Room, *, now: bool) -> bool:
    """Whether this seat has every signature that it needs, by people who may give it."""
    mine = [one for one in votes(room.post) if one.department == need.department]
    department = room.workspace.department(need.department)
    assert department is not None
    entitled = set(department.approvers) - room.workspace.deactivated
    approvals = [
        one
        for one in mine
        if one.decision is Decision.APPROVED
        and (
            not now or ((one.on_behalf_of or one.by) in entitled and one.by not in room.workspace.deactivated)
        )
    ]
    busy = {
        user
        for one in votes(room.post)
        if one.department != need.department
        for user in (one.by, one.on_behalf_of or one.by)
    }
    everybody = set(department.approvers) - room.post.writers - busy
    present = {one.on_behalf_of or one.by for one in approvals}
    enough = len({one.by for one in approvals}) >= need.quorum
    return enough and (not (need.everybody and now) or everybody <= present)


def waived(need: Need, room: Room, *, now: bool) -> bool:
    department = room.workspace.department(need.department)
    assert department is not None
    entitled = {*room.workspace.admins, *department.approvers} - room.workspace.deactivated
    return any(
        one.decision is Decision.WAIVED
        and one.department == need.department
        and (not now or one.by in entitled)
        for one in votes(room.post)
    )


def check_approved(room: Room, *, now: bool) -> None:
    """Every needed seat is signed or waived, one at least is signed, and nobody objects."""
    post = room.post
    assert post.needs
    assert all(signed(need, room, now=now) or waived(need, room, now=now) for need in post.needs)
    assert any(signed(need, room, now=now) for need in post.needs)
    assert not any(one.decision is Decision.CHANGES_REQUESTED for one in votes(post))
    assert not post.version.blocked


def check_decision(one: SignOff, room: Room) -> None:
    """What was just decided was its author's to decide."""
    post, workspace = room.post, room.workspace
    assert (one.version, one.hash) == (post.version.number, post.version.hash)
    assert not {one.by, one.stands_for} & post.writers
    assert one.by not in workspace.deactivated
    department = workspace.department(one.department)
    assert department is not None
    if one.decision is Decision.WAIVED:
        assert one.by in {*department.approvers, *workspace.admins}
        return
    assert one.stands_for in department.approvers
    if one.on_behalf_of:
        absence = workspace.absence_of(one.on_behalf_of, at=one.at)
        assert absence is not None
        assert absence.delegate == one.by
        assert workspace.roles_of(one.by)
    need = next(need for need in post.needs if need.department == one.department)
    if one.decision is Decision.APPROVED:
        before = [each for each in post.needs if each.department in need.after]
        assert all(signed(each, room, now=True) or waived(each, room, now=True) for each in before)


def check_one_seat_each(post: Post) -> None:
    """Nobody signs twice on a version, under whichever hat, and nobody both signs one seat and waives another."""
    for version in {one.version for one in post.sign_offs}:
        for user in PEOPLE:
            own = [
                one for one in post.sign_offs if one.version == version and user in {one.by, one.stands_for}
            ]
            approved = {one.department for one in own if one.decision is Decision.APPROVED}
            assert len(approved) <= 1
            if approved:
                assert {one.department for one in own if one.decision is Decision.WAIVED} <= approved


def check_step(before: Post, room: Room, verb: str) -> None:
    post = room.post
    assert post.versions[: len(before.versions)] == before.versions
    assert post.sign_offs[: len(before.sign_offs)] == before.sign_offs
    assert post.state in TRANSITIONS[before.state] | TRANSITIONS[State.IN_REVIEW] | {before.state}
    if post.sign_offs != before.sign_offs:
        assert len(post.sign_offs) == len(before.sign_offs) + 1
        check_decision(post.sign_offs[-1], room)
        check_one_seat_each(post)
    if post.state is State.APPROVED and before.state is not State.APPROVED:
        check_approved(room, now=True)
        assert not any(map(room.holds, room.frozen))
        assert verb in {"sign", "waive", "release", "reschedule", "policy", "people", "thaw", "keep"}
    elif post.state is State.APPROVED and post is not before:
        check_approved(room, now=False)


PROPOSED = tuple(
    proposed(finding(*tags), workspace=CROWDED, publish_at=MONDAY + timedelta(hours=12)) for tags in TAGS
)


def played(code: bytes) -> tuple[Room, Counter[str]]:
    """The steps that these bytes stand for, each checked."""
    room = Room(post=PROPOSED[code[0] % 4])
    seen: Counter[str] = Counter()
    for place in range(1, len(code) - 2, 3):
        first, second, third = code[place : place + 3]
        verb = VERBS[first % len(VERBS)]
        before = room.post
        room.take(verb, PEOPLE[second % 8], PEOPLE[second // 8 % 8], third)
        check_step(before, room, verb)
        seen[verb] += room.post != before
    return room, seen


EACH = 5
"""Sequences drawn at a time: drawing takes as long whether it is for one or for several."""
SEQUENCES = 10_000 if sys.gettrace() is None else 2_000  # being watched line by line takes its own time


def test_no_sequence_of_decisions_approves_what_is_not_signed() -> None:
    ended: Counter[str] = Counter()

    @settings(
        max_examples=SEQUENCES // EACH, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.binary(min_size=28 * EACH, max_size=61 * EACH))
    def play(codes: bytes) -> None:
        for place in range(EACH):
            room, seen = played(codes[place::EACH])
            ended[room.post.state] += 1
            ended["by a waiver"] += room.post.state is State.APPROVED and seen["waive"]
            ended["by a delegate"] += any(one.on_behalf_of for one in room.post.sign_offs)
            ended["asked anew"] += room.post.renewed_needs is not None
            ended["frozen"] += any(map(room.holds, room.frozen))
            ended["after a thaw"] += room.post.state is State.APPROVED and seen["thaw"]

    play()

    # The sequences go where it matters.
    assert sum(ended[state] for state in State) >= SEQUENCES
    assert ended[State.APPROVED] > SEQUENCES // 20
    assert all(
        ended[state] > SEQUENCES // 200 for state in (State.IN_REVIEW, State.CHANGES_REQUESTED, State.ON_HOLD)
    )
    assert all(ended[state] > SEQUENCES // 200 for state in (State.REJECTED, State.WITHDRAWN, State.EXPIRED))
    assert all(ended[how] > SEQUENCES // 500 for how in ("by a waiver", "by a delegate", "asked anew"))
    assert ended["frozen"] > SEQUENCES // 100
    assert ended["after a thaw"] > 0


@settings(max_examples=500, deadline=None)
@given(st.binary(min_size=31, max_size=61))
def test_what_the_seats_say_is_what_the_decisions_do(code: bytes) -> None:
    room, _ = played(code)
    post, workspace, at = room.post, room.workspace, room.at
    if not post.state.open:
        return
    for seat in seats(post, workspace=workspace, at=at):
        for user in seat.approvers:
            if seat.state is SeatState.WAITING:
                after = sign(post, version=post.version.number, by=user, at=at, workspace=workspace)
                assert after.sign_offs[-1].by == user
        if seat.state in {SeatState.WAITING, SeatState.VACANT}:
            assert (seat.vacancy is not None) is (seat.state is SeatState.VACANT)
            assert seat.approvers or seat.state is SeatState.VACANT

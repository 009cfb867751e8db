"""What must hold whatever people do, worked out slowly and obviously, apart from how the domain works it out."""

from domain.policy import Need
from domain.posts import TRANSITIONS, Post, State
from domain.signoffs import Decision, SignOff
from tests.domain.crowd import PEOPLE
from tests.domain.room import Room

APPROVING = {
    "sign",
    "stand in",
    "waive",
    "grant",
    "release",
    "reschedule",
    "policy",
    "people",
    "thaw",
    "keep",
}
"""The verbs after which a post may be approved."""


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
    """Every needed seat is signed or waived, one at least is signed, nobody objects, and what blocks has its exception."""
    post = room.post
    assert post.needs
    assert all(signed(need, room, now=now) or waived(need, room, now=now) for need in post.needs)
    assert any(signed(need, room, now=now) for need in post.needs)
    assert not any(one.decision is Decision.CHANGES_REQUESTED for one in votes(post))
    assert not room.forbidden(now=now)


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


def check_leave(post: Post, before: Post, room: Room) -> None:
    """What was just allowed was theirs to allow, and is what was written down."""
    marketing = room.workspace.department("marketing")
    assert marketing is not None
    assert post.exemptions[: len(before.exemptions)] == before.exemptions
    for one in post.exemptions[len(before.exemptions) :]:
        assert one.by in set(marketing.approvers) - room.workspace.deactivated
        assert one.until or one.by not in post.writers
    assert [(one.rule, one.words, one.until, one.by) for one in post.exemptions] == room.leave


def check_groups(room: Room) -> None:
    """Who has left a group does not approve for it any more, and who came to it does."""
    for one in room.workspace.departments:
        assert not one.approver_group or set(one.approvers) == set(room.members[one.approver_group])


def check_step(before: Post, room: Room, verb: str) -> None:
    """What holds after every step, whatever it was."""
    post = room.post
    assert post.versions[: len(before.versions)] == before.versions
    assert post.sign_offs[: len(before.sign_offs)] == before.sign_offs
    assert post.state in TRANSITIONS[before.state] | TRANSITIONS[State.IN_REVIEW] | {before.state}
    if post.sign_offs != before.sign_offs:
        assert len(post.sign_offs) == len(before.sign_offs) + 1
        check_decision(post.sign_offs[-1], room)
        check_one_seat_each(post)
    check_groups(room)
    if post.exemptions != before.exemptions:
        check_leave(post, before, room)
    if post.state is State.APPROVED and before.state is not State.APPROVED:
        check_approved(room, now=True)
        assert not any(map(room.holds, room.frozen))
        assert verb in APPROVING
    elif post.state is State.APPROVED and post is not before:
        check_approved(room, now=False)

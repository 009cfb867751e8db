"""Whatever people do, in whatever order, and whatever changes meanwhile: nothing unsigned is ever approved."""

import sys
from collections import Counter
from hashlib import shake_256

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.approvals import sign
from domain.posts import State
from domain.seats import SeatState, seats
from domain.signoffs import Decision
from tests.domain.crowd import PEOPLE, PROPOSED
from tests.domain.laws import check_step
from tests.domain.room import Room, Step
from tests.domain.verbs import AROUND, take

VERBS = (
    *("sign",) * 14,
    *(
        "stand in",
        "stand in",
        "stand in",
        "ask",
        "reject",
        "edit",
        "edit",
        "withdraw",
        "hold",
        "release",
        "release",
    ),
    *("waive", "waive", "waive", "wait", "wait", "expire", "expire", *("reschedule",) * 4),
    *("grant", "grant", "exempt", "exempt", "plead", "run out", "run out", "run out"),
    *("policy", "policy", *("people",) * 4, "away", "away", "back"),
    *(
        "dismiss",
        "appoint",
        "group",
        "group",
        "follow",
        "deactivate",
        "reactivate",
        "reactivate",
        "admin",
        "no admin",
    ),
    *("freeze", "freeze", "thaw", "thaw", "thaw", "keep"),
)


def played(code: bytes) -> tuple[Room, Counter[str]]:
    """The steps that these bytes stand for, each checked; and how often each verb changed something."""
    room = Room(post=PROPOSED[code[0] % len(PROPOSED)])
    done: Counter[str] = Counter()
    for place in range(1, len(code) - 2, 3):
        first, second, arg = code[place : place + 3]
        step = Step(VERBS[first % len(VERBS)], PEOPLE[second % 8], PEOPLE[second // 8 % 8], arg)
        before, around = room.post, room.workspace
        take(room, step)
        check_step(before, room, step.verb)
        touched = step.verb in AROUND or step.verb in {"freeze", "keep"}
        done[step.verb] += room.workspace != around if touched else room.post != before
    return room, done


def code_of(number: int) -> bytes:
    """Ten to thirty steps that look like chance and are always the same."""
    length, *rest = shake_256(number.to_bytes(4, "big")).digest(1 + 1 + 3 * 30)
    return bytes(rest[: 1 + 3 * (10 + length % 21)])


FULL = 10_000
SEQUENCES = FULL if sys.gettrace() is None else 2_000  # being watched line by line takes its own time


def test_no_sequence_of_decisions_approves_what_is_not_signed() -> None:
    ended: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for number in range(SEQUENCES):
        try:
            room, done = played(code_of(number))
        except AssertionError as wrong:
            wrong.add_note(f"in sequence {number}")
            raise
        post = room.post
        taken += done
        ended[post.state] += 1
        ended["by a delegate"] += any(one.on_behalf_of for one in post.sign_offs)
        ended["asked anew"] += post.renewed_needs is not None
        ended["frozen"] += any(map(room.holds, room.frozen))
        if post.state is State.APPROVED:
            ended["by a waiver"] += done["waive"] > 0
            ended["after a thaw"] += done["thaw"] > 0
            ended["by an exception"] += post.version.blocked
            ended["by a group"] += any(
                (department := room.workspace.department(one.department)) is not None
                and department.approver_group != ""
                and one.decision is Decision.APPROVED
                for one in post.current_sign_offs
            )

    # The sequences go where it matters.
    assert sum(ended[state] for state in State) == SEQUENCES
    assert ended[State.APPROVED] > SEQUENCES // 20
    assert all(
        ended[state] > SEQUENCES // 200 for state in (State.IN_REVIEW, State.CHANGES_REQUESTED, State.ON_HOLD)
    )
    assert all(ended[state] > SEQUENCES // 200 for state in (State.REJECTED, State.WITHDRAWN, State.EXPIRED))
    assert all(ended[how] > SEQUENCES // 200 for how in ("by a waiver", "by a delegate", "asked anew"))
    assert all(ended[how] > SEQUENCES // 200 for how in ("by an exception", "by a group"))
    assert ended["frozen"] > SEQUENCES // 100
    assert ended["after a thaw"] > SEQUENCES // 1_000
    # Each verb does what it is there for, and is not only refused.
    assert taken["run out"] > SEQUENCES // 1_000
    assert {
        verb: taken[verb] for verb in {*VERBS} - {"wait", "run out"} if taken[verb] <= SEQUENCES // 200
    } == {}


@settings(max_examples=500, deadline=None)
@given(st.binary(min_size=31, max_size=91))
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

"""Whose turn it is: never somebody who would be refused, never nobody who could sign."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.approvals import reject, request_changes, sign
from domain.exemptions import Plea
from domain.findings import Level
from domain.people import Absence, UserId
from domain.posts import OVERDUE, Post, PostId, State
from domain.refusals import Refusal
from domain.signoffs import RejectReason
from domain.waiting import Turn, by_urgency, held_by, own_first, task_of, tasks, waits, waits_for
from tests.domain.stories import ELI, EVE, FAY, HAL, MAX, MIA, WORKSPACE, finding, later, proposed
from tests.domain.stories import MONDAY as AT

HOUR = timedelta(hours=1)
LATER = later()
EVERYBODY = (EVE, ELI, MIA, MAX, HAL, FAY)


def held() -> Post:
    return proposed().moved(State.ON_HOLD, by=MAX, at=LATER, because="The photos come on Friday.")


def asked_to_change() -> Post:
    return request_changes(
        proposed(), version=1, by=MIA, at=LATER, comment="Which sizes?", workspace=WORKSPACE
    )


def rejected() -> Post:
    return reject(
        proposed(),
        version=1,
        by=MIA,
        at=LATER,
        reason=RejectReason.OTHER,
        comment="No.",
        workspace=WORKSPACE,
    )


def test_a_post_waits_for_each_seat_and_nobody_else() -> None:
    (wait,) = waits(proposed(), workspace=WORKSPACE, at=LATER)
    assert (wait.turn, wait.department, wait.people, wait.since) == (Turn.SIGN, "marketing", (MIA, MAX), AT)
    assert [one for one in EVERYBODY if waits_for(one, proposed(), workspace=WORKSPACE, at=LATER)] == [
        MIA,
        MAX,
    ]


@pytest.mark.parametrize(
    ("post", "turn", "whose"),
    [
        (asked_to_change(), Turn.EDIT, EVE),
        (held(), Turn.RELEASE, MAX),
        (proposed().moved(State.EXPIRED, by=None, at=LATER), Turn.RESCHEDULE, EVE),
    ],
)
def test_what_is_not_in_review_waits_for_one_person(post: Post, turn: Turn, whose: UserId) -> None:
    (wait,) = waits(post, workspace=WORKSPACE, at=LATER)
    assert (wait.turn, wait.people, wait.since, wait.department) == (turn, (whose,), LATER, "")
    assert [one for one in EVERYBODY if waits_for(one, post, workspace=WORKSPACE, at=LATER)] == [whose]
    assert tasks(MIA, [post], workspace=WORKSPACE, at=LATER) == ()


def test_a_post_on_hold_by_the_program_waits_for_nobody_known() -> None:
    (wait,) = waits(replace(held(), state_by=None), workspace=WORKSPACE, at=LATER)
    assert (wait.turn, wait.people) == (Turn.RELEASE, ())


def test_a_decided_post_waits_for_nobody() -> None:
    assert waits(rejected(), workspace=WORKSPACE, at=LATER) == ()
    assert not any(waits_for(one, rejected(), workspace=WORKSPACE, at=LATER) for one in EVERYBODY)


def test_a_delegate_has_the_task_and_knows_for_whom() -> None:
    away = [Absence(user=one, since=AT, until=LATER + HOUR, delegate=HAL) for one in (MIA, MAX)]
    workspace = replace(WORKSPACE, absences=tuple(away))
    task = task_of(HAL, proposed(), workspace=workspace, at=LATER)
    assert task
    assert (task.department, task.on_behalf_of) == ("marketing", MIA)
    assert task_of(HAL, proposed(), workspace=workspace, at=LATER + HOUR) is None


def test_whoever_is_gone_has_no_task() -> None:
    workspace = replace(WORKSPACE, deactivated=frozenset({MIA}))
    assert tasks(MIA, [proposed()], workspace=workspace, at=LATER) == ()


def test_a_post_whose_author_has_to_choose_another_time_is_nobodys_to_sign_yet() -> None:
    post = replace(proposed(), state_because=OVERDUE)

    assert [(one.turn, one.people) for one in waits(post, workspace=WORKSPACE, at=LATER)] == [
        (Turn.RESCHEDULE, (EVE,))
    ]
    assert tasks(MIA, [post], workspace=WORKSPACE, at=LATER) == ()
    assert waits_for(EVE, post, workspace=WORKSPACE, at=LATER)
    assert not waits_for(MIA, post, workspace=WORKSPACE, at=LATER)


def forbidden() -> Post:
    """In review, with words in it that a rule forbids."""
    whole = proposed()
    return replace(whole, versions=(replace(whole.version, findings=(finding(level=Level.ERROR),)),))


def test_what_the_rulebook_blocks_waits_for_whoever_can_grant_its_exception() -> None:
    assert [one for one in EVERYBODY if waits_for(one, forbidden(), workspace=WORKSPACE, at=LATER)] == []

    pleaded = replace(forbidden(), plea=Plea(version=1, by=EVE, at=AT, because="It never ends."))
    found = {one: tasks(one, [pleaded], workspace=WORKSPACE, at=LATER) for one in EVERYBODY}
    assert {one for one, some in found.items() if some} == {MIA, MAX}
    assert [(one.turn, one.department) for one in found[MIA]] == [(Turn.GRANT, "marketing")]
    own = replace(pleaded, versions=(replace(pleaded.version, by=MIA),))
    assert tasks(MIA, [own], workspace=WORKSPACE, at=LATER) == ()


def test_the_overdue_come_first_then_the_next_to_go_out_then_the_oldest() -> None:
    def one(id: str, **changes: object) -> Post:
        return replace(proposed(), id=PostId(id), **changes)  # type: ignore[arg-type]  # a test names the fields

    newer = replace(proposed().version, at=AT + HOUR)
    every = [
        one("newer", publish_at=None, versions=(newer,)),
        one("tomorrow", publish_at=AT + 24 * HOUR),
        one("older", publish_at=None),
        one("overdue", publish_at=AT - HOUR),
        one("soon", publish_at=AT + HOUR),
    ]
    ordered = ["overdue", "soon", "tomorrow", "older", "newer"]
    assert [post.id for post in by_urgency(every)] == ordered
    assert [task.post.id for task in tasks(MIA, every, workspace=WORKSPACE, at=AT)] == ordered


def test_among_ones_own_posts_those_where_one_has_to_act_come_first_then_the_most_urgent() -> None:
    def one(id: str, post: Post, hours: float, **changes: Any) -> Post:
        return replace(post, id=PostId(id), state_at=later(hours), **changes)

    asked_nobody = replace(proposed(), renewed_needs=())
    every = [
        one("ended long ago", rejected(), 2),
        one("ended", rejected(), 9),
        one("went out", proposed(), 5, state=State.PUBLISHED, publish_at=later(4)),
        one("waits for nobody", asked_nobody, 4, publish_at=None),
        one("goes out on Friday", proposed(), 1, publish_at=later(100)),
        one("goes out first, approved", proposed(), 3, state=State.APPROVED, publish_at=later(20)),
        one("approved for any time", proposed(), 0, state=State.APPROVED, publish_at=None),
        one("goes out tomorrow", proposed(), 7, publish_at=later(24)),
        one("to edit", asked_to_change(), 1),
    ]
    ordered = own_first(EVE, every, workspace=WORKSPACE, at=later(10))
    assert [post.id for post in ordered] == [
        "to edit",
        "goes out first, approved",
        "goes out tomorrow",
        "goes out on Friday",
        "waits for nobody",
        "approved for any time",
        "ended",
        "went out",
        "ended long ago",
    ]


@given(
    signed=st.lists(st.sampled_from([ELI, MIA, MAX, HAL, FAY]), max_size=3),
    away=st.sets(st.sampled_from([ELI, MIA, MAX, HAL, FAY])),
    gone=st.sets(st.sampled_from([ELI, MIA, MAX, HAL, FAY])),
    delegate=st.sampled_from([None, HAL, FAY]),
)
def test_a_task_is_exactly_what_signing_would_take(
    signed: list[UserId], away: set[UserId], gone: set[UserId], delegate: UserId | None
) -> None:
    workspace = replace(
        WORKSPACE,
        absences=tuple(Absence(user=one, since=AT, until=LATER + HOUR, delegate=delegate) for one in away),
        deactivated=frozenset(gone),
    )
    post = proposed(shows_people=True)
    for one in signed:
        if task := task_of(one, post, workspace=workspace, at=AT):
            post = sign(task.post, version=1, by=one, at=AT, workspace=workspace)
    for one in EVERYBODY:
        try:
            after = sign(post, version=1, by=one, at=LATER, workspace=workspace)
        except Refusal:
            assert task_of(one, post, workspace=workspace, at=LATER) is None
        else:
            task = task_of(one, post, workspace=workspace, at=LATER)
            assert task
            assert (task.department, task.on_behalf_of) == (
                after.sign_offs[-1].department,
                after.sign_offs[-1].on_behalf_of,
            )
    asked = {user for wait in waits(post, workspace=workspace, at=LATER) for user in wait.people}
    assert asked <= {one for one in EVERYBODY if waits_for(one, post, workspace=workspace, at=LATER)}


def test_a_post_on_hold_waits_for_whoever_holds_it_unless_it_is_their_own() -> None:
    own = proposed().moved(State.ON_HOLD, by=EVE, at=LATER, because="I ask for better photos.")
    assert held_by(MAX, [proposed(), held()]) == (held(),)
    assert held_by(MIA, [held()]) == ()
    assert held_by(EVE, [own]) == ()

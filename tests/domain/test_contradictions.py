"""The posts and the trail tell the same story, or it is said where they do not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.approvals import reject, request_changes, sign, withdraw
from domain.audit import FIRST, Action, Entry, Event, entry
from domain.contradictions import contradictions
from domain.findings import Verdict
from domain.networks import Network
from domain.people import UserId
from domain.policy import SHIPPED_POLICY
from domain.posts import Post, PostId, State, UnreadablePostError
from domain.proposals import revise
from domain.signoffs import RejectReason
from tests.domain.stories import EVE, FAY, FLO, HAL, MAX, MIA, SAM, WORKSPACE, draft, later, proposed, ready

Step = Callable[[Post, int], tuple[Action, UserId, Post]]


def revised(text: str = "Warm wool.", **changes: Any) -> Step:
    def step(post: Post, hour: int) -> tuple[Action, UserId, Post]:
        return (
            Action.REVISED,
            EVE,
            revise(
                post,
                draft(text=text, stores=("S001",), **changes),
                Verdict(findings=(), rulebook="r1"),
                read=post.version.number,
                by=EVE,
                at=later(hour),
                workspace=WORKSPACE,
                policy=SHIPPED_POLICY,
            ),
        )

    return step


def signed(by: UserId) -> Step:
    return lambda post, hour: (
        Action.APPROVED,
        by,
        sign(post, version=post.version.number, by=by, at=later(hour), workspace=WORKSPACE),
    )


def ticked(post: Post, hour: int) -> tuple[Action, UserId, Post]:
    return Action.READINESS_TICKED, FLO, ready(post, by=FLO, at=later(hour))


def changes_asked(by: UserId) -> Step:
    return lambda post, hour: (
        Action.CHANGES_REQUESTED,
        by,
        request_changes(
            post,
            version=post.version.number,
            by=by,
            at=later(hour),
            comment="Which sizes?",
            workspace=WORKSPACE,
        ),
    )


def rejected(by: UserId) -> Step:
    return lambda post, hour: (
        Action.REJECTED,
        by,
        reject(
            post,
            version=post.version.number,
            by=by,
            at=later(hour),
            reason=RejectReason.BAD_TIMING,
            comment="Not now.",
            workspace=WORKSPACE,
        ),
    )


def withdrawn(post: Post, hour: int) -> tuple[Action, UserId, Post]:
    return Action.WITHDRAWN, EVE, withdraw(post, by=EVE, at=later(hour), workspace=WORKSPACE)


def story(*steps: Step, id: str = "P1") -> tuple[Post, list[Entry]]:
    """A post and its trail, written as `handlers.record` writes it."""
    post = replace(proposed(stores=("S001",)), id=PostId(id))
    lines = [_line(Action.PROPOSED, EVE, post, before=[])]
    for hour, step in enumerate(steps, start=1):
        action, by, post = step(post, hour)
        lines.append(_line(action, by, post, before=lines, hour=hour))
    return post, lines


def _line(action: Action, by: UserId, post: Post, *, before: list[Entry], hour: int = 0) -> Entry:
    at = later(hour) if hour else post.proposed_at
    detail = {"hash": post.version.hash, "state": post.state.value}
    for one in post.sign_offs[-1:]:
        if one.at == at:
            said = {"department": one.department, "comment": one.comment, "reason": one.reason or ""}
            detail |= {key: value for key, value in said.items() if value}
    event = Event(action=action, by=by, at=at, subject=post.id, version=post.version.number, detail=detail)
    previous = before[-1].hash if before else FIRST
    return entry(event, workspace=WORKSPACE.id, number=len(before) + 1, previous=previous)


LEAVES_NO_MARK = "edited in what nobody signs"
STORIES: dict[str, tuple[Step, ...]] = {
    "proposed": (),
    "approved": (ticked, signed(MIA), signed(FAY)),
    "approved by the last tick": (signed(MIA), signed(FAY), ticked),
    "half signed": (signed(MIA),),
    "ticked, and promised something else": (ticked, revised("Warm wool for £20."), ticked),
    "changed and approved": (changes_asked(MIA), revised(), signed(MIA), ticked, signed(FAY)),
    "signed while changes are asked for": (changes_asked(MIA), signed(FAY)),
    LEAVES_NO_MARK: (signed(MIA), revised("Autumn jackets are here. Come and feel the wool.")),
    "rejected": (signed(FAY), rejected(MAX)),
    "withdrawn": (signed(FAY), withdrawn),
}


@pytest.mark.parametrize("steps", STORIES.values(), ids=STORIES.keys())
def test_what_the_domain_does_contradicts_nothing(steps: tuple[Step, ...]) -> None:
    post, trail = story(*steps)

    assert contradictions(trail, [post]) == ()


@pytest.mark.parametrize("name", sorted(STORIES.keys() - {LEAVES_NO_MARK}))
def test_a_cut_tail_is_seen_wherever_it_is_cut(name: str) -> None:
    post, trail = story(*STORIES[name])

    assert all(contradictions(trail[:left], [post]) for left in range(len(trail)))


def test_an_edit_that_makes_no_version_leaves_no_mark_in_the_post() -> None:
    post, trail = story(*STORIES[LEAVES_NO_MARK])

    assert contradictions(trail[:-1], [post]) == ()
    assert contradictions(trail[:-2], [post]) != ()


def test_entries_that_are_about_no_post_say_nothing_about_posts() -> None:
    event = Event(action=Action.EXPORTED, by=EVE, at=later(), subject="2026-11")

    assert contradictions([entry(event, workspace=WORKSPACE.id, number=1, previous=FIRST)], []) == ()


def text(post: Post, words: str) -> Post:
    first = post.versions[0]
    changed = replace(first, content=replace(first.content, text=words))
    return replace(post, versions=(changed, *post.versions[1:]))


def first_version(post: Post, **changes: Any) -> Post:
    return replace(post, versions=(replace(post.versions[0], **changes), *post.versions[1:]))


def first_decision(post: Post, **changes: Any) -> Post:
    return replace(post, sign_offs=(replace(post.sign_offs[0], **changes), *post.sign_offs[1:]))


TAMPERED: dict[str, tuple[Callable[[Post], Post], str]] = {
    "a text": (
        lambda post: text(post, "Half price!"),
        "the content of version 1 is not the one in the trail",
    ),
    "a network": (
        lambda post: first_version(
            post, content=replace(post.versions[0].content, networks=(Network.TIKTOK,))
        ),
        "the content of version 1",
    ),
    "who wrote": (lambda post: first_version(post, by=MAX), "who wrote version 1, and when"),
    "when it was written": (lambda post: first_version(post, at=later(9)), "who wrote version 1, and when"),
    "a version gone": (
        lambda post: replace(post, versions=post.versions[:1]),
        "version 2, which the trail holds, is not stored",
    ),
    "a version more": (
        lambda post: replace(post, versions=(*post.versions, replace(post.version, number=3))),
        "version 3 is not in the trail",
    ),
    "the author": (lambda post: replace(post, author=MAX), "who proposed it, and when"),
    "the proposal's time": (lambda post: replace(post, proposed_at=later(9)), "who proposed it, and when"),
    "who decided": (lambda post: first_decision(post, by=HAL), "by 'U0HAL' is not in the trail"),
    "when it was decided": (lambda post: first_decision(post, at=later(9)), "is not in the trail"),
    "the seat": (lambda post: first_decision(post, department="hr"), "is not in the trail"),
    "the words": (lambda post: first_decision(post, comment="Fine."), "is not in the trail"),
    "the hash that was signed": (lambda post: first_decision(post, hash="0"), "is not in the trail"),
    "the version that was signed": (lambda post: first_decision(post, version=2), "is not in the trail"),
    "a decision gone": (
        lambda post: replace(post, sign_offs=post.sign_offs[1:]),
        "the decision “changes requested” on version 1 by 'U0MIA', which the trail holds, is not stored",
    ),
    "a decision twice": (
        lambda post: replace(post, sign_offs=(*post.sign_offs, post.sign_offs[-1])),
        "the decision “approved” on version 2 by 'U0FAY' is not in the trail",
    ),
    "decisions swapped": (
        lambda post: replace(post, sign_offs=post.sign_offs[::-1]),
        "its decisions are in another order than in the trail",
    ),
    "a tick gone": (
        lambda post: replace(post, marks=()),
        "what 'U0FLO' said about its stores on version 2, which the trail holds, is not stored",
    ),
    "somebody else's tick": (
        lambda post: replace(post, marks=(replace(post.marks[0], by=SAM),)),
        "what 'U0SAM' said about its stores on version 2 is not in the trail",
    ),
    "the state": (
        lambda post: replace(post, state=State.IN_REVIEW),
        "that it is in review is not what the trail says last",
    ),
    "who brought it there": (lambda post: replace(post, state_by=HAL), "that it is approved is not"),
    "when it got there": (
        lambda post: replace(post, state_at=post.state_at + timedelta(microseconds=1)),
        "that it is approved is not",
    ),
}


@pytest.mark.parametrize(("tamper", "said"), TAMPERED.values(), ids=TAMPERED.keys())
def test_what_was_changed_beside_the_trail_is_said(tamper: Callable[[Post], Post], said: str) -> None:
    post, trail = story(changes_asked(MIA), revised(), ticked, signed(MIA), signed(FAY))
    assert post.state is State.APPROVED

    found = contradictions(trail, [tamper(post)])

    assert any(said in one for one in found), found
    assert all(one.startswith("post 'P1': ") for one in found)


def test_half_of_the_signatures_do_not_make_it_approved() -> None:
    post, trail = story(signed(MIA))

    (said,) = contradictions(trail, [replace(post, state=State.APPROVED)])

    assert said == "post 'P1': that it is approved is not what the trail says last"


def test_a_post_that_is_gone_and_one_that_nobody_proposed() -> None:
    post, trail = story()

    assert contradictions(trail, []) == ("post 'P1', which the trail holds, is not stored",)
    assert "post 'P2': version 1 is not in the trail" in contradictions(
        trail, [post, replace(post, id=PostId("P2"))]
    )


def test_a_post_that_cannot_be_read_ends_the_comparison_with_a_sentence() -> None:
    post, trail = story()

    def stored() -> Iterator[Post]:
        yield text(post, "Half price!")
        raise UnreadablePostError(PostId("P2"))

    assert contradictions(trail, stored()) == (
        "post 'P1': the content of version 1 is not the one in the trail",
        "post 'P2' was changed so that it cannot be read; the posts after it were not compared",
    )

"""Whatever people do, in whatever order: nothing unsigned is ever approved."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.approvals import reject, request_changes, sign, withdraw
from domain.findings import Verdict
from domain.people import UserId, Workspace
from domain.policy import SHIPPED_POLICY
from domain.posts import TRANSITIONS, Post, State
from domain.proposals import revise
from domain.refusals import Refusal
from domain.signoffs import Decision, RejectReason
from tests.domain.stories import (
    ADA,
    ELI,
    EVE,
    FAY,
    HAL,
    MAX,
    MIA,
    MONDAY,
    SAM,
    WORKSPACE,
    draft,
    finding,
    proposed,
)

PEOPLE = st.sampled_from([EVE, ELI, MIA, MAX, HAL, FAY, ADA, SAM, UserId("U0WHO")])
VERBS = st.sampled_from(["sign", "sign", "sign", "ask", "reject", "edit", "withdraw", "leave"])
TEXTS = st.sampled_from(["Jackets.", "Warm jackets.", "Coats."])
TAGS = st.sampled_from([(), ("price",), ("people",), ("in-store", "price")])


def step(
    post: Post,
    verb: str,
    by: UserId,
    read: int,
    text: str,
    tags: tuple[str, ...],
    at: datetime,
    workspace: Workspace,
) -> Post:
    match verb:
        case "sign":
            return sign(post, version=read, by=by, at=at, workspace=workspace)
        case "ask":
            return request_changes(post, version=read, by=by, at=at, comment="Why?", workspace=workspace)
        case "reject":
            return reject(
                post,
                version=read,
                by=by,
                at=at,
                reason=RejectReason.OTHER,
                comment="No.",
                workspace=workspace,
            )
        case "edit":
            verdict = Verdict(findings=(finding(*tags),))
            return revise(
                post,
                draft(text=text),
                verdict,
                read=read,
                by=by,
                at=at,
                workspace=workspace,
                policy=SHIPPED_POLICY,
            )
        case _:
            return withdraw(post, by=by, at=at)


def without(workspace: Workspace, user: UserId) -> Workspace:
    return replace(
        workspace,
        departments=tuple(
            replace(one, approvers=tuple(each for each in one.approvers if each != user))
            for one in workspace.departments
        ),
    )


@settings(max_examples=1_000, deadline=None)
@given(st.lists(st.tuples(VERBS, PEOPLE, st.integers(0, 1), TEXTS, TAGS), max_size=14), TAGS)
def test_no_sequence_of_decisions_approves_what_is_not_signed(
    steps: list[tuple[str, UserId, int, str, tuple[str, ...]]], tags: tuple[str, ...]
) -> None:
    post, workspace = proposed(finding(*tags)), WORKSPACE
    for hour, (verb, by, behind, text, new_tags) in enumerate(steps, start=1):
        before = post
        if verb == "leave":
            workspace = without(workspace, by)
            continue
        at = MONDAY + timedelta(hours=hour)
        with suppress(Refusal):
            post = step(post, verb, by, post.version.number - behind, text, new_tags, at, workspace)
        reachable = TRANSITIONS[before.state] | TRANSITIONS[State.IN_REVIEW] | {before.state}
        assert post.state in reachable
        assert post.versions[: len(before.versions)] == before.versions
        assert post.sign_offs[: len(before.sign_offs)] == before.sign_offs
        if post.state is State.APPROVED:
            holds(post)


def holds(post: Post) -> None:
    signed = {one.department: one for one in post.current_sign_offs}
    assert {need.department for need in post.version.needs} <= set(signed)
    assert all(one.decision is Decision.APPROVED for one in signed.values())
    assert all(one.hash == post.version.hash for one in signed.values())
    assert len({one.by for one in signed.values()}) == len(signed)
    assert not post.writers & {one.by for one in signed.values()}
    assert not post.version.blocked

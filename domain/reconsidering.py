"""Reconsidering: what becomes of posts under way when the policy or the people change."""

from dataclasses import replace
from datetime import datetime

from domain.people import UserId
from domain.policy import Need, Policy
from domain.posts import Post, State
from domain.readiness import readiness_of
from domain.routing import needs_of
from domain.seats import SeatState, seats
from domain.settling import filled, settled
from domain.wording import listed
from domain.workspaces import Workspace


def reconsider(post: Post, *, policy: Policy, workspace: Workspace, by: UserId | None, at: datetime) -> Post:
    """The post as this policy and these people see it; equal to the post when they change nothing.

    - In review, with changes requested or on hold: the needs of the present version are asked anew.
      Nothing that was signed is lost, and what is needed newly is waited for. In review, it is approved when
      all that is now asked is signed and only that was missing.
    - Approved and not yet published: it stays approved unless the policy now asks more of it than is
      signed; then it is in review again, and its card says for whom. It never loses its approval unseen.
    - Ended, published or expired: nothing changes. An expired post is asked anew when it is rescheduled.

    Args:
        by: who changed the policy or the people; None for the program itself.
    """
    if post.state is State.APPROVED:
        return _still_approved(post, policy=policy, workspace=workspace, by=by, at=at)
    if post.state.decided or post.state is State.EXPIRED:
        return post
    asked = asked_anew(post, policy=policy, workspace=workspace)
    return settled(asked, by=by, at=at, workspace=workspace, because="nobody else is asked any more")


def asked_anew(post: Post, *, policy: Policy, workspace: Workspace) -> Post:
    """The post with what this policy asks of its present version."""
    needs = needs_of(post, policy=policy, workspace=workspace)
    return replace(post, renewed_needs=None if needs == post.version.needs else needs)


def asked_now(before: Post, after: Post) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keys of the departments that must sign now and did not before, and of those that no longer must."""
    was, is_now = ([one.department for one in post.needs] for post in (before, after))
    return tuple(one for one in is_now if one not in was), tuple(one for one in was if one not in is_now)


def asks_the_same(before: Post, after: Post) -> bool:
    """Whether only the reasons have changed: the same people must sign in the same order, and the post stays where it is."""
    was, is_now = (
        [replace(one, because=(), routes=()) for one in sorted(post.needs, key=lambda need: need.department)]
        for post in (before, after)
    )
    return was == is_now and before.state is after.state


def _still_approved(
    post: Post, *, policy: Policy, workspace: Workspace, by: UserId | None, at: datetime
) -> Post:
    asked = asked_anew(post, policy=policy, workspace=workspace)
    signed = any(one.state is SeatState.SIGNED for one in seats(asked, workspace=workspace, at=at))
    no_more = _signatures(asked.needs) <= _signatures(post.needs)
    if signed and no_more and _asks_readiness(asked) <= _asks_readiness(post):
        return asked
    again = asked.moved(State.IN_REVIEW, by=by, at=at)
    if filled(again, workspace=workspace, at=at):
        return asked
    missing = [
        workspace.department_name(one.department)
        for one in seats(again, workspace=workspace, at=at)
        if one.state not in {SeatState.NOT_NEEDED, SeatState.SIGNED, SeatState.BY_POLICY}
    ]
    readiness = readiness_of(again, workspace=workspace)
    missing += [f"for {readiness.waits_for}"] if readiness and readiness.waits_for else []
    because = f"the policy now asks {listed(missing) or 'nobody'}"
    return replace(again, state_because=because)


def _asks_readiness(post: Post) -> bool:
    return any(one.readiness for one in post.needs)


def _signatures(needs: tuple[Need, ...]) -> frozenset[tuple[str, int, bool]]:
    return frozenset((one.department, one.quorum, one.everybody) for one in needs)

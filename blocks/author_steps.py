"""The author's steps: what there is to do next about a post, after somebody decided."""

from collections.abc import Mapping
from datetime import datetime

from blocks.changes import KEPT
from blocks.decision_words import is_news
from blocks.freeze_banners import banner, foreseen_line
from blocks.moments import planned
from blocks.states import state_lines
from blocks.text import listed, mention
from domain.audit import Action, Event
from domain.freezes import foreseen, frozen
from domain.networks import Network
from domain.posts import Post, State
from domain.signoffs import Decision
from domain.workspaces import Workspace


def next_step(event: Event, post: Post, *, workspace: Workspace, at: datetime, asked: bool = False) -> str:
    """What the author does after this, or what the post waits for, as mrkdwn.

    Args:
        asked: whether the same message asks them to read something.
    """
    if not is_news(event, post):
        return overtaken_step(post)
    if post.state is State.APPROVED:
        held = frozen(post, workspace=workspace, at=at)
        if held:
            return f"{banner(held)}\n{_WAIT}"
        ahead = [foreseen_line(one) for one in foreseen(post, workspace=workspace, at=at)[:1]]
        return "\n".join([f"{all_signed(post)} {_publish_it(post, at=at)}", *ahead])
    if event.action is Action.REVISED and KEPT not in event.detail:
        return "Every seat is asked again. Look at the card to see what was changed."
    states, step = _STEPS.get(event.action, (frozenset(), ""))
    if post.state in states:
        return step.format(by=mention(event.by))
    return standing_step(post, workspace=workspace, at=at, asked=asked)


_STEPS: Mapping[Action, tuple[frozenset[State], str]] = {
    Action.CHANGES_REQUESTED: (
        frozenset(one for one in State if one.open),
        "Edit the text and save a new version: everybody concerned is then asked again.",
    ),
    Action.EXCEPTION_ENDED: (
        frozenset(one for one in State if one.open),
        "Change the words with *⋯* › *Edit* on its card, or ask there for an exception for this post alone.",
    ),
    Action.EXPIRED: (
        frozenset({State.EXPIRED}),
        "Press *Reschedule* to choose a new time: who has signed this version need not sign again.",
    ),
    Action.HELD: (
        frozenset({State.ON_HOLD}),
        "It waits until {by}, one of its approvers or an admin presses *Release* on its card.",
    ),
    Action.REJECTED: (
        frozenset({State.REJECTED}),
        "This post has ended. To try another way, propose a new one with `/social propose`.",
    ),
}
"""What the author does next, as long as the post is in one of these states."""


_RESCHEDULE = (
    "Its publish time came while it was frozen, so it is in review again. Press *Reschedule* to choose a new time: "
    "who has signed this version need not sign again."
)
_WAIT = "It is approved, but *please do not publish it* before it is thawed. I tell you then."


def all_signed(post: Post) -> str:
    """Says that nobody has to sign any more."""
    if post.use is not None and post.state_by is None:
        return "🟢 The policy asks nobody about its template."
    waived = any(one.decision is Decision.WAIVED for one in post.current_sign_offs)
    return f"🟢 Every seat {'is signed or waived' if waived else 'has signed'}."


def overtaken_step(post: Post) -> str:
    """Says that what happened was about an earlier version."""
    return f"You are on version {post.version.number} by now, so there is nothing to do about this."


def standing_step(post: Post, *, workspace: Workspace, at: datetime, asked: bool = False) -> str:
    """How the post stands, for an author who has to do nothing, or only what is `asked` of them below."""
    if post.overdue:
        return _RESCHEDULE
    if post.state is State.WITHDRAWN and post.use is not None and post.use.ended:
        return "It does not go out. `/social library` shows what can be filled instead."
    state, *obstacles = state_lines(post, workspace=workspace, at=at)
    idle = not (obstacles or asked)
    return "\n".join([f"{state}. Nothing to do for you now." if idle else state, *obstacles])


def _publish_it(post: Post, *, at: datetime) -> str:
    """What the author does with an approved post: Onevoice does not publish."""
    where = listed([network.label for network in post.version.content.networks], limit=len(Network))
    if post.publish_at is None:
        return (
            f"It has no publish time: publish it yourself on {where} when it suits, "
            "or plan a time with *⋯* › *Edit* on the card."
        )
    if post.publish_at <= at:
        return (
            f"But its publish time, {planned(post.publish_at)}, has passed: publish it yourself on {where} now, "
            "or plan another time with *⋯* › *Edit* on the card."
        )
    return f"Now publish it yourself on {where}: {planned(post.publish_at)}."

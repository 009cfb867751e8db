"""Reminders: one message with everything that waits for somebody, and the buttons to act right there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from blocks.cards import APPROVE, REQUEST_CHANGES
from blocks.elements import context, section
from blocks.exceptions import GRANT
from blocks.holds import RELEASE
from blocks.messages import Message
from blocks.moments import planned, until
from blocks.more import EDIT, MORE, READINESS
from blocks.noticed import noticed
from blocks.seats import people
from blocks.states import state_lines
from blocks.store_asks import ask_of
from blocks.targets import target
from blocks.text import escape, inline, linked, plural
from domain.approvals import SeatState, seats
from domain.belonging import acting_authors
from domain.clashes import Standing
from domain.exceptions import grantable, other_granters
from domain.people import UserId
from domain.posts import Post, PostId, State
from domain.waiting import Turn, task_of, waits
from domain.workspaces import Workspace

OPEN_CARD = "open_card"
"""Action id of the button that leads to the card; Slack follows its link by itself."""
POSTS_SHOWN = 10
TITLE_SHOWN = 100
EXCERPT_SHOWN = 200


def reminder(
    posts: Sequence[Post],
    *,
    reader: UserId,
    workspace: Workspace,
    sent: datetime,
    at: datetime,
    card_links: Mapping[PostId, str],
    clashes: Mapping[PostId, Sequence[Standing]],
) -> Message:
    """Tells somebody what waits for them. What is settled meanwhile says so and has no buttons any more.

    Args:
        sent: when the message came, in UTC: "in 4 h" counts from there, however late it is drawn anew.
        at: the present, in UTC.
        card_links: permalinks of the cards that have one.
        clashes: of these posts with others.
    """
    ordered = sorted(posts, key=lambda one: (one.publish_at is None, one.publish_at or one.version.at))
    waiting = [one for one in ordered if one.state.open or one.state is State.ON_HOLD]
    blocks: list[Block] = [section(_headline(ordered, waiting, reader=reader, workspace=workspace, at=at))]
    for post in ordered[:POSTS_SHOWN]:
        blocks += _row(
            post,
            reader=reader,
            workspace=workspace,
            sent=sent,
            at=at,
            link=card_links.get(post.id, ""),
            clashes=clashes.get(post.id, ()),
        )
    hidden = len(ordered) - POSTS_SHOWN
    if hidden > 0:
        blocks.append(context(f"+{plural(hidden, 'more post', 'more posts')}: type `/social queue`"))
    titles = ", ".join(_title(one) for one in (waiting or ordered)[:3])
    return Message(
        f"{_headline(ordered, waiting, reader=reader, workspace=workspace, at=at)} · {titles}", tuple(blocks)
    )


def _headline(
    every: Sequence[Post], waiting: Sequence[Post], *, reader: UserId, workspace: Workspace, at: datetime
) -> str:
    if not waiting:
        return _settled([one.state for one in every])
    mine = sum(bool(_buttons(one, reader=reader, workspace=workspace, at=at)) for one in waiting)
    if mine:
        return f"⏰ *{plural(mine, 'post waits', 'posts wait')} for you*"
    if workspace.limited(reader):
        return "✅ *Nothing of this waits for you any more*"
    return f"⏰ *{plural(len(waiting), 'post is', 'posts are')} still waiting*"


def _settled(states: Sequence[State]) -> str:
    """What became of all; only what was agreed to is a success."""
    became = Counter("approved" if one in _AGREED else one.value for one in states)
    sign = "✅" if set(became) <= {"approved"} else "⚪"
    counts = ", ".join(f"{number:,} {state}" for state, number in sorted(became.items()))
    return f"{sign} Nothing of this waits any more{f': {counts}' if counts else ''}"


_AGREED = frozenset({State.APPROVED, State.PUBLISHED, State.MEASURED})


def _row(
    post: Post,
    *,
    reader: UserId,
    workspace: Workspace,
    sent: datetime,
    at: datetime,
    link: str,
    clashes: Sequence[Standing],
) -> list[Block]:
    """How one post stands, and what the reader can do about it; what speaks against it before they do."""
    out = ""
    if post.publish_at is not None and post.publish_at > sent and post.state.open:
        out = f" · goes out *{until(post.publish_at, at=sent)}*: {planned(post.publish_at)}"
    state, *obstacles = state_lines(post, workspace=workspace, at=at, when_out=False)
    buttons = _buttons(post, reader=reader, workspace=workspace, at=at)
    asked = ask_of(post, reader, workspace=workspace)
    excerpt = _excerpt(post) if buttons else []
    against = noticed(post, clashes, workspace=workspace, at=at) if buttons else []
    others = [] if buttons or asked.lines else _others(post, reader=reader, workspace=workspace, at=at)
    if link:
        buttons = [*buttons, ButtonElement(text="Open card", action_id=OPEN_CARD, url=link)]
    lines = [
        f"*{linked(_title(post), link)}*{out}",
        *excerpt,
        state,
        *obstacles,
        *asked.lines,
        *against,
        *others,
    ]
    blocks: list[Block] = [section("\n".join(lines))]
    return (
        [*blocks, ActionsBlock(block_id=f"reminder:{target(post)}", elements=buttons)] if buttons else blocks
    )


def _excerpt(post: Post) -> list[str]:
    """What it says, so that nobody decides about a title alone."""
    text = inline(post.version.content.text, limit=EXCERPT_SHOWN)
    return [] if text == inline(post.title) else [f"“{escape(text)}”"]


def _buttons(post: Post, *, reader: UserId, workspace: Workspace, at: datetime) -> list[ButtonElement]:
    """What this reader can settle now; empty when it is not their turn."""
    signing = _decisions(post, reader=reader, workspace=workspace, at=at)
    return [*signing, *_about_stores(post, reader=reader, workspace=workspace, at=at)]


def _decisions(post: Post, *, reader: UserId, workspace: Workspace, at: datetime) -> list[ButtonElement]:
    value = target(post)
    match post.state:
        case State.IN_REVIEW if task := task_of(reader, post, workspace=workspace, at=at):
            if task.turn is Turn.GRANT:
                return [ButtonElement(text="Grant exception", action_id=GRANT, value=value)]
            return [
                ButtonElement(text="Approve", action_id=APPROVE, value=value, style="primary"),
                ButtonElement(text="Request changes", action_id=REQUEST_CHANGES, value=value),
            ]
        case State.CHANGES_REQUESTED if reader in acting_authors(post, workspace=workspace):
            return [ButtonElement(text="Edit", action_id=EDIT, value=post.id, style="primary")]
        case State.ON_HOLD if reader == post.state_by:
            return [ButtonElement(text="Release", action_id=RELEASE, value=value, style="primary")]
    return []


def _about_stores(post: Post, *, reader: UserId, workspace: Workspace, at: datetime) -> list[ButtonElement]:
    """To say how their own stores are; to see to all of them, for those whom the post waits for only because of these."""
    if post.state is not State.IN_REVIEW:
        return []
    every = waits(post, workspace=workspace, at=at)
    value = f"{READINESS}:{target(post)}"
    see_to = ButtonElement(text="Readiness", action_id=f"{MORE}_{READINESS}", value=value, style="primary")
    theirs = any(one.turn is Turn.READY and reader in one.people for one in every)
    return [*ask_of(post, reader, workspace=workspace).buttons, *([see_to] if theirs else [])]


def _others(post: Post, *, reader: UserId, workspace: Workspace, at: datetime) -> list[str]:
    """Whom somebody can nudge who cannot settle it themselves."""
    if post.state is not State.IN_REVIEW:
        return []
    able, can = _able(post, workspace=workspace, at=at)
    return [f"{people(able)} can {can}. Please nudge them."] if able and reader not in able else []


def _able(post: Post, *, workspace: Workspace, at: datetime) -> tuple[list[UserId], str]:
    """Who can bring a post in review on, and by what."""
    if grantable(post, at=at):
        return list(other_granters(post, workspace=workspace)), "grant the exception"
    if post.blocking(at=at):
        return list(acting_authors(post, workspace=workspace)), "edit it"
    every = seats(post, workspace=workspace, at=at)
    waiting = (user for one in every if one.state is SeatState.WAITING for user in one.approvers)
    return list(dict.fromkeys(waiting)), "sign it"


def _title(post: Post) -> str:
    return escape(inline(post.title, limit=TITLE_SHOWN))

"""Decisions: one line in the card's thread for each, and what the author hears about it."""

from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    RichTextBlock,
    RichTextElement,
    RichTextSectionElement,
)

from blocks.cards import EDIT
from blocks.elements import lines, person, quote, section, words
from blocks.messages import Message
from blocks.states import state_lines
from blocks.text import escape, inline, linked, mention, when
from domain.audit import Action, Entry, Event
from domain.people import Workspace
from domain.posts import Post, State

COMMENT_SHOWN = 500
"""Weight of a comment in a thread's line; its author gets all of it."""
TITLE_SHOWN = 100
NAME_SHOWN = 60


def decision_line(entry: Entry, *, post: Post, workspace: Workspace) -> Message:
    """What happened, in one line."""
    event = entry.event
    said = decision_words(event, workspace=workspace)
    comment = event.detail.get("comment", "")
    quoted = f": “{inline(comment, limit=COMMENT_SHOWN)}”" if comment else ""
    sign = _SIGNS.get(event.action, "•")
    return Message(
        f"{sign} {mention(event.by)} {escape(said)} · {_title(post)}",
        (lines([words(f"{sign} "), person(event.by), words(f" {said}{quoted}")]),),
    )


_SIGNS = {
    Action.PROPOSED: "📣",
    Action.REVISED: "📝",
    Action.APPROVED: "✅",
    Action.CHANGES_REQUESTED: "✏️",
    Action.REJECTED: "🔴",
    Action.WITHDRAWN: "⚪",
    Action.EXCEPTION_REQUESTED: "🙋",
    Action.EXCEPTION_GRANTED: "☑️",
}


def decision_words(event: Event, *, workspace: Workspace) -> str:
    """What somebody did, to stand behind their name: plain text, without their comment."""
    department = event.detail.get("department", "")
    seat = f" for {inline(workspace.department_name(department), limit=NAME_SHOWN)}" if department else ""
    reason = f" ({inline(event.detail['reason'], limit=NAME_SHOWN)})" if event.detail.get("reason") else ""
    said = _SAID.get(event.action, "noted: {action}")
    return said.format(version=event.version, action=event.action.value) + seat + reason


_SAID = {
    Action.PROPOSED: "proposed this post",
    Action.REVISED: "edited this post, now version {version}",
    Action.APPROVED: "approved version {version}",
    Action.CHANGES_REQUESTED: "asked for changes to version {version}",
    Action.REJECTED: "rejected version {version}",
    Action.WITHDRAWN: "withdrew this post",
    Action.EXCEPTION_REQUESTED: "asked for an exception for version {version}",
    Action.EXCEPTION_GRANTED: "granted an exception for version {version}",
}


def author_note(entry: Entry, *, post: Post, workspace: Workspace, card_link: str = "") -> Message:
    """Tells the author what happened to their post and what to do next.

    Args:
        post: as it is now, which may be later than the entry.
        card_link: Slack's permalink of the card; empty when there is none yet.
    """
    event = entry.event
    said = decision_words(event, workspace=workspace).replace("this post", "your post")
    sign = _SIGNS.get(event.action, "•")
    head: list[RichTextElement] = [words(f"{sign} "), person(event.by), words(f" {said}")]
    comment = event.detail.get("comment", "")
    told = [quote(comment, limit=2 * 3_000)] if comment else []
    blocks: list[Block] = [
        RichTextBlock(elements=[RichTextSectionElement(elements=head), *told]),
        section(
            f"*{linked(_title(post), card_link)}*\n{_next_step(event, post, workspace=workspace, at=event.at)}"
        ),
    ]
    if event.action is Action.CHANGES_REQUESTED and _is_news(event, post) and post.state.open:
        blocks.append(
            ActionsBlock(
                block_id=f"author:{post.id}:{event.version}",
                elements=[ButtonElement(text="Edit", action_id=EDIT, value=post.id, style="primary")],
            )
        )
    return Message(f"{sign} {mention(event.by)} {escape(said)}: {_title(post)}", tuple(blocks))


def _title(post: Post) -> str:
    return escape(inline(post.title, limit=TITLE_SHOWN))


def _is_news(event: Event, post: Post) -> bool:
    return event.version == post.version.number


def _next_step(event: Event, post: Post, *, workspace: Workspace, at: datetime) -> str:
    if not _is_news(event, post):
        return f"You are on version {post.version.number} by now, so there is nothing to do about this."
    if post.state is State.APPROVED:
        out = f"It goes out {when(post.publish_at)}" if post.publish_at else "It has no publish time yet"
        return f"🟢 Every seat has signed. {out}."
    if event.action is Action.REVISED:
        return "Every seat is asked again. Look at the card to see what was changed."
    if event.action is Action.CHANGES_REQUESTED and post.state.open:
        return "Edit the text and save a new version: everybody concerned is then asked again."
    if event.action is Action.REJECTED:
        return "This post has ended. To try another way, propose a new one with `/social propose`."
    state, *obstacles = state_lines(post, workspace=workspace, at=at)
    return "\n".join([f"{state}. Nothing to do for you now." if not obstacles else state, *obstacles])

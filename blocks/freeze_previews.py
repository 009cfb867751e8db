"""Freeze previews: what a freeze would do, asked before it counts, and what came of the question."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from blocks.elements import section
from blocks.freeze_banners import reason_words, scope_words
from blocks.messages import Message, said
from blocks.moments import planned
from blocks.text import escape, inline, listed, plural
from domain.freeze import Freeze
from domain.posts import Post, State
from domain.workspaces import Workspace

CONFIRM = "freeze_confirm"
CANCEL = "freeze_cancel"
"""Action ids of the buttons under the question."""
TITLE_SHOWN = 60
TITLES_SHOWN = 5


def preview_lines(freeze: Freeze, posts: Sequence[Post], *, workspace: Workspace) -> list[str]:
    """What a freeze would do: the question before it counts.

    Args:
        posts: those under way that it touches.
    """
    begins = "" if freeze.begun else f" from {planned(freeze.since)}"
    ends = f" until {planned(freeze.until)}" if freeze.until else " until somebody thaws it"
    lines = [
        f"🧊 Freeze *{scope_words(freeze, workspace=workspace)}*{begins}{ends}?",
        f"Reason: {reason_words(freeze.reason)}",
        touched_words(posts),
    ]
    approved = [one for one in posts if one.state is State.APPROVED]
    shown = [*approved, *(one for one in posts if one.state is not State.APPROVED)]
    if shown:
        titles = [f"“{escape(inline(one.title, limit=TITLE_SHOWN))}”" for one in shown]
        lines.append(listed(titles, limit=TITLES_SHOWN))
    lines.append(
        "Approvers can go on deciding, but nothing of it is approved or should go out. Authors of approved posts are told."
    )
    return lines


def touched_words(posts: Sequence[Post]) -> str:
    """How many posts, and how many of them are approved already."""
    return touched(len(posts), sum(one.state is State.APPROVED for one in posts))


def touched(posts: int, approved: int) -> str:
    """The same from counts alone."""
    if not posts:
        return "It touches no post that is under way now, and every new one."
    return f"It touches *{plural(posts, 'post', 'posts')}*, {approved or 'none'} of them approved."


def freeze_preview(lines: Sequence[str], *, pending: str) -> Message:
    """Asks whether it shall count.

    Args:
        pending: what the button has to know, as `freeze_forms` writes it.
    """
    return Message(
        lines[0],
        (
            section("\n".join(lines)),
            ActionsBlock(
                block_id="freeze",
                elements=[
                    ButtonElement(text="Freeze", action_id=CONFIRM, value=pending, style="danger"),
                    ButtonElement(text="Cancel", action_id=CANCEL),
                ],
            ),
        ),
    )


def frozen_now(freeze: Freeze, *, workspace: Workspace) -> Message:
    """Says that it counts, or that it will."""
    what = scope_words(freeze, workspace=workspace)
    if freeze.begun:
        return said(f"🧊 Done: {what} are frozen, and the desk is told. `/social resume` thaws.")
    return said(
        f"🗓️ Planned: {what} freeze {planned(freeze.since)} by themselves. `/social resume` calls it off."
    )


def nothing_frozen() -> Message:
    """In the place of the question: it was called off."""
    return said("Nothing was frozen.")

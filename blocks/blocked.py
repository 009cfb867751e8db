"""What says that the rulebook blocks a post, and who can unblock it."""

from datetime import datetime

from blocks.seats import department_name
from blocks.text import listed, mention
from domain.exceptions import BRAND, grantable, granted_to_themselves, other_granters
from domain.posts import Post
from domain.workspaces import Workspace

NAMED = 3
"""People who can grant an exception."""


def blocked_lines(post: Post, *, workspace: Workspace, at: datetime) -> list[str]:
    """That the rulebook blocks the post, and what unblocks it; nothing for any other."""
    if not post.blocking(at=at):
        return []
    return [f"⛔ Blocked by the rulebook until {_way_out(post, workspace=workspace, at=at)}"]


def _way_out(post: Post, *, workspace: Workspace, at: datetime) -> str:
    """What unblocks a post: an exception only where one was asked for and can be granted.

    What its writers granted themselves does not count here.
    """
    if not grantable(post, at=at):
        return "the text is edited"
    own = granted_to_themselves(post, at=at)
    name = department_name(BRAND, workspace=workspace)
    others = other_granters(post, workspace=workspace)
    if not others:
        return (
            f"the text is edited; {name} has no approver who could grant an exception: an admin must name one"
        )
    if own:
        whose = listed([mention(one) for one in own])
        can = ", ".join(mention(one) for one in others[:NAMED])
        return (
            f"{can} of {name} grants an exception or the text is edited: "
            f"that of {whose} does not count for a post of their own"
        )
    return f"{name} grants an exception or the text is edited"

"""Keeping a post running: the form that asks why it goes on although it is frozen."""

from collections.abc import Iterable
from datetime import datetime

from slack_sdk.models.views import View

from blocks.approvals import comment_input, post_form
from blocks.elements import section
from blocks.freeze_banners import freeze_line
from domain.freeze import Freeze
from domain.freeze_problems import REASON_LIMIT
from domain.posts import Post
from domain.workspaces import Workspace

KEEP = "freeze_keep"
"""Action id of the button "Keep running" on a card."""
KEEP_FORM = "freeze_keep_form"


def keep_form(post: Post, freezes: Iterable[Freeze], *, workspace: Workspace, at: datetime) -> View:
    """Asks why a post goes on although it is frozen; `blocks.approvals.read_comment` reads it."""
    return post_form(
        post,
        callback_id=KEEP_FORM,
        title="Keep running",
        submit="Keep running",
        inputs=[
            section("\n".join(freeze_line(one, workspace=workspace, at=at) for one in freezes)),
            section("This post alone goes on as if nothing were frozen. The card says so, and why."),
            comment_input("Why must it go on? The card shows this.", limit=REASON_LIMIT),
        ],
    )

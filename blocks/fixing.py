"""Fixing: the form that shows what safe replacements would change, before anything is changed."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from slack_sdk.models.blocks import RichTextBlock
from slack_sdk.models.views import View

from blocks.diffs import diff_blocks
from blocks.elements import context, quote, section
from blocks.metadata import read_metadata
from blocks.targets import read_target_of
from blocks.text import escape, inline, plural
from domain.diffs import differences
from domain.posts import Post, PostId
from domain.versions import Content

FIX = "fix_wording"
"""The menu's choice, and the action id of the button inside a form."""
FIX_FORM = "fix_wording_form"
TITLE_SHOWN = 150
TEXT_LIMIT = 9_000


def fix_form(post: Post, fixed: Content, *, made: int) -> View:
    """Shows the differences and asks whether to save them as a new version."""
    heading = f"*{escape(inline(post.title, limit=TITLE_SHOWN))}* · version {post.version.number}"
    return View(
        type="modal",
        callback_id=FIX_FORM,
        title="Fix wording",
        submit="Save version",
        close="Cancel",
        private_metadata=json.dumps({"post": post.id, "version": post.version.number, "fixed": fixed.hash}),
        blocks=[
            section(f"{heading}\n{plural(made, 'safe replacement', 'safe replacements')}:"),
            *diff_blocks(differences(post.version.content, fixed)),
            section("The text then reads:"),
            RichTextBlock(elements=[quote(fixed.text, limit=TEXT_LIMIT)]),
            context("A new version empties every seat: who has signed is asked again."),
        ],
    )


def read_fix(view: Mapping[str, Any]) -> tuple[PostId, int, str]:
    """The post, its version, and the hash of the content that was shown."""
    return (*read_target_of(view), read_metadata(view).text("fixed"))


def fingerprint(text: str) -> str:
    """A short hash by which a text is known again."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

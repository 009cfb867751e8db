"""Targets: which post and which version of it a button or a form is about."""

import json
from collections.abc import Mapping
from typing import Any

from blocks.metadata import DIGITS, read_metadata
from blocks.unknown import unknown_button
from domain.posts import Post, PostId


def target(post: Post) -> str:
    """The value of a button: the post and the version that is before the reader's eyes."""
    return f"{post.id}:{post.version.number}"


def read_target(value: object) -> tuple[PostId, int]:
    """The post and version of a button's value.

    Raises:
        Refusal: no button of ours has such a value.
    """
    post, _, version = value.rpartition(":") if isinstance(value, str) else ("", "", "")
    if not post or not version.isascii() or not version.isdecimal() or len(version) > DIGITS:
        raise unknown_button(again="Open the post's card again.")
    return PostId(post), int(version)


def target_metadata(post: PostId, *, version: int) -> str:
    """The `private_metadata` of a form; version 0 stands for a post that does not exist yet."""
    return json.dumps({"post": post, "version": version})


def read_target_of(view: Mapping[str, Any]) -> tuple[PostId, int]:
    """The post and version that a form is about; version 0 when it proposes a new post.

    Raises:
        Refusal: the form carries no such thing.
    """
    carried = read_metadata(view)
    return PostId(carried.text("post")), carried.number("version")

"""Publishing: the button and the form with which somebody says that a post went out."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from blocks.approvals import post_form
from blocks.elements import context
from blocks.fields import text_field
from blocks.state import typed
from blocks.targets import read_target_of, target
from domain.drafts import TEXT_LIMIT, variant_field
from domain.links import LINK_LIMIT
from domain.networks import Network
from domain.posts import Post, PostId
from domain.publishing import TEXT_FIELD, Link, link_field
from domain.versions import Variant

MARK = "post_mark_published"
"""Action id of the button "Mark as published" on a card and in the call to publish."""
PUBLISHING_FORM = "publishing_form"


def mark_button(post: Post, *, primary: bool = False) -> ButtonElement:
    """The button with which somebody says that the post went out."""
    return ButtonElement(
        text="Mark as published",
        action_id=MARK,
        value=target(post),
        style="primary" if primary else None,
    )


def publishing_form(post: Post) -> View:
    """Asks in which words it went out, preset with the approved ones, and where it is to be found."""
    content = post.version.content
    texts = [
        text_field(
            TEXT_FIELD,
            "Text as published",
            content.text,
            hint="As approved, unless you changed it",
            limit=TEXT_LIMIT,
            multiline=True,
            optional=False,
        ),
        *(
            text_field(
                variant_field(one.network),
                f"Text as published on {one.network.label}",
                one.text,
                hint="Leave it empty if it went out as approved",
                limit=TEXT_LIMIT,
                multiline=True,
            )
            for one in content.variants
        ),
    ]
    links = [
        text_field(link_field(one), f"Link on {one.label}", "", limit=LINK_LIMIT, placeholder="https://")
        for one in content.networks
    ]
    return post_form(
        post,
        callback_id=PUBLISHING_FORM,
        title="Mark as published",
        submit="Mark as published",
        inputs=[*texts, *links, context("You can take this back for one hour, with *⋯* on its card.")],
    )


def read_publishing(
    view: Mapping[str, Any],
) -> tuple[PostId, int, str, tuple[Variant, ...], tuple[Link, ...]]:
    """The post and its version, the text as published, the networks' own ones, and the links, from a submitted form.

    Raises:
        Refusal: the form carries no post.
    """
    variants = tuple(Variant(network=one, text=typed(view, variant_field(one))) for one in Network)
    links = tuple(Link(network=one, url=typed(view, link_field(one))) for one in Network)
    return (*read_target_of(view), typed(view, TEXT_FIELD), variants, links)

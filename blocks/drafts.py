"""Drafts: a post as the form shows it, and what somebody has typed into one."""

from collections.abc import Mapping
from typing import Any

from blocks.aims import read_aim
from blocks.campaign_input import read_campaign_name
from blocks.inputs import (
    ALT_TEXT,
    BUDGET,
    DEPARTMENT,
    MEDIA_LINK,
    PUBLISH_AT,
    SHOWS_PEOPLE,
    TAGS,
    TEXT,
    TITLE,
)
from blocks.state import chosen, chosen_moment, held, read_networks, typed
from blocks.stores import STORES, read_stores
from blocks.variants import read_variants
from domain.drafts import Draft, typed_title
from domain.labels import read_budget, read_tags
from domain.posts import Post
from domain.versions import Content
from domain.workspaces import Workspace


def draft_of(post: Post) -> Draft:
    """The post's present version as a filled form; a title that nobody typed is left out, so that it follows the text."""
    content = post.version.content
    return Draft(
        text=content.text,
        department=post.department,
        networks=content.networks,
        title=typed_title(post),
        publish_at=post.publish_at,
        media_link=content.media_link,
        alt_text=content.alt_text,
        stores=post.stores,
        shows_people=post.shows_people,
        variants=content.variants,
        tags=post.tags,
        campaign=post.campaign,
        budget=post.budget,
        aim=post.aim,
    )


def read_proposal(view: Mapping[str, Any], *, workspace: Workspace) -> Draft:
    """What a proposal or edit form holds, submitted or not yet.

    Raises:
        InvalidForm: the budget is no amount.
    """
    return Draft(
        text=typed(view, TEXT),
        department=chosen(view, DEPARTMENT),
        networks=read_networks(view),
        title=typed(view, TITLE),
        publish_at=chosen_moment(view, PUBLISH_AT),
        media_link=typed(view, MEDIA_LINK),
        alt_text=typed(view, ALT_TEXT),
        stores=read_stores(held(view, STORES, "selected_options") or (), workspace=workspace),
        shows_people=bool(held(view, SHOWS_PEOPLE, "selected_options")),
        variants=read_variants(view),
        tags=read_tags(typed(view, TAGS)),
        campaign=read_campaign_name(view),
        budget=read_budget(typed(view, BUDGET)),
        aim=read_aim(view),
    )


def read_content(view: Mapping[str, Any]) -> Content:
    """What the public would see of a form that is still being filled in."""
    networks = read_networks(view)
    return Content(
        text=typed(view, TEXT),
        networks=networks,
        variants=tuple(one for one in read_variants(view) if one.network in networks),
    )

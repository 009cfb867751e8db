"""Looking at readiness: the post and its stores as somebody may see them, and what the record says of stores."""

from collections.abc import Iterable
from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from blocks.decision_words import STORES_SAID
from blocks.readiness import readiness_view
from blocks.readiness_places import Place, Reader, read_place
from blocks.text import listed
from domain.exclusions import may_exclude
from domain.posts import Post, PostId
from domain.readiness import Readiness
from domain.refusals import Refusal
from domain.ticking import refuse_looking, refuse_ticking, store_names, tickable
from domain.workspaces import Workspace
from handlers.deciding import read_post
from handlers.kit import caller_of, kit_of

NAMED = 20
"""Stores that the record names in words; the marks on the post know all of them."""


def looked_at(post_id: PostId, context: BoltContext) -> tuple[Post, Workspace, Readiness]:
    """The post and the workspace as they are now, to read only, with how far its stores are.

    Raises:
        Refusal: the caller can say nothing about them now.
    """
    post, workspace = read_post(post_id, context)
    by, at = caller_of(context).user, kit_of(context).now()
    return post, workspace, refuse_ticking(post, by=by, at=at, workspace=workspace)


def view_of(place: Place, context: BoltContext) -> View:
    """The list of stores, open at this place.

    Raises:
        Refusal: the caller may not look at them, or it is too late.
    """
    post, workspace = read_post(place.post, context)
    by, at = caller_of(context).user, kit_of(context).now()
    readiness, seen = refuse_looking(post, by=by, at=at, workspace=workspace)
    reader = Reader(
        sees=frozenset(seen),
        ticks=frozenset(tickable(post, by=by, workspace=workspace)),
        excludes=may_exclude(post, readiness, by=by, workspace=workspace),
    )
    return readiness_view(post, readiness, reader=reader, place=place, workspace=workspace)


def place_under(body: dict[str, Any]) -> Place:
    """Where in the list a button was pressed."""
    return read_place(body["view"]["private_metadata"])


def show_under(place: Place, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """Bring the list under a form up to date; one that the caller may not see any more is left as it is."""
    under = view.get("previous_view_id")
    if not under:
        return
    try:
        shown = view_of(place, context)
    except Refusal:
        return
    client.views_update(view_id=under, view=shown)


def stores_said(stores: Iterable[str], *, workspace: Workspace) -> dict[str, str]:
    """The stores as the record names them."""
    return {STORES_SAID: listed(store_names(stores, workspace=workspace), limit=NAMED)}

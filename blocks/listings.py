"""Listings: what the desk waits for and somebody's own posts, as private answers with pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from blocks.elements import context, section
from blocks.messages import Message
from blocks.paging import URGENCY, page_of, read_turn, turn_buttons
from blocks.text import mention, plural
from blocks.waiting import due_words, headline, short_name, standing
from domain.people import UserId
from domain.posts import Post, PostId, State
from domain.workspaces import Workspace

LISTING = "listing"
"""The beginning of the action ids of a listing's buttons; their values say what to show instead."""


class Listing(StrEnum):
    """Which posts are listed."""

    ALL = "all"
    FOR_ME = "for-me"
    MINE = "mine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The posts of a listing in their order, and where their cards are."""

    which: Listing
    posts: Sequence[Post]
    links: Mapping[PostId, str]


def read_listing(value: str) -> tuple[Listing, int]:
    """Which listing a button leads to, and which of its pages.

    Raises:
        Refusal: no button of ours has such a value.
    """
    return read_turn(value, Listing, again="Type `/social queue` or `/social mine` again.")


def listing(
    listed: Listed, *, workspace: Workspace, reader: UserId, at: datetime, number: int = 0
) -> Message:
    """One page of a listing.

    Args:
        number: of the page, counted from 0; the nearest there is when the list has become shorter.
    """
    page = page_of(listed.posts, number)
    which = listed.which
    head = _head(which, page.total)
    entries: list[Block] = [
        section(_entry(one, listed.links.get(one.id, ""), which, workspace=workspace, reader=reader, at=at))
        for one in page.items
    ]
    turns = turn_buttons(
        page,
        action_id=LISTING,
        value=lambda number: f"{which}:{number}",
        labels=URGENCY,
    )
    buttons = [*_filters(which), *turns]
    blocks = [
        section(f"*{head}*"),
        *(entries or [section(_EMPTY[which])]),
        context(page.words) if page.words else None,
        ActionsBlock(block_id=LISTING, elements=buttons) if buttons else None,
    ]
    return Message(head, tuple(one for one in blocks if one))


def _head(which: Listing, total: int) -> str:
    if not total:
        return _HEADS[which]
    return f"{_HEADS[which]}: {f'{total:,}' if which is Listing.MINE else plural(total, 'post', 'posts')}"


def _entry(
    post: Post, link: str, which: Listing, *, workspace: Workspace, reader: UserId, at: datetime
) -> str:
    facts = [short_name(post.department, workspace=workspace)]
    if which is not Listing.MINE:
        facts.append(mention(post.author))
    if post.state.open or post.state in {State.ON_HOLD, State.APPROVED}:
        facts.append(due_words(post, at=at))
    stands = standing(post, workspace=workspace, reader=reader, at=at)
    return f"{headline(post, link=link)} · {' · '.join(facts)}\n{stands}"


def _filters(which: Listing) -> list[ButtonElement]:
    """The other view of the queue; one's own posts have none."""
    if which is Listing.MINE:
        return []
    return [
        ButtonElement(
            text=label,
            action_id=f"{LISTING}:{one}",
            value=f"{one}:0",
            style="primary" if one is which else None,
        )
        for one, label in ((Listing.FOR_ME, "For me"), (Listing.ALL, "All"))
    ]


_HEADS = {
    Listing.ALL: "Open at the desk",
    Listing.FOR_ME: "Waiting for you",
    Listing.MINE: "Your posts",
}
_EMPTY = {
    Listing.ALL: "Nothing waits at the desk. Type `/social propose` to propose a post.",
    Listing.FOR_ME: "Nobody waits for you. Press *All* to see what the desk waits for.",
    Listing.MINE: "You have no post on its way, and none that was decided in the last 30 days. "
    "Type `/social propose` to propose one.",
}

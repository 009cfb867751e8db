"""Listings: `/social queue`, `/social mine`, and the buttons in their answers."""

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond

from blocks.listings import LISTING, Listed, Listing, listing, read_listing
from blocks.messages import Message, message_link
from domain.notices import NoticeKind
from domain.posts import Post, PostId
from domain.waiting import by_urgency, own_first, waits_for
from handlers.kit import Asked, caller_of, kit_of
from storage.database import Transaction

RECENT = timedelta(days=30)
"""So long a decided post stands among its author's."""


def register(app: App) -> None:
    """Listen to the buttons of a listing."""
    app.action(re.compile(f"^{LISTING}"))(listing_turned)


def queue_command(asked: Asked) -> None:
    """`/social queue`: what the desk waits for, and who has to act."""
    asked.ack(**_listing(Listing.ALL, 0, asked.context).payload())


def mine_command(asked: Asked) -> None:
    """`/social mine`: how the own posts stand."""
    asked.ack(**_listing(Listing.MINE, 0, asked.context).payload())


def listing_turned(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """Another page or another filter, in the place of the message."""
    message = _listing(*read_listing(action["value"]), context)
    ack()
    respond(**message.payload(), replace_original=True)


def _listing(which: Listing, number: int, context: BoltContext) -> Message:
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        if which is Listing.MINE:
            mine = transaction.posts.of_author(caller.user, since=at - RECENT)
            posts = own_first(caller.user, mine, workspace=workspace, at=at)
        else:
            posts = by_urgency(
                one
                for one in transaction.posts.waiting()
                if which is Listing.ALL or waits_for(caller.user, one, workspace=workspace, at=at)
            )
        links = card_links(transaction, posts, context)
    listed = Listed(which=which, posts=posts, links=links)
    return listing(listed, workspace=workspace, reader=caller.user, at=at, number=number)


def card_links(transaction: Transaction, posts: Iterable[Post], context: BoltContext) -> Mapping[PostId, str]:
    """Where the cards of these posts are, as far as they are in Slack.

    Slack is not asked: one page of a listing would take twenty calls.
    """
    return links_to(transaction, [one.id for one in posts], context)


def links_to(transaction: Transaction, posts: Iterable[PostId], context: BoltContext) -> Mapping[PostId, str]:
    """The same for posts of which only the ids are known."""
    url = context.authorize_result.url if context.authorize_result else None
    cards = transaction.notices.posted(NoticeKind.CARD, posts)
    found = {
        PostId(id): message_link(url or "", channel=card.channel, ts=card.ts) for id, card in cards.items()
    }
    return {id: link for id, link in found.items() if link}

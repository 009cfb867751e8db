"""Messages that somebody deletes: a card of the desk is wanted anew, and nothing else is."""

from dataclasses import replace
from typing import Any

import pytest

from domain.notices import NoticeKind
from domain.people import ChannelId
from domain.posts import Post
from tests.handlers.desk import MIA, Desk
from tests.handlers.test_agreement import CARD, post, says, shown, told

__all__ = ["post"]


def deleted(ts: str, *, channel: str = "C0DESK") -> dict[str, Any]:
    message = {"type": "message", "channel": channel, "ts": "1700000009.000100", "hidden": True}
    return {**message, "subtype": "message_deleted", "deleted_ts": ts, "previous_message": {"ts": ts}}


def tombstone(ts: str) -> dict[str, Any]:
    message = {"type": "message", "channel": "C0DESK", "ts": "1700000009.000100", "hidden": True}
    left = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "ts": ts, "thread_ts": ts}
    return {**message, "subtype": "message_changed", "message": left, "previous_message": {"ts": ts}}


def cards_wanted(desk: Desk) -> int:
    return sum(one.wanted for one in desk.notices() if one.kind is NoticeKind.CARD)


@pytest.mark.parametrize("event", [deleted(CARD), tombstone(CARD)])
def test_a_deleted_card_is_wanted_anew_at_once(desk: Desk, post: Post, event: dict[str, Any]) -> None:
    wakes = desk.wakes
    assert told(desk, event).status == 200
    assert desk.wanted()["card", post.id, "C0DESK"] == 2
    assert desk.wakes == wakes + 1


@pytest.mark.parametrize("event", [deleted("1.1"), tombstone("1.1"), deleted(CARD, channel="C0HALL")])
def test_other_messages_may_be_deleted(desk: Desk, post: Post, event: dict[str, Any]) -> None:
    before = desk.wanted()
    assert told(desk, event).status == 200
    assert desk.wanted() == before


def test_what_stands_under_a_card_may_be_deleted(desk: Desk, post: Post) -> None:
    says(desk, MIA, "lgtm")
    (offer,) = (one for one in desk.notices() if one.kind is NoticeKind.OFFER)
    shown(desk, offer, "1700000002.000100")
    told(desk, deleted("1700000002.000100"))
    assert cards_wanted(desk) == 1


def test_a_card_in_a_former_desk_may_be_deleted(desk: Desk, post: Post) -> None:
    desk.set_up(replace(desk.workspace(), desk=ChannelId("C0NEW")))
    told(desk, deleted(CARD))
    assert cards_wanted(desk) == 1

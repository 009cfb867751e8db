"""Words and reactions of agreement: offered to be recorded, once, and only to whom it may concern."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from blocks.agreement import DECLINE, RECORD
from blocks.approvals import COMMENT
from blocks.cards import APPROVE, REQUEST_CHANGES
from blocks.more import EDIT, MORE
from delivery.renderers import RENDERERS
from delivery.renderings import Whisper
from domain.notices import Notice, NoticeKind
from domain.posts import Post, State
from tests.handlers import payloads
from tests.handlers.desk import EVE, HAL, MAX, MIA, WIM, WORKSPACE, Answer, Desk
from tests.handlers.slack import FakeSlack

CARD = "1700000000.000100"
LINE = "1700000000.000200"


def told(desk: Desk, event: Mapping[str, Any]) -> Answer:
    """An event, as Slack delivers it."""
    wrapped = {"type": "event_callback", "team_id": payloads.TEAM, "event_id": "Ev1", "event": event}
    return desk.send(json.dumps(wrapped).encode(), kind="application/json")


def says(desk: Desk, user: str | None, text: str, **more: object) -> None:
    message = {"type": "message", "channel": "C0DESK", "user": user, "text": text, "ts": "1700000001.000100"}
    assert told(desk, {**message, "thread_ts": CARD, **more}).status == 200


def reacts(desk: Desk, user: str, name: str = "white_check_mark", *, to: str = CARD) -> None:
    item = {"type": "message", "channel": "C0DESK", "ts": to}
    event = {"type": "reaction_added", "user": user, "reaction": name, "item": item, "event_ts": "1.1"}
    assert told(desk, event).status == 200


def offers(desk: Desk) -> list[Notice]:
    return of_kind(desk, NoticeKind.OFFER)


def whisper(desk: Desk, offer: Notice) -> Whisper:
    with desk.database.transaction(WORKSPACE) as transaction:
        rendered = RENDERERS[NoticeKind.OFFER](offer, work=transaction, at=desk.at)
    assert isinstance(rendered, Whisper)
    return rendered


def shown(desk: Desk, notice: Notice, ts: str) -> str:
    """The courier has been there."""
    with desk.database.transaction(WORKSPACE) as transaction:
        transaction.notices.shown(notice.id, version=notice.wanted, channel="C0DESK", ts=ts)
    return ts


def of_kind(desk: Desk, kind: NoticeKind) -> list[Notice]:
    return [one for one in desk.notices() if one.kind is kind]


@pytest.fixture
def post(desk: Desk) -> Post:
    """Mia and Max may sign it."""
    found = desk.propose(EVE)
    (card,) = of_kind(desk, NoticeKind.CARD)
    shown(desk, card, CARD)
    return found


def test_words_become_an_approval_once_their_author_says_so(desk: Desk, post: Post, slack: FakeSlack) -> None:
    says(desk, MIA, "LGTM, thanks!")
    (offer,) = offers(desk)
    said = whisper(desk, offer)
    assert (said.to, said.thread, offer.place) == (MIA, CARD, "C0DESK")
    assert said.message.text == "Record as your approval of version 1?"
    assert desk.post(post.id).sign_offs == ()

    assert desk.click(MIA, said.message.payload(), RECORD).status == 200
    assert slack.reply == "✅ Recorded as your approval of version 1."
    assert slack.to("respond")[-1]["replace_original"]
    assert desk.post(post.id).state is State.APPROVED
    assert desk.said_in_trail()[-1] == ("approved", MIA, post.id, 1)


@pytest.mark.parametrize("text", ["looks good", "lgtm", "Approved", "👍", ":+1:", ":white_check_mark:"])
def test_what_counts_as_agreement(desk: Desk, post: Post, text: str) -> None:
    says(desk, MIA, text)
    assert [one.subject for one in offers(desk)] == [f"{post.id}/1/{MIA}"]


@pytest.mark.parametrize("name", ["white_check_mark", "+1", "+1::skin-tone-3", "thumbsup"])
def test_a_reaction_to_the_card_counts_too(desk: Desk, post: Post, name: str) -> None:
    reacts(desk, MIA, name)
    assert [one.subject for one in offers(desk)] == [f"{post.id}/1/{MIA}"]


def test_a_reaction_to_a_line_of_ours_or_of_somebody_in_the_thread_counts_too(
    desk: Desk, post: Post, slack: FakeSlack
) -> None:
    desk.click(MIA, desk.card(post), REQUEST_CHANGES)
    desk.submit(MIA, slack.view, **{COMMENT: "Which sizes?"})
    desk.click(EVE, desk.card(post), MORE, choice=EDIT)
    desk.submit(EVE, slack.view, text="Slippers in all sizes are back.")
    reacts(desk, MIA, to=shown(desk, of_kind(desk, NoticeKind.DECISION)[0], LINE))
    slack.answers["conversations.replies"] = {"messages": [{"ts": "1700000002.000100", "thread_ts": CARD}]}
    reacts(desk, MAX, to="1700000002.000100")
    assert [one.subject for one in offers(desk)] == [f"{post.id}/2/{MIA}", f"{post.id}/2/{MAX}"]


def test_what_slack_does_not_tell_is_no_agreement(desk: Desk, post: Post, slack: FakeSlack) -> None:
    alone = {"ts": "1700000002.000100"}
    for messages in ([], [alone]):
        slack.answers["conversations.replies"] = {"messages": messages}
        reacts(desk, MIA, to="1700000002.000100")
    slack.refuse("conversations.replies", "thread_not_found")
    reacts(desk, MIA, to="1700000002.000100")
    assert offers(desk) == []


def test_nobody_is_asked_twice_about_a_version(desk: Desk, post: Post) -> None:
    says(desk, MIA, "lgtm")
    says(desk, MIA, "👍", ts="1700000003.000100")
    reacts(desk, MIA)
    (offer,) = offers(desk)
    assert offer.wanted == 1
    says(desk, MAX, "lgtm")
    assert len(offers(desk)) == 2


@pytest.mark.parametrize("user", [EVE, HAL, WIM])
def test_words_of_those_who_may_not_sign_are_only_words(desk: Desk, post: Post, user: str) -> None:
    says(desk, user, "lgtm")
    reacts(desk, user)
    assert offers(desk) == []


@pytest.mark.parametrize(
    "more",
    [
        {"subtype": "message_changed", "message": {"text": "lgtm", "ts": "1.1", "user": MIA}},
        {"subtype": "bot_message", "bot_id": "B02"},
        {"bot_id": "B02"},
        {"user": None},
        {"text": None},
        {"text": "Looks good, but name the sizes."},
        {"text": "Not approved."},
        {"thread_ts": None},
        {"thread_ts": "1600000000.000100"},
        {"channel": "C0HALL"},
    ],
)
def test_what_is_no_agreement_under_a_card_is_none_of_our_business(
    desk: Desk, post: Post, more: dict[str, Any]
) -> None:
    says(desk, MIA, "lgtm")
    before = len(offers(desk))
    says(desk, **{"user": MAX, "text": "lgtm", **more})
    reacts(desk, MAX, "eyes")
    assert (before, len(offers(desk))) == (1, 1)


def test_a_reaction_to_a_file_or_elsewhere_is_left_alone(desk: Desk, post: Post, slack: FakeSlack) -> None:
    reaction = {"type": "reaction_added", "user": MIA, "reaction": "+1", "event_ts": "1.1"}
    assert told(desk, {**reaction, "item": {"type": "file", "file": "F1"}}).status == 200
    elsewhere = {"type": "message", "channel": "C0HALL", "ts": CARD}
    assert told(desk, {**reaction, "item": elsewhere}).status == 200
    assert offers(desk) == []
    assert slack.to("conversations.replies") == []


def test_a_newer_version_is_said_and_the_question_is_gone(desk: Desk, post: Post, slack: FakeSlack) -> None:
    says(desk, MIA, "lgtm")
    asked = whisper(desk, offers(desk)[0]).message.payload()
    desk.click(EVE, desk.card(post), MORE, choice=EDIT)
    desk.submit(EVE, slack.view, text="Slippers in all sizes are back.")

    desk.click(MIA, asked, RECORD)
    assert "made version 2" in slack.reply
    assert slack.to("respond")[-1]["replace_original"]
    assert desk.post(post.id).sign_offs == ()
    says(desk, MIA, "lgtm")
    assert [one.subject for one in offers(desk)] == [f"{post.id}/{number}/{MIA}" for number in (1, 2)]


def test_who_signed_meanwhile_hears_it_and_is_not_asked_again(
    desk: Desk, post: Post, slack: FakeSlack
) -> None:
    says(desk, MIA, "lgtm")
    asked = whisper(desk, offers(desk)[0]).message.payload()
    desk.click(MAX, desk.card(post), APPROVE)
    desk.click(MIA, asked, RECORD)
    assert f"<@{MAX}>" in slack.reply
    says(desk, MAX, "approved!")
    assert len(offers(desk)) == 1
    assert len(desk.post(post.id).sign_offs) == 1


def test_no_means_no(desk: Desk, post: Post, slack: FakeSlack) -> None:
    says(desk, MIA, "lgtm")
    desk.click(MIA, whisper(desk, offers(desk)[0]).message.payload(), DECLINE)
    assert "Nothing was recorded" in slack.reply
    assert desk.post(post.id).sign_offs == ()

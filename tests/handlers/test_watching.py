"""Messages in channels: whose they are, which are looked at, and how often their authors hear of it."""

import json
from typing import Any

import pytest

from blocks.watching import WATCH
from domain.notices import NoticeKind
from domain.people import ChannelId
from domain.watching import Hint
from tests.handlers import payloads
from tests.handlers.desk import ADA, BEA, EVE, MIA, NOON, WORKSPACE, Answer, Desk
from tests.handlers.slack import FakeSlack

HYPE = "The best jacket ever."
OFFER = "Autumn jackets: 20% off, online."


def says(desk: Desk, text: str, *, ts: str = "1.1", user: str = EVE, **more: Any) -> Answer:
    """One message event, as Slack delivers it."""
    message = {"type": "message", "channel": "C0HALL", "user": user, "text": text, "ts": ts, **more}
    event = {
        "type": "event_callback",
        "team_id": payloads.TEAM,
        "event_id": f"Ev{ts}",
        "event": {key: value for key, value in message.items() if value is not None},
    }
    return desk.send(json.dumps(event).encode(), kind="application/json")


def hints(desk: Desk) -> list[Hint]:
    wanted = [one for one in desk.notices() if one.kind is NoticeKind.HINT]
    with desk.database.transaction(WORKSPACE) as transaction:
        found = [transaction.watching.hint(ChannelId(one.place), one.subject) for one in wanted]
    return [one for one in found if one]


@pytest.fixture
def watching(desk: Desk) -> Desk:
    with desk.database.transaction(WORKSPACE) as transaction:
        transaction.watching.watch(ChannelId("C0HALL"))
    return desk


def test_nothing_is_kept_of_a_channel_that_nobody_watches(desk: Desk) -> None:
    assert says(desk, OFFER).status == 200
    assert hints(desk) == []


def test_a_message_told_twice_is_hinted_at_once(watching: Desk) -> None:
    says(watching, OFFER, thread_ts="1.0")
    says(watching, OFFER, thread_ts="1.0")
    (hint,) = hints(watching)
    assert (hint.user, hint.ts, hint.thread) == (EVE, "1.1", "1.0")
    assert watching.trail() == []


@pytest.mark.parametrize(
    "more",
    [
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"subtype": "bot_message", "bot_id": "B02"},
        {"bot_id": "B02"},
        {"user": None},
        {"text": None},
        {"text": "Nothing wrong."},
        {"channel": "C0ELSE"},
    ],
)
def test_what_no_person_typed_there_is_no_business_of_ours(watching: Desk, more: dict[str, Any]) -> None:
    assert says(watching, **{"text": OFFER, **more}).status == 200
    assert hints(watching) == []


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_people_type_with_files_and_into_threads_too(watching: Desk, subtype: str) -> None:
    says(watching, OFFER, subtype=subtype)
    assert len(hints(watching)) == 1


def test_warnings_come_once_a_day_and_errors_always(watching: Desk) -> None:
    says(watching, HYPE, ts="1.1")
    says(watching, HYPE, ts="1.2")
    says(watching, f"{HYPE} {OFFER}", ts="1.3")
    says(watching, HYPE, ts="1.4", user=MIA)
    watching.at = NOON.replace(day=18, hour=0)
    says(watching, HYPE, ts="1.5")
    told = {(one.ts, len({finding.level for finding in one.findings})) for one in hints(watching)}
    assert {ts for ts, _ in told} == {"1.1", "1.3", "1.4", "1.5"}
    assert ("1.3", 1) in told


def test_typing_no_channel_asks_first(desk: Desk, slack: FakeSlack) -> None:
    slack.answers["users.conversations"] = {"channels": [{"id": "C0DESK", "name": "social-desk"}]}
    question = desk.command(ADA, "rules watch").body
    assert "Shall I check every message people type in <#C0DESK>?" in question["text"]
    assert desk.trail() == []
    says(desk, OFFER, channel="C0DESK")
    assert hints(desk) == []
    assert desk.click(EVE, question, WATCH).status == 200
    assert "Only an admin" in slack.reply
    assert desk.trail() == []
    desk.click(ADA, question, WATCH)
    assert "from now on" in slack.reply
    says(desk, OFFER, channel="C0DESK", ts="1.2")
    assert len(hints(desk)) == 1
    desk.click(BEA, question, WATCH)
    assert "already" in slack.reply
    assert "already" in desk.command(ADA, "rules watch").text
    assert desk.said_in_trail() == [("channel watched", ADA, "C0DESK", 0)]


@pytest.mark.parametrize("typed", ["#social-desk", "<#C0DESK|social-desk>", "C0DESK00"])
def test_a_channel_can_be_named_in_any_way(desk: Desk, slack: FakeSlack, typed: str) -> None:
    id = "C0DESK00" if typed == "C0DESK00" else "C0DESK"
    slack.answers["users.conversations"] = {"channels": [{"id": id, "name": "social-desk"}]}
    assert "from now on" in desk.command(ADA, f"rules watch {typed}").text
    assert "already" in desk.command(ADA, f"rules watch {typed}").text
    assert "no longer" in desk.command(ADA, f"rules unwatch {typed}").text
    assert "not watched" in desk.command(ADA, f"rules unwatch {typed}").text
    assert [one for one, *_ in desk.said_in_trail()] == ["channel watched", "channel no longer watched"]


def test_a_channel_without_the_bot_cannot_be_watched(desk: Desk, slack: FakeSlack) -> None:
    slack.answers["users.conversations"] = {"channels": []}
    assert "/invite @Onevoice" in desk.command(ADA, "rules watch #hall").text
    assert "Only an admin" in desk.command(EVE, "rules watch #hall").text
    assert desk.trail() == []

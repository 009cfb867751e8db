"""Requests behind which there is nobody: a clear line in the log, a sentence where there is a place, no fault."""

import json
from urllib.parse import parse_qsl, urlencode

import pytest

from tests.handlers import payloads
from tests.handlers.desk import EVE, Desk
from tests.handlers.logs import Log
from tests.handlers.slack import FakeSlack


def opened(user: str, *, team: str = payloads.TEAM) -> bytes:
    event = {"type": "app_home_opened", "user": user, "channel": "D01", "tab": "home", "event_ts": "1.2"}
    return json.dumps({"type": "event_callback", "team_id": team, "event_id": "Ev1", "event": event}).encode()


def test_the_home_of_somebody_whom_slack_does_not_know_leaves_one_line(
    desk: Desk, slack: FakeSlack, log: Log
) -> None:
    slack.refuse("views.publish", "user_not_found")

    assert desk.send(opened(EVE), kind="application/json").status == 200

    (line,) = log.lines
    assert (line["level"], line["event"]) == ("warning", "Slack does not know this person")
    assert line["user"] == EVE


@pytest.mark.parametrize("text", ["", "check x", "propose x", "pause x", "nonsense"])
@pytest.mark.parametrize("empty", [["user_id"], ["team_id"], ["user_id", "team_id"]])
def test_a_command_of_nobody_is_answered_and_changes_nothing(
    desk: Desk, log: Log, text: str, empty: list[str]
) -> None:
    sent = payloads.command(EVE, text, response_url=desk.slack.response_url)
    given = dict(parse_qsl(sent.decode(), keep_blank_values=True)) | dict.fromkeys(empty, "")
    before = desk.kept()

    answer = desk.send(urlencode(given).encode())

    assert answer.status == 200
    assert "Slack did not tell me who you are, so nothing was changed" in answer.text
    assert desk.kept() == before
    assert [(one["level"], one["event"]) for one in log.lines] == [
        ("warning", "request without a person and their workspace")
    ]


@pytest.mark.parametrize(("user", "team"), [("", payloads.TEAM), (EVE, ""), ("", "")])
def test_an_event_of_nobody_leaves_one_line(desk: Desk, log: Log, user: str, team: str) -> None:
    assert desk.send(opened(user, team=team), kind="application/json").status == 200
    assert [(one["level"], one["event"]) for one in log.lines] == [
        ("warning", "request without a person and their workspace")
    ]


def test_a_change_of_messages_in_no_workspace_leaves_one_line(desk: Desk, log: Log) -> None:
    event = {"type": "message", "subtype": "message_deleted", "channel": "C0DESK", "deleted_ts": "1.2"}
    body = json.dumps({"type": "event_callback", "team_id": "", "event_id": "Ev1", "event": event}).encode()

    assert desk.send(body, kind="application/json").status == 200
    assert [one["event"] for one in log.lines] == ["request without a person and their workspace"]

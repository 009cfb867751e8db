"""The front door: only what Slack signed, a moment ago and word for word, comes in."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from threading import Thread
from urllib.parse import urlencode

import pytest

from bot.web import BODY_LIMIT, serve
from tests.handlers import payloads
from tests.handlers.desk import EVE, MIA, Desk, submission
from tests.handlers.logs import Log
from tests.handlers.slack import FakeSlack

TEXT = "A secret about next spring."


def a_command(desk: Desk) -> bytes:
    return payloads.command(EVE, f"check {TEXT}", response_url=desk.slack.response_url)


def forged(body: bytes) -> dict[str, str]:
    return payloads.signed(body, secret="somebody else's")


def old(body: bytes) -> dict[str, str]:
    return payloads.signed(body, age=60 * 5 + 10)


def from_the_future(body: bytes) -> dict[str, str]:
    return payloads.signed(body, age=-(60 * 5 + 10))


def missing(_: bytes) -> dict[str, str]:
    return {}


def without_time(body: bytes) -> dict[str, str]:
    return {"X-Slack-Signature": payloads.signed(body)["X-Slack-Signature"]}


def with_another_time(body: bytes) -> dict[str, str]:
    return payloads.signed(body) | {
        "X-Slack-Request-Timestamp": payloads.signed(body, age=9)["X-Slack-Request-Timestamp"]
    }


def of_another_body(_: bytes) -> dict[str, str]:
    return payloads.signed(b"command=%2Fsocial")


@pytest.mark.parametrize(
    "headers",
    [
        forged,
        old,
        from_the_future,
        missing,
        without_time,
        with_another_time,
        of_another_body,
    ],
)
def test_what_slack_did_not_sign_is_refused_and_logged_without_its_words(
    desk: Desk, slack: FakeSlack, log: Log, headers: object
) -> None:
    post = desk.propose(EVE, TEXT)
    around = payloads.in_message({}, response_url=slack.response_url)
    approve = {"type": "button", "action_id": "post_approve", "block_id": "x", "value": f"{post.id}:1"}
    view = {**slack.view, "private_metadata": '{"post": "forged", "version": 0}'}
    before, calls = desk.kept(), len(slack.calls)
    assert callable(headers)

    for body in (
        a_command(desk),
        payloads.interaction("block_actions", MIA, actions=[approve], **around),
        submission(EVE, view, networks=["x"]),
    ):
        assert desk.send(body, headers(body)).status == 401

    assert desk.kept() == before
    assert len(slack.calls) == calls
    assert [line["level"] for line in log.lines] == ["warning"] * 3
    assert all("signature" in line["event"] for line in log.lines)
    assert TEXT not in log.text
    assert "v0=" not in log.text


def test_the_same_request_signed_is_taken(desk: Desk) -> None:
    body = a_command(desk)

    assert desk.send(body, payloads.signed(body)).status == 200
    assert desk.send(body, payloads.signed(body, age=60 * 4)).status == 200


def test_a_tampered_body_is_refused(desk: Desk) -> None:
    body = a_command(desk)

    assert desk.send(body.replace(b"U0EVE", b"U0MIA"), payloads.signed(body)).status == 401
    assert desk.send(body + b"&extra=1", payloads.signed(body)).status == 401


UNREADABLE = {
    "cut JSON": b"payload=%7B%22type",
    "no object": b"payload=%5B1%5D",
    "a number": b"payload=1",
    "no text": b"\xff\xfe\x00",
    "deep": b"payload=" + b"%5B" * 20_000,
    "JSON's own oddities": b"payload=%7B%22type%22%3A%20NaN%7D",
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE.keys())
@pytest.mark.parametrize("kind", [payloads.FORM, "application/json"])
def test_what_cannot_be_read_is_refused_with_one_line(desk: Desk, log: Log, body: bytes, kind: str) -> None:
    answer = desk.send(body, {}, kind=kind)

    assert answer.status in {400, 401}
    assert [line["level"] for line in log.lines] == ["warning"]
    assert "payload" not in log.text


GONE = {"type": "button", "action_id": "gone", "block_id": "x", "value": "1"}


@pytest.mark.parametrize("header", [{"X-Slack-Signature": "v0=\xfc"}, {"X-Slack-Request-Timestamp": "noon"}])
def test_a_signature_such_as_slack_never_makes_is_refused(
    desk: Desk, log: Log, header: dict[str, str]
) -> None:
    body = a_command(desk)

    assert desk.send(body, payloads.signed(body) | header).status == 400

    assert [line["level"] for line in log.lines] == ["warning"]
    assert TEXT not in log.text


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({"type": "workflow_step_edit"}, ""),
        ({"type": "something_new"}, ""),
        ({"type": "shortcut", "callback_id": "gone", "trigger_id": "1.2.a"}, "I do not know this any more"),
        (
            {
                "type": "view_submission",
                "view": {"type": "modal", "callback_id": "gone", "blocks": []},
                "trigger_id": "1.2.a",
            },
            "I do not know this any more",
        ),
        ({"type": "view_closed", "view": {"type": "modal", "callback_id": "gone", "blocks": []}}, ""),
        ({"type": "block_suggestion", "action_id": "gone", "block_id": "x", "value": TEXT}, ""),
        (
            {
                "type": "block_actions",
                "actions": [GONE],
                "container": {"type": "view"},
                "trigger_id": "1.2.a",
            },
            "I do not know this any more",
        ),
        ({}, ""),
    ],
)
def test_an_unknown_kind_of_payload_leaves_one_line_and_a_kind_word_where_there_is_a_place(
    desk: Desk, slack: FakeSlack, log: Log, payload: dict[str, object], said: str
) -> None:
    around = {"user": {"id": EVE}, "team": {"id": payloads.TEAM}}
    body = urlencode({"payload": json.dumps({**around, **payload})}).encode()

    answer = desk.send(body)

    assert answer.status == (200 if said else 404)
    told = str(answer.body) + str([one.given for one in slack.calls])
    assert said in told if said else "I do not know" not in told
    assert [line["level"] for line in log.lines] == ["warning"]
    assert TEXT not in log.text


def test_an_unknown_button_of_a_message_is_answered_under_it(desk: Desk, slack: FakeSlack) -> None:
    around = payloads.in_message({"text": "", "blocks": []}, response_url=slack.response_url)

    assert desk.send(payloads.interaction("block_actions", EVE, actions=[GONE], **around)).status == 200

    assert "I do not know this any more" in slack.reply


def test_an_unknown_event_is_not_taken_for_known(desk: Desk, log: Log) -> None:
    event = {
        "type": "event_callback",
        "team_id": payloads.TEAM,
        "event_id": "Ev1",
        "event": {"type": "pin_added", "channel": "C0DESK", "user": EVE, "text": TEXT, "ts": "1.2"},
    }
    body = json.dumps(event).encode()

    assert desk.send(body, kind="application/json").status == 404
    assert TEXT not in log.text


def test_slacks_handshake_is_answered(desk: Desk) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc", "token": "gone"}).encode()

    answer = desk.send(body, kind="application/json")

    assert (answer.status, answer.body) == (200, {"challenge": "abc"})


@pytest.fixture
def connection(desk: Desk) -> Iterator[HTTPConnection]:
    """A connection to the real server in front of the application."""
    server = serve(desk.web, port=0)
    server.prepare()
    thread = Thread(target=server.serve)
    thread.start()
    connection = HTTPConnection("127.0.0.1", server.bind_addr[1], timeout=10)
    yield connection
    connection.close()
    server.stop()
    thread.join()


def test_only_posts_to_the_one_path_reach_the_bot(connection: HTTPConnection) -> None:
    for method, path, status in [
        ("GET", "/slack/events", 404),
        ("PUT", "/slack/events", 404),
        ("POST", "/", 404),
        ("POST", "/slack/events/", 404),
        ("GET", "/slack/install", 404),
        ("GET", "/healthz", 200),
        ("GET", "/readyz", 200),
    ]:
        connection.request(method, path, body=b"")
        answer = connection.getresponse()
        answer.read()
        assert (path, answer.status) == (path, status)


def a_check_of(size: int) -> bytes:
    """A command whose body has so many bytes."""
    begun = payloads.command(EVE, "check ", response_url="")
    return payloads.command(EVE, "check " + "x" * (size - len(begun) - 1), response_url="")


def test_a_body_of_nearly_a_megabyte_is_answered(connection: HTTPConnection, log: Log) -> None:
    body = a_check_of(BODY_LIMIT - 1_000)
    connection.request(
        "POST", "/slack/events", body, {"Content-Type": payloads.FORM, **payloads.signed(body)}
    )

    answer = connection.getresponse()

    assert answer.status == 200
    assert len(answer.read()) < 50_000
    assert "xxx" not in log.text


def test_a_larger_body_is_refused_before_it_is_read(connection: HTTPConnection, log: Log) -> None:
    body = a_check_of(BODY_LIMIT + 1_000)
    headers = {"Content-Type": payloads.FORM, **payloads.signed(body), "Content-Length": str(len(body))}
    connection.request("POST", "/slack/events", b"", headers)

    assert connection.getresponse().status == 413
    assert log.of("database unavailable") == []

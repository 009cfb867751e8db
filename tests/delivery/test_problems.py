"""Each way in which Slack can fail, told apart and told in plain sentences."""

from datetime import timedelta
from http.client import IncompleteRead, RemoteDisconnected
from urllib.error import HTTPError, URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web import SlackResponse

from delivery.problems import Cure, Problem, problem_of
from delivery.retries import FIRST, LONGEST, LONGEST_ASKED, wait_after


def refused(code: str, *, status: int = 200, headers: dict[str, str] | None = None) -> Problem:
    response = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="https://slack.invalid/api/chat.postMessage",
        req_args={},
        data={"ok": False, "error": code, "needed": "chat:write"},
        headers=headers or {},
        status_code=status,
    )
    problem = problem_of(SlackApiError("refused", response))  # type: ignore[no-untyped-call]  # the SDK's own
    assert problem is not None
    return problem


@pytest.mark.parametrize(
    "error",
    [
        URLError("no route"),
        TimeoutError(),
        ConnectionResetError(),
        RemoteDisconnected(""),
        IncompleteRead(b""),
        SlackRequestError("the upload was refused"),
        HTTPError("https://files.slack.invalid", 503, "", {}, None),  # type: ignore[arg-type]
    ],
)
def test_silence_may_mean_that_it_was_done(error: Exception) -> None:
    problem = problem_of(error)
    assert problem is not None
    assert (problem.cure, problem.certain) == (Cure.AGAIN, False)


def test_a_fault_of_our_own_is_none_of_slacks() -> None:
    assert problem_of(ZeroDivisionError()) is None


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"Retry-After": "17"}, timedelta(seconds=17)),
        ({"retry-after": "3"}, timedelta(seconds=3)),
        ({"Retry-After": "soon"}, timedelta(seconds=30)),
        ({}, timedelta(seconds=30)),
    ],
)
def test_slow_down_says_for_how_long(headers: dict[str, str], pause: timedelta) -> None:
    problem = refused("ratelimited", status=429, headers=headers)
    assert (problem.cure, problem.certain, problem.pause) == (Cure.PAUSE, True, pause)


@pytest.mark.parametrize("status", [500, 502, 503])
def test_slacks_own_fault_may_have_done_it(status: int) -> None:
    assert not refused("anything", status=status).certain
    assert not refused("fatal_error").certain


@pytest.mark.parametrize(
    ("code", "cure"),
    [
        ("token_revoked", Cure.PAUSE),
        ("invalid_blocks", Cure.PLAIN),
        ("message_not_found", Cure.ANEW),
        ("is_archived", Cure.CHANNEL),
        ("missing_scope", Cure.PERSON),
        ("thread_not_found", Cure.AGAIN),
        ("a_new_word_of_slacks", Cure.AGAIN),
    ],
)
def test_every_refusal_has_a_cure_and_a_sentence(code: str, cure: Cure) -> None:
    problem = refused(code)
    assert (problem.cure, problem.certain) == (cure, True)
    assert problem.sentence.endswith(".")
    assert "{" not in problem.sentence


def test_the_missing_permission_is_named() -> None:
    assert "chat:write" in refused("missing_scope").sentence


def test_an_answer_that_is_no_answer_shows_nothing_of_itself() -> None:
    problem = refused("Received a response in a non-JSON format: <html>secret")
    assert problem.code == "unreadable answer"
    assert "secret" not in problem.sentence


def test_pauses_double_up_to_a_limit_and_are_spread() -> None:
    pauses = [wait_after(None, failures=failures, chance=0) for failures in range(1, 30)]
    assert pauses[:4] == [FIRST, 2 * FIRST, 4 * FIRST, 8 * FIRST]
    assert pauses[-1] == LONGEST
    assert wait_after(None, failures=3, chance=1) == 2 * FIRST


def test_a_closed_channel_is_tried_at_least_every_ten_minutes() -> None:
    closed = refused("not_in_channel")
    assert wait_after(closed, failures=1, chance=0) == FIRST
    assert wait_after(closed, failures=40, chance=0) == timedelta(minutes=10)


def test_nobody_waits_for_more_than_an_hour_whatever_slack_asks() -> None:
    slow_down = refused("ratelimited", status=429, headers={"Retry-After": "90000"})
    assert wait_after(slow_down, failures=1, chance=0) == LONGEST_ASKED


def test_no_pause_is_shorter_than_slack_asked_for() -> None:
    slow_down = refused("ratelimited", status=429, headers={"Retry-After": "7"})
    assert wait_after(slow_down, failures=1, chance=1) == timedelta(seconds=7)
    assert wait_after(slow_down, failures=9, chance=0) == 256 * FIRST

"""Slack at start: whose token it is, and patience while Slack cannot be reached."""

from http.client import BadStatusLine

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.complaints import Complaint, Unreachable, WrongSetting
from bot.slack import LONGEST_WAIT, identify, identify_patiently, reason_of, slack_client, slack_or_complaint
from sandbox import Fault, Sandbox
from tests.handlers.logs import Log


def test_the_workspace_behind_a_token(sandbox: Sandbox) -> None:
    (app,) = sandbox.workspace.apps.values()

    found = identify(slack_client(app.bot_token, api_url=sandbox.api_url))

    assert (found.team_id, found.bot_user_id, found.bot_token) == ("T0SHOP", app.bot_user, app.bot_token)


@pytest.mark.parametrize("token", ["xoxb-wrong", None])
def test_a_token_that_will_never_do_is_not_tried_again(sandbox: Sandbox, token: str | None) -> None:
    client = slack_client(token, api_url=sandbox.api_url)

    with pytest.raises(WrongSetting, match="SLACK_BOT_TOKEN: Slack refuses this token"):
        identify_patiently(client, wait=lambda _: pytest.fail("nothing to wait for"))


@pytest.mark.parametrize("kind", ["server_error", "lost_before", "lost_after", "ratelimited"])
def test_slack_that_fails_is_asked_again_with_growing_patience(sandbox: Sandbox, log: Log, kind: str) -> None:
    (app,) = sandbox.workspace.apps.values()
    sandbox.faults.switch_on(Fault(kind), times=7)  # type: ignore[arg-type]  # a literal by parametrisation
    waited: list[float] = []

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        return False

    found = identify_patiently(slack_client(app.bot_token, api_url=sandbox.api_url), wait=wait)

    assert found is not None
    assert found.team_id == "T0SHOP"
    assert waited == [1, 2, 4, 8, 16, LONGEST_WAIT, LONGEST_WAIT]
    tried = log.of("slack cannot be reached, trying again")
    assert len(tried) == 7
    assert all("\n" not in one["reason"] for one in tried)


def test_whoever_is_told_to_stop_stops_waiting() -> None:
    nobody = slack_client("xoxb-1", api_url="http://127.0.0.1:9/api/")

    assert identify_patiently(nobody, wait=lambda _: True) is None


def refused(status: int = 200, **body: str) -> SlackApiError:
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="https://slack.com/api/auth.test",
        req_args={},
        data={"ok": False, **body},
        headers={},
        status_code=status,
    )
    return SlackApiError("The request to the Slack API failed.", response)  # type: ignore[no-untyped-call]  # slack_sdk's own


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (refused(error="missing_scope", needed="users:read"), "missing_scope, users:read"),
        (refused(error="fatal_error"), "fatal_error"),
        (refused(500), "cannot be read"),
        (refused(502, error="Received a response in a non-JSON format: <html>"), "cannot be read"),
        (ConnectionRefusedError(111, "Connection refused"), "Connection refused"),
        (BadStatusLine("ftp"), "ftp"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_reasons_in_a_few_words(error: Exception, reason: str) -> None:
    assert reason in reason_of(error)
    assert "\n" not in reason_of(error)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (refused(429, error="ratelimited"), "Try again in a minute."),
        (refused(error="internal_error"), "Slack has a fault of its own (internal_error)"),
        (refused(502, error="<html>"), "Slack cannot be reached at https://slack.example/api/"),
        (TimeoutError(), "Slack cannot be reached at https://slack.example/api/ (TimeoutError)"),
    ],
)
def test_slack_that_cannot_answer_now(error: Exception, said: str) -> None:
    with pytest.raises(Unreachable) as complaint, slack_or_complaint("https://slack.example/api/"):
        raise error

    assert said in str(complaint.value)


def test_slack_that_refuses_is_there() -> None:
    with (
        pytest.raises(Complaint, match=r"Slack refused \(missing_scope\)") as complaint,
        slack_or_complaint(),
    ):
        raise refused(error="missing_scope")

    assert not isinstance(complaint.value, Unreachable)

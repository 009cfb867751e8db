"""Slack at start: a client, and whom its token belongs to."""

from collections.abc import Callable

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from structlog import get_logger

from bot.complaints import WrongSetting

SLACK_TIMEOUT = 10
"""Seconds to wait for one answer of Slack's Web API."""
LONGEST_WAIT = 30.0
"""Seconds between two tries to reach Slack at start."""

_REFUSED = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
"""What "auth.test" answers for a token that will not do."""

log = get_logger("onevoice.slack")


def slack_client(token: str | None, *, api_url: str) -> WebClient:
    """A client that never repeats a call by itself: only the courier knows whether repeating is safe."""
    return WebClient(token=token, base_url=api_url, timeout=SLACK_TIMEOUT, retry_handlers=[])


def identify(client: WebClient) -> AuthorizeResult:
    """The workspace and bot user behind the client's token.

    Raises:
        WrongSetting: Slack refuses the token.
        SlackClientError, OSError: Slack cannot be reached or has a fault of its own.
    """
    try:
        found = client.auth_test()
    except SlackApiError as error:
        code = error.response.get("error")
        if code in _REFUSED:
            raise WrongSetting(
                f'SLACK_BOT_TOKEN: Slack refuses this token ({code}). Copy it anew from "OAuth & Permissions"; '
                "if the app was removed from the workspace, install it again."
            ) from None
        raise
    return AuthorizeResult.from_auth_test_response(bot_token=client.token, auth_test_response=found)


def identify_patiently(client: WebClient, *, wait: Callable[[float], bool]) -> AuthorizeResult | None:
    """`identify`, trying again while Slack cannot be reached.

    Args:
        wait: waits so many seconds; True when it is time to give up.

    Returns:
        None when told to give up.
    """
    seconds = 1.0
    while True:
        try:
            return identify(client)
        except (SlackClientError, OSError) as error:
            log.warning("slack cannot be reached, trying again", reason=str(error), seconds=seconds)
        if wait(seconds):
            return None
        seconds = min(LONGEST_WAIT, seconds * 2)

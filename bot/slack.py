"""Slack at start: a client, and whom its token belongs to."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from structlog import get_logger

from bot.complaints import Complaint, Unreachable, WrongSetting

SLACK_TIMEOUT = 10
"""Seconds to wait for one answer of Slack's Web API."""
LONGEST_WAIT = 30.0
"""Seconds between two tries to reach Slack at start."""

_REFUSED = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
"""What "auth.test" answers for a token that will not do."""

_FAULTS = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
"""What every method answers when something is wrong on Slack's side ("auth.test", Errors)."""

_CODE = re.compile(r"[a-z_]+")
"""How Slack's own errors look; anything else comes from something between Slack and us."""

log = get_logger("onevoice.slack")


def slack_client(token: str | None, *, api_url: str) -> WebClient:
    """A client that never repeats a call by itself: only the courier knows whether repeating is safe."""
    return WebClient(token=token, base_url=api_url, timeout=SLACK_TIMEOUT, retry_handlers=[])


def identify(client: WebClient) -> AuthorizeResult:
    """The workspace and bot user behind the client's token.

    Raises:
        WrongSetting: Slack refuses the token.
        SlackClientError, OSError, HTTPException: Slack cannot be reached or has a fault of its own.
    """
    try:
        found = client.auth_test()
    except SlackApiError as error:
        code = error.response.get("error")
        if code in _REFUSED:
            raise WrongSetting(
                f"SLACK_BOT_TOKEN: Slack refuses this token ({code}). Copy it anew from “OAuth & Permissions”; "
                "if the app was removed from the workspace, install it again."
            ) from None
        raise
    return AuthorizeResult.from_auth_test_response(bot_token=client.token, auth_test_response=found)


def refuse_app_token(error: SlackApiError) -> None:
    """Say no to an app token that "apps.connections.open" does not take; any other error passes.

    Raises:
        WrongSetting: it will never do.
    """
    code = error.response.get("error")
    if code in _REFUSED | {"not_allowed_token_type", "missing_scope", "no_permission"}:
        raise WrongSetting(
            f"SLACK_APP_TOKEN: Slack refuses this token ({code}). Copy it anew from “Basic Information”, "
            "“App-Level Tokens”; it needs the scope connections:write."
        ) from None
    if code == "socket_mode_not_enabled":
        raise WrongSetting(
            "SLACK_APP_TOKEN: Socket Mode is turned off for this app. Turn it on under “Socket Mode”, "
            "or remove this setting to be reached over HTTP."
        ) from None


def reason_of(error: Exception) -> str:
    """Why a call failed, in a few words: Slack's own, the system's, or the kind of failure."""
    if isinstance(error, SlackApiError):
        code, needed = error.response.get("error"), error.response.get("needed")
        if not _CODE.fullmatch(str(code)):
            return "its answer cannot be read"
        return f"{code}, {needed}" if needed else str(code)
    said = str(getattr(error, "reason", None) or error)
    return " ".join(said.split())[:200] or type(error).__name__


@contextmanager
def slack_or_complaint(address: str = "") -> Iterator[None]:
    """For commands that cannot wait for Slack: what it refuses, or that it is not there, ends them.

    Args:
        address: where Slack was asked, for the sentence that says it is not there.

    Raises:
        Unreachable: nothing that speaks like Slack answers, or it cannot now; the token may be right.
        Complaint: Slack refused, with the reason.
    """
    try:
        yield
    except (SlackClientError, OSError, HTTPException) as error:
        raise no_answer(error, address=address) or Complaint(
            f"Slack refused ({reason_of(error)}). To see what is missing: .venv/bin/python -m bot doctor"
        ) from None


def no_answer(error: Exception, *, address: str = "") -> Unreachable | None:
    """The complaint that Slack cannot answer now, whatever was asked; None when it has answered, and refused.

    Args:
        address: as for `slack_or_complaint`.
    """
    code = str(error.response.get("error")) if isinstance(error, SlackApiError) else ""
    if isinstance(error, SlackApiError) and code == "ratelimited":
        seconds = error.response.headers.get("Retry-After")
        wait = f"{seconds} s" if seconds else "a minute"
        return Unreachable(
            f"Slack is there but was asked too often (ratelimited); this says nothing about the token. Try again in {wait}."
        )
    if code in _FAULTS:
        return Unreachable(
            f"Slack has a fault of its own ({code}); this says nothing about the token. Try again in a minute, "
            "and look at slack-status.com."
        )
    if _CODE.fullmatch(code):
        return None
    where = f" at {address}" if address else ""
    return Unreachable(
        f"Slack cannot be reached{where} ({reason_of(error)}). Check the network, proxy and firewall, and "
        "SLACK_API_URL where it is set; then try again."
    )


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
        except (SlackClientError, OSError, HTTPException) as error:
            log.warning("slack cannot be reached, trying again", reason=reason_of(error), seconds=seconds)
        if wait(seconds):
            return None
        seconds = min(LONGEST_WAIT, seconds * 2)

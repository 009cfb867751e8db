"""Problems: what Slack's errors mean for a notice, and the plain sentence an admin reads about each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from http.client import HTTPException
from urllib.error import HTTPError

from slack_sdk.errors import SlackApiError, SlackRequestError

DEFAULT_PAUSE = timedelta(seconds=30)
"""How long a workspace rests when Slack says "too fast" without saying how long."""

TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500


class Cure(StrEnum):
    """What helps against a problem."""

    AGAIN = "try again later"
    PAUSE = "let the whole workspace rest, then try again"
    PLAIN = "send it as plain text"
    ANEW = "the message is gone: post it anew"
    PERSON = "a person has to do something"
    CHANNEL = "a person has to let us into the channel; try again until they have"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a call to Slack did not work.

    Attributes:
        code: Slack's own word, or the kind of the failure; safe to log.
        certain: whether it is sure that the call had no effect.
        pause: how long to wait at least; None when nobody said.
    """

    code: str
    cure: Cure
    sentence: str
    certain: bool = True
    pause: timedelta | None = None


def problem_of(error: Exception) -> Problem | None:
    """What this error means; None when it does not come from talking to Slack."""
    match error:
        case SlackApiError():
            return _answered(error.response.status_code, _fields(error), error.response.headers)
        case HTTPError():
            return _answered(error.code, {}, dict(error.headers.items()))
        case SlackRequestError() | OSError() | HTTPException():
            return Problem(
                code=type(error).__name__,
                cure=Cure.AGAIN,
                sentence="Slack did not answer. I keep trying.",
                certain=False,
            )
        case _:
            return None


def calls_for(error: SlackApiError, cure: Cure) -> bool:
    """Whether this is what helps against the error."""
    problem = problem_of(error)
    return problem is not None and problem.cure is cure


def code_of(error: SlackApiError) -> str:
    """Slack's own word for the error, such as `channel_not_found`."""
    return str(_fields(error).get("error", ""))


def _fields(error: SlackApiError) -> Mapping[str, object]:
    return error.response.data if isinstance(error.response.data, dict) else {}


def _answered(status: int, fields: Mapping[str, object], headers: Mapping[str, str]) -> Problem:
    code = str(fields.get("error", ""))
    if status == TOO_MANY_REQUESTS or code in {"ratelimited", "rate_limited"}:
        return Problem(
            code="ratelimited",
            cure=Cure.PAUSE,
            sentence="Slack asked me to slow down. I go on as soon as it allows.",
            pause=_retry_after(headers),
        )
    if status >= SERVER_ERROR or code in _SLACKS_OWN_FAULTS:
        return Problem(
            code=code if code in _SLACKS_OWN_FAULTS else f"http_{status}",
            cure=Cure.AGAIN,
            sentence="Slack has a fault of its own. I keep trying.",
            certain=False,
        )
    cure, sentence = _KNOWN.get(code, (Cure.AGAIN, ""))
    code = code if code.replace("_", "").isalnum() else "unreadable answer"
    sentence = sentence or f"Slack refused with “{code}”, which I do not know. The log has the details."
    return Problem(code=code, cure=cure, sentence=sentence.format(needed=fields.get("needed", "it needs")))


def _retry_after(headers: Mapping[str, str]) -> timedelta:
    found = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return timedelta(seconds=int(found)) if found.strip().isdigit() else DEFAULT_PAUSE


_SLACKS_OWN_FAULTS = frozenset(
    {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
)
"""Slack's "chat.postMessage method": with these, part of the work may have been done."""

_INVITE = "I am not in this channel. Invite me there: /invite @Onevoice."
_REINSTALL = (
    "Slack no longer accepts my token for this workspace. Install the app again and set the new token; "
    "everything waiting goes out by itself then."
)
_GONE = "This message is no longer in Slack. I post it anew."
_LONG = "This message is longer than Slack allows, even as plain text. Shorten the post's text, then retry."
_BLOCKS = "Slack did not take the layout of this message, nor its plain text. The log has the details."
_NOBODY = "This person is no longer in the workspace. Take them out of the departments (/social setup)."

_KNOWN: dict[str, tuple[Cure, str]] = {
    "account_inactive": (
        Cure.PERSON,
        "The app or the person has been deactivated in Slack. Reactivate it, or install the app again, then retry.",
    ),
    "block_mismatch": (Cure.PLAIN, _BLOCKS),
    "cannot_dm_bot": (Cure.PERSON, "This member is a bot, and bots get no direct messages. Name a person."),
    "cant_update_message": (Cure.ANEW, _GONE),
    "channel_not_found": (
        Cure.CHANNEL,
        "I cannot see this channel. Check its id; if it is private, invite me there: /invite @Onevoice.",
    ),
    "edit_window_closed": (Cure.ANEW, "Slack no longer lets me change this message. I post it anew."),
    "invalid_auth": (Cure.PAUSE, _REINSTALL),
    "invalid_blocks": (Cure.PLAIN, _BLOCKS),
    "invalid_blocks_format": (Cure.PLAIN, _BLOCKS),
    "is_archived": (Cure.CHANNEL, "This channel is archived. Unarchive it."),
    "message_not_found": (Cure.ANEW, _GONE),
    "missing_scope": (
        Cure.PERSON,
        "The app lacks the permission {needed}. Install it again from the manifest, then retry.",
    ),
    "msg_blocks_too_long": (Cure.PLAIN, _LONG),
    "msg_too_long": (Cure.PERSON, _LONG),
    "no_text": (Cure.PERSON, "This message would be empty, and Slack takes none. The log has the details."),
    "not_allowed_token_type": (Cure.PAUSE, _REINSTALL),
    "not_authed": (Cure.PAUSE, _REINSTALL),
    "not_in_channel": (Cure.CHANNEL, _INVITE),
    "restricted_action": (
        Cure.PERSON,
        "A workspace setting keeps me from posting here. Ask a Slack admin to let apps post, then retry.",
    ),
    "restricted_action_read_only_channel": (
        Cure.PERSON,
        "Only some people may post in this channel. Ask a Slack admin to let me post, then retry.",
    ),
    "thread_not_found": (Cure.AGAIN, "The card's thread is gone. I wait until the card is there again."),
    "token_expired": (Cure.PAUSE, _REINSTALL),
    "token_revoked": (Cure.PAUSE, _REINSTALL),
    "user_disabled": (Cure.PERSON, _NOBODY),
    "user_not_in_channel": (
        Cure.PERSON,
        "This person has left the channel, so the hint cannot be shown. Nothing to do.",
    ),
    "user_not_found": (Cure.PERSON, _NOBODY),
    "user_not_visible": (Cure.PERSON, _NOBODY),
}

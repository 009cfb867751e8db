"""From exception to one kind sentence, told where the person is looking."""

from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_bolt import Ack, App, BoltContext, BoltResponse, Respond
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from structlog import get_logger

from blocks.answers import explanation, read_typed_words
from blocks.sentences import sentence
from blocks.state import form_errors, has_inputs
from domain.people import UserId
from domain.refusals import InvalidForm, Refusal
from handlers.kit import Nobody, kit_of
from storage.database import Busy, Overtaken, Unavailable

log = get_logger("onevoice.errors")

TOO_SLOW = {"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged"}
"""Slack's names for a form that was asked for more than three seconds ago or twice ("views.open" errors)."""

UNKNOWN = {"user_not_found", "users_not_found"}
"""Slack's names for a person who is not there, or no longer ("users.info", "views.publish" errors)."""

OF_SLACK = (SlackClientError, URLError, ConnectionError, TimeoutError, HTTPException)
"""What a call to Slack raises: it refuses, or does not answer."""


def register(app: App) -> None:
    """Answer for every handler that raised."""
    app.error(answer)


def answer(
    error: Exception,
    ack: Ack,
    body: dict[str, Any],
    context: BoltContext,
    client: WebClient,
    respond: Respond,
) -> BoltResponse | None:
    """Tell the person what happened, and Slack that the request arrived.

    A form keeps what was typed: field errors stand in it, a refused one shows the words back to copy.
    """
    if ack.response is not None:
        # What was asked for is done and kept; only showing so failed. Saying that it failed would be wrong.
        log.warning("answer not shown", reason=type(error).__name__)
        return ack.response
    try:
        return _told(error, ack=ack, body=body, context=context, client=client, respond=respond)
    except (SlackClientError, OSError) as failure:
        log.warning("sentence not shown", reason=_reason(failure))
        return BoltResponse(status=500)  # Slack then tells the person that it did not work


def _told(
    error: Exception,
    *,
    ack: Ack,
    body: dict[str, Any],
    context: BoltContext,
    client: WebClient,
    respond: Respond,
) -> BoltResponse | None:
    if isinstance(error, InvalidForm) and has_inputs(body):
        return ack(response_action="errors", errors=form_errors(error, body["view"]))
    if isinstance(error, BoltUnhandledRequestError) and "trigger_id" not in body:
        log.warning("unknown request", type=body.get("type"))
        return None
    said = _sentence(error, context)
    if "command" in body:
        return ack(text=said)
    if body.get("type") == "view_submission":
        return _in_form(said, error=error, ack=ack, view=body["view"])
    if body.get("response_url"):
        shown = respond(text=said, response_type="ephemeral", replace_original=False)
        return ack() if shown.status_code == 200 else BoltResponse(status=500)  # noqa: PLR2004  # Slack then tells the person that it did not work
    return _in_new_form(said, ack=ack, body=body, client=client)


def _sentence(error: Exception, context: BoltContext) -> str:
    if isinstance(error, Nobody):
        log.warning("request without a person and their workspace")
    if isinstance(error, Refusal):
        return sentence(error, reader=UserId(context.user_id or ""))
    if isinstance(error, InvalidForm):
        return " ".join(error.errors.values())
    if isinstance(error, Unavailable):
        log.warning("database unavailable", reason=str(error))
        return _no_database(error)
    if isinstance(error, BoltUnhandledRequestError):
        log.warning("unknown request", type=error.body.get("type"))
        return "I do not know this any more; it may come from an older version of me. Type /social to begin anew."
    if isinstance(error, OF_SLACK):
        return _no_slack(error, context)
    return f"Something went wrong on our side and nothing was changed. Please try again; {_reference(error, context)}"


def _no_slack(error: Exception, context: BoltContext) -> str:
    """What Slack did not do, and no word about what was kept: some show something only once it is."""
    if _reason(error) in TOO_SLOW:
        return "That took too long for Slack, so the form did not open. Please try once more."
    if _reason(error) in UNKNOWN:
        log.warning("Slack does not know this person", user=context.user_id, reason=_reason(error))
        return "Slack says that there is no such person. Please look whether it counts, and try once more if not."
    return (
        "Slack did not take what I wanted to show. Please look whether it counts, and try once more if not; "
        f"{_reference(error, context)}"
    )


def _reference(error: Exception, context: BoltContext) -> str:
    """What to tell an admin, and the line in the log by which they find it."""
    reference = kit_of(context).new_id()[:8]
    log.error("handler failed", reference=reference, exc_info=error)
    return f"if it happens again, give an admin this reference: {reference}"


def _no_database(error: Unavailable) -> str:
    if isinstance(error, Overtaken):
        return (
            "Somebody else changed the setup at the same moment, so nothing of yours was changed. "
            "Please look at it again and try once more."
        )
    if isinstance(error, Busy):
        return (
            "So many people are at it that it was not your turn in time, so nothing was changed. "
            "Please try again in a moment."
        )
    return "The database did not answer, so nothing was changed. Please try again in a moment."


def _reason(failure: Exception) -> str:
    """Slack's own word for it, or what kind of failure it is."""
    code = failure.response.get("error") if isinstance(failure, SlackApiError) else None
    return str(code or type(failure).__name__)


def _in_form(said: str, *, error: Exception, ack: Ack, view: dict[str, Any]) -> BoltResponse:
    """A refusal is final, so its words replace the form; after any other fault the form stays to try again."""
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if isinstance(error, Refusal) or not inputs:
        return ack(response_action="update", view=explanation(said, typed=read_typed_words(view)))
    return ack(response_action="errors", errors={inputs[0]: said})


def _in_new_form(said: str, *, ack: Ack, body: dict[str, Any], client: WebClient) -> BoltResponse:
    """For shortcuts and buttons inside forms, which have no place of their own for an answer."""
    open_form = client.views_push if body.get("view", {}).get("type") == "modal" else client.views_open
    if body.get("trigger_id"):
        open_form(trigger_id=body["trigger_id"], view=explanation(said))
    return ack()

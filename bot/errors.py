"""From exception to one kind sentence, told where the person is looking."""

from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltResponse, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from structlog import get_logger

from blocks.answers import explanation, read_typed_words
from blocks.proposals import form_errors
from blocks.text import sentence
from domain.refusals import InvalidForm, Refusal
from handlers.kit import kit_of
from storage.database import Unavailable

log = get_logger("onevoice.errors")

TOO_SLOW = {"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged"}
"""Slack's names for a form that was asked for more than three seconds ago or twice ("views.open" errors)."""


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
    if isinstance(error, InvalidForm):
        return ack(response_action="errors", errors=form_errors(error, body["view"]))
    said = _sentence(error, context)
    if "command" in body:
        return ack(text=said)
    if body.get("type") == "view_submission":
        return _in_form(said, error=error, ack=ack, view=body["view"])
    if body.get("response_url"):
        response = ack()
        respond(text=said, response_type="ephemeral", replace_original=False)
        return response
    return _in_new_form(said, ack=ack, body=body, client=client)


def _sentence(error: Exception, context: BoltContext) -> str:
    if isinstance(error, Refusal):
        return sentence(error)
    if isinstance(error, Unavailable):
        log.warning("database unavailable", reason=str(error))
        return "The database did not answer, so nothing was changed. Please try again in a moment."
    if isinstance(error, SlackApiError) and error.response.get("error") in TOO_SLOW:
        return "That took too long for Slack, so nothing was changed. Please try once more."
    reference = kit_of(context).new_id()[:8]
    log.error("handler failed", reference=reference, exc_info=error)
    return (
        "Something went wrong on our side and nothing was changed. Please try again; "
        f"if it happens again, give an admin this reference: {reference}"
    )


def _in_form(said: str, *, error: Exception, ack: Ack, view: dict[str, Any]) -> BoltResponse:
    """A refusal is final, so its words replace the form; after any other fault the form stays to try again."""
    if isinstance(error, Refusal):
        return ack(response_action="update", view=explanation(said, typed=read_typed_words(view)))
    first_input = next(block["block_id"] for block in view["blocks"] if block["type"] == "input")
    return ack(response_action="errors", errors={first_input: said})


def _in_new_form(said: str, *, ack: Ack, body: dict[str, Any], client: WebClient) -> BoltResponse | None:
    """For shortcuts and buttons inside forms, which have no place of their own for an answer."""
    response = ack()
    open_form = client.views_push if body.get("view", {}).get("type") == "modal" else client.views_open
    if "trigger_id" in body:
        open_form(trigger_id=body["trigger_id"], view=explanation(said))
    return response

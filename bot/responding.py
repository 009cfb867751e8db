"""Responding: a private answer to the address Slack sent along, which never keeps the acknowledgement waiting."""

from collections.abc import Sequence
from concurrent.futures import Executor
from ssl import SSLContext
from typing import Any

from slack_bolt import Respond
from slack_sdk.webhook import WebhookClient, WebhookResponse
from structlog import get_logger

from bot.slack import reason_of

RESPOND_SECONDS = 2
"""For one step of sending: to connect, to be answered. Bolt's own client takes thirty, and tries twice."""
WAIT_SECONDS = 0.8
"""How long a handler waits for it: after 2 s for a database that is locked, Slack's three seconds still hold."""
NOT_SHOWN = 504
"""The status of an answer that Slack has not taken in time."""

log = get_logger("onevoice.responding")


class BriefRespond(Respond):
    """Bolt's `respond` with an end to its patience. It raises nothing: what cannot be shown is logged.

    Args:
        senders: does the sending; what hangs may go on there, and Slack may still take it.
    """

    def __init__(
        self, *, response_url: str | None, proxy: str | None, ssl: SSLContext | None, senders: Executor
    ) -> None:
        super().__init__(response_url=response_url, proxy=proxy, ssl=ssl)
        self._senders = senders

    def __call__(  # type: ignore[override]  # of Bolt's many arguments, those of ours
        self,
        *,
        text: str,
        blocks: Sequence[dict[str, Any]] | None = None,
        response_type: str | None = None,
        replace_original: bool | None = None,
    ) -> WebhookResponse:
        """Send it; the status says whether Slack has taken it (200)."""
        url = self.response_url or ""
        client = WebhookClient(
            url, timeout=RESPOND_SECONDS, proxy=self.proxy, ssl=self.ssl, retry_handlers=[]
        )
        try:
            answer = self._senders.submit(
                client.send,
                text=text,
                blocks=blocks,
                response_type=response_type,
                replace_original=replace_original,
            ).result(timeout=WAIT_SECONDS)
        except Exception as error:  # noqa: BLE001  # whatever it is, what was asked for is decided and must be acknowledged
            log.warning("answer not shown", reason=reason_of(error))
            return WebhookResponse(url=url, status_code=NOT_SHOWN, body="", headers={})
        if answer.status_code != 200:  # noqa: PLR2004  # HTTP's word for taken
            log.warning("answer not shown", reason=f"status {answer.status_code}")
        return answer

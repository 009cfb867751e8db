"""Signed HTTP delivery to an app's request URL ("Verifying requests from Slack")."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import httpx

from sandbox.acks import Ack, Attempt
from sandbox.decoding import decoded

if TYPE_CHECKING:
    from sandbox.acks import Kind
    from sandbox.values import AppInstall, Json

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
HTTP_OK = 200


class HttpMode:
    """Posts payloads to request URLs on this machine."""

    def __init__(self) -> None:
        self._client: httpx.AsyncClient | None = None

    async def ask(self, app: AppInstall, kind: Kind, payload: Json, attempt: Attempt) -> Ack:
        """Post one payload and read the acknowledgement."""
        body, content_type = _encoded(kind, payload)
        headers = {
            **signed(app.signing_secret, body),
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0",
        }
        if attempt.number:
            headers |= {
                "X-Slack-Retry-Num": str(attempt.number),
                "X-Slack-Retry-Reason": _http_reason(attempt.reason),
            }
        try:
            answer = await self._connected().post(app.request_url or "", content=body, headers=headers)
        except httpx.HTTPError:
            return Ack(failure="connection_failed")
        no_retry = answer.headers.get("X-Slack-No-Retry") == "1"
        if answer.status_code != HTTP_OK:
            return Ack(failure="http_error", no_retry=no_retry)
        if not answer.content:
            return Ack()
        if "json" in answer.headers.get("content-type", ""):
            try:
                return Ack(decoded(answer.content))
            except ValueError:
                return Ack(failure="invalid_json")
        return Ack(answer.text)

    async def verify(self, app: AppInstall, challenge: str) -> bool:
        """Send the url_verification handshake; true when the challenge came back."""
        payload = {"token": app.verification_token, "challenge": challenge, "type": "url_verification"}
        ack = await self.ask(app, "events_api", payload, Attempt())
        said = ack.body.get("challenge") if isinstance(ack.body, dict) else ack.body
        return ack.ok and said == challenge

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.aclose()

    def _connected(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=None, trust_env=False)  # noqa: S113 - the caller's deadline counts
        return self._client


def checked_url(url: str) -> str:
    """Return a request URL on this machine, or raise ValueError: the sandbox calls nobody else."""
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in LOOPBACK:
        raise ValueError(f"The sandbox only delivers to http:// addresses of this machine, not to {url}.")
    return url


def signed(secret: str, body: bytes) -> dict[str, str]:
    """Return the headers that prove a body came from the workspace, with the real time."""
    stamp = str(int(time.time()))  # noqa: TID251 - signatures are checked against real time
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def _encoded(kind: Kind, payload: Json) -> tuple[bytes, str]:
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _http_reason(failure: str) -> str:
    return "http_timeout" if failure == "timeout" else failure

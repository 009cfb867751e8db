"""HTTP: Slack's requests and the questions of whoever watches over the process."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from structlog import get_logger

from bot.arrivals import ARRIVAL_SECONDS, PatientServer
from bot.metrics import CONTENT_TYPE, Metrics

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

THREADS = 20
"""Requests worked on at once."""
BODY_LIMIT = 1_000_000
"""Bytes of a request; Slack's largest, a submitted form, stays far below (views are 250 kB)."""

PATHS = frozenset({"/healthz", "/readyz", "/metrics", "/slack/events"})
"""What there is; everything else that people try counts as one."""

log = get_logger("onevoice.web")

Checks = Callable[[], Mapping[str, str]]
"""What `/readyz` reports: name of a part to "ok" or to a sentence about what is wrong."""


class Web:
    """The WSGI application. It answers `/healthz` before Slack's part is ready.

    Args:
        metrics: what `/metrics` answers with and counts requests; None where nobody watches.
    """

    def __init__(self, checks: Checks, *, metrics: Metrics | None = None) -> None:
        self._checks = checks
        self._metrics = metrics
        self._slack: WSGIApplication | None = None

    def serve_slack(self, app: App) -> None:
        """Let `/slack/events` through to Bolt, which proves each request's signature."""
        self._slack = SlackRequestHandler(app, path="/slack/events")

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request, and count it."""
        path = environ.get("PATH_INFO", "")
        if self._metrics is None:
            return self._answered(path, environ, start_response)
        requests = self._metrics.requests

        def counted(status: str, *rest: Any) -> Callable[[bytes], object]:  # noqa: ANN401  # WSGI's own arguments
            requests.add(path if path in PATHS else "other", status.partition(" ")[0])
            return start_response(status, *rest)

        return self._answered(path, environ, counted)

    def _answered(
        self, path: str, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if path == "/healthz":
            return _answer(start_response, "200 OK", {"process": "ok"})
        if path == "/readyz":
            found = self._checks()
            ready = all(state == "ok" for state in found.values())
            return _answer(start_response, "200 OK" if ready else "503 Service Unavailable", found)
        if path == "/metrics" and self._metrics is not None:
            return _sent(start_response, "200 OK", self._metrics.text().encode(), kind=CONTENT_TYPE)
        if path == "/slack/events" and self._slack is not None:
            return _from_slack(self._slack, environ, start_response)
        return _answer(start_response, "404 Not Found", {"error": "There is nothing here."})


def _from_slack(
    slack: "WSGIApplication", environ: "WSGIEnvironment", start_response: "StartResponse"
) -> Iterable[bytes]:
    """Bolt's answer; whoever is not Slack gets a line in the log, which never holds what they sent."""
    sender = environ.get("REMOTE_ADDR", "")

    def starting(status: str, *rest: Any) -> Callable[[bytes], object]:  # noqa: ANN401  # WSGI's own arguments
        if status.startswith("401"):
            log.warning("request refused, its signature is not Slack's or too old", sender=sender)
        return start_response(status, *rest)

    try:
        return slack(environ, starting)
    except Exception as error:  # noqa: BLE001  # Bolt reads what anybody sends before it looks at the signature
        log.warning("request refused, it cannot be read", sender=sender, reason=type(error).__name__)
        return _answer(start_response, "400 Bad Request", {"error": "This cannot be read."})


EVERYWHERE = "0.0.0.0"  # noqa: S104  # behind the platform's router
"""The address that answers whoever can reach this machine."""
HERE_ONLY = "127.0.0.1"
"""The address that answers this machine alone."""


def serve(web: Web, *, port: int, host: str = EVERYWHERE, arrival: int = ARRIVAL_SECONDS) -> PatientServer:
    """A threaded server for the application, not yet started; `stop()` finishes what is being worked on.

    Args:
        host: the address it listens at.
        arrival: seconds within which a request must have arrived whole.
    """
    server = PatientServer((host, port), web, threads=THREADS)
    server.timeout = arrival
    server.max_request_body_size = BODY_LIMIT
    server.server_name = "onevoice"
    return server


def stop_within(server: PatientServer, seconds: float) -> None:
    """Accept nothing new and wait so long for what is being worked on."""
    server.shutdown_timeout = seconds
    server.stop()


def _answer(start_response: "StartResponse", status: str, found: Mapping[str, str]) -> Iterable[bytes]:
    return _sent(start_response, status, json.dumps(found).encode(), kind="application/json")


def _sent(start_response: "StartResponse", status: str, body: bytes, *, kind: str) -> Iterable[bytes]:
    start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]

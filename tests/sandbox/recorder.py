"""An app that only writes down what Slack sends it, and answers what the test tells it to."""

from __future__ import annotations

import json
from contextlib import contextmanager
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl
from wsgiref.simple_server import make_server

from slack_sdk.signature import SignatureVerifier

from tests.sandbox.workplace import Quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sandbox import Sandbox

Json = dict[str, Any]
Answer = Any
SECONDS = 60.0


class Recorder:
    """Keeps payloads and headers in the order they came. `answer(payload)` is the body: JSON, text or nothing."""

    def __init__(self) -> None:
        self.payloads: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.answer: Callable[[Json], Answer] = lambda _: None
        self.status: Callable[[Json], int] = lambda _: 200
        self._came = Condition()

    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        headers = {k[5:].replace("_", "-").lower(): v for k, v in environ.items() if k.startswith("HTTP_")}
        if not SignatureVerifier("sandbox-signing-secret").is_valid_request(body, headers):
            start_response("401 Unauthorized", [])
            return [b"bad signature"]
        payload = self._read(environ["CONTENT_TYPE"], body)
        if payload.get("type") == "url_verification":
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [payload["challenge"].encode()]
        with self._came:
            self.payloads.append(payload)
            self.headers.append(headers)
            self._came.notify_all()
        said = self.answer(payload)
        kind = "text/plain" if isinstance(said, str) else "application/json"
        start_response(f"{self.status(payload)} Said", [("Content-Type", kind)])
        return [] if said is None else [(said if isinstance(said, str) else json.dumps(said)).encode()]

    @staticmethod
    def _read(content_type: str, body: bytes) -> Json:
        if "json" in content_type:
            return dict(json.loads(body))
        form = dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True))
        return dict(json.loads(form["payload"])) if "payload" in form else {"type": "slash_command", **form}

    def of_type(self, kind: str) -> list[Json]:
        """The payloads (or, for events, the events) of a type so far."""
        with self._came:
            events = [one["event"] for one in self.payloads if one.get("type") == "event_callback"]
            return [one for one in (*self.payloads, *events) if one.get("type") == kind]

    def wait_for(self, kind: str, *, count: int = 1) -> Json:
        """The newest payload of a type, once there are so many."""
        with self._came:
            there = self._came.wait_for(lambda: len(self.of_type(kind)) >= count, SECONDS)
            assert there, (
                f"{len(self.of_type(kind))} of {kind} came: {[p.get('type') for p in self.payloads]}"
            )
            return self.of_type(kind)[-1]


@contextmanager
def listening(sandbox: Sandbox) -> Iterator[Recorder]:
    recorder = Recorder()
    server = make_server("127.0.0.1", 0, recorder, handler_class=Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        sandbox.deliver_over_http(f"http://127.0.0.1:{server.server_port}/slack/events")
        yield recorder
    finally:
        sandbox.deliver_over_socket_mode()
        server.shutdown()
        thread.join()
        server.server_close()

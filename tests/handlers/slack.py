"""Slack as the handlers meet it: a Web API that records what it is asked, and response URLs."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl

from sandbox.blockkit import problems


@dataclass(frozen=True, slots=True)
class Call:
    """One request: a method of the Web API with its arguments, or `respond` with what was answered."""

    method: str
    given: Mapping[str, Any]


@dataclass(slots=True)
class FakeSlack:
    """Records, answers "ok", and refuses what it was told to refuse."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What more a method answers with."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What people have sent, by name."""
    _refused: dict[str, str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    def file(self, name: str, data: bytes) -> dict[str, str]:
        """A file that somebody sent, as a form carries it."""
        self.files[name] = data
        return {"id": "F1", "name": name, "url_private_download": f"{self.url}/files/{name}"}

    @property
    def response_url(self) -> str:
        return f"{self.url}/respond"

    def refuse(self, method: str, error: str) -> None:
        """Answer this method with this error from now on; "lost" drops the connection instead."""
        self._refused[method] = error

    def to(self, method: str) -> list[Mapping[str, Any]]:
        """What a method was called with, oldest first."""
        return [one.given for one in self.calls if one.method == method]

    @property
    def view(self) -> Mapping[str, Any]:
        """The last form that was opened, pushed or changed."""
        given = [one.given for one in self.calls if one.method.startswith("views.")]
        view: Mapping[str, Any] = given[-1]["view"]
        return view

    @property
    def reply(self) -> str:
        """The text of the last private answer."""
        return str(self.to("respond")[-1]["text"])

    def answer(self, method: str, given: Mapping[str, Any]) -> dict[str, Any] | None:
        """What to send back; None drops the connection."""
        with self._lock:
            self.calls.append(Call(method, given))
        error = self._refused.get(method)
        if error == "lost":
            return None
        wrong = _wrong_with(given)
        if error or wrong:
            return {"ok": False, "error": error or "invalid_blocks", "messages": wrong}
        return {"ok": True, "view": {**given.get("view", {}), "id": "V1"}, **self.answers.get(method, {})}


def _wrong_with(given: Mapping[str, Any]) -> list[str]:
    """What Slack's limits forbid, as the sandbox knows them."""
    if "view" in given:
        return problems(given["view"]["blocks"], on="modal")
    return problems(given["blocks"], on="message") if given.get("blocks") else []


@contextmanager
def fake_slack() -> Iterator[FakeSlack]:
    """A fake on a port of this machine."""
    fake = FakeSlack()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
            is_json = "json" in self.headers.get("Content-Type", "")
            given = json.loads(body) if is_json else dict(parse_qsl(body))
            answer = fake.answer(self.path.rpartition("/")[2], given)
            if answer is None:
                self.close_connection = True
                return
            said = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def do_GET(self) -> None:
            data = fake.files.get(self.path.rpartition("/")[2])
            token = self.headers.get("Authorization")
            self.send_response(404 if data is None else 200 if token == "Bearer xoxb-fake" else 302)
            self.send_header("Content-Length", str(len(data or b"")))
            self.send_header("Location", f"{fake.url}/files/sign-in")
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

    with Server(("127.0.0.1", 0), Answering) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        fake.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield fake
        server.shutdown()
        thread.join()

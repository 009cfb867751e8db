"""A Slack written by hand: it keeps messages, records calls and fails as told. And a clock that only moves when told."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse
from slack_sdk.web.file_upload_v2_result import FileUploadV2Result

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HISTORY_DELAY = timedelta(seconds=1)
"""How long a new message stays out of the history, as with the real Slack."""


Fields = dict[str, Any]


@dataclass
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pause(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Killed(BaseException):
    """The process dies here."""


class Fault(StrEnum):
    LOST_BEFORE = "the request never arrives"
    LOST_AFTER = "it is done, but the answer never comes back"
    TIMEOUT_AFTER = "it is done, but the answer comes too late"
    ERROR_BEFORE = "500, nothing done"
    ERROR_AFTER = "500, though it was done"
    RATE_LIMITED = "429"
    KILLED_BEFORE = "the process dies before the request"
    KILLED_AFTER = "the process dies after the request"


@dataclass
class Posted:
    channel: str
    ts: str
    text: str
    blocks: list[Fields] | None = None
    thread: str = ""
    metadata: Fields | None = None
    files: list[Fields] = field(default_factory=list)
    at: datetime = START

    @property
    def mark(self) -> str:
        return str(self.metadata["event_payload"]["id"]) if self.metadata else ""


class FakeSlack(WebClient):
    """One workspace. `faults` are used up one a call; a `str` among them is Slack's own error code."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(token="xoxb-made-up", retry_handlers=[])
        self.clock = clock
        self.messages: list[Posted] = []
        self.calls: list[tuple[str, Fields]] = []
        self.faults: dict[str, list[Fault | str | None]] = {}
        self.any_fault: Callable[[str], Fault | str | None] = lambda _: None
        self.uploads: dict[str, str] = {}
        self._numbers = 0

    # what a test asks

    def named(self, method: str) -> list[Fields]:
        return [arguments for name, arguments in self.calls if name == method]

    def texts(self, channel: str, *, thread: str = "") -> list[str]:
        return [one.text for one in self.messages if one.channel == channel and one.thread == thread]

    def delete(self, ts: str) -> None:
        self.messages = [one for one in self.messages if one.ts != ts]

    # what the SDK calls

    def api_call(self, api_method: str, **sent: Any) -> SlackResponse:  # as the SDK has it
        arguments: Fields = {
            key: value
            for part in ("json", "params", "data")
            for key, value in (sent.get(part) or {}).items()
            if value is not None
        }
        self.calls.append((api_method, arguments))
        fault = self._fault(api_method)
        match fault:
            case Fault.LOST_BEFORE:
                raise URLError(ConnectionResetError("the request never arrived"))
            case Fault.KILLED_BEFORE:
                raise Killed
            case Fault.ERROR_BEFORE:
                return self._answer(500, {"ok": False, "error": "internal_error"})
            case Fault.RATE_LIMITED:
                return self._answer(429, {"ok": False, "error": "ratelimited"}, headers={"Retry-After": "7"})
            case Fault.LOST_AFTER | Fault.TIMEOUT_AFTER | Fault.ERROR_AFTER | Fault.KILLED_AFTER | None:
                pass
            case code:
                return self._answer(200, {"ok": False, "error": code, "needed": "channels:history"})
        done = self._does[api_method](arguments)
        match fault:
            case Fault.LOST_AFTER:
                raise URLError(ConnectionResetError("the answer never came back"))
            case Fault.TIMEOUT_AFTER:
                raise TimeoutError("the answer came too late")
            case Fault.KILLED_AFTER:
                raise Killed
            case Fault.ERROR_AFTER:
                return self._answer(500, {"ok": False, "error": "fatal_error"})
        return self._answer(200, {"ok": "error" not in done, **done})

    def _upload_file(self, *, url: str, data: bytes, **_: object) -> FileUploadV2Result:
        self.calls.append(("upload", {"url": url, "length": len(data)}))
        if self._fault("upload"):
            raise URLError(ConnectionResetError("the upload broke off"))
        return FileUploadV2Result(status=200, body="OK")

    def _fault(self, method: str) -> Fault | str | None:
        planned = self.faults.get(method)
        return planned.pop(0) if planned else self.any_fault(method)

    def _answer(self, status: int, body: Fields, *, headers: dict[str, str] | None = None) -> SlackResponse:
        answer = SlackResponse(
            client=self,
            http_verb="POST",
            api_url="https://slack.invalid/api",
            req_args={},
            data=json.loads(json.dumps(body)),
            headers=headers or {},
            status_code=status,
        )
        answer.validate()  # type: ignore[no-untyped-call]  # the SDK's own
        return answer

    # what Slack does

    @property
    def _does(self) -> dict[str, Callable[[Fields], Fields]]:
        return {
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "chat.postEphemeral": lambda _: {"message_ts": self._ts()},
            "chat.getPermalink": self._link,
            "conversations.open": lambda sent: {"channel": {"id": f"D{sent['users']}"}},
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            "files.getUploadURLExternal": self._upload_url,
            "files.completeUploadExternal": self._share,
        }

    def _number(self) -> int:
        self._numbers += 1
        return self._numbers

    def _ts(self) -> str:
        return f"{int(self.clock().timestamp())}.{self._number():06d}"

    def _post(self, sent: Fields) -> Fields:
        thread = sent.get("thread_ts", "")
        if thread and not any(one.ts == thread for one in self.messages):
            return {"error": "thread_not_found"}
        made = Posted(
            channel=sent["channel"],
            ts=self._ts(),
            text=sent["text"],
            blocks=sent.get("blocks"),
            thread=thread,
            metadata=sent.get("metadata"),
            at=self.clock(),
        )
        self.messages.append(made)
        return {"channel": made.channel, "ts": made.ts}

    def _update(self, sent: Fields) -> Fields:
        found = self._message(sent["channel"], sent["ts"])
        if found is None:
            return {"error": "message_not_found"}
        found.text, found.blocks = sent["text"], sent.get("blocks")
        found.metadata = sent.get("metadata") or found.metadata
        return {"channel": found.channel, "ts": found.ts}

    def _link(self, sent: Fields) -> Fields:
        found = self._message(sent["channel"], sent["message_ts"])
        if found is None:
            return {"error": "message_not_found"}
        return {
            "permalink": f"https://acme.slack.invalid/archives/{found.channel}/p{found.ts.replace('.', '')}"
        }

    def _message(self, channel: str, ts: str) -> Posted | None:
        return next((one for one in self.messages if (one.channel, one.ts) == (channel, ts)), None)

    def _history(self, sent: Fields) -> Fields:
        return self._page(
            [one for one in self.messages if one.channel == sent["channel"] and not one.thread], sent
        )

    def _replies(self, sent: Fields) -> Fields:
        if self._message(sent["channel"], sent["ts"]) is None:
            return {"error": "thread_not_found"}
        return self._page([one for one in self.messages if sent["ts"] in {one.ts, one.thread}], sent)

    def _page(self, found: list[Posted], sent: Fields) -> Fields:
        visible = [
            one
            for one in reversed(found)
            if float(one.ts) >= float(sent.get("oldest", 0)) and one.at + HISTORY_DELAY <= self.clock()
        ]
        first, size = int(sent.get("cursor", 0)), int(sent.get("limit", 100))
        messages = [
            {"ts": one.ts, "text": one.text, "files": one.files}
            | ({"metadata": one.metadata} if sent.get("include_all_metadata") and one.metadata else {})
            for one in visible[first : first + size]
        ]
        more = first + size < len(visible)
        return {
            "messages": messages,
            "response_metadata": {"next_cursor": str(first + size) if more else ""},
        }

    def _upload_url(self, sent: Fields) -> Fields:
        id = f"F{self._number()}"
        self.uploads[id] = sent["filename"]
        return {"file_id": id, "upload_url": f"https://files.slack.invalid/{id}"}

    def _share(self, sent: Fields) -> Fields:
        files = json.loads(sent["files"]) if isinstance(sent["files"], str) else sent["files"]
        shared = [
            {
                "id": one["id"],
                "title": one["title"],
                "name": self.uploads[one["id"]],
                "permalink": f"https://acme.slack.invalid/files/{one['id']}",
            }
            for one in files
        ]
        self.messages.append(
            Posted(
                channel=sent["channel_id"],
                ts=self._ts(),
                text=sent["initial_comment"],
                files=shared,
                thread=sent.get("thread_ts", ""),
                at=self.clock(),
            )
        )
        return {"files": shared}

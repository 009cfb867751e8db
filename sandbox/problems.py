"""Errors: Slack's own names for programs, sentences for people at the page."""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """A Web API method failed: answered as `{"ok": false, "error": <code>}` with HTTP 200, as Slack does."""

    def __init__(self, code: str, *, messages: list[str] | None = None, **more: object) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages or []
        self.more = more

    def body(self) -> dict[str, Any]:
        """Return the JSON that the caller gets."""
        body: dict[str, Any] = {"ok": False, "error": self.code, **self.more}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body


class PageError(Exception):
    """What a person tried at the page cannot be done; the message is the sentence they see."""

    def __init__(self, sentence: str, *, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def invalid_arguments(*messages: str) -> SlackError:
    """Return Slack's answer to missing or wrong arguments."""
    return SlackError("invalid_arguments", messages=[f"[ERROR] {message}" for message in messages])

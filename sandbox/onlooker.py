"""Looking at the workspace as one person: messages, windows, files, and waiting for what is to come."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, TypeVar

from httpx import Client

from sandbox.screen import Message, NotAsExpected, Window, summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.values import Json

Seen = TypeVar("Seen")
PATIENCE = 60.0
"""Seconds a person waits by default; a burst of updates is paced, a machine may be busy."""
LONGEST_POLL = 2.0


class ActFailed(NotAsExpected):
    """The workspace or the app refused; the message is the sentence the person saw."""


class Onlooker:
    """Somebody who looks at the page. Channels are named "#desk", "@eve" (direct messages) or by id."""

    def __init__(self, url: str, user: str) -> None:
        self.id = user
        self._client = Client(base_url=url, timeout=30.0, trust_env=False)

    def close(self) -> None:
        """Leave."""
        self._client.close()

    def home(self, app: str = "A01") -> Window | None:
        """Return the Home as it stands."""
        view = self._get("home", app=app)["view"]
        return Window(view) if view else None

    def views(self) -> list[Window]:
        """Return the open modals, the one in front last."""
        return [Window(one) for one in self.state()["views"]]

    def messages(self, channel: str) -> list[Message]:
        """Return what the person sees in a conversation, own ephemerals too, oldest first."""
        told = self._get("messages", channel=self.channel_id(channel), limit=500, mark=0)
        return [Message(one) for one in told["messages"]]

    def ephemerals(self, channel: str) -> list[Message]:
        """Return what only this person sees in a conversation."""
        return [one for one in self.messages(channel) if one.raw["ephemeral"]]

    def thread(self, message: Message) -> list[Message]:
        """Return a thread: its parent, then the replies."""
        ts = message.raw.get("thread_ts", message.ts)
        return [Message(one) for one in self._get("thread", channel=message.channel, ts=ts)["messages"]]

    def see(self, channel: str, text: str, *, seconds: float = PATIENCE) -> Message:
        """Wait for the newest message of a conversation that says this."""

        def found() -> Message | None:
            return next((one for one in reversed(self.messages(channel)) if text in one.visible), None)

        return self.wait_for(found, seconds=seconds, what=f"“{text}” in {channel}", channel=channel)

    def again(self, message: Message) -> Message:
        """Return a message as it stands now; raises NotAsExpected when it is gone."""
        in_thread = message.raw.get("thread_ts", message.ts) != message.ts
        around = self.thread(message) if in_thread else self.messages(message.channel)
        for one in around:
            if one.ts == message.ts:
                return one
        raise NotAsExpected(f"The message “{message.text}” is gone.")

    def files(self) -> list[Json]:
        """Return every file the person sees in their conversations, oldest first."""
        state = self.state()
        places = [one["id"] for one in (*state["channels"], *state["dms"])]
        found = {
            one["id"]: one
            for place in places
            for message in self.messages(place)
            for one in message.raw.get("files", [])
        }
        return sorted(found.values(), key=lambda one: str(one["id"]))

    def download(self, file: Json) -> bytes:
        """Return a file's bytes; raises ActFailed when the person may not see it."""
        answer = self._client.get(f"/page/files/{file['id']}", params={"user": self.id})
        if answer.is_error:
            raise ActFailed(answer.json()["error"])
        return answer.content

    def wait_for(
        self,
        look: Callable[[], Seen | None],
        *,
        seconds: float = PATIENCE,
        what: str = "that",
        channel: str = "",
    ) -> Seen:
        """Look, and look again after each event, until there is something; raises NotAsExpected with what was visible."""
        deadline = time.monotonic() + seconds
        while True:
            seq = self.state()["seq"]
            seen = look()
            if seen:
                return seen
            left = deadline - time.monotonic()
            if left <= 0:
                raise NotAsExpected(
                    f"{self.id} did not see {what} within {seconds:g} s. {self._visible(channel)}"
                )
            self._get("poll", after=seq, wait=min(left, LONGEST_POLL))

    def events_after(self, seq: int) -> list[Json]:
        """Return what happened to this person after an event."""
        events: list[Json] = self._get("poll", after=seq, wait=0)["events"]
        return events

    def state(self) -> Json:
        """Return everything around the messages, as the page gets it."""
        return self._get("state")

    def person_id(self, name: str) -> str:
        """Return the id of "@eve", of a full name or of an id itself."""
        for one in self.state()["people"]:
            if name in (one["id"], f"@{one['name']}", one["real_name"]):
                return str(one["id"])
        raise NotAsExpected(f"There is nobody called {name}.")

    def channel_id(self, name: str) -> str:
        """Return the id of "#desk", of "@eve" (opening the direct message) or of an id itself."""
        if name.startswith("@"):
            return str(self._act("dm", **{"with": self.person_id(name)})["channel"])
        for one in self.state()["channels"]:
            if name in (one["id"], f"#{one['name']}"):
                return str(one["id"])
        if name.startswith("#"):
            raise NotAsExpected(f"{self.id} sees no channel {name}.")
        return name

    def _visible(self, channel: str) -> str:
        """Say what is on the screen, for failures."""
        parts = [f"Window “{one.title}”: {summary(one.blocks)}" for one in self.views()]
        if channel:
            parts += [f"{channel}: {summary(one.blocks, one.text)}" for one in self.messages(channel)[-5:]]
        errors = [one["error"] for one in self.events_after(0) if one["type"] == "app_error"]
        parts += [f"The app's last error: {one}" for one in errors[-1:]]
        return " ".join(["Visible:", *(parts or ["nothing."])])

    def _act(self, path: str, **body: Any) -> Json:  # noqa: ANN401 - JSON
        # Escaped by json.dumps, so that even half a character gets through to the server.
        content = json.dumps({"user": self.id, **body})
        answer = self._client.post(
            f"/page/{path}", content=content, headers={"Content-Type": "application/json"}
        )
        return self._told(answer.json())

    def _get(self, path: str, **query: Any) -> Json:  # noqa: ANN401 - JSON
        answer = self._client.get(f"/page/{path}", params={"user": self.id, **query})
        return self._told(answer.json())

    @staticmethod
    def _told(body: Json) -> Json:
        if not body["ok"]:
            raise ActFailed(f"{body['error']} {body.get('cause', '')}".strip())
        return body

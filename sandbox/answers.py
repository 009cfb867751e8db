"""What an act of a person brings about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.screen import Message, Window

if TYPE_CHECKING:
    from sandbox.onlooker import Onlooker
    from sandbox.values import Json


@dataclass(frozen=True, slots=True)
class Submitted:
    """What came of a submission: `errors` by label, or the view now in front (None: all closed)."""

    action: str
    errors: dict[str, str]
    view: Window | None


class Answer:
    """What an act brings about, now or a little later."""

    def __init__(
        self, onlooker: Onlooker, told: Json, channel: str | None, view_id: str | None = None
    ) -> None:
        self._onlooker, self._channel, self._view_id = onlooker, channel, view_id
        self._since: int = told["seq"]
        self._trigger: str = told["trigger_id"]

    @property
    def view(self) -> Window:
        """The view it opens, pushes or changes; waits for it."""
        return self._onlooker.wait_for(self._newest_view, what="a view opened or changed by that")

    @property
    def reply(self) -> Message:
        """The first private answer; waits for it."""
        return self._onlooker.wait_for(
            lambda: next(iter(self.replies), None), what="a private answer to that"
        )

    @property
    def replies(self) -> list[Message]:
        """The private answers so far."""
        return [Message(event["message"]) for event in self._events() if event["type"] == "ephemeral"]

    @property
    def posted(self) -> list[Message]:
        """The messages others posted since, in the conversation of the act (anywhere without one)."""
        return [
            Message(event["message"])
            for event in self._events()
            if event["type"] == "message" and self._channel in (None, event["channel"])
        ]

    def _events(self) -> list[Json]:
        return self._onlooker.events_after(self._since)

    def _newest_view(self) -> Window | None:
        found: Json | None = None
        for event in self._events():
            if (
                (event["type"] == "view_opened" and event["trigger_id"] == self._trigger)
                or (
                    event["type"] == "view_updated"
                    and event["view"]["id"] == (found["id"] if found else self._view_id)
                )
                or (event["type"] == "home" and event["view"]["id"] == self._view_id)
            ):
                found = event["view"]
        return Window(found) if found else None

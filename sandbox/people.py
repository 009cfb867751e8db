"""Acting as a person of the workspace from Python, for tests and for the demo's story.

Everything is done by what is written on the screen, and everything waits for what it needs to see.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sandbox.answers import Answer, Submitted
from sandbox.forms import value_for
from sandbox.inputs import offered
from sandbox.onlooker import Onlooker
from sandbox.screen import Message, NotAsExpected, Window, the_control

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sandbox.values import Json


class Persona(Onlooker):
    """Somebody who sits at the page and acts. Channels are named "#desk", "@eve" (direct messages) or by id."""

    def command(self, channel: str, command: str, text: str = "") -> Answer:
        """Type a slash command; raises ActFailed when the app does not answer in time."""
        place = self.channel_id(channel)
        told = self._act("command", channel=place, command=command, text=text)
        return Answer(self, told, place)

    def shortcut(self, name: str) -> Answer:
        """Run a global shortcut by its name or callback id."""
        return Answer(self, self._act("shortcut", callback_id=self._shortcut_id(name, "global")), None)

    def message_shortcut(self, message: Message, name: str) -> Answer:
        """Run a message shortcut by its name or callback id."""
        callback_id = self._shortcut_id(name, "message")
        told = self._act("shortcut", callback_id=callback_id, channel=message.channel, ts=message.ts)
        return Answer(self, told, message.channel)

    def click(self, on: Message | Window, name: str, *, near: str = "") -> Answer:
        """Click a button by its label or action_id; `near` picks among several."""
        control = the_control(on.blocks, name, near=near, kinds={"button", "workflow_button"})
        return self._use(on, control.block_id, control.element, {"type": control.element["type"]})

    def press_in_view(self, view: Window, name: str, *, near: str = "") -> Answer:
        """Click a button inside a view; what was filled in goes along."""
        return self.click(view, name, near=near)

    def choose_overflow(self, on: Message | Window, entry: str, *, near: str = "") -> Answer:
        """Choose an entry of an overflow menu by its label."""
        control = the_control(on.blocks, entry, near=near, kinds={"overflow"})
        chosen = next(one for one in control.element["options"] if one["text"]["text"] == entry)
        return self._use(
            on, control.block_id, control.element, {"type": "overflow", "selected_option": chosen}
        )

    def choose(self, on: Message | Window, name: str, wanted: object, *, near: str = "") -> Answer:
        """Choose in a menu, picker or group of boxes that tells the app at once."""
        control = the_control(on.blocks, name, near=near)
        value = value_for(control.element, wanted, _Lookup(self, on, control.block_id))
        return self._use(on, control.block_id, control.element, value)

    def fill(self, view: Window, values: Mapping[str, object]) -> Window:
        """Fill inputs by their labels; returns the window with them filled, nothing is sent yet."""
        filled: dict[str, Any] = {block_id: dict(held) for block_id, held in view.values.items()}
        for label, wanted in values.items():
            control = the_control(view.blocks, label)
            value = value_for(control.element, wanted, _Lookup(self, view, control.block_id))
            filled.setdefault(control.block_id, {})[control.action_id] = value
        return replace(view, values=filled)

    def submit(self, view: Window) -> Submitted:
        """Press the submit button; raises ActFailed when the app does not answer properly."""
        told = self._act("view/submit", view_id=view.id, values=view.values)
        labels = {
            block["block_id"]: block["label"]["text"] for block in view.blocks if block["type"] == "input"
        }
        errors = {labels[block_id]: text for block_id, text in told["errors"].items()}
        return Submitted(told["action"], errors, Window(told["view"]) if told["view"] else None)

    def close_view(self, view: Window, *, everything: bool = False) -> Window | None:
        """Press the close button (or the cross, which closes all); returns the view now in front."""
        told = self._act("view/close", view_id=view.id, all=everything)
        return Window(told["view"]) if told["view"] else None

    def say(
        self, channel: str, text: str, *, thread: Message | None = None, files: tuple[Json, ...] = ()
    ) -> Message:
        """Post a message, in a thread or with files from `upload`."""
        more: Json = {"thread_ts": thread.raw.get("thread_ts", thread.ts)} if thread else {}
        if files:
            more["files"] = [one["id"] for one in files]
        return Message(self._act("message", channel=self.channel_id(channel), text=text, **more)["message"])

    def react(self, message: Message, name: str, *, add: bool = True) -> None:
        """Put an emoji under a message, or take it back."""
        self._act("reaction", channel=message.channel, ts=message.ts, name=name, add=add)

    def join(self, channel: str) -> None:
        """Join a public channel."""
        self._act("join", channel=self.channel_id(channel))

    def open_home(self, app: str = "A01") -> Window:
        """Open an app's Home and wait until the app has published it."""
        since = self.state()["seq"]
        self._act("home/open", app=app)

        def published() -> Window | None:
            views = [
                one["view"]
                for one in self.events_after(since)
                if one["type"] == "home" and one["app_id"] == app
            ]
            return Window(views[-1]) if views else None

        return self.wait_for(published, what="a published Home")

    def _use(self, on: Message | Window, block_id: str, element: Json, value: Json) -> Answer:
        told = self._act(
            "action",
            container=self.container(on),
            block_id=block_id,
            action_id=element["action_id"],
            value=value,
            values=on.values if isinstance(on, Window) else {},
        )
        view_id = on.id if isinstance(on, Window) else None
        return Answer(self, told, on.channel if isinstance(on, Message) else None, view_id)

    def load_options(self, on: Message | Window, block_id: str, element: Json, typed: str) -> list[Json]:
        """Return what an external menu offers for what was typed."""
        told = self._act(
            "options",
            container=self.container(on),
            block_id=block_id,
            action_id=element["action_id"],
            value=typed,
        )
        return offered(told)

    @staticmethod
    def container(on: Message | Window) -> Json:
        """Return how the page names a place to click in."""
        if isinstance(on, Window):
            return {"type": "view", "view_id": on.id}
        return {"type": "message", "channel": on.channel, "ts": on.ts}

    def upload(self, name: str, data: bytes) -> Json:
        """Upload a file that `say` or a file input can carry."""
        answer = self._client.post("/page/upload", params={"user": self.id, "name": name}, content=data)
        file: Json = self._told(answer.json())["file"]
        return file

    def _shortcut_id(self, name: str, kind: str) -> str:
        for one in self.state()["shortcuts"]:
            if one["type"] == kind and name in (one["name"], one["callback_id"]):
                return str(one["callback_id"])
        raise NotAsExpected(f"There is no {kind} shortcut “{name}”.")


@dataclass(frozen=True, slots=True)
class _Lookup:
    """Looks names up for one input."""

    persona: Persona
    on: Message | Window
    block_id: str

    def person_id(self, name: str) -> str:
        return self.persona.person_id(name)

    def channel_id(self, name: str) -> str:
        return self.persona.channel_id(name)

    def load_options(self, element: Json, typed: str) -> list[Json]:
        return self.persona.load_options(self.on, self.block_id, element, typed)

    def file_id(self, wanted: object) -> str:
        file = wanted if isinstance(wanted, dict) else self.persona.upload(*wanted)  # type: ignore[misc]
        return str(file["id"])

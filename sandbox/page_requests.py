"""What a request of the page says, read once and refused with a sentence where it makes no sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.blockkit import elements_of
from sandbox.decoding import decoded
from sandbox.problems import PageError
from sandbox.spots import Spot

if TYPE_CHECKING:
    from starlette.requests import Request

    from sandbox.conversations import Conversation
    from sandbox.files import StoredFile
    from sandbox.values import AppInstall, Json
    from sandbox.views import View
    from sandbox.workspace import Workspace


class Asked:
    """The query and the JSON body of one request."""

    def __init__(self, workspace: Workspace, given: Json) -> None:
        self.workspace = workspace
        self.given = given

    @classmethod
    async def read(cls, request: Request, workspace: Workspace) -> Asked:
        """Read a request; raises PageError when its body is not a JSON object."""
        given: Json = dict(request.query_params)
        if request.method == "POST" and "json" in request.headers.get("content-type", ""):
            try:
                body = decoded(await request.body() or b"{}")
            except ValueError:
                raise PageError("The body is not JSON.") from None
            if not isinstance(body, dict):
                raise PageError("The body must be a JSON object.")
            given |= body
        return cls(workspace, given)

    def text(self, name: str, default: str | None = None) -> str:
        """Return a string; raises PageError when it is missing and has no default."""
        value = self.given.get(name, default)
        if not isinstance(value, str):
            raise PageError(f"`{name}` is missing or not a text.")
        return value

    def mapping(self, name: str) -> Json:
        """Return an object, {} when it is not given."""
        value = self.given.get(name) or {}
        if not isinstance(value, dict):
            raise PageError(f"`{name}` must be an object.")
        return value

    def number(self, name: str, default: float) -> float:
        """Return a number."""
        try:
            return float(self.given.get(name, default))
        except (TypeError, ValueError):
            raise PageError(f"`{name}` must be a number.") from None

    @property
    def user(self) -> str:
        """The person who acts."""
        user = self.text("user")
        person = self.workspace.people.get(user)
        if person is None or person.is_bot:
            raise PageError(f"There is nobody with the id {user}.", status=404)
        return user

    def place(self, *, to_write: bool = False) -> Conversation:
        """Return the conversation, if the person may see it (and write there)."""
        place = self.workspace.conversations.get(self.text("channel"))
        if place is None or not place.is_open_to(self.user):
            raise PageError("There is no such conversation.", status=404)
        if to_write and place.is_archived:
            raise PageError("This channel is archived.")
        if to_write and self.user not in place.members:
            raise PageError("Join the channel first.", status=403)
        return place

    def message(self, place: Conversation) -> Json:
        """Return the message, if it is still there."""
        message = place.messages.get(self.text("ts"))
        if message is None:
            raise PageError("That message is not there any more.", status=404)
        return message

    def app(self) -> AppInstall:
        """Return the app."""
        app = self.workspace.apps.get(self.text("app"))
        if app is None:
            raise PageError("There is no such app.", status=404)
        return app

    def view(self, view_id: str) -> View:
        """Return a view of this person, if it is still open."""
        view = self.workspace.views.get(view_id)
        if view is None or view.user != self.user:
            raise PageError("That window is not open any more.", status=404)
        return view

    def modal(self) -> View:
        """Return the modal the request names."""
        view = self.view(self.text("view_id"))
        if view.body["type"] != "modal":
            raise PageError("Only modals are submitted or closed.")
        return view

    def values(self, blocks: list[Json]) -> Json:
        """Return the values of inputs; the files among them must be the person's own uploads."""
        values = self.mapping("values")
        kinds = {(b["block_id"], one["action_id"]): one["type"] for b in blocks for one in elements_of(b)}
        for block_id, held in values.items():
            for action_id, value in held.items() if isinstance(held, dict) else ():
                if kinds.get((block_id, action_id)) == "file_input" and isinstance(value, dict):
                    self.own_files(value.get("files"))
        return values

    def own_files(self, wanted: object) -> list[StoredFile]:
        """Return files the person uploaded, or raise PageError."""
        found = [self.workspace.files.get(str(one)) for one in wanted] if isinstance(wanted, list) else []
        mine = [file for file in found if file is not None and file.user == self.user]
        if len(mine) < len(found):
            raise PageError("That file was not uploaded.", status=404)
        return mine

    def ids(self) -> tuple[str, str]:
        """Return block_id and action_id."""
        return self.text("block_id"), self.text("action_id")

    def spot(self) -> Spot:
        """Return where the person clicked."""
        container = Asked(self.workspace, {**self.mapping("container"), "user": self.user})
        if container.text("type") == "view":
            view = self.view(container.text("view_id"))
            return Spot(self.workspace.apps[view.app_id], view.blocks, view=view)
        place = container.place()
        whisper = place.whispers.get(container.text("ts"))
        if whisper and whisper.user != self.user:
            raise PageError("That message is not there any more.", status=404)
        message = whisper.message if whisper else container.message(place)
        app = self.workspace.apps.get(message.get("app_id", ""))
        if app is None:
            raise PageError("Nobody listens to that message.")
        blocks = [*message.get("blocks", [])]
        for attachment in message.get("attachments", []):
            blocks += attachment.get("blocks", [])
        return Spot(app, blocks, place=place, message=message, whispered=whisper is not None)

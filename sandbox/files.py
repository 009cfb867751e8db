"""Files: uploaded in steps by apps, in one step by people, and seen only where they were shared."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.values import Json
    from sandbox.workspace import Workspace

_PRETTY = {
    "xlsx": "Excel Spreadsheet",
    "csv": "CSV",
    "txt": "Plain Text",
    "pdf": "PDF",
    "png": "PNG",
    "jpg": "JPEG",
}


@dataclass(slots=True, kw_only=True)
class StoredFile:
    """A file; `data` is None until the bytes have come.

    `shared` holds the conversations it was shown in, `given_to` the bot users that got it through an input.
    """

    id: str
    name: str
    user: str
    created: int
    size: int
    title: str = ""
    alt_txt: str = ""
    data: bytes | None = None
    complete: bool = False
    shared: set[str] = field(default_factory=set)
    given_to: set[str] = field(default_factory=set)

    @property
    def filetype(self) -> str:
        """The extension without its dot."""
        return PurePosixPath(self.name).suffix.lstrip(".").lower() or "binary"

    @property
    def mimetype(self) -> str:
        """The media type that the name suggests."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def for_page(self) -> Json:
        """Return the file as the page gets it."""
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "filetype": self.filetype,
            "size": self.size,
            "user": self.user,
            "created": self.created,
            "alt_txt": self.alt_txt,
            "url": f"/page/files/{self.id}",
        }

    def for_app(self, workspace: Workspace) -> Json:
        """Return Slack's file object."""
        address = f"{workspace.base_url}/files-pri/{workspace.team.id}-{self.id}"
        places = [workspace.conversations[one] for one in sorted(self.shared)]
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "filetype": self.filetype,
            "pretty_type": _PRETTY.get(self.filetype, self.filetype.upper()),
            "user": self.user,
            "user_team": workspace.team.id,
            "mode": "hosted",
            "editable": False,
            "size": self.size,
            "is_external": False,
            "is_public": any(place.kind == "channel" for place in places),
            "public_url_shared": False,
            "file_access": "visible",
            "channels": [place.id for place in places if place.kind == "channel"],
            "groups": [place.id for place in places if place.kind == "group"],
            "ims": [place.id for place in places if place.kind == "im"],
            "url_private": f"{address}/{self.name}",
            "url_private_download": f"{address}/download/{self.name}",
            "permalink": f"{workspace.base_url}/page/files/{self.id}",
            **({"alt_txt": self.alt_txt} if self.alt_txt else {}),
        }

    def is_visible_to(self, workspace: Workspace, user: str) -> bool:
        """Whether the person may see it: its owner, whoever was given it, or anybody where it was shared."""
        if user == self.user or user in self.given_to:
            return True
        return any(workspace.conversations[one].is_open_to(user) for one in self.shared)


def expect(workspace: Workspace, *, name: str, size: int, user: str, alt_txt: str = "") -> StoredFile:
    """Make room for a file whose bytes are still to come."""
    now = int(workspace.clock.seconds())
    new = StoredFile(id=workspace.ids.new("F"), name=name, user=user, created=now, size=size, alt_txt=alt_txt)
    workspace.files[new.id] = new
    return new

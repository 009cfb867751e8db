"""Web API: files.* (the external upload in three steps) and reactions.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.files import StoredFile, expect
from sandbox.messages import by_bot, post, react
from sandbox.methods import Method
from sandbox.places import readable, seen, writable
from sandbox.problems import SlackError, invalid_arguments

if TYPE_CHECKING:
    from sandbox.arguments import Call
    from sandbox.values import Json

LARGEST = 1_000_000_000


def get_upload_url(call: Call) -> Json:
    """Announce a file and get the address its bytes go to."""
    size = call.number("length", 0)
    name = call.text("filename")
    if size <= 0:
        raise invalid_arguments("must be greater than 0 [json-pointer:/length]")
    if size > LARGEST:
        raise SlackError("file_upload_size_restricted")
    new = expect(
        call.workspace, name=name, size=size, user=call.app.bot_user, alt_txt=call.text("alt_txt", "")
    )
    return {"upload_url": f"{call.workspace.base_url}/upload/v1/{new.id}", "file_id": new.id}


def complete_upload(call: Call) -> Json:
    """Finish uploads and share them into a channel, a thread or a direct message."""
    wanted = call.json("files", error="invalid_arguments")
    if not isinstance(wanted, list) or not wanted or not all(isinstance(one, dict) for one in wanted):
        raise invalid_arguments("missing required field: files")
    files = [_uploaded(call, one) for one in wanted]
    channels = call.items("channels") or [one for one in [call.text("channel_id", "")] if one]
    places = [writable(call, one) for one in channels]
    if any(call.app.bot_user not in place.members for place in places):
        raise SlackError("not_in_channel")
    for file, given in zip(files, wanted, strict=True):
        file.title, file.complete = str(given.get("title") or file.name), True
        file.shared.update(place.id for place in places)
    for place in places:
        message: Json = {"text": call.text("initial_comment", ""), "upload": True, **by_bot(call.app)}
        message["files"] = [file.for_app(call.workspace) for file in files]
        if thread_ts := call.text("thread_ts", ""):
            message["thread_ts"] = thread_ts
        post(call.workspace, place, message)
    for file in files:
        event = {"type": "file_shared", "file_id": file.id, "user_id": file.user, "file": {"id": file.id}}
        call.workspace.tell_apps(event, subscription="file_shared")
    return {"files": [file.for_app(call.workspace) for file in files]}


def _uploaded(call: Call, wanted: Json) -> StoredFile:
    file = call.workspace.files.get(str(wanted.get("id")))
    if file is None or file.user != call.app.bot_user or file.data is None:
        raise SlackError("file_not_found")
    if file.complete:
        raise SlackError("file_update_failed")
    return file


def info(call: Call) -> Json:
    """Describe a file the app may see."""
    file = call.workspace.files.get(call.text("file"))
    if file is None or not file.is_visible_to(call.workspace, call.app.bot_user):
        raise SlackError("file_not_found")
    return {"file": file.for_app(call.workspace), "comments": [], "response_metadata": {"next_cursor": ""}}


def add_reaction(call: Call) -> Json:
    """Put an emoji under a message."""
    place = seen(call, call.text("channel"))
    message = place.messages.get(call.text("timestamp"))
    name = call.text("name").strip(":")
    if message is None:
        raise SlackError("message_not_found")
    if call.app.bot_user not in place.members:
        raise SlackError("not_in_channel")
    if any(one["name"] == name and call.app.bot_user in one["users"] for one in message.get("reactions", [])):
        raise SlackError("already_reacted")
    react(call.workspace, place, message, user=call.app.bot_user, name=name, kind="added")
    return {}


def get_reactions(call: Call) -> Json:
    """Return a message with its reactions."""
    place = readable(call, call.text("channel"), right="history")
    message = place.messages.get(call.text("timestamp"))
    if message is None:
        raise SlackError("message_not_found")
    return {"type": "message", "channel": place.id, "message": message}


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, scope="files:write"),
    "files.completeUploadExternal": Method(complete_upload, scope="files:write"),
    "files.info": Method(info, scope="files:read"),
    "reactions.add": Method(add_reaction, scope="reactions:write"),
    "reactions.get": Method(get_reactions, scope="reactions:read"),
}

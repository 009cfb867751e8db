"""Response URLs: five answers within thirty minutes ("Handling user interaction: message responses")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.blockkit import problems
from sandbox.filling import filled
from sandbox.messages import by_bot, change, change_whisper, delete, post, whisper
from sandbox.problems import SlackError

if TYPE_CHECKING:
    from sandbox.values import AppInstall, Json
    from sandbox.workspace import Workspace

USES = 5
SECONDS = 30 * 60.0


@dataclass(slots=True, kw_only=True)
class ResponseUrl:
    """Where an app may answer one act of a person; `source_ts` is the message they clicked in."""

    app_id: str
    user: str
    channel: str
    made: float
    source_ts: str | None = None
    uses: int = 0


def mint(
    workspace: Workspace,
    app: AppInstall,
    *,
    user: str,
    channel: str,
    source_ts: str | None = None,
) -> str:
    """Return a new response URL."""
    token = f"{app.id}/{workspace.team.id}/{workspace.ids.token('response')}"
    workspace.responses[token] = ResponseUrl(
        app_id=app.id,
        user=user,
        channel=channel,
        made=workspace.clock.seconds(),
        source_ts=source_ts,
    )
    return f"{workspace.base_url}/response/{token}"


def respond(workspace: Workspace, token: str, body: object) -> None:
    """Do what an app sent to a response URL; raises SlackError (used_url, expired_url, no_text, …)."""
    url = workspace.responses.get(token)
    if url is None:
        raise SlackError("no_active_hooks")
    if workspace.clock.seconds() - url.made > SECONDS:
        raise SlackError("expired_url")
    if url.uses >= USES:
        raise SlackError("used_url")
    if not isinstance(body, dict):
        raise SlackError("invalid_payload")
    url.uses += 1
    say(workspace, url, body)


def say(workspace: Workspace, url: ResponseUrl, body: Json) -> None:
    """Show an app's answer; also used for the body of an acknowledgement."""
    place = workspace.conversations[url.channel]
    if _flag(body, "delete_original"):
        _replace_source(workspace, url, None)
        return
    content = answer(workspace, body)
    # In an answer to a click the source is replaced unless the app says otherwise; a command has no source.
    replaces = body.get("replace_original", url.source_ts is not None and "response_type" not in body)
    if url.source_ts and replaces not in (False, "false"):
        _replace_source(workspace, url, content)
        return
    content |= by_bot(workspace.apps[url.app_id])
    # Wherever the person clicked, only the answer itself can ask for a thread ("Publish a response in a thread").
    if thread_ts := body.get("thread_ts"):
        content["thread_ts"] = str(thread_ts)
    if body.get("response_type") == "in_channel":
        post(workspace, place, content)
    else:
        whisper(workspace, place, content, to=url.user)


def answer(workspace: Workspace, body: Json) -> Json:
    """Return the text and blocks of an answer; raises SlackError no_text or invalid_blocks."""
    blocks, text = body.get("blocks"), body.get("text")
    if not blocks and not (isinstance(text, str) and text):
        raise SlackError("no_text")
    content: Json = {"text": str(text or "")}
    if blocks:
        if found := problems(blocks, on="message"):
            raise SlackError("invalid_blocks", messages=found)
        content["blocks"] = filled(blocks, workspace.ids)
    return content


def _replace_source(workspace: Workspace, url: ResponseUrl, content: Json | None) -> None:
    place = workspace.conversations[url.channel]
    ts = url.source_ts or ""
    if ts in place.whispers:
        change_whisper(workspace, place, ts, content)
    elif ts in place.messages and content is None:
        delete(workspace, place, place.messages[ts])
    elif ts in place.messages and content is not None:
        edited = {"user": workspace.apps[url.app_id].bot_user, "ts": workspace.clock.stamp()}
        change(workspace, place, place.messages[ts], {"blocks": None, **content, "edited": edited})
    else:
        raise SlackError("message_not_found")


def _flag(body: Json, name: str) -> bool:
    return body.get(name) in (True, "true")

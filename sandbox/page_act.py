"""What people do at the page: talk, command, click, submit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import interactions, submissions, typed
from sandbox.files import expect
from sandbox.messages import join, post, react, shown
from sandbox.problems import PageError
from sandbox.views import as_json

if TYPE_CHECKING:
    from sandbox.conversations import Conversation
    from sandbox.delivery import Delivery
    from sandbox.page_requests import Asked
    from sandbox.values import Json


async def message(asked: Asked, delivery: Delivery) -> Json:  # noqa: ARG001 - all acts are called alike
    """Say something in a channel, a thread or a direct message."""
    workspace = asked.workspace
    with workspace.lock:
        place = asked.place(to_write=True)
        _may_write_to_app(asked, place)
        text, blocks = typed.sent(workspace, asked.text("text", ""))
        content: Json = {"user": asked.user, "text": text, **({"blocks": blocks} if text else {})}
        files = asked.own_files(asked.given.get("files"))
        for file in files:
            file.shared.add(place.id)
        if not text.strip() and not files:
            raise PageError("There is nothing to send.")
        if files:
            content |= {"files": [file.for_app(workspace) for file in files], "subtype": "file_share"}
        thread_ts = asked.given.get("thread_ts")
        if thread_ts:
            if thread_ts not in place.messages:
                raise PageError("That thread is not there any more.", status=404)
            content["thread_ts"] = place.messages[thread_ts].get("thread_ts", thread_ts)
            if asked.given.get("broadcast"):
                content["subtype"] = "thread_broadcast"
        return {"ok": True, "message": shown(workspace, place, post(workspace, place, content))}


def _may_write_to_app(asked: Asked, place: Conversation) -> None:
    app = next(
        (asked.workspace.app_of_bot(one) for one in place.members if asked.workspace.app_of_bot(one)), None
    )
    if place.kind == "im" and app:
        tab = app.home
        if not tab.get("messages_tab_enabled") or tab.get("messages_tab_read_only_enabled"):
            raise PageError("Sending messages to this app has been turned off.")


async def direct(asked: Asked, delivery: Delivery) -> Json:  # noqa: ARG001 - as above
    """Open a direct message."""
    with asked.workspace.lock:
        other = asked.text("with")
        if other not in asked.workspace.people:
            raise PageError(f"There is nobody with the id {other}.", status=404)
        return {"ok": True, "channel": asked.workspace.direct(asked.user, other).id}


async def joining(asked: Asked, delivery: Delivery) -> Json:  # noqa: ARG001 - as above
    """Join a public channel."""
    with asked.workspace.lock:
        place = asked.place()
        if place.kind != "channel" or place.is_archived:
            raise PageError("This conversation cannot be joined.")
        if asked.user not in place.members:
            join(asked.workspace, place, asked.user)
        return {"ok": True}


async def read(asked: Asked, delivery: Delivery) -> Json:  # noqa: ARG001 - as above
    """Mark a conversation as read."""
    with asked.workspace.lock:
        place = asked.place()
        place.read[asked.user] = place.latest or ""
        return {"ok": True}


def upload(asked: Asked, data: bytes) -> Json:
    """Keep a file until a message or an input carries it."""
    with asked.workspace.lock:
        name = asked.text("name").replace("/", "_")
        file = expect(asked.workspace, name=name, size=len(data), user=asked.user)
        file.data, file.complete = data, True
        return {"ok": True, "file": file.for_page()}


async def command(asked: Asked, delivery: Delivery) -> Json:
    """Type a slash command."""
    if asked.given.get("thread_ts"):
        raise PageError(f"{asked.text('command')} is not supported in threads. Sorry!")
    with asked.workspace.lock:
        place = asked.place()
    outcome = await interactions.command(
        asked.workspace,
        delivery,
        user=asked.user,
        place=place,
        name=asked.text("command"),
        text=asked.text("text", "").strip(),
    )
    return outcome.body()


async def shortcut(asked: Asked, delivery: Delivery) -> Json:
    """Run a global or a message shortcut."""
    with asked.workspace.lock:
        place = asked.place() if asked.given.get("channel") else None
        chosen = asked.message(place) if place else {}
    outcome = await interactions.shortcut(
        asked.workspace,
        delivery,
        user=asked.user,
        callback_id=asked.text("callback_id"),
        place=place,
        message=chosen,
    )
    return outcome.body()


async def action(asked: Asked, delivery: Delivery) -> Json:
    """Use a control of a message or view."""
    with asked.workspace.lock:
        spot = asked.spot()
    outcome = await interactions.action(
        asked.workspace,
        delivery,
        user=asked.user,
        spot=spot,
        ids=asked.ids(),
        value=asked.mapping("value"),
        values=asked.values(spot.blocks),
    )
    return outcome.body()


async def options(asked: Asked, delivery: Delivery) -> Json:
    """Load the options of an external menu."""
    with asked.workspace.lock:
        spot = asked.spot()
    outcome = await interactions.options(
        asked.workspace, delivery, user=asked.user, spot=spot, ids=asked.ids(), value=asked.text("value", "")
    )
    return outcome.body()


async def submit(asked: Asked, delivery: Delivery) -> Json:
    """Submit the modal in front."""
    with asked.workspace.lock:
        view = asked.modal()
    outcome = await submissions.submit(asked.workspace, delivery, view=view, values=asked.values(view.blocks))
    return outcome.body()


async def close(asked: Asked, delivery: Delivery) -> Json:
    """Close a modal or all of them."""
    with asked.workspace.lock:
        view = asked.modal()
    everything = asked.given.get("all") is True
    outcome = await submissions.dismiss(asked.workspace, delivery, view=view, everything=everything)
    return outcome.body()


async def open_home(asked: Asked, delivery: Delivery) -> Json:  # noqa: ARG001 - as above
    """Open an app's Home or messages tab; the app is told."""
    with asked.workspace.lock:
        app, workspace = asked.app(), asked.workspace
        event: Json = {
            "type": "app_home_opened",
            "user": asked.user,
            "channel": workspace.direct(asked.user, app.bot_user).id,
            "tab": asked.text("tab", "home"),
        }
        view_id = workspace.homes.get((app.id, asked.user))
        if view_id and event["tab"] == "home":
            event["view"] = as_json(workspace, workspace.views[view_id])
        if "app_home_opened" in app.bot_events:
            workspace.tell_app(app, event)
        return {"ok": True}


async def reaction(asked: Asked, delivery: Delivery) -> Json:  # noqa: ARG001 - as above
    """Put an emoji under a message or take it back."""
    with asked.workspace.lock:
        place = asked.place(to_write=True)
        chosen, name = asked.message(place), asked.text("name").strip(":")
        add = asked.given.get("add", True) is True
        there = any(one["name"] == name and asked.user in one["users"] for one in chosen.get("reactions", []))
        if add != there:
            react(
                asked.workspace, place, chosen, user=asked.user, name=name, kind="added" if add else "removed"
            )
        return {"ok": True}

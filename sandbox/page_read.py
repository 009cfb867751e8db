"""What the page reads: who is there, what they may see, in the shapes of PAGE_API.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.messages import shown
from sandbox.problems import PageError
from sandbox.views import as_json

if TYPE_CHECKING:
    from sandbox.conversations import Conversation
    from sandbox.values import AppInstall, Json, Person
    from sandbox.workspace import Workspace


def people(workspace: Workspace) -> Json:
    """Return who can be acted as."""
    humans = [person for person in workspace.people.values() if not person.is_bot]
    return {"ok": True, "people": [_person(workspace, one) for one in humans], "team": _team(workspace)}


def state(workspace: Workspace, user: str) -> Json:
    """Return everything around the messages."""
    mine = [place for place in workspace.conversations.values() if place.is_open_to(user)]
    stack = [workspace.views[one] for one in workspace.stacks.get(user, ())]
    apps = list(workspace.apps.values())
    return {
        "ok": True,
        "seq": workspace.feed.seq,
        "team": _team(workspace),
        "me": _person(workspace, workspace.people[user]),
        "people": [_person(workspace, one) for one in workspace.people.values()],
        "channels": [_channel(place, user) for place in mine if place.kind != "im"],
        "dms": [_direct(workspace, place, user) for place in mine if place.kind == "im"],
        "apps": [_app(workspace, app, user) for app in apps],
        "commands": [
            {"description": "", "usage_hint": "", **one, "app_id": app.id}
            for app in apps
            for one in app.commands
        ],
        "shortcuts": [{**one, "app_id": app.id} for app in apps for one in app.shortcuts],
        "usergroups": [
            {"id": one.id, "handle": one.handle, "name": one.name, "users": list(one.users)}
            for one in workspace.usergroups.values()
        ],
        "views": [as_json(workspace, view) for view in stack],
        "clock": clock(workspace),
    }


def clock(workspace: Workspace) -> Json:
    """Return the time and how far it was moved, in seconds."""
    return {"now": workspace.clock.seconds(), "offset": workspace.clock.offset}


def messages(workspace: Workspace, place: Conversation, user: str, *, before: str, limit: int) -> Json:
    """Return one page of a timeline with the person's own ephemerals, oldest first."""
    roots = [(one["ts"], one, False) for one in place.roots()]
    whispers = [
        (ts, whisper.message, True)
        for ts, whisper in place.whispers.items()
        if whisper.user == user and not whisper.message.get("thread_ts")
    ]
    found = sorted((one for one in roots + whispers if not before or one[0] < before), key=lambda one: one[0])
    latest = found[-limit:]
    return {
        "ok": True,
        "messages": [shown(workspace, place, one, ephemeral=whispered) for _, one, whispered in latest],
        "has_more": len(found) > limit,
    }


def thread(workspace: Workspace, place: Conversation, user: str, ts: str) -> Json:
    """Return a thread with the person's own ephemerals in it."""
    said = [(one["ts"], one, False) for one in place.thread(ts)]
    if not said:
        raise PageError("That thread is not there any more.", status=404)
    said += [
        (one_ts, whisper.message, True)
        for one_ts, whisper in place.whispers.items()
        if whisper.user == user and whisper.message.get("thread_ts") == ts
    ]
    said.sort(key=lambda one: one[0])
    return {"ok": True, "messages": [shown(workspace, place, one, ephemeral=quiet) for _, one, quiet in said]}


def home(workspace: Workspace, app: AppInstall, user: str) -> Json:
    """Return what the app shows on its Home to this person."""
    view_id = workspace.homes.get((app.id, user))
    return {"ok": True, "view": as_json(workspace, workspace.views[view_id]) if view_id else None}


def _team(workspace: Workspace) -> Json:
    team = workspace.team
    return {"id": team.id, "name": team.name, "domain": team.domain}


def _person(workspace: Workspace, person: Person) -> Json:
    at = workspace.clock()
    return {
        "id": person.id,
        "name": person.handle,
        "real_name": person.name,
        "display_name": person.handle,
        "title": person.title,
        "email": person.email,
        "tz": person.tz,
        "tz_label": person.tz_label(at),
        "tz_offset": person.tz_offset(at),
        "is_admin": person.is_admin,
        "is_bot": person.is_bot,
        "app_id": person.app_id or None,
        "deleted": person.deleted,
        "aside": person.aside,
        "initials": person.initials,
    }


def _counts(place: Conversation, user: str) -> Json:
    unread = place.unread(user) if user in place.members else []
    mentions = sum(f"<@{user}>" in one.get("text", "") or place.kind == "im" for one in unread)
    return {"unread": len(unread), "mentions": mentions, "latest": place.latest}


def _channel(place: Conversation, user: str) -> Json:
    return {
        "id": place.id,
        "name": place.name,
        "is_private": place.kind == "group",
        "is_archived": place.is_archived,
        "is_member": user in place.members,
        "topic": place.topic,
        "purpose": place.purpose,
        "members": sorted(place.members),
        **_counts(place, user),
    }


def _direct(workspace: Workspace, place: Conversation, user: str) -> Json:
    other = next(iter(place.members - {user}), user)
    return {
        "id": place.id,
        "user": other,
        "app_id": workspace.people[other].app_id or None,
        **_counts(place, user),
    }


def _app(workspace: Workspace, app: AppInstall, user: str) -> Json:
    return {
        "id": app.id,
        "name": app.name,
        "description": app.manifest.get("display_information", {}).get("description", ""),
        "bot_user": app.bot_user,
        "home_tab": bool(app.home.get("home_tab_enabled")),
        "messages_tab": bool(app.home.get("messages_tab_enabled")),
        "read_only": bool(app.home.get("messages_tab_read_only_enabled")),
        "dm": workspace.direct(user, app.bot_user).id,
    }

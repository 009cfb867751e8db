"""Web API: users.*, usergroups.*, bots.info."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.methods import Method
from sandbox.paging import page
from sandbox.problems import SlackError
from sandbox.values import EPOCH

if TYPE_CHECKING:
    from sandbox.arguments import Call
    from sandbox.values import AppInstall, Json, Person, UserGroup
    from sandbox.workspace import Workspace


def as_json(call: Call, person: Person) -> Json:
    """Return Slack's user object; the e-mail address only with its own scope."""
    return described(call.workspace, call.app, person)


def described(workspace: Workspace, app: AppInstall, person: Person) -> Json:
    """Return Slack's user object as this app may see it."""
    at = workspace.clock()
    profile: Json = {
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": person.handle,
        "display_name_normalized": person.handle,
        "title": person.title,
        "status_text": "",
        "status_emoji": "",
        "team": workspace.team.id,
    }
    if person.is_bot:
        profile["api_app_id"] = person.app_id
        profile["bot_id"] = workspace.apps[person.app_id].bot_id
    elif "users:read.email" in app.scopes:
        profile["email"] = person.email
    return {
        "id": person.id,
        "team_id": workspace.team.id,
        "name": person.handle,
        "deleted": person.deleted,
        "real_name": person.name,
        "tz": person.tz,
        "tz_label": person.tz_label(at),
        "tz_offset": person.tz_offset(at),
        "profile": profile,
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(EPOCH.timestamp()),
        "is_email_confirmed": not person.is_bot,
    }


def info(call: Call) -> Json:
    """Describe one person."""
    person = call.workspace.people.get(call.text("user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": as_json(call, person)}


def listing(call: Call) -> Json:
    """List everybody, bots too."""
    items, cursor = page(call, list(call.workspace.people.values()))
    members = [as_json(call, person) for person in items]
    now = int(call.workspace.clock.seconds())
    return {"members": members, "cache_ts": now, "response_metadata": {"next_cursor": cursor}}


def lookup_by_email(call: Call) -> Json:
    """Find somebody by e-mail address."""
    email = call.text("email").lower()
    for person in call.workspace.people.values():
        if person.email and person.email.lower() == email and not person.deleted:
            return {"user": as_json(call, person)}
    raise SlackError("users_not_found")


def _group(call: Call, group: UserGroup, *, with_users: bool) -> Json:
    body: Json = {
        "id": group.id,
        "team_id": call.workspace.team.id,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "description": "",
        "user_count": len(group.users),
        "date_delete": 0,
    }
    return {**body, "users": list(group.users)} if with_users else body


def usergroups(call: Call) -> Json:
    """List the user groups."""
    with_users = call.flag("include_users")
    return {
        "usergroups": [_group(call, one, with_users=with_users) for one in call.workspace.usergroups.values()]
    }


def usergroup_users(call: Call) -> Json:
    """List the people of one group."""
    group = call.workspace.usergroups.get(call.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


def bot_info(call: Call) -> Json:
    """Describe a bot."""
    for app in call.workspace.apps.values():
        if app.bot_id == call.text("bot"):
            names = {"id": app.bot_id, "app_id": app.id, "user_id": app.bot_user, "name": app.bot_name}
            return {"bot": {**names, "deleted": False, "updated": int(EPOCH.timestamp()), "icons": {}}}
    raise SlackError("bot_not_found")


METHODS = {
    "users.info": Method(info, scope="users:read"),
    "users.list": Method(listing, scope="users:read"),
    "users.lookupByEmail": Method(lookup_by_email, scope="users:read.email"),
    "usergroups.list": Method(usergroups, scope="usergroups:read"),
    "usergroups.users.list": Method(usergroup_users, scope="usergroups:read"),
    "bots.info": Method(bot_info, scope="users:read"),
}

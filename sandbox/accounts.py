"""What an administrator of the workspace does: close and reopen accounts, and change who is in a user group."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sandbox.api_users import described

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sandbox.workspace import Workspace


def close_account(workspace: Workspace, user: str, *, closed: bool = True) -> None:
    """Deactivate an account, or bring it back; apps hear of it as "user_change"."""
    with workspace.lock:
        person = replace(workspace.people[user], deleted=closed)
        workspace.people[user] = person
        for app in workspace.apps.values():
            if "user_change" in app.bot_events:
                told = described(workspace, app, person)
                event = {"type": "user_change", "user": told, "cache_ts": int(workspace.clock.seconds())}
                workspace.tell_app(app, event)


def change_group(workspace: Workspace, group: str, users: Sequence[str]) -> None:
    """Put exactly these people into a user group; apps hear of it as "subteam_members_changed"."""
    with workspace.lock:
        before = workspace.usergroups[group]
        workspace.usergroups[group] = replace(before, users=tuple(users))
        added = [one for one in users if one not in before.users]
        removed = [one for one in before.users if one not in users]
        now = int(workspace.clock.seconds())
        workspace.tell_apps(
            {
                "type": "subteam_members_changed",
                "subteam_id": group,
                "team_id": workspace.team.id,
                "date_previous_update": now,
                "date_update": now,
                "added_users": added,
                "added_users_count": len(added),
                "removed_users": removed,
                "removed_users_count": len(removed),
            },
            subscription="subteam_members_changed",
        )


def delete_group(workspace: Workspace, group: str) -> None:
    """Take a user group away; apps hear of it as "subteam_updated" with the day of its end."""
    with workspace.lock:
        gone = workspace.usergroups.pop(group)
        now = int(workspace.clock.seconds())
        subteam = {
            "id": gone.id,
            "team_id": workspace.team.id,
            "is_usergroup": True,
            "name": gone.name,
            "handle": gone.handle,
            "date_update": now,
            "date_delete": now,
            "users": [],
            "user_count": 0,
        }
        workspace.tell_apps({"type": "subteam_updated", "subteam": subteam}, subscription="subteam_updated")

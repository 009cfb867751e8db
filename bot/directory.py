"""The directory: the names and time zones that Slack knows of the people in a workspace."""

from collections.abc import Iterator
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from structlog import get_logger

from domain.people import Member, UserId, Workspace, WorkspaceId
from storage.database import Database, Unavailable

PAGE = 200
"""People a call; Slack's "users.list" recommends no more."""

log = get_logger("onevoice.directory")


def refresh(database: Database, client: WebClient, *, workspace: WorkspaceId) -> None:
    """Remember what Slack now says of everybody the workspace names. What cannot be read now is left for next time."""
    try:
        with database.transaction(workspace) as transaction:
            named = people_of(transaction.people.workspace())
        met = [member for member in _everybody(client) if member.user in named]
        with database.transaction(workspace) as transaction:
            for member in met:
                transaction.people.saw(member)
    except (SlackClientError, OSError, Unavailable) as error:
        log.warning("directory not refreshed", reason=str(error))


def people_of(workspace: Workspace) -> frozenset[UserId]:
    """Everybody the workspace names, in whatever role."""
    named = {*workspace.admins, *workspace.leaders, *(store.manager for store in workspace.stores)}
    for department in workspace.departments:
        named |= {department.lead, *department.approvers, *department.members}
    return frozenset(user for user in named if user is not None)


def _everybody(client: WebClient) -> Iterator[Member]:
    cursor = ""
    while True:
        answer = client.users_list(limit=PAGE, cursor=cursor)
        people: list[dict[str, Any]] = answer["members"]
        for one in people:
            profile = one.get("profile", {})
            name = profile.get("real_name") or profile.get("display_name") or one["name"]
            yield Member(user=UserId(one["id"]), name=name, timezone=one.get("tz") or "UTC")
        metadata: dict[str, str] = answer.get("response_metadata") or {}
        cursor = metadata.get("next_cursor", "")
        if not cursor:
            return

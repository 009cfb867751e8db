"""The directory: the names and time zones that Slack knows of the people in a workspace."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from structlog import get_logger

from domain.people import Member, UserId, WorkspaceId
from handlers.accounts import is_app
from handlers.groups import follow_accounts, follow_members, members_of
from storage.database import Database, Unavailable

PAGE = 200
"""People a call; Slack's "users.list" recommends no more."""

log = get_logger("onevoice.directory")


def refresh(
    database: Database,
    client: WebClient,
    *,
    workspace: WorkspaceId,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
) -> bool:
    """Remember what Slack now says of everybody the workspace names, and of the groups that stand for approvers.

    What cannot be read now is left for next time.

    Returns:
        Whether there is something new to show: somebody's account is gone, or other people approve.
    """
    news = False
    try:
        with database.transaction(workspace) as transaction:
            known = transaction.people.workspace()
        named = known.everybody
        everybody = [(member, gone) for member, gone in _everybody(client) if member.user in named]
        with database.transaction(workspace) as transaction:
            for member, _ in everybody:
                transaction.people.saw(member)
        news |= follow_accounts(
            database,
            gone={member.user for member, gone in everybody if gone},
            there={member.user for member, gone in everybody if not gone},
            workspace=workspace,
            at=now(),
            new_id=new_id,
        )
        for group in sorted({one.approver_group for one in known.departments if one.approver_group}):
            users = members_of(group, client)
            news |= follow_members(
                database, group=group, users=users, workspace=workspace, at=now(), new_id=new_id
            )
    except (SlackClientError, OSError, Unavailable) as error:
        log.warning("directory not refreshed", reason=str(error))
    return news


def _everybody(client: WebClient) -> Iterator[tuple[Member, bool]]:
    """Everybody, and whether their account is gone, or none of a person, so that nobody signs with it."""
    cursor = ""
    while True:
        answer = client.users_list(limit=PAGE, cursor=cursor)
        people: list[dict[str, Any]] = answer["members"]
        for one in people:
            profile = one.get("profile", {})
            name = profile.get("real_name") or profile.get("display_name") or one["name"]
            member = Member(user=UserId(one["id"]), name=name, timezone=one.get("tz") or "UTC")
            yield member, bool(one.get("deleted")) or is_app(one)
        metadata: dict[str, str] = answer.get("response_metadata") or {}
        cursor = metadata.get("next_cursor", "")
        if not cursor:
            return

"""Groups and accounts: what changes in Slack among people who approve, followed as it happens."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from domain.audit import Action, Event
from domain.differences import differences
from domain.groups import deactivate, follow_group, reactivate
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import UserId, WorkspaceId
from domain.workspaces import Workspace
from handlers.accounts import is_app
from handlers.changing import keep_change
from handlers.kit import kit_of, workspace_of
from handlers.setup_changes import SUBJECT
from storage.database import Database, Transaction

GONE = frozenset({"no_such_subteam", "subteam_not_found"})
"""Slack's words for a user group that is deleted or disabled ("usergroups.users.list" errors)."""
Change = Callable[[Workspace], Workspace]


def register(app: App) -> None:
    """Listen to what Slack tells of user groups and accounts."""
    app.event("subteam_members_changed")(members_changed)
    app.event("subteam_updated")(group_updated)
    app.event("user_change")(account_changed)


def members_changed(ack: Ack, event: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """Somebody came into a user group or left it."""
    _follow(str(event.get("subteam_id", "")), client, context)
    ack()


def group_updated(ack: Ack, event: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """A user group was renamed, disabled or brought back; only the latter two matter here."""
    _follow(str(event.get("subteam", {}).get("id", "")), client, context)
    ack()


def account_changed(ack: Ack, event: dict[str, Any], context: BoltContext) -> None:
    """Somebody's account changed; that it was deactivated or came back matters here."""
    kit, workspace = kit_of(context), workspace_of(context)
    user = event["user"]
    with kit.database.snapshot(workspace) as transaction:
        known = user["id"] in transaction.people.workspace().everybody
    if known:
        cannot = user.get("deleted") or is_app(user)
        gone, there = ({user["id"]}, set()) if cannot else (set(), {user["id"]})
        if follow_accounts(
            kit.database, gone=gone, there=there, workspace=workspace, at=kit.now(), new_id=kit.new_id
        ):
            kit.wake()
    ack()


def members_of(group: str, client: WebClient) -> tuple[UserId, ...]:
    """Who is in this user group now; nobody when it is gone.

    Raises:
        SlackApiError: Slack does not tell.
    """
    try:
        return tuple(UserId(one) for one in client.usergroups_users_list(usergroup=group)["users"])
    except SlackApiError as error:
        if error.response.get("error") in GONE:
            return ()
        raise


def follow_members(
    database: Database,
    *,
    group: str,
    users: Collection[UserId],
    workspace: WorkspaceId,
    at: datetime,
    new_id: Callable[[], str],
) -> bool:
    """Let the members of a user group approve where it stands for approvers; whether anything changed."""
    return _changed(
        database,
        lambda before: follow_group(before, group=group, users=users),
        workspace=workspace,
        at=at,
        new_id=new_id,
    )


def follow_accounts(
    database: Database,
    *,
    gone: Collection[str],
    there: Collection[str],
    workspace: WorkspaceId,
    at: datetime,
    new_id: Callable[[], str],
) -> bool:
    """Keep whose account is gone and whose came back, of those the workspace names; whether anything changed."""

    def change(before: Workspace) -> Workspace:
        after, named = before, before.everybody
        for user in sorted(named & set(gone)):
            after = deactivate(after, user=UserId(user))
        for user in sorted(before.deactivated & set(there)):
            after = reactivate(after, user=UserId(user))
        return after

    return _changed(database, change, workspace=workspace, at=at, new_id=new_id)


def _follow(group: str, client: WebClient, context: BoltContext) -> None:
    kit, workspace = kit_of(context), workspace_of(context)
    with kit.database.snapshot(workspace) as transaction:
        departments = transaction.people.workspace().departments
    if group and any(one.approver_group == group for one in departments):
        users = members_of(group, client)
        if follow_members(
            kit.database, group=group, users=users, workspace=workspace, at=kit.now(), new_id=kit.new_id
        ):
            kit.wake()


def _changed(
    database: Database,
    change: Change,
    *,
    workspace: WorkspaceId,
    at: datetime,
    new_id: Callable[[], str],
) -> bool:
    with database.transaction(workspace) as transaction:
        before = transaction.people.workspace()
        after = change(before)
        if after == before:
            return False
        changes = [*differences(before, after), *_accounts(before, after)]
        event = Event(
            action=Action.SETUP_CHANGED,
            by=None,
            at=at,
            subject=SUBJECT,
            detail={"changes": "\n".join(changes)},
        )
        keep_change(transaction, event, before=before, after=after, new_id=new_id)
        for wanted in _emptied(transaction, before, after):
            transaction.notices.want(wanted, id=NoticeId(new_id()), at=at)
    return True


def _accounts(before: Workspace, after: Workspace) -> list[str]:
    return [
        *(
            f"{one}: Slack account deactivated, or an app's"
            for one in sorted(after.deactivated - before.deactivated)
        ),
        *(f"{one}: Slack account is back" for one in sorted(before.deactivated - after.deactivated)),
    ]


def _emptied(transaction: Transaction, before: Workspace, after: Workspace) -> list[Wanted]:
    """Admins hear once of a department whose group has nobody any more; those who were told, that it has again."""
    found: list[Wanted] = []
    for one in after.departments:
        was = before.department(one.key)
        if not one.approver_group or was is None or bool(was.approvers) == bool(one.approvers):
            continue
        told = [notice.place for notice in transaction.notices.of(NoticeKind.GROUP_EMPTY, one.key)]
        whom = told if one.approvers else after.admins
        found += [Wanted(kind=NoticeKind.GROUP_EMPTY, subject=one.key, place=place) for place in whom]
    return found

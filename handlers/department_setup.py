"""Setting up a department: its form, and keeping what was filled in."""

from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from blocks.department_form import DepartmentEntry, department_form, read_department
from blocks.setup import DEPARTMENT, SlackGroup, said_in_setup
from blocks.text import escape, inline
from domain.departments import add_department, key_for, remove_department, rename_department, staff
from domain.groups import use_group
from domain.people import UserId
from domain.refusals import InvalidForm, Refusal
from domain.workspaces import Workspace
from handlers.accounts import refuse_apps
from handlers.kit import caller_of
from handlers.setup_changes import admins_workspace, change_setup, refuse_changed
from handlers.setup_overview import show_under
from storage.database import Transaction


def department_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """A filled form of a department: it closes, and the overview under it shows what is new."""
    _save_department(read_department(view), client, context)
    ack()
    show_under(view, client, context)


def groups_of(client: WebClient) -> tuple[SlackGroup, ...]:
    """The user groups of the Slack workspace; none where Slack does not tell, as on its free plan."""
    try:
        found = client.usergroups_list(include_disabled=False).get("usergroups") or []
    except SlackApiError:
        return ()
    return tuple(SlackGroup(id=one["id"], name=one["name"], handle=one["handle"]) for one in found)


def department_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The form of a department is asked for, or an empty one."""
    workspace = admins_workspace(context)
    department = workspace.department(action["value"])
    if department is None and action["action_id"] == DEPARTMENT:
        raise Refusal("There is no such department any more. Choose another one.")
    form = department_form(department, workspace=workspace, groups=groups_of(client))
    client.views_push(trigger_id=body["trigger_id"], view=form)


def remove_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """A department goes, and its form with it."""
    by, name = caller_of(context).user, ""

    def removed(transaction: Transaction, workspace: Workspace) -> Workspace:
        nonlocal name
        name = workspace.department_name(action["value"])
        policy = transaction.policies.newest().policy
        return remove_department(workspace, key=action["value"], policy=policy, by=by)

    change_setup(context, removed)
    client.views_update(
        view_id=body["view"]["id"],
        view=said_in_setup(f"✅ {escape(inline(name))} is removed. Its posts and the record stay."),
    )
    show_under(body["view"], client, context)


def _save_department(entry: DepartmentEntry, client: WebClient, context: BoltContext) -> None:
    by = caller_of(context).user
    # Slack is asked while no transaction is open.
    users = _members_of(entry.group, client)
    known = admins_workspace(context).everybody
    lead = (entry.lead,) if entry.lead else ()
    people = {"lead": lead, "approvers": entry.approvers, "members": entry.members}
    refuse_apps({field: set(users) - known for field, users in people.items()}, client=client)

    def saved(_: Transaction, workspace: Workspace) -> Workspace:
        key = entry.key or key_for(entry.name, workspace=workspace)
        if entry.key:
            refuse_changed(workspace.department(key), seen=entry.seen)
            workspace = rename_department(workspace, key=key, name=entry.name, by=by)
        else:
            workspace = add_department(workspace, key=key, name=entry.name, by=by)
        workspace = use_group(workspace, of=key, group=entry.group, users=users, by=by)
        return staff(
            workspace, of=key, lead=entry.lead, approvers=entry.approvers, members=entry.members, by=by
        )

    change_setup(context, saved)


def _members_of(group: str, client: WebClient) -> tuple[UserId, ...]:
    """Who is in a user group now.

    Raises:
        InvalidForm: nobody is, or Slack does not tell.
    """
    if not group:
        return ()
    try:
        found = client.usergroups_users_list(usergroup=group)["users"]
    except SlackApiError as error:
        said = f"Slack does not tell who is in this group ({error.response['error']}). Name approvers above."
        raise InvalidForm({"group": said}) from None
    if not found:
        raise InvalidForm({"group": "Nobody is in this group, so nobody could approve. Choose another one."})
    return tuple(UserId(one) for one in found)

"""Setting up the workspace: its channels, people and times."""

from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from blocks.workspace_form import WorkspaceEntry, read_workspace, workspace_form
from domain.people import ChannelId
from domain.refusals import InvalidForm
from domain.setup import set_desk, set_leadership, set_people, set_times
from domain.workspaces import Workspace
from handlers.accounts import refuse_apps
from handlers.kit import caller_of
from handlers.setup_changes import admins_workspace, change_setup, refuse_changed
from handlers.setup_overview import show_under
from handlers.watching import own_channels
from storage.database import Transaction


def workspace_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The filled form of channels, people and times."""
    _save_workspace(read_workspace(view), client, context)
    ack()
    show_under(view, client, context)


def workspace_clicked(
    _: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The form of channels, people and times is asked for."""
    client.views_push(trigger_id=body["trigger_id"], view=workspace_form(admins_workspace(context)))


def _save_workspace(entry: WorkspaceEntry, client: WebClient, context: BoltContext) -> None:
    by, now = caller_of(context).user, admins_workspace(context)
    _refuse_outside(entry.desk, now.desk, field="desk", client=client)
    _refuse_outside(entry.leadership, now.leadership, field="leadership", client=client)
    people = {"admins": entry.admins, "leaders": entry.leaders}
    refuse_apps({field: set(users) - now.everybody for field, users in people.items()}, client=client)

    def saved(_: Transaction, workspace: Workspace) -> Workspace:
        refuse_changed(workspace, seen=entry.seen)
        if entry.desk and entry.desk != workspace.desk:
            workspace = set_desk(workspace, channel=entry.desk, by=by)
        workspace = set_leadership(workspace, channel=entry.leadership, by=by)
        workspace = set_times(workspace, timezone=entry.timezone, times=entry.times, by=by)
        return set_people(workspace, admins=entry.admins, leaders=entry.leaders, by=by)

    change_setup(context, saved)


def _refuse_outside(
    channel: ChannelId | None, before: ChannelId | None, *, field: str, client: WebClient
) -> None:
    """A channel in which the bot is not could never be written to.

    Raises:
        InvalidForm: it is such a one.
    """
    if channel in {None, before} or any(one["id"] == channel for one in own_channels(client)):
        return
    raise InvalidForm({field: "I am not in this channel. Type /invite @Onevoice there, then save again."})

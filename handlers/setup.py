"""Setting up: what admins change about departments, people, channels and times, in Slack."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from blocks.department_form import (
    DEPARTMENT_FORM,
    REMOVE_DEPARTMENT,
    DepartmentEntry,
    department_form,
    read_department,
)
from blocks.questions import questions_line
from blocks.setup import (
    ADD_DEPARTMENT,
    DEPARTMENT,
    OPEN,
    WORKSPACE,
    SlackGroup,
    nobody_yet,
    said_in_setup,
    setup_view,
)
from blocks.setup_fields import fingerprint
from blocks.text import escape, inline
from blocks.workspace_form import WORKSPACE_FORM, WorkspaceEntry, read_workspace, workspace_form
from domain.audit import Action, Event
from domain.departments import add_department, key_for, remove_department, rename_department, staff
from domain.differences import differences
from domain.groups import use_group
from domain.people import ChannelId, Department, UserId, Workspace
from domain.refusals import InvalidForm, Refusal
from domain.runs import horizon, standings
from domain.setup import has_admin, refuse_non_admin, set_desk, set_leadership, set_people, set_times
from domain.timetable import Kind
from handlers.accounts import refuse_apps
from handlers.changing import keep_change
from handlers.kit import Asked, caller_of, kit_of
from handlers.watching import own_channels
from storage.database import Transaction

SUBJECT = "setup"
"""What the record says about changes in Slack is kept under this subject."""
_MEANWHILE = (
    "Somebody else changed this meanwhile, so nothing was saved. Open it again to see what it is now."
)
Change = Callable[[Transaction, Workspace], Workspace]


def setup_command(asked: Asked) -> None:
    """`/social setup`: everything that is set up, for admins."""
    caller = caller_of(asked.context)
    with kit_of(asked.context).database.snapshot(caller.workspace) as transaction:
        begun = has_admin(transaction.people.workspace())
    if not begun:
        asked.ack(**nobody_yet().payload())
        return
    asked.client.views_open(trigger_id=asked.trigger_id, view=overview(asked.context))
    asked.ack()


def department_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """A filled form of a department: it closes, and the overview under it shows what is new."""
    _save_department(read_department(view), client, context)
    ack()
    show_under(view, client, context)


def workspace_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The filled form of channels, people and times."""
    _save_workspace(read_workspace(view), client, context)
    ack()
    show_under(view, client, context)


def overview(context: BoltContext) -> View:
    """The setup as it is now.

    Raises:
        Refusal: not asked by an admin.
    """
    caller = caller_of(context)
    with kit_of(context).database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        refuse_non_admin(caller.user, workspace=workspace)
        at = kit_of(context).now()
        runs = transaction.runs.since(horizon(at, timezone=workspace.timezone)[0])
        stand = standings(workspace.timetable, timezone=workspace.timezone, runs=runs, at=at)
        week = next(one.next.week for one in stand if one.kind is Kind.CHECK_IN)
        chosen, version = transaction.checkins.chosen(week), transaction.maturity_models.newest()
        return setup_view(
            workspace,
            policy=transaction.policies.newest(),
            tested=transaction.posts.any_proposed(),
            standings=stand,
            questions=questions_line(week, chosen=chosen, version=version),
            charter=transaction.charters.newest(),
        )


def change_setup(context: BoltContext, change: Change) -> Workspace:
    """Change the workspace as an admin wants it, with everything that follows, in one transaction.

    Raises:
        Refusal: not asked by an admin, or the change cannot be.
        InvalidForm: as the change raises.
    """
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.transaction(caller.workspace) as transaction:
        before = transaction.people.workspace()
        refuse_non_admin(caller.user, workspace=before)
        after = change(transaction, before)
        if after != before:
            detail = {"changes": "\n".join(differences(before, after))}
            event = Event(
                action=Action.SETUP_CHANGED, by=caller.user, at=kit.now(), subject=SUBJECT, detail=detail
            )
            keep_change(transaction, event, before=before, after=after, new_id=kit.new_id)
    kit.wake()
    return after


def show_under(view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """Bring the overview up to date, where it lies under this view."""
    first = view.get("root_view_id")
    if not first or first == view.get("id"):
        return
    try:
        shown = overview(context)
    except Refusal:
        shown = said_in_setup("✅ Saved. You are no admin any more.")
    client.views_update(view_id=first, view=shown)


def groups_of(client: WebClient) -> tuple[SlackGroup, ...]:
    """The user groups of the Slack workspace; none where Slack does not tell, as on its free plan."""
    try:
        found = client.usergroups_list(include_disabled=False).get("usergroups") or []
    except SlackApiError:
        return ()
    return tuple(SlackGroup(id=one["id"], name=one["name"], handle=one["handle"]) for one in found)


def _open_clicked(_: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=overview(context))


def _workspace_clicked(
    _: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    client.views_push(trigger_id=body["trigger_id"], view=workspace_form(_admins_workspace(context)))


def _department_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    workspace = _admins_workspace(context)
    department = workspace.department(action["value"])
    if department is None and action["action_id"] == DEPARTMENT:
        raise Refusal("There is no such department any more. Choose another one.")
    form = department_form(department, workspace=workspace, groups=groups_of(client))
    client.views_push(trigger_id=body["trigger_id"], view=form)


def _remove_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
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


def _admins_workspace(context: BoltContext) -> Workspace:
    caller = caller_of(context)
    with kit_of(context).database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
    refuse_non_admin(caller.user, workspace=workspace)
    return workspace


def _save_department(entry: DepartmentEntry, client: WebClient, context: BoltContext) -> None:
    by = caller_of(context).user
    # Slack is asked while no transaction is open.
    users = _members_of(entry.group, client)
    known = _admins_workspace(context).everybody
    lead = (entry.lead,) if entry.lead else ()
    people = {"lead": lead, "approvers": entry.approvers, "members": entry.members}
    refuse_apps({field: set(users) - known for field, users in people.items()}, client=client)

    def saved(_: Transaction, workspace: Workspace) -> Workspace:
        key = entry.key or key_for(entry.name, workspace=workspace)
        if entry.key:
            _refuse_changed(workspace.department(key), seen=entry.seen)
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


def _save_workspace(entry: WorkspaceEntry, client: WebClient, context: BoltContext) -> None:
    by, now = caller_of(context).user, _admins_workspace(context)
    _refuse_outside(entry.desk, now.desk, field="desk", client=client)
    _refuse_outside(entry.leadership, now.leadership, field="leadership", client=client)
    people = {"admins": entry.admins, "leaders": entry.leaders}
    refuse_apps({field: set(users) - now.everybody for field, users in people.items()}, client=client)

    def saved(_: Transaction, workspace: Workspace) -> Workspace:
        _refuse_changed(workspace, seen=entry.seen)
        if entry.desk and entry.desk != workspace.desk:
            workspace = set_desk(workspace, channel=entry.desk, by=by)
        workspace = set_leadership(workspace, channel=entry.leadership, by=by)
        workspace = set_times(workspace, timezone=entry.timezone, times=entry.times, by=by)
        return set_people(workspace, admins=entry.admins, leaders=entry.leaders, by=by)

    change_setup(context, saved)


def _refuse_changed(now: Department | Workspace | None, *, seen: str) -> None:
    if now is None or fingerprint(now) != seen:
        raise Refusal(_MEANWHILE)


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


CLICKS = {
    OPEN: _open_clicked,
    WORKSPACE: _workspace_clicked,
    DEPARTMENT: _department_clicked,
    ADD_DEPARTMENT: _department_clicked,
    REMOVE_DEPARTMENT: _remove_clicked,
}
FORMS = {DEPARTMENT_FORM: department_submitted, WORKSPACE_FORM: workspace_submitted}
"""What `handlers.setting_up` hands on to here."""

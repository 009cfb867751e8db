"""Trusted routes: admins see and change what is asked of filled templates, with what it means before it counts."""

from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from blocks.routes import ADD_TRUSTED, TRUSTED
from blocks.trusted_forms import (
    REMOVE_TRUSTED,
    TRUSTED_FORM,
    read_trusted,
    refuse_unfit_trusted,
    trusted_form,
)
from domain.policy_changes import PolicyChange, still_there
from domain.setup import refuse_non_admin
from handlers.kit import caller_of, kit_of
from handlers.routes import preview


def trusted_submitted(ack: Ack, view: dict[str, Any], _: WebClient, context: BoltContext) -> None:
    """A filled form: the policy has to be sound with it; then what it changes is shown."""
    ack(response_action="update", view=preview(context, read_trusted(view)))


def _trusted_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    kit, caller = kit_of(context), caller_of(context)
    was = action["value"] if action["action_id"] == TRUSTED else ""
    with kit.database.snapshot(caller.workspace) as work:
        workspace, policy = work.people.workspace(), work.policies.newest().policy
        templates = work.templates.all()
    refuse_non_admin(caller.user, workspace=workspace)
    route = still_there(policy.trusted, was)
    if route:
        refuse_unfit_trusted(route)
    names = sorted(
        (one.name for one in templates if one.usable(at=kit.now(), workspace=workspace)), key=str.casefold
    )
    form = trusted_form(route, was=was, templates=names, workspace=workspace)
    client.views_push(trigger_id=body["trigger_id"], view=form)


def _remove_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    view = preview(context, PolicyChange(was=action["value"], route=None, trusted=True))
    client.views_update(view_id=body["view"]["id"], view=view)


CLICKS = {TRUSTED: _trusted_clicked, ADD_TRUSTED: _trusted_clicked, REMOVE_TRUSTED: _remove_clicked}
FORMS = {TRUSTED_FORM: trusted_submitted}
"""What `handlers.setting_up` hands on to here."""

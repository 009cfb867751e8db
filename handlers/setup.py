"""Setup: its command, and which of its controls leads where."""

from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient

from blocks.department_form import DEPARTMENT_FORM, REMOVE_DEPARTMENT
from blocks.first_run import nobody_yet
from blocks.setup import ADD_DEPARTMENT, DEPARTMENT, OPEN, WORKSPACE
from blocks.workspace_form import WORKSPACE_FORM
from domain.setup import has_admin
from handlers.department_setup import department_clicked, department_submitted, remove_clicked
from handlers.kit import Asked, caller_of, kit_of
from handlers.setup_overview import overview
from handlers.workspace_setup import workspace_clicked, workspace_submitted


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


def _open_clicked(_: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=overview(context))


CLICKS = {
    OPEN: _open_clicked,
    WORKSPACE: workspace_clicked,
    DEPARTMENT: department_clicked,
    ADD_DEPARTMENT: department_clicked,
    REMOVE_DEPARTMENT: remove_clicked,
}
FORMS = {DEPARTMENT_FORM: department_submitted, WORKSPACE_FORM: workspace_submitted}
"""What `handlers.setting_up` hands on to here."""

"""Checklist: what stores have to have ready, as admins change it in the setup."""

from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from blocks.checklist_form import CHECKLIST, CHECKLIST_FORM, checklist_form, read_checklist, seen_as
from domain.checklist_change import change_checklist
from domain.refusals import Refusal
from domain.workspaces import Workspace
from handlers.kit import caller_of, kit_of
from handlers.setup_changes import MEANWHILE, admins_workspace, change_setup
from handlers.setup_overview import show_under
from handlers.showing import show_posts
from storage.database import Transaction


def checklist_clicked(
    _: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """An admin wants to change the checklist."""
    client.views_push(trigger_id=body["trigger_id"], view=checklist_form(admins_workspace(context)))


def checklist_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The changed checklist; every card that asks for readiness shows it."""
    kit, by = kit_of(context), caller_of(context).user
    seen, items = read_checklist(view, new_key=kit.new_id)

    def changed(work: Transaction, workspace: Workspace) -> Workspace:
        if seen_as(workspace) != seen:
            raise Refusal(MEANWHILE)
        after = change_checklist(workspace, items, by=by)
        asked = [one for one in work.posts.waiting() if any(need.readiness for need in one.needs)]
        show_posts(work, asked, new_id=kit.new_id, at=kit.now())
        return after

    change_setup(context, changed)
    ack()
    show_under(view, client, context)


CLICKS = {CHECKLIST: checklist_clicked}
FORMS = {CHECKLIST_FORM: checklist_submitted}
"""What `handlers.setting_up` hands on to here."""

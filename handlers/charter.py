"""The charter: `/social goals`, the Home's button, and the form in which admins write it."""

from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from blocks.charter import EDIT, goals_form, goals_message
from blocks.charter_form import CHARTER_FORM, charter_form, read_charter
from domain.charter import CharterVersion
from domain.charter_changes import CharterOvertaken, write_charter
from domain.setup import refuse_non_admin
from domain.workspaces import Workspace
from handlers.charter_news import keep_charter
from handlers.kit import Asked, caller_of, kit_of
from handlers.opening import in_front
from handlers.setup_overview import show_under


def goals_command(asked: Asked) -> None:
    """`/social goals`: the charter, or what to do about there being none."""
    version, workspace = _in_force(asked.context)
    message = goals_message(version, workspace=workspace, reader=caller_of(asked.context).user)
    asked.ack(**message.payload())


def see_all_clicked(
    ack: Ack, _: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The Home's "See all goals"."""
    version, workspace = _in_force(context)
    form = goals_form(version, workspace=workspace, reader=caller_of(context).user)
    client.views_open(trigger_id=body["trigger_id"], view=form)
    ack()


def charter_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The written charter counts; where somebody was faster, the writer sees what they changed and decides."""
    kit, caller = kit_of(context), caller_of(context)
    seen, written = read_charter(view)
    with kit.database.transaction(caller.workspace) as work:
        work.charters.hold()
        before, workspace = work.charters.newest(), work.people.workspace()
        try:
            charter = write_charter(before, written, seen=seen, by=caller.user, workspace=workspace)
        except CharterOvertaken:
            overtaken = work.charters.numbered(seen)
        else:
            overtaken = None
            if charter != before.charter:
                keep_charter(
                    work, charter, workspace=workspace, by=caller.user, at=kit.now(), new_id=kit.new_id
                )
    if overtaken is not None:
        form = charter_form(written, seen=before, workspace=workspace, overtaken=overtaken)
        ack(response_action="update", view=form)
        return
    kit.wake()
    ack()
    show_under(view, client, context)


def _edit_clicked(_: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    version, workspace = _in_force(context)
    refuse_non_admin(caller_of(context).user, workspace=workspace)
    in_front(body, client)(charter_form(version.charter, seen=version, workspace=workspace))


def _in_force(context: BoltContext) -> tuple[CharterVersion, Workspace]:
    with kit_of(context).database.snapshot(caller_of(context).workspace) as work:
        return work.charters.newest(), work.people.workspace()


CLICKS = {EDIT: _edit_clicked}
FORMS = {CHARTER_FORM: charter_submitted}
"""What `handlers.setting_up` hands on to here."""

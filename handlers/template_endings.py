"""Taking a template out of the library, and giving trust in its use back."""

from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from blocks.template_details import RESTORE, RETIRE
from blocks.template_endings import (
    RESTORE_FORM,
    RETIRE_FORM,
    read_loss,
    read_restoration,
    read_retirement,
    restore_form,
    retire_form,
)
from domain.refusals import Refusal
from domain.template_endings import retire
from domain.templates import TemplateId
from handlers.kit import caller_of, kit_of
from handlers.library import find_template, show_under, template_to_change
from handlers.opening import in_front
from handlers.template_keeping import keep_template
from handlers.trusting import give_trust_back


def retire_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The button "Retire": the form says what goes with it, and asks why."""
    template, _, waiting = template_to_change(TemplateId(action["value"]), context)
    in_front(body, client)(retire_form(template, waiting=waiting))


def retirement_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The template leaves the library, and what was made from it and is not out goes with it."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    id, because = read_retirement(view)
    with kit.database.transaction(caller.workspace) as work:
        work.templates.hold()
        template, workspace = find_template(work, id), work.people.workspace()
        ended = retire(template, because=because, by=caller.user, at=at, workspace=workspace)
        keep_template(work, ended, by=caller.user, at=at, new_id=kit.new_id)
    kit.wake()
    ack()
    show_under(view, id, client, context)


def restore_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The button "Restore trust": the form asks why."""
    loss = read_loss(action["value"])
    with kit_of(context).database.snapshot(caller_of(context).workspace) as work:
        template, workspace = find_template(work, loss.template), work.people.workspace()
        lost = work.templates.lost_trust(loss.template)
    found = next((one for one in lost if (one.store, one.post) == (loss.store, loss.post)), None)
    if found is None or not found.lasts:
        raise Refusal("Trust is there again already. Open the template again to see who gave it back.")
    store = next((one for one in workspace.stores if one.key == loss.store), None)
    in_front(body, client)(restore_form(found, template=template, store=store))


def restoration_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """Posts from this template at this store take the trusted route again."""
    kit, caller = kit_of(context), caller_of(context)
    loss, because = read_restoration(view)
    give_trust_back(
        kit,
        loss.template,
        store=loss.store,
        post=loss.post,
        because=because,
        by=caller.user,
        workspace=caller.workspace,
    )
    ack()
    show_under(view, loss.template, client, context)


CLICKS = {RETIRE: retire_clicked, RESTORE: restore_clicked}
FORMS = {RETIRE_FORM: retirement_submitted, RESTORE_FORM: restoration_submitted}
"""What `handlers.setting_up` hands on to here."""

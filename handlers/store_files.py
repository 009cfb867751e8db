"""Files of stores in Slack: an admin sends one, sees what it would change, and imports it.

Fetching and reading a file takes longer than Slack waits, so a window says that it is at work and shows the rest later.
"""

from collections.abc import Callable, Mapping
from threading import Event
from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.views import View
from structlog import get_logger

from blocks.sentences import sentence
from blocks.store_import import (
    FILE_FORM,
    IMPORT_FORM,
    LOOK,
    Sent,
    file_form,
    imported_view,
    plan_view,
    problems_view,
    read_file,
    read_look,
    read_sent,
    reading_view,
    stopped_view,
)
from blocks.store_setup import IMPORT
from blocks.text import escape
from domain.refusals import Refusal
from domain.workspaces import Workspace
from exports.sheets import BYTES_LIMIT
from handlers.addresses import owners_of
from handlers.files import fetched
from handlers.kit import caller_of, kit_of, later
from handlers.setup_changes import admins_workspace
from handlers.setup_overview import show_under
from handlers.store_import import StoreImport, Wishes, keep_import, read_import, refuse_needed
from handlers.store_setup import show_stores
from storage.database import Unavailable

ATTEMPTS = 20
PAUSE = 0.25
"""Seconds between them: an acknowledgement takes less than three to arrive."""

log = get_logger("onevoice.stores")


def _import_clicked(_: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    admins_workspace(context)
    client.views_push(trigger_id=body["trigger_id"], view=file_form())


def _file_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    sent = read_file(view)
    admins_workspace(context)
    shown_as = kit_of(context).new_id()
    ack(response_action="update", view=reading_view(sent, doing="Reading", id=shown_as))
    _show_later({"external_id": shown_as}, client, context, lambda: _looked_at(sent, client, context))


def _look_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    sent = read_look(action["value"])
    admins_workspace(context)
    _show_later({"view_id": body["view"]["id"]}, client, context, lambda: _looked_at(sent, client, context))


def _import_confirmed(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    sent = read_sent(view)
    admins_workspace(context)
    shown_as = kit_of(context).new_id()
    ack(response_action="update", view=reading_view(sent, doing="Importing", id=shown_as))

    def work() -> View:
        done = _imported(sent, client, context)
        show_stores(view, client, admins_workspace(context))
        show_under(view, client, context)
        return done

    _show_later({"external_id": shown_as}, client, context, work)


def _looked_at(sent: Sent, client: WebClient, context: BoltContext) -> View:
    """What the file would change, or what is wrong with it."""
    kit = kit_of(context)
    found = _found(sent, client, admins_workspace(context))
    if found.plan is None:
        return problems_view(sent, found.problems)
    with kit.database.snapshot(caller_of(context).workspace) as transaction:
        refuse_needed(transaction, found.plan, at=kit.now())
    shown = Sent(
        url=sent.url,
        name=sent.name,
        new_regions=sent.new_regions,
        remove=sent.remove,
        seen=found.fingerprint,
    )
    return plan_view(shown, found.plan, found.unused)


def _imported(sent: Sent, client: WebClient, context: BoltContext) -> View:
    """The file, imported as it was shown."""
    kit, caller = kit_of(context), caller_of(context)
    before = admins_workspace(context)
    found = _found(sent, client, before)
    if found.plan is None:
        return problems_view(sent, found.problems)
    if found.fingerprint != sent.seen:
        raise Refusal(
            "The stores have changed since you saw what the file would change, so nothing was imported. "
            "Choose the file again."
        )
    with kit.database.transaction(caller.workspace) as transaction:
        keep_import(
            transaction,
            found,
            file=sent.name,
            before=before,
            by=caller.user,
            at=kit.now(),
            new_id=kit.new_id,
        )
    kit.wake()
    return imported_view(sent, found.plan)


def _found(sent: Sent, client: WebClient, workspace: Workspace) -> StoreImport:
    return read_import(
        fetched(sent.url, client=client, most=BYTES_LIMIT),
        wishes=Wishes(new_regions=sent.new_regions, remove=sent.remove),
        workspace=workspace,
        owners_of=lambda named: owners_of(named, client=client),
    )


def _show_later(
    where: Mapping[str, str], client: WebClient, context: BoltContext, work: Callable[[], View]
) -> None:
    """Show in this window what comes of something that takes its time; nothing of it is lost without a word.

    A window that stands there because of an acknowledgement goes by a name of its own: Slack knows it only once that
    has arrived, so that this can never come before it.

    Args:
        where: the window, as "views.update" takes it.
    """

    def shown() -> None:
        view = _whatever_comes_of(work, context)
        for _ in range(ATTEMPTS):
            try:
                client.views_update(**where, view=view)
            except SlackApiError as error:
                if error.response.get("error") != "not_found":
                    log.warning("import not shown", reason=error.response.get("error"))
                    return
                Event().wait(PAUSE)
            except (SlackClientError, OSError) as error:
                log.warning("import not shown", reason=type(error).__name__)
                return
            else:
                return
        log.warning("import not shown", reason="its window was closed")

    later(context, shown)


def _whatever_comes_of(work: Callable[[], View], context: BoltContext) -> View:
    try:
        return work()
    except Refusal as refused:
        return stopped_view(sentence(refused, reader=caller_of(context).user))
    except Unavailable:
        return stopped_view(
            "The database did not answer, so nothing was changed. Please try again in a moment."
        )
    except SlackApiError as error:
        code = escape(str(error.response.get("error")))
        return stopped_view(f"Slack did not say who the managers are ({code}). Please try again in a minute.")
    except Exception:  # whatever it is, an admin waits for a word; it is logged whole
        reference = kit_of(context).new_id()[:8]
        log.exception("import failed", reference=reference)
        return stopped_view(
            "Something went wrong on our side. Look at the stores before you try again; "
            f"if it happens again, give whoever runs Onevoice this reference: {reference}"
        )


CLICKS = {IMPORT: _import_clicked, LOOK: _look_clicked}
FORMS = {FILE_FORM: _file_submitted, IMPORT_FORM: _import_confirmed}
"""What `handlers.setting_up` hands on to here."""

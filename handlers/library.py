"""The library: `/social library`, all about one template, and the way to use it."""

from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from blocks.library import (
    DETAILS,
    ENDED,
    LIBRARY,
    TURN,
    Listed,
    library_view,
    read_page,
    read_search,
    read_searched,
)
from blocks.searching import ALL
from blocks.template_details import Known, template_details
from domain.library import ended, on_shelf, shelved
from domain.refusals import Refusal
from domain.template_rights import may_change, refuse_change
from domain.templates import Template, TemplateId
from domain.trust import may_restore_trust
from domain.workspaces import Workspace
from handlers.kit import Asked, caller_of, kit_of
from handlers.opening import in_front
from storage.database import Transaction


def library_command(asked: Asked) -> None:
    """`/social library [words]`: the templates, those first that this person may use."""
    asked.client.views_open(trigger_id=asked.trigger_id, view=_list(asked.words, 0, asked.context))
    asked.ack()


def open_library(
    ack: Ack, _: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The Home's button "Library"."""
    in_front(body, client)(_list("", 0, context))
    ack()


def library_searched(ack: Ack, view: dict[str, Any], _: WebClient, context: BoltContext) -> None:
    """The list's button "Search"."""
    ack(response_action="update", view=_list(read_search(view), 0, context))


def show_under(view: dict[str, Any], id: TemplateId, client: WebClient, context: BoltContext) -> None:
    """Bring the template's details and the list up to date, which lie under a form of the library."""
    under, first = view.get("previous_view_id"), view.get("root_view_id")
    if under and under != first:
        client.views_update(view_id=under, view=_one(id, context))
    if first and first != view.get("id"):
        client.views_update(view_id=first, view=_list("", 0, context))


def find_template(work: Transaction, id: TemplateId) -> Template:
    """The template as it is in force, or how it ended.

    Raises:
        Refusal: there is none with this id.
    """
    template = work.templates.get(id)
    if template is None:
        raise Refusal("There is no such template any more. Type /social library to see which there are.")
    return template


def template_to_change(id: TemplateId, context: BoltContext) -> tuple[Template, Workspace, int]:
    """What a form opens with that changes or ends a template: also how many posts made from it are not out.

    Raises:
        Refusal: there is none with this id, it has ended, or they may not change it.
    """
    caller = caller_of(context)
    with kit_of(context).database.snapshot(caller.workspace) as work:
        template, workspace = find_template(work, id), work.people.workspace()
        waiting = len(work.templates.unpublished(template.id))
    refuse_change(template, by=caller.user, workspace=workspace)
    return template, workspace, waiting


def _details_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    in_front(body, client)(_one(TemplateId(action["value"]), context))


def _ended_chosen(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    in_front(body, client)(_one(TemplateId(action["selected_option"]["value"]), context))


def _page_turned(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    view = body["view"]
    turned = _list(read_searched(view), read_page(action["value"]), context)
    client.views_update(view_id=view["id"], view=turned)


def _all_shown(_: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    client.views_update(view_id=body["view"]["id"], view=_list("", 0, context))


def _list(words: str, number: int, context: BoltContext) -> View:
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as work:
        workspace = work.people.workspace()
        every = work.templates.all()
        found = shelved(
            every,
            lost=work.templates.every_lost_trust(),
            trusted=work.policies.newest().policy.trusted,
            reader=caller.user,
            workspace=workspace,
            words=words,
            at=kit.now(),
        )
        used = work.templates.used()
    over = ended(every, reader=caller.user, workspace=workspace, words=words, at=kit.now())
    listed = Listed(found=found, used=used, words=words, ended=over)
    return library_view(listed, number, workspace=workspace)


def _one(id: TemplateId, context: BoltContext) -> View:
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as work:
        workspace, template = work.people.workspace(), find_template(work, id)
        lost = work.templates.lost_trust(id)
        policy = work.policies.newest().policy
        used, waiting = work.templates.used().get(id, 0), len(work.templates.unpublished(id))
    known = Known(
        shelved=on_shelf(
            template, lost=lost, trusted=policy.trusted, reader=caller.user, workspace=workspace, at=kit.now()
        ),
        used=used,
        waiting=waiting,
        lost=[one for one in lost if one.lasts],
        changes=may_change(template, caller.user, workspace=workspace),
        restores=may_restore_trust(caller.user, workspace=workspace),
    )
    return template_details(known, workspace=workspace)


CLICKS = {
    DETAILS: _details_clicked,
    ENDED: _ended_chosen,
    f"{TURN}:back": _page_turned,
    f"{TURN}:on": _page_turned,
    f"{TURN}:{ALL}": _all_shown,
}
FORMS = {LIBRARY: library_searched}
"""What `handlers.setting_up` hands on to here."""

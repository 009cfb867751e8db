"""Stores in the setup: the list, its search and pages, and one store added, changed or removed."""

from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from blocks.searching import ALL
from blocks.setup import said_in_setup
from blocks.store_setup import (
    ADD,
    CHANGE,
    REMOVE,
    SEARCH_FORM,
    STORE_FORM,
    STORES,
    TURN,
    read_search,
    read_store,
    read_turn_of,
    store_form,
    stores_view,
)
from blocks.text import escape, inline
from domain.store_setup import add_store, change_store, find_store, remove_store
from domain.workspaces import Workspace
from handlers.accounts import refuse_apps
from handlers.kit import caller_of, kit_of
from handlers.setup_changes import admins_workspace, change_setup, refuse_changed
from handlers.setup_overview import show_under
from storage.database import Transaction


def _stores_clicked(_: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    client.views_push(trigger_id=body["trigger_id"], view=stores_view(admins_workspace(context)))


def _page_turned(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    sought, number = read_turn_of(body["view"], action["value"])
    shown = stores_view(admins_workspace(context), sought=sought, number=number)
    client.views_update(view_id=body["view"]["id"], view=shown)


def _all_shown(_: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    client.views_update(view_id=body["view"]["id"], view=stores_view(admins_workspace(context)))


def _searched(ack: Ack, view: dict[str, Any], _: WebClient, context: BoltContext) -> None:
    ack(
        response_action="update",
        view=stores_view(admins_workspace(context), sought=read_search(view)),
    )


def _store_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    workspace = admins_workspace(context)
    store = find_store(workspace, action["value"]) if action["action_id"] == CHANGE else None
    client.views_push(trigger_id=body["trigger_id"], view=store_form(store, workspace=workspace))


def _store_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """A store is added or changed; the list under the form shows it."""
    form, seen = read_store(view)
    by = caller_of(context).user
    new = {form.manager} - admins_workspace(context).everybody if form.manager else set()
    refuse_apps({"manager": new}, client=client)

    def saved(_: Transaction, workspace: Workspace) -> Workspace:
        if not seen:
            return add_store(workspace, form, by=by)
        refuse_changed(find_store(workspace, form.key), seen=seen)
        return change_store(workspace, form, by=by)

    after = change_setup(context, saved)
    ack()
    show_stores(view, client, after, sought=form.key)
    show_under(view, client, context)


def _remove_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """A store goes, and its form with it."""
    by, at, name = caller_of(context).user, kit_of(context).now(), ""

    def removed(transaction: Transaction, workspace: Workspace) -> Workspace:
        nonlocal name
        name = find_store(workspace, action["value"]).name
        posts = transaction.posts.under_way(at=at, held=False)
        return remove_store(workspace, action["value"], posts=posts, by=by)

    after = change_setup(context, removed)
    said = f"✅ {escape(inline(name))} is removed. What was published for it and the record stay."
    client.views_update(view_id=body["view"]["id"], view=said_in_setup(said))
    show_stores(body["view"], client, after)
    show_under(body["view"], client, context)


def show_stores(view: dict[str, Any], client: WebClient, workspace: Workspace, *, sought: str = "") -> None:
    """Bring the list up to date, where it lies under this view."""
    under = view.get("previous_view_id")
    if under and under != view.get("root_view_id"):
        client.views_update(view_id=under, view=stores_view(workspace, sought=sought))


CLICKS = {
    STORES: _stores_clicked,
    ADD: _store_clicked,
    CHANGE: _store_clicked,
    REMOVE: _remove_clicked,
    f"{TURN}:back": _page_turned,
    f"{TURN}:on": _page_turned,
    f"{TURN}:{ALL}": _all_shown,
}
FORMS = {SEARCH_FORM: _searched, STORE_FORM: _store_submitted}
"""What `handlers.setting_up` hands on to here."""

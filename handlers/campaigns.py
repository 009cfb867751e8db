"""Campaigns: `/social campaigns`, all about one, and the form in which it is begun and changed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from blocks.campaign_form import CAMPAIGN_FORM, campaign_form, read_campaign
from blocks.campaigns import (
    CLOSE,
    EDIT,
    NEW,
    OPEN,
    TURN,
    Listed,
    campaign_view,
    campaigns_view,
    read_page,
)
from blocks.paging import page_of
from domain.audit import Action, Event
from domain.campaign import Campaign
from domain.campaign_progress import spend_by_centre
from domain.campaigns import (
    begin_campaign,
    campaign_changes,
    campaign_gap,
    change_campaign,
    close_campaign,
    find_campaign,
    open_campaigns,
    refuse_changing,
)
from domain.people import UserId
from domain.refusals import Refusal
from domain.setup import refuse_non_admin
from domain.workspaces import Workspace
from handlers.comparing import compare_again
from handlers.kit import Asked, caller_of, kit_of
from handlers.showing import show_posts
from storage.database import Transaction

RECENT = timedelta(weeks=4)
"""Of so long posts without a campaign are counted."""
Change = Callable[[Workspace], Workspace]


def campaigns_command(asked: Asked) -> None:
    """`/social campaigns`: what posts are for, and how far each campaign has come."""
    asked.client.views_open(trigger_id=asked.trigger_id, view=campaigns_now(0, asked.context))
    asked.ack()


def campaign_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """A campaign is begun or changed; what lies under the form shows it."""
    caller = caller_of(context)
    at = kit_of(context).now()
    seen, form = read_campaign(view)
    if seen:
        _keep(
            context,
            form.name,
            Action.CAMPAIGN_CHANGED,
            lambda workspace: change_campaign(workspace, form, seen=seen, by=caller.user, at=at),
        )
    else:
        name = " ".join(form.name.split())
        _keep(
            context,
            name,
            Action.CAMPAIGN_BEGUN,
            lambda workspace: begin_campaign(workspace, form, by=caller.user, at=at),
        )
    ack()
    under = view.get("previous_view_id")
    if under and under != view.get("root_view_id"):
        client.views_update(view_id=under, view=campaign_now(form.name, context))
    _show_list(view, client, context)


def _keep(context: BoltContext, name: str, action: Action, change: Change) -> None:
    """Keep a changed campaign with its line in the record; the cards of its posts show it.

    Raises:
        Refusal, InvalidForm: as the change raises.
    """
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as work:
        work.people.hold()
        after = change(work.people.workspace())
        keep_campaign(work, name, action, after, by=caller.user, at=at, new_id=kit.new_id)
    kit.wake()


def keep_campaign(
    work: Transaction,
    name: str,
    action: Action,
    after: Workspace,
    *,
    by: UserId,
    at: datetime,
    new_id: Callable[[], str],
) -> None:
    """Keep the workspace in which this campaign is begun, changed or closed; nothing when it is as it was.

    Raises:
        Unavailable: somebody else changed the workspace at the same moment.
    """
    before = work.people.workspace()
    if after == before:
        return
    old, new = find_campaign(before, name), find_campaign(after, name)
    assert new is not None
    changes = {"changes": "\n".join(campaign_changes(old, new))}
    detail = {} if action is Action.CAMPAIGN_CLOSED else changes
    work.people.save(after)
    work.audit.record(Event(action=action, by=by, at=at, subject=new.name, detail=detail))
    reworded = old is not None and old.purpose != new.purpose
    gap = campaign_gap(after, new.name)
    other_gap = gap != campaign_gap(before, new.name)
    if reworded or other_gap:
        ids = [one.id for one in work.campaigns.of([new.name]).get(new.name, ())]
        beside = compare_again(work, ids, gap=gap, by=by, at=at) if other_gap else ()
        shown = {*beside, *(ids if reworded else ())}
        show_posts(work, work.posts.some(sorted(shown)), new_id=new_id, at=at)


def _open_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    client.views_push(trigger_id=body["trigger_id"], view=campaign_now(action["value"], context))


def _new_clicked(_: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    workspace, by = _workspace(context), caller_of(context).user
    refuse_non_admin(by, workspace=workspace)
    client.views_push(trigger_id=body["trigger_id"], view=campaign_form(None, workspace=workspace, by=by))


def _edit_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    workspace, by = _workspace(context), caller_of(context).user
    campaign = named(workspace, action["value"])
    refuse_changing(by, campaign, workspace=workspace)
    client.views_push(trigger_id=body["trigger_id"], view=campaign_form(campaign, workspace=workspace, by=by))


def _close_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    at, by, name = kit_of(context).now(), caller_of(context).user, action["value"]
    _keep(
        context, name, Action.CAMPAIGN_CLOSED, lambda workspace: close_campaign(workspace, name, by=by, at=at)
    )
    client.views_update(view_id=body["view"]["id"], view=campaign_now(name, context))
    _show_list(body["view"], client, context)


def _page_turned(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    client.views_update(view_id=body["view"]["id"], view=campaigns_now(read_page(action["value"]), context))


def _show_list(view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """Bring the list up to date, where it lies under this view."""
    first = view.get("root_view_id")
    if first and first != view.get("id"):
        client.views_update(view_id=first, view=campaigns_now(0, context))


def campaigns_now(number: int, context: BoltContext) -> View:
    """This page of the list as it is now."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as work:
        workspace = work.people.workspace()
        first = open_campaigns(workspace, at=at)
        rest = [one for one in reversed(workspace.campaigns) if one not in first]
        every = [progress for progress, _ in work.campaigns.progress([*first, *rest])]
        without = work.campaigns.without(since=at - RECENT)
        page = page_of(every, number)
        answers = work.campaign_stores.of(
            one.campaign.name for one in page.items if one.campaign.stores_choose
        )
    listed = Listed(page=page, spend=spend_by_centre(every), without=without, answers=answers)
    return campaigns_view(listed, workspace=workspace, reader=caller.user, at=at)


def campaign_now(name: str, context: BoltContext) -> View:
    """All about one as it is now.

    Raises:
        Refusal: it is gone.
    """
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as work:
        workspace = work.people.workspace()
        ((progress, posts),) = work.campaigns.progress([named(workspace, name)])
        campaign = progress.campaign.name
        answers = work.campaign_stores.of([campaign])[campaign]
    return campaign_view(progress, posts, answers, workspace=workspace, reader=caller.user, at=kit.now())


def _workspace(context: BoltContext) -> Workspace:
    with kit_of(context).database.snapshot(caller_of(context).workspace) as work:
        return work.people.workspace()


def named(workspace: Workspace, name: str) -> Campaign:
    """The campaign of this name.

    Raises:
        Refusal: there is none any more.
    """
    campaign = find_campaign(workspace, name)
    if campaign is None:
        raise Refusal("There is no campaign “{name}” any more.", name=name)
    return campaign


CLICKS = {
    OPEN: _open_clicked,
    NEW: _new_clicked,
    EDIT: _edit_clicked,
    CLOSE: _close_clicked,
    f"{TURN}:back": _page_turned,
    f"{TURN}:on": _page_turned,
}
FORMS = {CAMPAIGN_FORM: campaign_submitted}
"""What `handlers.setting_up` hands on to here."""

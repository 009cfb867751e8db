"""Taking part: managers join a campaign with their store or stay out, and posts are proposed for those that take part."""

from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient

from blocks.participation import JOIN, PROPOSE, STAY_OUT, read_answer
from blocks.proposals import proposal_form
from domain.audit import Action, Event
from domain.campaign import Campaign
from domain.campaigns import campaign_problem
from domain.participation import Answer, answer, stores_taking_part
from domain.posts import PostId
from domain.proposals import refuse_stranger
from domain.refusals import Refusal
from handlers.campaigns import campaign_now, campaigns_now, named
from handlers.kit import caller_of, kit_of
from storage.database import Transaction


def _answered(action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """A store joins or stays out: it is kept with a line in the record, and the view shows it."""
    kit, caller = kit_of(context), caller_of(context)
    store, page, name = read_answer(action["value"])
    at = kit.now()
    with kit.database.transaction(caller.workspace) as work:
        work.people.share()
        workspace = work.people.workspace()
        campaign = named(workspace, name)
        answers = work.campaign_stores.of([campaign.name])[campaign.name]
        said = answer(
            campaign,
            answers,
            store=store,
            joins=action["action_id"] == JOIN,
            workspace=workspace,
            by=caller.user,
            at=at,
        )
        if said is not answers.get(store):
            keep_answer(work, campaign, said)
    view = campaign_now(name, context) if page is None else campaigns_now(page, context)
    client.views_update(view_id=body["view"]["id"], view=view)
    under = body["view"].get("root_view_id")
    if page is None and under and under != body["view"]["id"]:
        client.views_update(view_id=under, view=campaigns_now(0, context))


def keep_answer(work: Transaction, campaign: Campaign, said: Answer) -> None:
    """Keep what is said for a store, with its line in the record."""
    happened = Action.STORE_JOINED if said.joins else Action.STORE_STAYED_OUT
    work.campaign_stores.save(campaign.name, said)
    detail = {"store": said.store}
    work.audit.record(Event(action=happened, by=said.by, at=said.at, subject=campaign.name, detail=detail))


def _propose_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The form of a post, with the campaign in it and, where stores choose, those that take part."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as work:
        workspace, policy = work.people.workspace(), work.policies.newest().policy
        campaign = named(workspace, action["value"])
        answers = work.campaign_stores.of([campaign.name])[campaign.name]
    refuse_stranger(caller.user, workspace=workspace)
    if problem := campaign_problem(campaign.name, workspace=workspace, at=at):
        raise Refusal("{problem}", problem=problem)
    stores = stores_taking_part(campaign, answers, stores=workspace.stores) if campaign.stores_choose else ()
    form = proposal_form(
        workspace,
        id=PostId(kit.new_id()),
        by=caller.user,
        at=at,
        policy=policy,
        campaign=campaign.name,
        stores=tuple(one.key for one in stores),
    )
    client.views_push(trigger_id=body["trigger_id"], view=form)


CLICKS = {JOIN: _answered, STAY_OUT: _answered, PROPOSE: _propose_clicked}
"""What `handlers.setting_up` hands on to here."""

"""Agreement: "looks good" or a ✅ in a card's thread becomes an approval once its author says that it is one."""

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from blocks.agreement import DECLINE, RECORD, agreement_declined, agreement_recorded
from blocks.freezes import signed_but_frozen
from blocks.messages import said
from blocks.sentences import sentence
from blocks.targets import read_target
from domain.agreement import could_sign, is_approving_reaction, sounds_like_approval
from domain.notices import Notice, NoticeId, NoticeKind, Wanted
from domain.people import ChannelId
from domain.posts import PostId
from domain.refusals import Refusal
from handlers.approvals import approve
from handlers.deciding import find
from handlers.kit import caller_of, kit_of


def register(app: App) -> None:
    """Listen to reactions and to the two buttons; messages come by `messages`."""
    app.event("reaction_added")(reaction_came)
    app.action(re.compile(f"^({RECORD}|{DECLINE})$"))(offer_answered)


def overhear(event: dict[str, Any], context: BoltContext) -> None:
    """A message that somebody typed: agreement in a card's thread is offered to be recorded."""
    thread = event.get("thread_ts", "")
    if thread and sounds_like_approval(event.get("text") or ""):
        channel = ChannelId(event["channel"])
        with kit_of(context).database.snapshot(caller_of(context).workspace) as transaction:
            post_id = _post_of(transaction.notices.shown_at(channel, thread))
        _offer(post_id, channel, context)


def reaction_came(ack: Ack, event: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """A reaction to a message, which may be a card or stand in a card's thread."""
    item = event["item"]
    if item.get("type") == "message" and item.get("channel") and is_approving_reaction(event["reaction"]):
        channel = ChannelId(item["channel"])
        _offer(_post_at(channel, item["ts"], client, context), channel, context)
    ack()


def offer_answered(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """One of the question's two buttons; one listener for both, since Bolt tries each in turn."""
    answered = {RECORD: record_clicked, DECLINE: decline_clicked}[action["action_id"]]
    answered(ack, action, context, respond)


def record_clicked(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """They meant it. The answer stands in the question's place, so that no button in it is dead."""
    post_id, version = read_target(action["value"])
    try:
        cold = approve(post_id, version, context)
        answer = signed_but_frozen(version, cold) if cold else agreement_recorded(version)
    except Refusal as refused:
        answer = said(sentence(refused, reader=caller_of(context).user))
    ack()
    respond(**answer.payload(), replace_original=True)


def decline_clicked(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:  # noqa: ARG001  # as every click
    """They did not mean it."""
    ack()
    respond(**agreement_declined().payload(), replace_original=True)


def _offer(post_id: PostId | None, channel: ChannelId, context: BoltContext) -> None:
    """Ask once for each person and version, and only those whose approval would count."""
    if post_id is None:
        return
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        post, workspace = find(transaction, post_id), transaction.people.workspace()
        subject = f"{post_id}/{post.version.number}/{caller.user}"
        asked = transaction.notices.of(NoticeKind.OFFER, subject)
        if asked or not could_sign(post, by=caller.user, workspace=workspace, at=at):
            return
        wanted = Wanted(kind=NoticeKind.OFFER, subject=subject, place=channel)
        transaction.notices.want(wanted, id=NoticeId(kit.new_id()), at=at)
    kit.wake()


def _post_at(channel: ChannelId, ts: str, client: WebClient, context: BoltContext) -> PostId | None:
    """The post whose card this message is, or in whose thread it stands."""
    caller = caller_of(context)
    database = kit_of(context).database
    with database.snapshot(caller.workspace) as transaction:
        found = transaction.notices.shown_at(channel, ts)
        workspace = transaction.people.workspace()
    if found is None and channel == workspace.desk and workspace.roles_of(caller.user):
        thread = _thread_of(client, channel, ts)  # where people's own messages stand, only Slack knows
        with database.snapshot(caller.workspace) as transaction:
            found = transaction.notices.shown_at(channel, thread)
    return _post_of(found)


def _thread_of(client: WebClient, channel: ChannelId, ts: str) -> str:
    """The ts of the message in whose thread this one stands; its own when it stands in none, empty when unknown."""
    try:
        messages = client.conversations_replies(channel=channel, ts=ts, limit=1)["messages"]
    except SlackApiError:
        return ""  # deleted meanwhile; what nobody can see needs no offer
    return str(messages[0].get("thread_ts", "")) if messages else ""


def _post_of(shown: Notice | None) -> PostId | None:
    """The post of a card, or of a line in its thread."""
    if shown is None:
        return None
    id = shown.subject if shown.kind is NoticeKind.CARD else shown.under
    return PostId(id) if id else None
